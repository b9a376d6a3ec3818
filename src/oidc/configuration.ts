/** oidc-provider's configuration for one realm, in one readable place. What is not listed in a step is off. */
import type { Adapter, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Secrets } from '../config/secrets.js';
import { ACR_VALUES } from '../domain/assurance/acr.js';
import { FAPI_2, FAPI_ALGORITHMS } from '../domain/client/fapi_profile.js';
import type { BearingCampaign } from '../domain/credential/credential_state.js';
import {
  type EidasLevel,
  isEidasLevel,
  isInUse,
  reachesEidas,
  type UpstreamSettings,
} from '../domain/federation/upstream.js';
import type { Realm } from '../domain/realm.js';
import type { RegisteredAction } from '../domain/sensitive_action/sensitive_action.js';
import { createCookieSignatures } from '../http/cookie_signatures.js';
import type { ProviderPages } from '../http/provider_pages.js';
import type { AccountStore, VisitedAccount } from '../ports/account/account_store.js';
import type { AuditLog } from '../ports/audit/audit_log.js';
import type { Clock } from '../ports/clock.js';
import type { OrganisationClaim } from '../ports/organisation/organisation_store.js';
import type { EphemeralStore, GrantStore } from '../ports/protocol/oidc_store.js';
import type { OpenBackchannelRequests } from '../services/backchannel/open_backchannel_request.js';
import type { CurrentKeys } from '../services/keys/current_keys.js';
import type { TellKioskSignIn } from '../services/kiosk/tell_kiosk_sign_in.js';
import { backchannelFeature, calledAccount } from './backchannel/feature.js';
import { providerAccount, SCOPE_CLAIMS } from './claims/account.js';
import { createSectors } from './claims/sectors.js';
import { tokenClaims } from './claims/token_claims.js';
import { certificateNames, clientCertificate, isVerifiedByProxy } from './client/client_certificate.js';
import { isFapiClient, OWN_METADATA_NAMES, ownMetadata, readOwnMetadata } from './client/client_metadata.js';
import { CLOCK_TOLERANCE_SECONDS, checkFapiAssertion, isProofFromTheFuture } from './client/fapi.js';
import { cookieNames } from './cookie_names.js';
import { issuesRefreshToken, loadGrant } from './interaction/first_party_grant.js';
import { createInteractionPolicy } from './interaction/interaction_policy.js';
import { richAuthorizationRequests } from './interaction/sensitive_actions.js';
import { DEVICE_PATH, deviceFlow, type PhoneSignInDependencies } from './kiosk/phone_sign_in.js';
import { startingKeys } from './signing_keys.js';
import { lifetimes } from './storage/lifetimes.js';
import type { ResourceServers } from './tokens/resource_servers.js';
import { mayYield, type RestingToken } from './tokens/yielding_credential.js';

export interface ProviderDependencies extends PhoneSignInDependencies {
  readonly realm: Realm;
  readonly issuer: string;
  readonly secrets: Secrets;
  readonly keys: Pick<CurrentKeys, 'all' | 'follow'>;
  readonly adapter: (model: string) => Adapter;
  readonly accounts: AccountStore;
  readonly ephemeral: EphemeralStore;
  readonly grants: GrantStore;
  readonly audit: AuditLog;
  /** tells a person of a sign-in at a kiosk (U2) */
  readonly tellKioskSignIn: TellKioskSignIn;
  /** active memberships, for the claim `organisation` (P10) */
  readonly organisationsOf: (accountId: string) => Promise<readonly OrganisationClaim[]>;
  readonly clock: Clock;
  /** who a call centre may ask for, and where that waits */
  readonly backchannelRequests: OpenBackchannelRequests;
  readonly pages: ProviderPages;
  /** keyed name of the browser's device, from its cookie, or null */
  readonly deviceHash: (ctx: KoaContextWithOIDC) => string | null;
  /** family and place of the browser that asks (U1) */
  readonly seenFrom: (ctx: KoaContextWithOIDC) => { readonly browser: string; readonly place: string | null };
  readonly resources: ResourceServers;
  /** the realm's upstreams (F1 to F3) */
  readonly upstreams: readonly UpstreamSettings[];
  /** the campaigns that bear on a person, of the realm's living ones (C1) */
  readonly campaignsFor: (account: VisitedAccount) => readonly BearingCampaign[];
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  /** lets clients register themselves; off without it (RFC 7591) */
  readonly initialAccessToken: string | undefined;
  /** every outgoing request goes through it */
  readonly outbound: typeof fetch;
}

