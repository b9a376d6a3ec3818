/**
 * Whether a code or a refresh token may still yield tokens (I7, C4): not when what it rests on was ended since, nor when
 * the password behind it must be replaced first.
 */
import { type BearingCampaign, credentialState, credentialUse } from '../../domain/credential/credential_state.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';

/** What oidc-provider hands over when it looks an account up for a token. */
export interface RestingToken {
  readonly kind?: string;
  /** seconds since the epoch: when the person proved themselves, at an upstream perhaps */
  readonly authTime?: number;
  /** when the oldest of the proofs that it rests on was given to us, in milliseconds since the epoch */
  readonly provenAt?: number;
  readonly sessionUid?: string;
  readonly amr?: readonly string[];
}

const EXCHANGED = ['AuthorizationCode', 'DeviceCode', 'BackchannelAuthenticationRequest', 'RefreshToken'];

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
  if (signInsVoid && !isKept && restsSince(token) < signInsVoid.at) return false;
  // Without one, the word is an upstream's.
  if (!token.amr?.includes('pwd') || !account.credentials.some(({ kind }) => kind === 'password')) return true;
  return credentialUse(credentialState(account.credentials, true, campaigns, now), 'web') === 'sign-in';
}

/** The moment that the policy compared too: an upstream may have known the person long before (F1). */
function restsSince({ provenAt, authTime = 0 }: RestingToken): number {
  // One that says the second only, of an earlier version: the whole of it counts as after.
  return provenAt ?? authTime * 1000 + 999;
}
