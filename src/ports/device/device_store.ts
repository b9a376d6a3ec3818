/** The browsers of a person (I3, S1, U1): those where they are asked no code for a while, and those that signed in before. */

/** A record of trust about to be written. */
export interface TrustedDraft {
  readonly id: string;
  /** keyed hash of the secret in its cookie */
  readonly secretHash: string;
  /** milliseconds since the epoch */
  readonly expiresAt: number;
}

/** Trust as a browser presents it. */
export interface PresentedTrust {
  readonly accountId: string;
  readonly realm: string;
  /** keyed hash of the browser's device secret, or null */
  readonly deviceHash: string | null;
  readonly tickets: ReadonlyArray<{ readonly id: string; readonly secretHash: string }>;
  /** keyed hash of the secret that takes the place of the one presented */
  readonly nextHash: string;
  readonly browser: string;
  readonly place: string | null;
  /** codes typed longer ago count no more: the realm's window, in milliseconds */
  readonly windowMs: number;
  /** milliseconds since the epoch */
  readonly at: number;
}

/**
 * `rotated`: it holds, and `nextHash` is its secret now · `within-grace`: it holds as it is, another tab rotated it ·
 * `copied`: a secret of before, or in another browser: the record is gone · `shared`: too many people use this browser ·
 * `ended`: too old, or something changed since
 */
export type TrustVerdict = 'rotated' | 'within-grace' | 'copied' | 'shared' | 'ended';

/** A browser of a person's list. Moments in milliseconds since the epoch. */
export interface ListedDevice {
  /** keyed hash of the browser's device secret */
  readonly deviceHash: string;
  readonly browser: string | null;
  readonly place: string | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** no code is asked until then; null: one is asked at each sign-in */
  readonly trustedUntil: number | null;
}

export interface DeviceStore {
  /** Judges and rotates in one statement (I3). @returns undefined when no ticket is of this account */
  useTrust(presented: PresentedTrust): Promise<{ readonly id: string; readonly verdict: TrustVerdict } | undefined>;
  /** Trusted and known browsers merged, last used first. @param now milliseconds since the epoch */
  devicesOf(accountId: string, now: number): Promise<readonly ListedDevice[]>;
  /** Neither known nor trusted any more. `false`: it was neither. */
  forgetDevice(accountId: string, deviceHash: string): Promise<boolean>;
  /** The same for all of them. @returns how many browsers */
  forgetAllDevices(accountId: string): Promise<number>;
}
