/**
 * What goes wrong with an upstream, told in our own codes (F5): thrown inside this folder, turned into a value at its
 * edge. `detail` goes to operators and holds a library's code or our own words, never a value of the answer.
 */
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { UpstreamFault } from '../../domain/federation/upstream.js';
import type { UpstreamFailure } from '../../ports/federation/upstream_provider.js';

export class UpstreamRefusal extends Error {
  readonly fault: UpstreamFault;
  readonly detail: string;

  constructor(fault: UpstreamFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.name = 'UpstreamRefusal';
    this.fault = fault;
    this.detail = detail;
  }
}

/** Where an answer came from: the same library error means another thing there. */
export type Stage = 'token' | 'userinfo';

/** RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, OpenID Connect Core §3.1.2.6, and FranceConnect's own (facts §1.7). */
const FAULT_OF_ERROR_CODE: Readonly<Record<string, UpstreamFault>> = {
  access_denied: 'refused',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
  invalid_grant: 'code',
  invalid_token: 'unavailable',
  insufficient_scope: 'misconfigured',
  invalid_scope: 'misconfigured',
  invalid_request: 'misconfigured',
  invalid_acr: 'misconfigured',
  invalid_idp_hint: 'misconfigured',
  invalid_client: 'misconfigured',
  unauthorized_client: 'misconfigured',
  unsupported_grant_type: 'misconfigured',
  unsupported_response_type: 'misconfigured',
};

/** FranceConnect's older codes, `Y030007`: a list of its own, of which none is a person's. */
const FRANCECONNECT_CODE = /^[EY]\d{6,7}$/;

/** @param code the `error` of an answer or a response, by anybody: only known ones are repeated */
export function failureOfErrorCode(code: string): UpstreamFailure {
  if (Object.hasOwn(FAULT_OF_ERROR_CODE, code))
    return { code: FAULT_OF_ERROR_CODE[code] ?? 'unavailable', detail: code };
  return { code: 'unavailable', detail: FRANCECONNECT_CODE.test(code) ? code : 'unknown error code' };
}

/** What openid-client leaves in `cause.cause` of a check that failed. */
interface FailedCheck {
  readonly claim?: unknown;
  readonly attribute?: unknown;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const FAULT_OF_CLAIM: Readonly<Record<string, UpstreamFault>> = {
  iss: 'issuer',
  aud: 'audience',
  azp: 'audience',
  nonce: 'nonce',
  sub: 'subject',
};

/** @param error anything thrown while talking to the upstream */
export function failureOf(error: unknown, stage: Stage): UpstreamFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UpstreamRefusal) return { code: cause.fault, detail: cause.detail };
  }
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return failureOfErrorCode(error.error);
  if (error instanceof WWWAuthenticateChallengeError)
    return {
      code: stage === 'userinfo' && error.status === 401 ? 'unavailable' : 'misconfigured',
      detail: `${stage} http ${error.status}`,
    };
  const code = codeOf(error);
  const check = failedCheckOf(error);
  switch (code) {
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return { code: 'clock', detail: `${stage} ${code} ${nameIn(check?.claim)}` };
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED': {
      const name = nameIn(check?.claim ?? check?.attribute);
      return { code: FAULT_OF_CLAIM[name] ?? 'malformed', detail: `${stage} ${code} ${name}` };
    }
    case 'OAUTH_INVALID_RESPONSE': {
      const name = missingClaim(check, stage);
      return {
        code: name ? (FAULT_OF_CLAIM[name] ?? 'malformed') : 'malformed',
        detail: `${stage} ${code} ${name ?? ''}`.trim(),
      };
    }
    case 'OAUTH_JWT_USERINFO_EXPECTED':
      return { code: 'signature', detail: `${stage} ${code}` };
    default:
      return { code: 'malformed', detail: `${stage} ${code ?? (error instanceof Error ? error.name : 'fault')}` };
  }
}

/** A library's own code: openid-client's, jose's or Node's. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : undefined;
}

function failedCheckOf(error: unknown): FailedCheck | undefined {
  const cause = (error as { cause?: { cause?: unknown } } | undefined)?.cause?.cause;
  return typeof cause === 'object' && cause !== null ? cause : undefined;
}

function nameIn(claim: unknown): string {
  return typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? claim : 'claim';
}

/** The claim whose absence, or type, the library refused. */
function missingClaim(check: FailedCheck | undefined, stage: Stage): string | undefined {
  if (stage === 'userinfo' && check?.body && !Array.isArray(check.body))
    return typeof check.body['sub'] === 'string' && check.body['sub'] ? undefined : 'sub';
  if (!check?.claims) return undefined;
  const { claims } = check;
  if (typeof claims['iss'] !== 'string') return 'iss';
  if (typeof claims['aud'] !== 'string' && !Array.isArray(claims['aud'])) return 'aud';
  if (typeof claims['sub'] !== 'string') return 'sub';
  return stage === 'token' && typeof claims['nonce'] !== 'string' ? 'nonce' : undefined;
}
