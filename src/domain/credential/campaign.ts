/**
 * A campaign (C1): a date and a population that choose a new password, under another policy or after a leak. Before the
 * date it invites, from then on it obliges.
 */
import type { PasswordPolicyId } from '../password_policy/rule.js';
import type { BearingCampaign, CredentialSummary } from './credential_state.js';

/** Everything that is given must hold; nothing given: everybody of the realm. */
export interface Population {
  /** three digits each */
  readonly cafs?: readonly string[];
  /** milliseconds since the epoch: whose present password was set before */
  readonly passwordSetBefore?: number;
  /** whose present password was not chosen under it, as far as is known */
  readonly policyOtherThan?: PasswordPolicyId;
  /** YYYY-MM-DD, both included; unknown days and months are 00 and come first */
  readonly bornFrom?: string;
  readonly bornTo?: string;
}

export interface Campaign extends BearingCampaign {
  readonly id: string;
  readonly realm: string;
  /** unique in its realm */
  readonly name: string;
  readonly policy: PasswordPolicyId | null;
  readonly population: Population;
  /** milliseconds since the epoch, as startsAt and obligesFrom */
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** A person as a population sees them. */
export interface Member {
  readonly realm: string;
  readonly caf: string | null;
  /** YYYY-MM-DD */
  readonly birthdate: string;
  readonly credentials: readonly CredentialSummary[];
}

/** Is this person meant? Whether their password is still due, `isDueIn` tells. */
export function bearsOn({ realm, endedAt, population }: Campaign, member: Member): boolean {
  if (endedAt !== null || member.realm !== realm) return false;
  const { cafs, passwordSetBefore, policyOtherThan, bornFrom, bornTo } = population;
  const password = member.credentials.find(({ kind }) => kind === 'password');
  if (cafs && !(member.caf !== null && cafs.includes(member.caf))) return false;
  if (bornFrom !== undefined && member.birthdate < bornFrom) return false;
  if (bornTo !== undefined && member.birthdate > bornTo) return false;
  if (passwordSetBefore !== undefined && !(password && password.setAt < passwordSetBefore)) return false;
  return policyOtherThan === undefined || password?.policy !== policyOtherThan;
}

/** The policy that the campaigns under way ask of a person: the latest begun decides. */
export function policyAsked(bearing: readonly Campaign[], now: number): PasswordPolicyId | undefined {
  const begun = bearing.filter(({ policy, startsAt }) => policy !== null && startsAt <= now);
  return begun.toSorted((a, b) => b.startsAt - a.startsAt)[0]?.policy ?? undefined;
}
