/** Portals that must still be told of an ended session: durable, each handed to one process at a time (P9). */

export interface LogoutNotice {
  readonly id: string;
  readonly realm: string;
  readonly clientId: string;
  readonly accountId: string;
  readonly sid: string | undefined;
  /** deliveries tried before this one */
  readonly attempts: number;
}

/** What waits for one portal. */
export interface WaitingLogouts {
  readonly realm: string;
  readonly clientId: string;
  readonly waiting: number;
  /** when the oldest was written, in milliseconds since the epoch */
  readonly oldestAt: number;
}

export interface LogoutNotices {
  /** Stores a notice, held by the caller until `heldUntilMs`. */
  add(notice: Omit<LogoutNotice, 'attempts'>, heldUntilMs: number): Promise<void>;
  /** Takes notices that are due, each for one caller, until `heldUntilMs`. */
  takeDue(realm: string, nowMs: number, heldUntilMs: number, most: number): Promise<readonly LogoutNotice[]>;
  /** The portal was told, or never will be. */
  remove(id: string): Promise<void>;
  /** Counts a failed delivery and sets the next. */
  postpone(id: string, nextAttemptMs: number): Promise<void>;
  /** By portal; one that nothing waits for is left out. */
  waiting(): Promise<readonly WaitingLogouts[]>;
}
