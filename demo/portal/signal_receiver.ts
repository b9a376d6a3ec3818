/**
 * A receiver of Shared Signals, to be read as an example: what a portal checks of a Security Event Token before it believes
 * it (RFC 8417, SSF 1.0 §8.1), and how it answers the transmitter (RFC 8935 §2).
 */
import { timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type';
const MOST_REMEMBERED = 10_000;
/** Errors of jose about what it was given, and not about where the keys are. */
const TOKENS_OWN = /^ERR_(?:JWT_|JWS_|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED|JWKS_MULTIPLE)/;

/**
 * What a token says happened, and when, in seconds since the epoch; a kind of event that this portal does not act on is none
 * of them.
 */
export type Signal =
  | { readonly kind: 'session-revoked'; readonly sub: string; readonly sid: string | undefined; readonly at: number }
  | { readonly kind: 'credential-change'; readonly sub: string; readonly at: number }
  | { readonly kind: 'other' };

/** `err` as RFC 8935 §2.4 names it; undefined: taken (202). LATER is none of its words: the answer is a 503. */
export interface Taken {
  readonly err: string | undefined;
}

/** The transmitter's keys could not be had: nothing is wrong with the token, and it must come again. */
export const LATER = 'later';

export interface SignalReceiverOptions {
  /** the transmitter's issuer */
  readonly issuer: string;
  /** our client_id there */
  readonly audience: string;
  /** the word that we asked the transmitter to send along */
  readonly authorization: string;
  /** Acts on what happened. Called once for each token, however often it is delivered. */
  readonly onSignal: (signal: Signal) => void;
}

export type ReceiveSignal = (request: {
  readonly authorization: string;
  readonly contentType: string;
  readonly token: string;
}) => Promise<Taken>;

export function createSignalReceiver(options: SignalReceiverOptions): ReceiveSignal {
  const { issuer, audience, authorization, onSignal } = options;
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const seen = new Set<string>();

  return async (request) => {
    if (!isSame(request.authorization, authorization)) return { err: 'authentication_failed' };
    if (request.contentType !== 'application/secevent+jwt') return { err: 'invalid_request' };
    let payload: JWTPayload;
    try {
      // The type keeps an ID Token from passing for an event; there is no `exp`, and no clock to agree on.
      const options = { issuer, audience, typ: 'secevent+jwt', algorithms: ['ES256'], requiredClaims: ['jti', 'iat'] };
      ({ payload } = await jwtVerify(request.token, keys, options));
    } catch (error) {
      return { err: errorOf(error) };
    }
    const { jti = '' } = payload;
    // Told again: we have it, and say so.
    if (seen.has(jti)) return { err: undefined };
    const signal = readSignal(payload, issuer);
    if (!signal) return { err: 'invalid_request' };
    onSignal(signal);
    seen.add(jti);
    for (const oldest of seen) {
      if (seen.size <= MOST_REMEMBERED) break;
      seen.delete(oldest);
    }
    return { err: undefined };
  };
}

/** The person is named by the `sub` that our ID Tokens carry; a session, if one is meant, by their `sid`. */
function readSignal({ sub_id: subject, events }: JWTPayload, issuer: string): Signal | undefined {
  if (typeof events !== 'object' || events === null) return undefined;
  const [uri] = Object.keys(events);
  const named = (subject ?? {}) as { format?: string; user?: unknown; session?: { id?: unknown } };
  const user = (named.format === 'complex' ? named.user : named) as { iss?: unknown; sub?: unknown };
  const { event_timestamp: at } = (Object.values(events)[0] ?? {}) as { event_timestamp?: unknown };
  if (uri !== `${CAEP}/session-revoked` && uri !== `${CAEP}/credential-change`) return { kind: 'other' };
  if (user.iss !== issuer || typeof user.sub !== 'string' || typeof at !== 'number') return undefined;
  if (uri === `${CAEP}/credential-change`) return { kind: 'credential-change', sub: user.sub, at };
  const sid = named.session?.id;
  return { kind: 'session-revoked', sub: user.sub, sid: typeof sid === 'string' ? sid : undefined, at };
}

function errorOf(error: unknown): string {
  const { code, claim } = error as { code?: string; claim?: string };
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && claim === 'iss') return 'invalid_issuer';
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' && claim === 'aud') return 'invalid_audience';
  if (code === 'ERR_JWKS_NO_MATCHING_KEY' || code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'invalid_key';
  // A token is given up for good where it is called invalid: whatever does not speak of it may pass.
  return TOKENS_OWN.test(code ?? '') ? 'invalid_request' : LATER;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
