/** Why a journey through a console stopped, each reason with its status and its page (F5 in spirit, X3). */
import { AuthorizationResponseError } from 'openid-client';

export const STOPS = [
  /** the person gave up before they were signed in */
  'cancelled',
  /** the provider, or something it stands on, does not answer */
  'unavailable',
  /** its answer was an error, or was not to be believed */
  'refused',
  /** no request of this browser waits for the answer: used, too old, or another browser's */
  'stray',
  /** the code was given for another account than the one whose change was asked */
  'other-account',
  /** the answer proves less than a new code */
  'not-fresh',
  /** the account has no way of proving what is asked */
  'unmet',
] as const;
export type Stop = (typeof STOPS)[number];

export const STOP_STATUS: Readonly<Record<Stop, number>> = {
  cancelled: 200,
  unavailable: 503,
  refused: 502,
  stray: 400,
  'other-account': 403,
  'not-fresh': 403,
  unmet: 403,
};

/** @param error whatever openid-client threw */
export function stopOf(error: unknown): Stop {
  if (error instanceof AuthorizationResponseError) return OAUTH[error.error] ?? 'refused';
  return isNetworkFailure(error) ? 'unavailable' : 'refused';
}

/** Error codes of OpenID Connect Core §3.1.2.6, OIDC Unmet Authentication Requirements and RFC 6749 §4.1.2.1. */
const OAUTH: Readonly<Record<string, Stop>> = {
  access_denied: 'cancelled',
  unmet_authentication_requirements: 'unmet',
  temporarily_unavailable: 'unavailable',
  server_error: 'unavailable',
};

/** Known by its shape, not its class: openid-client gives the unexpected response itself as the cause. */
function isNetworkFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, status, code, cause } = error as Record<string, unknown>;
  if (name === 'TimeoutError' || name === 'AbortError' || message === 'fetch failed') return true;
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || code === 'ERR_JWKS_TIMEOUT') return true;
  if (typeof status === 'number' && status >= 500) return true;
  return isNetworkFailure(cause);
}
