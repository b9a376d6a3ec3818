/**
 * Koa middleware for an API whose operations ask for more than a token: a level, a recent sign-in, or an action that the
 * person confirmed (RFC 9470, RFC 9396), on JWT access tokens (RFC 9068), DPoP-bound or not (RFC 9449).
 */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { Context, Middleware } from 'koa';
import { type AccessToken, readAccessToken } from './access_token.js';
import { checkProof } from './dpop_proof.js';
import { createMemoryOnceStore, type OnceStore } from './once_store.js';
import { challengeOf, Refused, statusOf } from './refusal.js';
import { checkLevel, confirmedTransaction, type Requirement } from './requirement.js';

export interface StepUpOptions {
  /** who issues the tokens: the realm's issuer, exactly as its discovery document says it */
  readonly issuer: string;
  /** this API's resource indicator (RFC 8707) */
  readonly audience: string;
  /** where the issuer publishes its keys; `<issuer>/jwks` unless told */
  readonly jwksUri?: string;
  /** of access tokens; ES256 unless told */
  readonly algorithms?: readonly string[];
  /** of DPoP proofs */
  readonly proofAlgorithms?: readonly string[];
  /** how clients call this API from outside, for DPoP: `https://api.example.fr`; as Koa sees it unless told */
  readonly origin?: string;
  /** shared by all processes of this API; one in memory is good for a single process only */
  readonly once?: OnceStore;
  readonly clockToleranceSeconds?: number;
  readonly fetch?: typeof fetch;
  /** milliseconds since the epoch */
  readonly now?: () => number;
}

export interface StepUp {
  /**
   * Lets a request through that meets the requirement, and leaves its token in `ctx.state.accessToken`. What a
   * confirmed action is good for once is taken before the operation runs: one that fails afterwards is confirmed anew.
   */
  require(requirement?: Requirement<Context>): Middleware;
}

/** What the operation finds in `ctx.state.accessToken`. */
export interface VerifiedToken extends AccessToken {
  /** of the action that was confirmed, for the API's own records; undefined where none was asked */
  readonly transactionId: string | undefined;
}

const PROOF_ALGORITHMS = ['ES256', 'RS256', 'Ed25519'];

export function createStepUp(options: StepUpOptions): StepUp {
  const { issuer, audience, algorithms = ['ES256'], proofAlgorithms = PROOF_ALGORITHMS } = options;
  const { clockToleranceSeconds = 5, now = Date.now } = options;
  const once = options.once ?? createMemoryOnceStore(now);
  const rules = { issuer, audience, algorithms, clockToleranceSeconds };
  const keys: JWTVerifyGetKey = createRemoteJWKSet(
    new URL(options.jwksUri ?? `${issuer}/jwks`),
    options.fetch ? { [customFetch]: options.fetch } : {},
  );

  const check = async (ctx: Context, requirement: Requirement<Context>): Promise<VerifiedToken> => {
    const { scheme, token } = readAuthorization(ctx);
    const accessToken = await readAccessToken(token, keys, rules, now());
    const { boundTo } = accessToken;
    if ((boundTo !== undefined) !== (scheme === 'DPoP')) {
      const description =
        boundTo === undefined ? 'the access token is not bound' : 'the access token needs a DPoP proof';
      throw new Refused({ error: 'invalid_token', description });
    }
    if (boundTo !== undefined) {
      const address = new URL(ctx.originalUrl, options.origin ?? `${ctx.protocol}://${ctx.host}`);
      const expected = { token, boundTo, method: ctx.method, address, algorithms: proofAlgorithms, now: now() };
      await checkProof(headersOf(ctx, 'dpop'), expected, once);
    }
    checkLevel(accessToken, requirement as Requirement<never>, now());
    if (!requirement.action) return { ...accessToken, transactionId: undefined };
    const expected = await requirement.action(ctx);
    const transactionId = confirmedTransaction(accessToken, expected, requirement as Requirement<never>);
    const lifeSeconds = Math.max(1, Math.ceil(accessToken.expiresAtSeconds - now() / 1000)) + 2 * clockToleranceSeconds;
    if (!(await once.take(`transaction:${issuer}\0${transactionId}`, lifeSeconds))) {
      throw new Refused({
        error: 'insufficient_user_authentication',
        description: 'this confirmation was used already',
        acrValues: requirement.acr,
        maxAgeSeconds: requirement.maxAgeSeconds,
      });
    }
    return { ...accessToken, transactionId };
  };

  return {
    require: (requirement = {}) =>
      async function stepUp(ctx, next) {
        try {
          ctx.state['accessToken'] = await check(ctx, requirement);
        } catch (error) {
          if (!(error instanceof Refused)) return unavailable(ctx, error);
          const { refusal } = error;
          ctx.status = statusOf(refusal);
          ctx.set('WWW-Authenticate', challengeOf(refusal, schemeOf(ctx), proofAlgorithms));
          ctx.set('Cache-Control', 'no-store');
          ctx.body = { error: refusal.error ?? 'unauthorized', error_description: error.message };
          return;
        }
        await next();
      },
  };
}

/** The issuer's keys cannot be had, or the store does not answer: nobody can tell, so nothing is done. */
function unavailable(ctx: Context, error: unknown): void {
  ctx.app.emit('error', error, ctx);
  ctx.status = 503;
  ctx.set('Retry-After', '5');
  ctx.body = { error: 'temporarily_unavailable' };
}

function readAuthorization(ctx: Context): { scheme: 'Bearer' | 'DPoP'; token: string } {
  const header = ctx.get('authorization');
  if (header === '') throw new Refused({ error: undefined });
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (token === '') throw new Refused({ error: 'invalid_request', description: 'the Authorization header is not one' });
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
}

function schemeOf(ctx: Context): 'Bearer' | 'DPoP' {
  return /^dpop /i.test(ctx.get('authorization')) ? 'DPoP' : 'Bearer';
}

function headersOf(ctx: Context, name: string): readonly string[] {
  const { rawHeaders } = ctx.req;
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}
