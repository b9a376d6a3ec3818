/** What can go wrong between the portal and the provider, as a reason with its HTTP status and its own page. */
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

export type ProblemReason =
  | 'access_denied'
  | 'login_required'
  | 'level_not_reached'
  | 'unknown_state'
  | 'provider_unreachable'
  | 'session_over'
  | 'response_refused'
  | 'provider_error';

export const PROBLEM_STATUS: Readonly<Record<ProblemReason, number>> = {
  access_denied: 403,
  login_required: 403,
  level_not_reached: 403,
  unknown_state: 400,
  provider_unreachable: 503,
  session_over: 403,
  response_refused: 502,
  provider_error: 502,
};

export interface Problem {
  readonly reason: ProblemReason;
  /** for the person who develops a portal: the protocol's own words, never a token */
  readonly detail: string;
}

export function isProblemReason(value: unknown): value is ProblemReason {
  return typeof value === 'string' && Object.hasOwn(PROBLEM_STATUS, value);
}

/** Error codes of OpenID Connect Core §3.1.2.6, OIDC Unmet Authentication Requirements and RFC 6749 §4.1.2.1. */
function reasonOfError(error: string): ProblemReason {
  switch (error) {
    case 'access_denied':
      return 'access_denied';
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
    case 'account_selection_required':
      return 'login_required';
    case 'unmet_authentication_requirements':
      return 'level_not_reached';
    case 'temporarily_unavailable':
      return 'provider_unreachable';
    case 'invalid_grant':
      return 'session_over';
    default:
      return 'provider_error';
  }
}

/** Known by its shape, not its class: a fault of `fetch` may come from another realm of the JavaScript engine. */
function isNetworkFailure(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, status, code, cause } = error as Record<string, unknown>;
  if (name === 'TypeError' && message === 'fetch failed') return true;
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  // openid-client gives the unexpected response itself as the cause
  if (typeof status === 'number') return status >= 500;
  return isNetworkFailure(cause);
}

/** @param error whatever openid-client threw */
export function problemOf(error: unknown): Problem {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const description = error.error_description === undefined ? '' : `: ${error.error_description}`;
    return { reason: reasonOfError(error.error), detail: `${error.error}${description}` };
  }
  if (isNetworkFailure(error)) return { reason: 'provider_unreachable', detail: 'no answer from the provider' };
  if (error instanceof ClientError) return { reason: 'response_refused', detail: error.message };
  return { reason: 'response_refused', detail: error instanceof Error ? error.name : 'unknown error' };
}
