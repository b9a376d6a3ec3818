/** Hands a Security Event Token to its receiver (S8, RFC 8935). */
import type { PushAnswer } from '../../domain/signals/delivery_rules.js';

export interface SignalPush {
  /** May this address be one of a receiver at all? What its name leads to is judged at each push. */
  mayReach(url: string): boolean;
  /** Never throws, and never waits longer than some seconds, whatever the receiver does. */
  push(receiver: { readonly url: string; readonly authorization: string | null }, token: string): Promise<PushAnswer>;
}
