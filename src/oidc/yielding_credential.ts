/**
 * Whether a code or a refresh token may still yield tokens (I7, C4): not when what it rests on was ended since, nor when
 * the password behind it must be replaced first.
 */
import { type BearingCampaign, credentialState, credentialUse } from '../domain/credential/credential_state.js';
import type { VisitedAccount } from '../ports/account_store.js';

/** What oidc-provider hands over when it looks an account up for a token. */
export interface RestingToken {
  readonly kind?: string;
  /** seconds since the epoch */
  readonly authTime?: number;
  readonly sessionUid?: string;
  readonly amr?: readonly string[];
}

const EXCHANGED = ['AuthorizationCode', 'RefreshToken'];

/**
 * @param token undefined where no token is exchanged
 * @param campaigns those that bear on the person
 * @param now milliseconds since the epoch
 */
export function mayYield(
  account: VisitedAccount,
  token: RestingToken | undefined,
  campaigns: readonly BearingCampaign[],
  now: number,
): boolean {
  if (!token?.kind || !EXCHANGED.includes(token.kind)) return true;
  const { signInsVoid } = account;
  const isKept = signInsVoid !== null && token.sessionUid !== undefined && token.sessionUid === signInsVoid.keptSession;
  // A token says the second only: the whole of it counts as after.
  if (signInsVoid && !isKept && (token.authTime ?? 0) * 1000 + 999 < signInsVoid.at) return false;
  // Without one, the word is an upstream's.
  if (!token.amr?.includes('pwd') || !account.credentials.some(({ kind }) => kind === 'password')) return true;
  return credentialUse(credentialState(account.credentials, true, campaigns, now), 'web') === 'sign-in';
}
