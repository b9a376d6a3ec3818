/**
 * The oidc-provider of one platform. It answers in the open: what leaves the simulator is completed, signed again and
 * encrypted by seal.ts, so that an attack of a test differs from an honest answer in one place only.
 */
import type { Context } from 'koa';
import Provider, { type Adapter, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { claimsOf } from './claims.js';
import { type Proved, subjectOf } from './identity.js';
import type { KeptState } from './kept_state.js';
import { ownMachineFetch } from './own_machine_fetch.js';
import { LIFETIMES, PLATFORM_RULES, type Platform } from './platforms.js';
import { clientMetadata, type SimulatedRelyingParty } from './relying_party.js';
import { createSessionPolicy, sessionSeconds } from './session_policy.js';

export interface ProviderParts {
  readonly platform: Platform;
  readonly issuer: string;
  readonly relyingParty: SimulatedRelyingParty | undefined;
  readonly state: KeptState;
  readonly adapter: (model: string) => Adapter;
  /** who proved themselves, by the hash of their identity */
  readonly people: ReadonlyMap<string, Proved>;
  readonly showError: (ctx: Context, out: { readonly error: string; readonly error_description?: string }) => void;
}

export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, configuration(parts));
  provider.silent = true;
  return provider;
}

function configuration(parts: ProviderParts): Configuration {
  const { platform, relyingParty, state, people } = parts;
  const rules = PLATFORM_RULES[platform];
  const algorithms = [...rules.signingAlgorithms];
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', overwrite: true } as const;
  const secret = state.subjectSecretOf(platform);

  return {
    adapter: parts.adapter,
    clients: relyingParty ? [clientMetadata(relyingParty, rules)] : [],
    jwks: structuredClone({ keys: state.keysOf(platform) }) as NonNullable<Configuration['jwks']>,
    scopes: ['openid', ...Object.keys(rules.scopes)],
    claims: {
      openid: rules.levels.length > 0 ? ['sub'] : ['sub', 'amr'],
      ...Object.fromEntries(Object.entries(rules.scopes).map(([scope, claims]) => [scope, [...claims]])),
      acr: null,
      auth_time: null,
    },
    acrValues: [...rules.levels],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: algorithms,
      idTokenSigningAlgValues: algorithms,
      userinfoSigningAlgValues: algorithms,
    },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, hash, client) => subjectOf(client.clientId, hash, secret),
    // every claim but what identifies comes from userinfo
    conformIdTokenClaims: true,
    pkce: { required: () => false },
    extraParams: ['idp_hint'],
    issueRefreshToken: async () => false,
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    fetch: ownMachineFetch,

    ttl: {
      AuthorizationCode: LIFETIMES.code,
      AccessToken: LIFETIMES.accessToken,
      IdToken: LIFETIMES.idToken,
      Grant: LIFETIMES.grant,
      Interaction: LIFETIMES.interaction,
      Session: (_ctx, session) => sessionSeconds(rules, session.loginTs),
    },
    cookies: {
      // signed by the application that this provider is mounted in
      keys: [state.cookieKey],
      // cookies ignore ports: no other server on this machine has these names
      names: {
        session: `simulateur.${platform}.session`,
        interaction: `simulateur.${platform}.interaction`,
        resume: `simulateur.${platform}.resume`,
      },
      long: { ...cookie, path: rules.prefix },
      short: cookie,
    },

    findAccount: async (_ctx, hash) => {
      const proved = people.get(hash);
      return proved && { accountId: hash, claims: async () => ({ sub: hash, ...claimsOf(proved) }) };
    },
    interactions: {
      policy: createSessionPolicy(rules),
      url: (_ctx, interaction) => `${rules.prefix}/interaction/${interaction.uid}`,
    },
    loadExistingGrant: grantWhatIsAsked,
    renderError: (ctx, out) => parts.showError(ctx, out as { error: string; error_description?: string }),

    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      end_session: '/session/end',
      revocation: '/token/revocation',
    },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true, logoutSource: () => undefined, postLogoutSuccessSource: () => undefined },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
    },
  };
}

/** A grant per request: it lives thirty seconds, so that the last one is seldom of use. */
async function grantWhatIsAsked(ctx: KoaContextWithOIDC) {
  const { client, account, provider, requestParamOIDCScopes, requestParamClaims } = ctx.oidc;
  if (!client || !account) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '));
  grant.addOIDCClaims([...requestParamClaims]);
  await grant.save();
  return grant;
}
