/**
 * An upstream OpenID provider over openid-client (F1 to F3, F5): FranceConnect+, FranceConnect, Net-entreprises and what
 * else speaks OpenID Connect; all in which they differ is in their settings.
 */
import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import * as client from 'openid-client';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { Clock } from '../../ports/clock.js';
import type { UpstreamProvider } from '../../ports/federation/upstream_provider.js';
import { checkCallback } from './callback_parameters.js';
import { exchangeCode } from './code_exchange.js';
import { createReachability } from './reachability.js';
import { failureOf, UpstreamRefusal } from './refusal.js';
import { createAddressBook, createRelyingParty } from './relying_party.js';
import { createUpstreamKeySet } from './upstream_key_set.js';
import { askWithin } from './whole_answer.js';

const SECRET_BYTES = 32;
const REVOCATION_MS = 5_000;

/** Our own private keys towards an upstream. */
export interface UpstreamKeys {
  /** newest first, each with `kid` and `alg`; a retired one stays until no token for it can arrive any more */
  readonly decryption: readonly JWK[];
  /** ES256, for `private_key_jwt` */
  readonly authentication?: JWK | undefined;
}

export interface UpstreamDependencies {
  /** read at each use: keys rotate at run time */
  readonly keys: () => Promise<UpstreamKeys> | UpstreamKeys;
  /** the outbound policy's: a private address needs OUTBOUND_ALLOW */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now'>;
  readonly random?: (bytes: number) => Uint8Array;
}

export function createUpstreamProvider(
  settings: UpstreamSettings,
  { keys, fetch, clock, random = randomBytes }: UpstreamDependencies,
): UpstreamProvider {
  const { endpoints, timeoutSeconds } = settings;
  const upstreamKeys = createUpstreamKeySet({ jwksUri: endpoints.jwks_uri, fetch, clock, timeoutSeconds });
  const isReachable = createReachability(endpoints.jwks_uri, fetch, clock);
  const addresses = createAddressBook(settings);
  const secret = () => Buffer.from(random(SECRET_BYTES)).toString('base64url');

  /** Ends the access token's life once nobody needs it; what happens to this is of no consequence (facts §1.8). */
  function revoke(relyingParty: client.Configuration, accessToken: string): void {
    if (endpoints.revocation_endpoint === undefined) return;
    const ask = askWithin(fetch, AbortSignal.timeout(REVOCATION_MS));
    relyingParty[client.customFetch] = (address, request) => ask(address, request as RequestInit);
    client.tokenRevocation(relyingParty, accessToken, { token_type_hint: 'access_token' }).catch(() => undefined);
  }

  return {
    settings,

    async begin({ redirectUri, level, locale }) {
      const checks = { state: secret(), nonce: secret(), codeVerifier: secret(), level, redirectUri };
      const url = client.buildAuthorizationUrl(addresses, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
        code_challenge_method: 'S256',
        ui_locales: locale,
        ...(level === undefined ? {} : { acr_values: level }),
        ...(settings.asksAmr ? { claims: JSON.stringify({ id_token: { amr: { essential: true } } }) } : {}),
      });
      return { url, checks };
    },

    async complete(callback, checks) {
      try {
        checkCallback(callback.searchParams, settings.issuer, checks);
        const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
        const answer = await Promise.race([redeemed(callback.searchParams, checks, deadline), expiryOf(deadline)]);
        return { ok: true, answer };
      } catch (error) {
        return { ok: false, ...failureOf(error, 'token') };
      }
    },

    async signOutAddress({ idToken, state, postLogoutRedirectUri }) {
      if (endpoints.end_session_endpoint === undefined || !(await isReachable())) return undefined;
      const url = client.buildEndSessionUrl(addresses, {
        id_token_hint: idToken,
        state,
        post_logout_redirect_uri: postLogoutRedirectUri,
      });
      // FranceConnect documents these three; the hint says whose session it is (facts §1.8).
      url.searchParams.delete('client_id');
      return url;
    },
  };

  async function redeemed(
    parameters: URLSearchParams,
    checks: Parameters<UpstreamProvider['complete']>[1],
    deadline: AbortSignal,
  ) {
    const ours = await ownKeys();
    const relyingParty = await createRelyingParty(settings, ours.authentication, clock.now());
    let accessToken: string | undefined;
    try {
      return await exchangeCode(
        {
          settings,
          relyingParty,
          decryptionKeys: ours.decryption,
          upstreamKeys,
          ask: askWithin(fetch, deadline),
          now: () => clock.now(),
          onAccessToken: (token) => {
            accessToken = token;
          },
        },
        parameters,
        checks,
      );
    } finally {
      if (accessToken !== undefined) revoke(relyingParty, accessToken);
    }
  }

  async function ownKeys(): Promise<UpstreamKeys> {
    try {
      return await keys();
    } catch {
      throw new UpstreamRefusal('misconfigured', 'our own keys cannot be read');
    }
  }
}

/** Rejects when the time is over: an exchange ends then, whatever it still waits for. */
function expiryOf(deadline: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new UpstreamRefusal('unavailable', 'timeout')), { once: true });
  });
}
