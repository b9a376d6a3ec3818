/**
 * A provider just large enough to be signed in at: oidc-provider with an interaction that finishes at once, as the person
 * and at the level that the test has chosen. It stands for any standard provider: the portal must not lean on ours.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';
import type { PortalClientMetadata } from '../../demo/portal/client_metadata.js';

export interface SmallProvider {
  readonly issuer: string;
  /** who signs in next, and what the answer says about how */
  next: { accountId: string; acr: string; amr: string[] };
  /** when set, the interaction ends in this error instead */
  nextError: string | undefined;
  /** the last authorization request, as received */
  readonly lastRequest: () => URLSearchParams;
  close(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

export async function startSmallProvider(port: number, client: PortalClientMetadata): Promise<SmallProvider> {
  const issuer = `http://localhost:${port}`;
  const policy = interactionPolicy.base();
  policy.remove('consent');
  // every request asks, so that each may end differently
  policy.get('login')?.checks.clear();
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('always', 'asked every time', (ctx) => ctx.oidc.result?.login === undefined),
    );
  const { realm: _realm, sector: _sector, first_party: _first, require_pkce: _pkce, ...metadata } = client;
  let last = new URLSearchParams();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const provider = new Provider(issuer, {
    clients: [
      {
        ...metadata,
        scope: 'openid profile offline_access',
        redirect_uris: [...metadata.redirect_uris],
        post_logout_redirect_uris: [...metadata.post_logout_redirect_uris],
        grant_types: [...metadata.grant_types],
        response_types: [...metadata.response_types],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => {
          ctx.body = form;
        },
      },
    },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'small', alg: 'ES256', use: 'sig' }] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 300, RefreshToken: 600, IdToken: 300 },
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], profile: ['given_name', 'family_name'] },
    cookies: {
      keys: ['a key of this test only'],
      names: { session: 'small', interaction: 'small_i', resume: 'small_r' },
    },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    issueRefreshToken: async () => true,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, given_name: 'Claire Anne', family_name: 'MARTIN' }),
    }),
    loadExistingGrant: async (ctx) => {
      const { client: asking, session } = ctx.oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      await grant.save();
      return grant;
    },
  });

  const small: { next: SmallProvider['next']; nextError: string | undefined } = {
    next: { accountId: 'person-1', acr: 'two-step', amr: ['pwd', 'otp', 'mail'] },
    nextError: undefined,
  };
  const callback = provider.callback();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/auth') last = url.searchParams;
    if (!url.pathname.startsWith('/interaction/')) {
      callback(request, response);
      return;
    }
    const result =
      small.nextError === undefined
        ? { login: { ...small.next, remember: false } }
        : { error: small.nextError, error_description: 'as the test wants' };
    void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return Object.assign(small, {
    issuer,
    lastRequest: () => last,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