/** Levels that can be reached here: discovery tells the truth (P1). */
function reachableAcr(realm: Realm, upstreams: readonly UpstreamSettings[], now: number): string[] {
  const inUse = upstreams.filter((upstream) => isInUse(upstream, now));
  const canRelay = (acr: EidasLevel) => inUse.some(({ levels }) => levels.some((level) => reachesEidas(level, acr)));
  const offersPasskeys = realm.passkeys !== null;
  return ACR_VALUES.filter((acr) => (acr !== 'phr' || offersPasskeys) && (!isEidasLevel(acr) || canRelay(acr)));
}

const SIGNING_ALGORITHMS = ['ES256', 'RS256'] as const;
/** What a client may sign with besides: those of FAPI 2.0 §5.4.1 that ES256 leaves. */
const CLIENT_ALGORITHMS = ['PS256', 'Ed25519'] as const;
const ENCRYPTION_ALGORITHMS = ['ECDH-ES', 'RSA-OAEP-256'] as const;
const CONTENT_ENCRYPTIONS = ['A256GCM'] as const;

export function providerConfiguration(dependencies: ProviderDependencies): Configuration {
  const { realm, issuer, secrets, accounts, clock, pages } = dependencies;
  const secure = issuer.startsWith('https://');
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', secure, overwrite: true } as const;
  const algorithms = [...SIGNING_ALGORITHMS];
  const calls = { realm, open: dependencies.backchannelRequests };
  const sectors = createSectors(secrets.pairwiseSalt, realm.id, dependencies.resources);

  return {
    adapter: dependencies.adapter,
    acrValues: reachableAcr(realm, dependencies.upstreams, clock.now()),
    claims: Object.fromEntries(Object.entries(SCOPE_CLAIMS).map(([scope, claims]) => [scope, [...claims]])),
    scopes: ['openid', 'offline_access', ...dependencies.resources.registeredScopes],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'none'],
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      // A client that names none may ask for every action that is registered for it (A5).
      authorization_details_types: dependencies.actions.map(({ type }) => type),
    },
    enabledJWA: {
      idTokenSigningAlgValues: algorithms,
      userinfoSigningAlgValues: algorithms,
      requestObjectSigningAlgValues: [...algorithms, ...CLIENT_ALGORITHMS],
      clientAuthSigningAlgValues: [...algorithms, ...CLIENT_ALGORITHMS],
      introspectionSigningAlgValues: algorithms,
      idTokenEncryptionAlgValues: [...ENCRYPTION_ALGORITHMS],
      idTokenEncryptionEncValues: [...CONTENT_ENCRYPTIONS],
      userinfoEncryptionAlgValues: [...ENCRYPTION_ALGORITHMS],
      userinfoEncryptionEncValues: [...CONTENT_ENCRYPTIONS],
      requestObjectEncryptionAlgValues: [],
      requestObjectEncryptionEncValues: [],
      // One list for all clients: what FAPI 2.0 §5.4.1 allows.
      dPoPSigningAlgValues: [...FAPI_ALGORITHMS],
    },
    extraClientMetadata: { properties: [...OWN_METADATA_NAMES], validator: readOwnMetadata },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (ctx, accountId, client) =>
      sectors.subjectFor(ctx as KoaContextWithOIDC, accountId, client),
    formats: { customizers: { jwt: (_ctx, token, parts) => sectors.customizeJwt(token, parts) } },
    extraTokenClaims: (ctx) => tokenClaims(ctx as KoaContextWithOIDC),
    sectorIdentifierUriValidate: () => false,

    jwks: startingKeys(dependencies.keys.all()),
    cookies: {
      keys: createCookieSignatures(secrets.cookies),
      names: cookieNames(realm.id, issuer),
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    ttl: lifetimes(realm, clock),

    async findAccount(ctx, accountId, token) {
      if (ctx.oidc.route === 'backchannel_authentication') return calledAccount(ctx, accountId, calls);
      const stored = await accounts.find(accountId, dependencies.deviceHash(ctx));
      if (stored?.realm !== realm.id || stored.status !== 'active') return undefined;
      return mayYield(stored, token as RestingToken | undefined, dependencies.campaignsFor(stored), clock.now())
        ? providerAccount(accounts, stored, ctx.oidc.client, dependencies.organisationsOf)
        : undefined;
    },
    interactions: {
      policy: createInteractionPolicy({
        realm,
        clock,
        upstreams: dependencies.upstreams,
        campaignsFor: dependencies.campaignsFor,
        seenFrom: dependencies.seenFrom,
        actions: dependencies.actions,
        visits: { ...dependencies, realm: realm.id },
        tellKioskSignIn: dependencies.tellKioskSignIn,
      }),
      url: (_ctx, interaction) => `${new URL(issuer).pathname.replace(/\/$/, '')}/interaction/${interaction.uid}`,
    },
    loadExistingGrant: loadGrant,
    // Single-use of a refresh token for 90 days is kept in PostgreSQL; it must not hang on a session in Redis (P5).
    expiresWithSession: async () => false,
    issueRefreshToken: async (_ctx, client, source) => issuesRefreshToken(client, source),
    // FAPI 2.0 §5.3.2.1: rotation guards no token that is bound already, and loses some (P8).
    rotateRefreshToken: (ctx) => !isFapiClient(ctx.oidc.client),
    revokeGrantPolicy: () => true,

    pkce: { required: (_ctx, client) => ownMetadata(client).require_pkce },
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    conformIdTokenClaims: true,
    clientBasedCORS: (_ctx, origin, client) => ownMetadata(client).cors_origins.includes(origin),
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims, _header, client) =>
      checkFapiAssertion(client, claims, issuer, clock.now()),
    fetch: dependencies.outbound,
    renderError: (ctx, out, error) => pages.error(ctx as KoaContextWithOIDC, out as { error: string }, error),

    routes: {
      authorization: '/auth',
      backchannel_authentication: '/backchannel',
      code_verification: DEVICE_PATH,
      device_authorization: `${DEVICE_PATH}/auth`,
      end_session: '/session/end',
      introspection: '/token/introspection',
      jwks: '/jwks',
      pushed_authorization_request: '/request',
      registration: '/reg',
      revocation: '/token/revocation',
      token: '/token',
      userinfo: '/userinfo',
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      claimsParameter: { enabled: true },
      dPoP: {
        enabled: true,
        nonceSecret: secrets.dpopNonce.subarray(0, 32),
        requireNonce: (ctx) => isProofFromTheFuture(ctx.get('DPoP'), clock.now()),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
          await pages.confirmSignOut(ctx as KoaContextWithOIDC, {
            action: ctx.oidc.urlFor('end_session_confirm'),
            xsrf,
          });
        },
        postLogoutSuccessSource: async (ctx) => {
          const session = await ctx.oidc.provider.Session.get(ctx as KoaContextWithOIDC);
          await pages.signedOut(ctx as KoaContextWithOIDC, session.accountId !== undefined);
        },
      },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (ctx, client, token) => sectors.mayIntrospect(ctx, client, token),
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      backchannelLogout: { enabled: true },
      encryption: { enabled: true },
      jwtUserinfo: { enabled: true },
      clientCredentials: { enabled: true },
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        certificateBoundAccessTokens: true,
        getCertificate: (ctx) => clientCertificate(ctx),
        certificateAuthorized: (ctx) => isVerifiedByProxy(ctx),
        certificateSubjectMatches(ctx, property, expected) {
          const certificate = clientCertificate(ctx);
          return certificate !== undefined && certificateNames(certificate, property, expected);
        },
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, resource, client) => dependencies.resources.info(ctx, resource, client),
        // The library wants a resource beside an action; a portal that acts by itself asks for no other than its tokens.
        defaultResource: (ctx, _client, oneOf) =>
          oneOf ?? (ctx.oidc.params?.['authorization_details'] ? dependencies.resources.own : undefined),
        useGrantedResource: async () => false,
      },
      registration: dependencies.initialAccessToken
        ? // Registrations are changed by an operator, not by their client (RFC 7592 is optional).
          { enabled: true, initialAccessToken: dependencies.initialAccessToken, issueRegistrationAccessToken: false }
        : { enabled: false },
      richAuthorizationRequests: richAuthorizationRequests(dependencies.actions),
      deviceFlow: deviceFlow(dependencies),
      ciba: backchannelFeature(calls),
      fapi: { enabled: true, profile: (_ctx, client) => (isFapiClient(client) ? FAPI_2 : undefined) },
    },
  };
}
