/** One realm's provider: oidc-provider, configured, with what must hold beyond its configuration installed. */
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { meansGiven } from '../domain/assurance/means.js';
import { apiAudience } from '../domain/client/own_resource.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';
import type { AuditLog } from '../ports/audit/audit_log.js';
import type { UpstreamProvider } from '../ports/federation/upstream_provider.js';
import type { SignOutHops } from '../services/federation/sign_out_hops.js';
import type { VerifyTelephoneCode } from '../services/telephone_code/verify_telephone_code.js';
import { installBackchannelGrant } from './backchannel/client.js';
import { installBackchannelRequests } from './backchannel/requests.js';
import type { NotedSubjects } from './claims/noted_subjects.js';
import { installPhoneGrant } from './client/client_metadata.js';
import { installRegistrationAnswers } from './client/registration_answers.js';
import { type ProviderDependencies, providerConfiguration } from './configuration.js';
import { cookieNames } from './cookie_names.js';
import { installTelephoneGrant } from './grants/telephone_code.js';
import { installStoredGrants } from './interaction/first_party_grant.js';
import { readPostedAnswer } from './interaction/form_post_page.js';
import { installPostedRequests } from './interaction/posted_requests.js';
import { actionTypeOf, installSensitiveActions } from './interaction/sensitive_actions.js';
import { installKeptDocuments } from './kept_documents.js';
import { installKioskEndings } from './kiosk/kiosk_endings.js';
import { installPhoneSignIn } from './kiosk/phone_sign_in.js';
import { installOutageAnswers } from './outage_answers.js';
import { upstreamSignOut } from './sign_out/upstream_sign_out.js';
import { installSigningKeys } from './signing_keys.js';
import { installRequestWrites } from './storage/request_writes.js';
import { currentLedger, currentRequest, installLedger } from './storage/session_ledger.js';
import { installProvenAt } from './tokens/proven_at.js';
import type { SuccessorNames } from './tokens/refresh_token_succession.js';
import { installSuccession } from './tokens/refresh_token_succession.js';
import { installReplayMarks } from './tokens/replay_marks.js';
import { installUsedCodes, installUsedDeviceCodes } from './tokens/used_codes.js';

export interface RealmProviderDependencies extends ProviderDependencies {
  readonly successors: SuccessorNames;
  readonly upstreamProviders: readonly UpstreamProvider[];
  readonly signOutHops: SignOutHops;
  readonly notedSubjects: NotedSubjects;
  readonly verifyTelephoneCode: VerifyTelephoneCode;
  readonly shortCounters: Pick<AttemptCounter, 'attempt'>;
  /** how long portals may keep our public keys */
  readonly jwksCacheSeconds: number;
  /** told of faults, never of expected refusals */
  readonly onServerError: (ctx: KoaContextWithOIDC, error: Error) => void;
}

export function createRealmProvider(dependencies: RealmProviderDependencies): Provider {
  const { realm, issuer, ephemeral, grants, audit, pages } = dependencies;
  const provider = new Provider(issuer, providerConfiguration(dependencies));
  provider.proxy = true;
  dependencies.keys.follow((keys) => installSigningKeys(provider, keys));
  installKeptDocuments(provider, dependencies);
  installLedger(provider);
  installProvenAt(provider);
  installStoredGrants(provider);
  installSuccession(provider, dependencies.successors);
  installReplayMarks(provider, ephemeral, realm.id);
  installUsedCodes(provider, { realm: realm.id, ephemeral, grants, audit });
  installBackchannelGrant(provider);
  installBackchannelRequests(provider, { ...dependencies, realm: realm.id, rules: realm.backchannel });
  installUsedDeviceCodes(provider, { realm: realm.id, ephemeral, grants, audit });
  installOutageAnswers(provider);
  installRegistrationAnswers(provider);
  installPostedRequests(provider, ['/auth', '/session/end']);
  installSensitiveActions(provider);
  installPhoneGrant(provider);
  installPhoneSignIn(provider, dependencies);
  provider.use(withoutInlineScript(pages));
  provider.use(tellWhoStays);
  installKioskEndings(provider, { ...dependencies, realm: realm.id, cookies: cookieNames(realm.id, issuer) });
  provider.use(
    upstreamSignOut({ issuer, providers: dependencies.upstreamProviders, hops: dependencies.signOutHops, pages }),
  );
  dependencies.notedSubjects.install(provider);
  installTelephoneGrant(provider, { ...dependencies, backOffice: apiAudience(issuer) });
  installRequestWrites(provider);
  tellAudit(provider, realm.id, audit, (ctx) => actionTypeOf(ctx, dependencies.actions));
  provider.on('server_error', dependencies.onServerError);
  return provider;
}

