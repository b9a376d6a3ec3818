/** One realm put together: its provider, its pages, its upstreams. */
import type { Context, Middleware } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { createBrowserTrust } from '../../../interactions/browser_trust.js';
import { federationDoors } from '../../../interactions/federation/doors.js';
import { interactionRouter } from '../../../interactions/index.js';
import { notMeRouter } from '../../../interactions/not_me/route.js';
import { createProviderPages, sendFaultPage } from '../../../interactions/provider_pages.js';
import type { RealmFace } from '../../app.js';
import { type Config, ConfigurationError } from '../../config/environment.js';
import { signalsAudience } from '../../domain/client/own_resource.js';
import type { RegisteredResource } from '../../domain/client/resource.js';
import type { BearingCampaign } from '../../domain/credential/credential_state.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { Realm } from '../../domain/realm.js';
import { OWN_ACTIONS } from '../../domain/sensitive_action/own_actions.js';
import { actionsOf, type RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { CsrfGuard } from '../../http/csrf.js';
import { networkPrefix } from '../../http/forwarded.js';
import type { Interaction } from '../../http/interaction.js';
import { errorForLog, type Logger } from '../../http/log.js';
import { createRealmSite } from '../../http/realm_site.js';
import { createDeviceCookie, seenFrom } from '../../http/visitor_device.js';
import { type BackchannelDelivery, createBackchannelAnswers } from '../../oidc/backchannel/answers.js';
import { createNotedSubjects } from '../../oidc/claims/noted_subjects.js';
import { cachedClients } from '../../oidc/client/client_cache.js';
import { isAtKiosk } from '../../oidc/client/client_metadata.js';
import { cookieNames } from '../../oidc/cookie_names.js';
import { findRemains } from '../../oidc/interaction/interaction_remains.js';
import { findWaitingKiosk } from '../../oidc/kiosk/phone_sign_in.js';
import { createRealmProvider } from '../../oidc/provider.js';
import { type BackchannelLogout, installBackchannelLogout } from '../../oidc/sign_out/backchannel_logout.js';
import { endOtherSession } from '../../oidc/sign_out/end_other_session.js';
import { installSessionEnds } from '../../oidc/sign_out/session_ends.js';
import { installNamedSessions } from '../../oidc/signals/named_sessions.js';
import { installToldStepUps } from '../../oidc/signals/told_step_ups.js';
import { createModelAdapters } from '../../oidc/storage/model_adapter.js';
import { readingWithSession, writingOverLiving } from '../../oidc/storage/request_reads.js';
import type { SuccessorNames } from '../../oidc/tokens/refresh_token_succession.js';
import { createResourceServers } from '../../oidc/tokens/resource_servers.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import { createOpenBackchannelRequests } from '../../services/backchannel/open_backchannel_request.js';
import type { Contests } from '../../services/contest/contests.js';
import { createTrustedDevices } from '../../services/device/trusted_devices.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import { createPhoneLimits } from '../../services/kiosk/phone_limits.js';
import { createTellKioskSignIn } from '../../services/kiosk/tell_kiosk_sign_in.js';
import { createTellReplayedToken } from '../../services/notice/tell_replayed_token.js';
import type { Administration } from '../../services/organisation/administration.js';
import type { VerifyPassword } from '../../services/password/verify_password.js';
import type { GatherHeld } from '../../services/personal_data/gather_held.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import type { VerifyTelephoneCode } from '../../services/telephone_code/verify_telephone_code.js';
import { createAccountConsole } from '../consoles/account.js';
import { createOrganisationConsole } from '../consoles/organisation.js';
import type { Stores } from '../stores.js';
import type { Passwords } from '../use_cases/passwords.js';
import type { Recovery } from '../use_cases/recovery.js';
import type { SecondStep } from '../use_cases/second_step.js';
import { createFederation, type UpstreamKeySource } from './federation.js';
import { ownApis } from './own_api.js';

/** What all realms share. */
export interface Shared {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly keyedHash: KeyedHash;
  readonly successors: SuccessorNames;
  readonly outbound: typeof fetch;
  readonly csrf: CsrfGuard;
  readonly endSignIns: EndSignIns;
  readonly gatherHeld: GatherHeld;
  readonly verifyPassword: VerifyPassword;
  readonly verifyTelephoneCode: VerifyTelephoneCode;
  readonly secondStep: SecondStep;
  readonly keys: CurrentKeys;
  readonly upstreamKeys: UpstreamKeySource;
  /** the campaigns that bear on a person (C1) */
  readonly campaignsFor: (account: VisitedAccount) => readonly BearingCampaign[];
  readonly passwords: Passwords;
  readonly recovery: Recovery;
  readonly contests: Contests;
  /** what administrators of organisations do (E1) */
  readonly administration: Administration;
  /** of all realms */
  readonly resources: readonly RegisteredResource[];
  /** the portals' sensitive actions, of all realms (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly upstreams: readonly UpstreamSettings[];
}

export interface BuiltRealm {
  readonly face: RealmFace;
  readonly backchannel: BackchannelLogout;
  /** answers to callers' requests, and their pings */
  readonly answers: BackchannelDelivery;
}

/** @throws ConfigurationError when the realm has no issuer */
export function createRealmFace(shared: Shared, realm: Realm): BuiltRealm {
  const { config, logger, clock, stores, keyedHash, successors, csrf, secondStep } = shared;
  const issuer = config.issuers.get(realm.id);
  if (!issuer) throw new ConfigurationError([`the issuer of ${realm.id} is missing`]);
  const names = cookieNames(realm.id, issuer);
  const site = createRealmSite(realm, issuer, names.language);
  const device = createDeviceCookie(names.device, realm.id, site.secure, keyedHash);
  const visitorOf = (ctx: Context) => ({
    deviceHash: device.read(ctx),
    networkHash: keyedHash.of('network', networkPrefix(String(ctx.state['address'] ?? ''))),
  });
  const federation = createFederation(shared, realm, site);
  const account = createAccountConsole(shared, site, names, visitorOf);
  const organisation = createOrganisationConsole(shared, site, names);
  const consoles = organisation ? [account, organisation] : [account];
  const resources = createResourceServers(
    [...shared.resources.filter((entry) => entry.realm === realm.id), ...ownApis(realm.id, issuer)],
    issuer,
  );
  const notedSubjects = createNotedSubjects(realm.id, config.secrets.pairwiseSalt, resources, stores.subjects);
  const actions = actionsOf([...OWN_ACTIONS, ...shared.actions], realm.id);
  const phoneLimits = createPhoneLimits(realm, stores.shortCounters, clock);
  const provider = createRealmProvider({
    realm,
    issuer,
    secrets: config.secrets,
    keys: shared.keys,
    jwksCacheSeconds: config.JWKS_CACHE_SECONDS,
    clock,
    successors,
    outbound: consoles.reduce((outbound, own) => own.withOwnAddress(outbound), shared.outbound),
    backchannelRequests: createOpenBackchannelRequests({ ...stores, realm, keyedHash, clock }),
    shortCounters: stores.shortCounters,
    upstreams: federation.upstreams,
    campaignsFor: shared.campaignsFor,
    upstreamProviders: federation.providers,
    signOutHops: federation.signOutHops,
    resources,
    actions,
    notedSubjects,
    verifyTelephoneCode: shared.verifyTelephoneCode,
    initialAccessToken: config.REGISTRATION_INITIAL_ACCESS_TOKEN,
    accounts: stores.accounts,
    organisationsOf: (accountId) => stores.organisations.claimsOf(accountId, clock.now()),
    ephemeral: stores.ephemeral,
    grants: stores.grants,
    audit: stores.audit,
    adapter: createModelAdapters({
      realm: realm.id,
      ephemeral: stores.ephemeral,
      grants: stores.grants,
      findClient: consoles.reduce(
        (find, own) => own.withOwnClient(find),
        cachedClients(stores.clients, realm.id, clock),
      ),
      clients: stores.clients,
      successors,
      notedSubjects,
      tellReplayedToken: createTellReplayedToken({ ...stores, keyedHash, clock }, realm),
      audit: stores.audit,
      clock,
      mayPoll: phoneLimits.mayPoll,
    }),
    phoneLimits,
    networkOf: (ctx: KoaContextWithOIDC) => visitorOf(ctx as unknown as Context).networkHash,
    pages: createProviderPages(site, logger),
    deviceHash: (ctx: KoaContextWithOIDC) => (isAtKiosk(ctx) ? null : device.read(ctx as unknown as Context)),
    tellKioskSignIn: createTellKioskSignIn(stores.notices),
    seenFrom: (ctx: KoaContextWithOIDC) => seenFrom(ctx as unknown as Context),
    onServerError: (_ctx, error) => logger.error({ error: errorForLog(error) }, 'provider fault'),
  });
  const backchannel = installBackchannelLogout(provider, {
    realm: realm.id,
    notices: stores.logoutNotices,
    audit: stores.audit,
    clock,
    onFault: (error) => logger.warn({ error: errorForLog(error) }, 'logout notice not handled'),
  });
  installSessionEnds(provider, {
    realm: realm.id,
    endings: stores.sessionEndings,
    ephemeral: stores.ephemeral,
    backchannel,
    clock,
    onFault: (error) => logger.warn({ error: errorForLog(error) }, 'wish of a session that ended not crossed out'),
  });
  installNamedSessions(provider, signalsAudience(issuer));
  installToldStepUps(provider, {
    realm,
    signals: stores.signals,
    clock,
    onFault: (error) => logger.warn({ error: errorForLog(error) }, 'security event of a session not written'),
  });
  const answers = createBackchannelAnswers(provider, {
    realm,
    resources,
    pings: stores.backchannelRequests,
    audit: stores.audit,
    clock,
    onFault: (error) => logger.warn({ error: errorForLog(error) }, 'ping of a caller not handled'),
  });
  const endOther = (interaction: Interaction, accountId: string) =>
    endOtherSession(provider, interaction.ctx, interaction.details, accountId);
  // A kiosk offers none: its own session would stay in that browser (I9).
  const upstreamsFor: typeof federation.shownUpstreams = (interaction, offer) =>
    interaction.sharedDevice ? [] : federation.shownUpstreams(interaction, offer);
  const rememberDevice = ({ ctx }: Interaction) => ({
    hash: device.ensure(ctx),
    ...seenFrom(ctx),
  });
  const trust = createBrowserTrust(names.trust, site.secure, createTrustedDevices({ ...stores, keyedHash, clock }));
  const routes = {
    provider,
    detailsOf: (ctx: Context) =>
      readingWithSession(ctx.cookies.get(names.session, { signed: false }), () =>
        provider.interactionDetails(ctx.req, ctx.res),
      ),
    keepResult: (details: { persist(): Promise<unknown> }) => writingOverLiving(() => details.persist()),
    site,
    csrf,
    visitorOf,
    interactionCookie: names.interaction,
    remainsOf: (uid: string) => findRemains(stores.ephemeral, realm.id, uid, clock.now()),
    login: {
      verifyPassword: shared.verifyPassword,
      trust,
      actions,
      passwordKind: () =>
        shared.passwords.campaigns.policiesOf(realm.id).includes('characters') ? 'characters' : realm.passwordKind,
      endOtherSession: endOther,
      upstreamsFor,
      hasPendingIdentity: async ({ request }: Interaction) => (await federation.pending.find(request)) !== undefined,
    },
    oneTimeCode: {
      accounts: stores.accounts,
      challenges: stores.challenges,
      issueCode: secondStep.issueCode,
      verifyCode: secondStep.verifyCode,
      clock,
      upstreamsFor,
      rememberDevice,
      trust,
      cards: secondStep.codeCards,
      verifyCardCode: secondStep.verifyCardCode,
      actions,
      verifyAuthenticatorCode: secondStep.verifyAuthenticatorCode,
    },
    passkey: { verifyPasskey: secondStep.passkeys.verify, actions, rememberDevice, endOtherSession: endOther },
    forced: {
      confirmContact: {
        accounts: stores.accounts,
        challenges: stores.challenges,
        issueCode: secondStep.issueCode,
        confirmContact: secondStep.confirmContact,
        cards: secondStep.codeCards,
        clock,
      },
      acceptTerms: { accounts: stores.accounts, audit: stores.audit },
      invitePasskey: {
        ...{ accounts: stores.accounts, ephemeral: stores.ephemeral },
        ...{ enrol: secondStep.passkeys.enrol, audit: stores.audit, clock },
      },
    },
    changePassword: {
      accounts: stores.accounts,
      rules: shared.passwords.rules,
      choosePassword: shared.passwords.choosePassword,
      obligesFrom: (account: VisitedAccount) => shared.passwords.campaigns.obligesFrom(account),
      clock,
    },
    device: {
      waitingKiosk: (deviceCode: string) => findWaitingKiosk(provider, deviceCode),
      accounts: stores.accounts,
      phoneLimits,
      audit: stores.audit,
    },
    waysToPassword: shared.recovery.waysOf(realm.id),
    federation: {
      upstreams: federation.upstreams,
      signIn: federation.signIn,
      reconcile: federation.reconcile,
      pending: federation.pending,
      accounts: stores.accounts,
      clock,
      endOtherSession: endOther,
      trust,
      welcome: (interaction: Interaction, account: VisitedAccount) =>
        federation.welcome(
          account,
          interaction.sharedDevice ? undefined : rememberDevice(interaction),
          interaction.portalName,
        ),
    },
  };
  const doors = federationDoors({
    site,
    upstreams: federation.upstreams,
    signIn: federation.signIn,
    signOutHops: federation.signOutHops,
    publicKeys: federation.publicKeys,
    buttons: federation.buttons,
  });
  const pages = interactionRouter(routes);
  pages.use(doors.routes());
  pages.use(notMeRouter({ site, csrf, visitorOf, contests: shared.contests }).routes());
  pages.use(account.router(provider, federation.upstreams, actions, answers).routes());
  if (organisation) pages.use(organisation.router(provider).routes());
  const face: RealmFace = {
    site,
    about: {
      realm,
      site: new URL(issuer).origin,
      upstreams: federation.upstreams.map(({ name }) => name),
      auditRetentionDays: config.AUDIT_RETENTION_DAYS,
    },
    pages: pages.routes() as Middleware,
    provider,
    sendFault: (ctx, fault) => sendFaultPage(site, ctx, fault),
  };
  return { face, backchannel, answers };
}
