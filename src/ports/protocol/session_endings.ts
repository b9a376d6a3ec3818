/**
 * Sessions that end (P9, S8). A session lives where it may be lost and what portals are told is durable: so the wish is
 * written first, together with everything that is told, and crossed out once the session is gone. Whoever dies in between
 * leaves a wish that another process carries out.
 */
import type { SignalFact } from '../../domain/signals/event.js';
import type { LogoutNotice } from './logout_notices.js';

export interface SessionEnding {
  readonly realm: string;
  readonly accountId: string;
  /** of the session at the provider; its name in the browser's cookie is a secret, and is not kept */
  readonly uid: string;
  /** grants that end with it */
  readonly grants: readonly string[];
  /** who is told by back-channel logout, and what each calls the session */
  readonly portals: ReadonlyArray<{ readonly clientId: string; readonly sid: string | undefined }>;
  /** what streams of security events are told */
  readonly facts: readonly SignalFact[];
}

export type BegunEnding = Pick<SessionEnding, 'realm' | 'uid' | 'grants'>;

export interface SessionEndings {
  /**
   * Writes the wish, a notice for each portal and the security events, all or nothing.
   *
   * @param at milliseconds since the epoch, as `heldUntil`
   * @param heldUntil until then the caller delivers the notices; then whoever finds them
   */
  begin(ending: SessionEnding, at: number, heldUntil: number): Promise<readonly LogoutNotice[]>;
  /** The session is gone. */
  finish(realm: string, uid: string): Promise<void>;
  /** Wishes of before `before` that nobody crossed out, the oldest first. */
  unfinished(before: number, limit: number): Promise<readonly BegunEnding[]>;
}
