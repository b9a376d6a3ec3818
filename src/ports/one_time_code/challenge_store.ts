/**
 * One-time-code challenges (I2, I5): which code of which request may be typed. The code itself is nowhere: only the
 * nonce and the number it is derived from. Every step is atomic.
 */
import type { Channel } from '../../domain/realm.js';

/** A message that was asked for: its number is the HOTP counter. */
export interface Sending {
  readonly number: number;
  readonly nonce: string;
  readonly keyId: string;
}

/** The code that may be typed now. */
export interface ActiveCode extends Sending {
  readonly contact: string;
  readonly channel: Channel;
  /** masked destination, as the page shows it */
  readonly sentAt: number;
  readonly expiresAt: number;
  /** tries already made on this code */
  readonly tries: number;
  /** how many messages were accepted so far in this request; above 1, an older code was replaced */
  readonly accepted: number;
}

export type TryAnswer =
  | { readonly state: 'try'; readonly code: ActiveCode }
  | { readonly state: 'none' | 'expired' | 'exhausted' | 'used' };

export interface ChallengeStore {
  /**
   * Reserves the next message number of a request; the active code stays until the provider accepted the new message.
   *
   * @param request id of the authorization request
   * @param fresh nonce and key id used if the request has no challenge yet
   * @param lifeSeconds how long the challenge is kept
   */
  beginSending(request: string, fresh: { nonce: string; keyId: string }, lifeSeconds: number): Promise<Sending>;
  /** The provider accepted message `number`: its code becomes the active one unless a newer already is (I5). */
  accepted(
    request: string,
    number: number,
    message: { contact: string; channel: Channel; sentAt: number; expiresAt: number },
  ): Promise<void>;
  /** The active code, without counting a try. */
  active(request: string): Promise<ActiveCode | null>;
  /** The code that was active last, used or not, for a page that says what became of it. */
  latest(request: string): Promise<ActiveCode | null>;
  /** Counts one try on the active code, unless it is gone, expired, used up or used. */
  takeTry(request: string, limit: number, now: number): Promise<TryAnswer>;
  /** Uses the code up. True for exactly one caller, and only while `number` is the active one. */
  consume(request: string, number: number): Promise<boolean>;
}
