/**
 * Requests of callers that wait for a person (CIBA; S1, P6): opened within the limits however many come at once, answered
 * once, and kept as long as they count.
 */
import type { Acr } from '../../domain/assurance/acr.js';
import type { BackchannelRules, Decision, Opening } from '../../domain/backchannel/limits.js';

export interface BackchannelRequest {
  /** names it in the person's pages; opens nothing */
  readonly id: string;
  readonly realm: string;
  readonly clientId: string;
  /** what the caller reads out */
  readonly message: string;
  /** asked for, separated by spaces */
  readonly scope: string;
  /** levels asked for, most wanted first */
  readonly acrValues: readonly Acr[];
  /** milliseconds since the epoch */
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface NewBackchannelRequest extends BackchannelRequest {
  /** id of the account, or the keyed name of an identifier that nobody has */
  readonly subject: string;
  /** `auth_req_id`; sealed at rest */
  readonly handle: string;
  /** is the client told when it is answered? */
  readonly isPinged: boolean;
}

export interface DecidedRequest extends BackchannelRequest {
  readonly handle: string;
}

/** A client that must still be told that its request was answered (CIBA Core §10.2). */
export interface DuePing {
  readonly id: string;
  readonly clientId: string;
  readonly handle: string;
  /** tried before this one */
  readonly attempts: number;
}

export interface BackchannelRequestStore {
  /** Stores it unless the limits speak against it; those of one person are judged one after the other. */
  open(request: NewBackchannelRequest, rules: BackchannelRules): Promise<Opening>;
  /** Those that this person may answer now, oldest first. */
  waitingFor(realm: string, accountId: string, now: number): Promise<readonly BackchannelRequest[]>;
  /**
   * Answers one, for good: of any number of answers one wins. `undefined`: it is nobody's of this account, was answered, or
   * has ended.
   *
   * @param heldUntilMs until when the caller of this holds its ping
   */
  decide(
    request: { readonly realm: string; readonly accountId: string; readonly id: string },
    decision: Decision,
    now: number,
    heldUntilMs: number,
  ): Promise<DecidedRequest | undefined>;
  /** Takes an answer back that could not be handed on. */
  reopen(id: string): Promise<void>;
  /** Takes pings that are due, each for one caller, until `heldUntilMs`. */
  takeDuePings(realm: string, now: number, heldUntilMs: number, most: number): Promise<readonly DuePing[]>;
  /** The client was told, or never will be. */
  endPing(id: string): Promise<void>;
  /** Counts a failed ping and sets the next. */
  postponePing(id: string, nextAttemptMs: number): Promise<void>;
  /** Deletes what was made before; returns how many rows. */
  purge(createdBeforeMs: number): Promise<number>;
}
