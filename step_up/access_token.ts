/** Verifies a JWT access token (RFC 9068 §4): who issued it, for whom, until when. */
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Refused } from './refusal.js';

/** One entry of `authorization_details` (RFC 9396 §2). */
export interface Details {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface AccessToken {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  readonly acr: string | undefined;
  /** seconds since the epoch */
  readonly authTime: number | undefined;
  readonly details: readonly Details[];
  /** thumbprint of the key that must prove itself (RFC 9449 §6), or undefined */
  readonly boundTo: string | undefined;
  readonly expiresAtSeconds: number;
  readonly claims: JWTPayload;
}

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
}

/**
 * @param token as it came
 * @param now milliseconds since the epoch
 * @throws Refused when it is no access token for us
 * @throws what fetching the keys throws: then nobody can tell
 */
export async function readAccessToken(
  token: string,
  keys: JWTVerifyGetKey,
  rules: TokenRules,
  now: number,
): Promise<AccessToken> {
  const claims = await verify(token, keys, rules, now);
  const { sub, client_id: clientId, scope, acr, auth_time: authTime, authorization_details: details, exp } = claims;
  if (typeof sub !== 'string' || typeof clientId !== 'string' || exp === undefined) {
    throw new Refused({ error: 'invalid_token', description: 'the access token lacks sub, client_id or exp' });
  }
  return {
    subject: sub,
    clientId,
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    acr: typeof acr === 'string' ? acr : undefined,
    authTime: typeof authTime === 'number' ? authTime : undefined,
    details: Array.isArray(details) ? (details as Details[]) : [],
    boundTo: boundTo(claims),
    expiresAtSeconds: exp,
    claims,
  };
}

/** Too slow, an error page, no key set: it says nothing of the token, which the portal must not throw away. */
const KEYS_NOT_HAD: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, algorithms, clockToleranceSeconds }: TokenRules,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      typ: 'at+jwt',
      issuer,
      audience,
      algorithms: [...algorithms],
      requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError) || KEYS_NOT_HAD.has(error.code)) throw error;
    const description =
      error instanceof errors.JWTExpired
        ? 'the access token has expired'
        : 'the access token is not one of this issuer for this API';
    throw new Refused({ error: 'invalid_token', description });
  }
}

/** A confirmation that is not understood must not be passed over (RFC 7800 §3.1). */
function boundTo({ cnf }: JWTPayload): string | undefined {
  if (cnf === undefined) return undefined;
  const { jkt, ...others } = cnf as Record<string, unknown>;
  if (typeof jkt === 'string' && Object.keys(others).length === 0) return jkt;
  throw new Refused({
    error: 'invalid_token',
    description: 'the access token is bound in a way that is not supported',
  });
}