/** Where the library would answer with a scripted form, a page of the realm does (S6). */
function withoutInlineScript(pages: ProviderDependencies['pages']) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { session, route } = ctx.oidc ?? {};
    const posted = route === 'authorization' || route === 'resume' ? readPostedAnswer(ctx.body) : undefined;
    if (posted) return pages.formPost(ctx, posted);
    if (route !== 'end_session' || ctx.status !== 200 || !session || session.accountId) return;
    const xsrf = (session.state as { secret?: string } | undefined)?.secret;
    if (xsrf) await pages.confirmSignOut(ctx, { action: ctx.oidc.urlFor('end_session_confirm'), xsrf });
  };
}

/**
 * A portal's page for who signed out is not for who stays signed in (RP-Initiated Logout 1.0 §3: after a logout that was
 * performed): they are told so here.
 */
async function tellWhoStays(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const { route, params, client } = ctx.oidc ?? {};
  if (route !== 'end_session_confirm' || ctx.status !== 303 || params?.['logout']) return;
  const query = client ? `?${new URLSearchParams({ client_id: client.clientId })}` : '';
  ctx.redirect(`${ctx.oidc.urlFor('end_session_success')}${query}`);
}

/** @param actionOf type of the action that a request names (A5) */
function tellAudit(
  provider: Provider,
  realm: string,
  audit: AuditLog,
  actionOf: (ctx: KoaContextWithOIDC | undefined) => string | undefined,
): void {
  provider.on('authorization.success', (ctx) => {
    const { session, client, params } = ctx.oidc;
    if (session && client) {
      // Signing out of the portal ends its grant, refresh tokens included; a native app's outlives the browser (P5).
      session.authorizationFor(client.clientId).persistsLogout = client.applicationType === 'native';
    }
    audit.record({
      type: 'sign_in',
      outcome: 'authorized',
      realm,
      accountId: session?.accountId,
      data: {
        client: client?.clientId,
        acr: session?.acr,
        amr: session?.amr?.join(' '),
        means: meansGiven(currentLedger(ctx), currentRequest(ctx)),
        asked: String(params?.['acr_values'] ?? '') || undefined,
        action: actionOf(ctx),
      },
    });
  });
  const refused = (ctx: KoaContextWithOIDC, error: Error) => {
    const action = actionOf(ctx);
    const data = {
      client: ctx.oidc?.client?.clientId,
      error: (error as { error?: string }).error ?? error.name,
      ...(action === undefined ? {} : { action }),
    };
    audit.record({
      type: 'authorization_refused',
      outcome: 'refused',
      realm,
      accountId: ctx.oidc?.session?.accountId,
      data,
    });
  };
  provider.on('authorization.error', refused);
  // An action is refused where it is pushed, before any browser sees it.
  provider.on('pushed_authorization_request.error', (ctx, error) => {
    if (ctx.oidc?.params?.['authorization_details'] !== undefined) refused(ctx, error);
  });
  provider.on('grant.success', (ctx) => {
    const data = { client: ctx.oidc.client?.clientId, grant_type: String(ctx.oidc.params?.['grant_type']) };
    audit.record({ type: 'token_issued', outcome: 'issued', realm, accountId: ctx.oidc.account?.accountId, data });
  });
  provider.on('grant.error', (ctx, error) => {
    // The second of two redemptions in a row: the library revokes the grant by itself and says so here only. Those that
    // run in parallel are told by the adapter.
    const [, what] = /^(.+) already consumed$/.exec((error as { error_detail?: string }).error_detail ?? '') ?? [];
    if (!what) return;
    audit.record({
      type: 'replay',
      outcome: 'grant_revoked',
      realm,
      data: { what, client: ctx.oidc.client?.clientId },
    });
  });
  provider.on('grant.revoked', (ctx) => {
    audit.record({ type: 'grant_revoked', outcome: 'revoked', realm, data: { client: ctx.oidc.client?.clientId } });
  });
  provider.on('end_session.success', (ctx) => {
    audit.record({ type: 'sign_out', outcome: 'done', realm, data: { client: ctx.oidc.client?.clientId } });
  });
}
