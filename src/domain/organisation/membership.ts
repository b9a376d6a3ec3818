/**
 * What ties an account to an organisation (E1, E3): a role, service rights, and a time after which an administrator has to
 * have reviewed it.
 */

export const MEMBER_ROLES = ['user', 'administrator'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** As stored. Whether somebody who is here ever signed in, `isActivated` tells. */
export type StoredMemberStatus = 'active' | 'suspended' | 'expired' | 'removed';

/**
 * As shown: `invited`, the person has not signed in yet since the account was created for them · `expired`, nobody
 * reviewed it in time, and a renewal opens it again · `suspended` by an administrator, until one takes it back · `removed`,
 * kept for the journal alone.
 */
export const MEMBER_STATUSES = ['invited', 'active', 'suspended', 'expired', 'removed'] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/**
 * Why an account cannot sign in although it is not suspended or closed itself: none of its memberships is open any more.
 * Null: one is, or the account never had any.
 */
export type ClosedAccess = 'expired' | 'suspended' | 'removed';

export interface MembershipTimes {
  readonly stored: StoredMemberStatus;
  /** has the person signed in since? */
  readonly isActivated: boolean;
  /** milliseconds since the epoch */
  readonly expiresAt: number;
}

/**
 * The status now. One whose time is over counts as expired before the scheduler says so.
 *
 * @param now milliseconds since the epoch
 */
export function memberStatus({ stored, isActivated, expiresAt }: MembershipTimes, now: number): MemberStatus {
  if (stored !== 'active') return stored;
  if (expiresAt <= now) return 'expired';
  return isActivated ? 'active' : 'invited';
}

/**
 * Until when a membership is good that was reviewed now: the same day, months later, or the last day of a shorter month.
 *
 * @param reviewedAt milliseconds since the epoch
 * @returns milliseconds since the epoch
 */
export function reviewedUntil(reviewedAt: number, months: number): number {
  const from = new Date(reviewedAt);
  const until = new Date(reviewedAt);
  until.setUTCMonth(from.getUTCMonth() + months);
  if (until.getUTCDate() !== from.getUTCDate()) until.setUTCDate(0);
  return until.getTime();
}
