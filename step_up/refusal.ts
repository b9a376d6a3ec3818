/** Why a request is refused, and the challenge that says so (RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3). */

export type RefusalCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'insufficient_scope'
  | 'insufficient_user_authentication';

export interface Refusal {
  /** undefined: no token came, and RFC 6750 §3.1 wants no error said */
  readonly error: RefusalCode | undefined;
  /** for the developer of the portal; holds nothing of the token */
  readonly description?: string;
  readonly scope?: string | undefined;
  /** levels that would do, most wanted first */
  readonly acrValues?: readonly string[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

/** Thrown by the checks, answered by the middleware. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.description ?? refusal.error ?? 'no access token');
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid_request: 400,
  invalid_token: 401,
  invalid_dpop_proof: 401,
  insufficient_scope: 403,
  insufficient_user_authentication: 401,
};

export function statusOf({ error }: Refusal): number {
  return error === undefined ? 401 : STATUS[error];
}

/**
 * The `WWW-Authenticate` header.
 *
 * @param scheme by which the token came, or should come
 * @param proofAlgorithms said with the scheme DPoP
 */
export function challengeOf(refusal: Refusal, scheme: 'Bearer' | 'DPoP', proofAlgorithms: readonly string[]): string {
  const { error, description, scope, acrValues, maxAgeSeconds } = refusal;
  const parameters: ReadonlyArray<readonly [string, string | undefined]> = [
    ['error', error],
    ['error_description', description],
    ['scope', scope],
    ['acr_values', acrValues?.join(' ')],
    ['max_age', maxAgeSeconds?.toString()],
    ['algs', scheme === 'DPoP' ? proofAlgorithms.join(' ') : undefined],
  ];
  const said = parameters.flatMap(([name, value]) => (value ? [`${name}="${value.replace(/["\\]/g, '\\$&')}"`] : []));
  return [scheme, said.join(', ')].filter(Boolean).join(' ');
}
