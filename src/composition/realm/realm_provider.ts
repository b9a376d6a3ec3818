/** A realm's provider put together (P1 to P9): its own stores and rules, and what listens to its sign-ins and sign-outs. */
import type { Context } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { createProviderPages } from '../../../interactions/provider_pages.js';
import { signalsAudience } from '../../domain/client/own_resource.js';
import { errorForLog } from '../../http/log.js';
import { seenFrom } from '../../http/visitor_device.js';
import { createBackchannelAnswers } from '../../oidc/backchannel/answers.js';
import { createNotedSubjects } from '../../oidc/claims/noted_subjects.js';
import { cachedClients } from '../../oidc/client/client_cache.js';
import { isAtKiosk } from '../../oidc/client/client_metadata.js';
import { createRealmProvider } from '../../oidc/provider.js';
import { installBackchannelLogout } from '../../oidc/sign_out/backchannel_logout.js';
import { installSessionEnds } from '../../oidc/sign_out/session_ends.js';
import { installNamedSessions } from '../../oidc/signals/named_sessions.js';
import { installToldStepUps } from '../../oidc/signals/told_step_ups.js';
import { createModelAdapters } from '../../oidc/storage/model_adapter.js';
import { createResourceServers } from '../../oidc/tokens/resource_servers.js';
import { createOpenBackchannelRequests } from '../../services/backchannel/open_backchannel_request.js';
import { createTellKioskSignIn } from '../../services/kiosk/tell_kiosk_sign_in.js';
import { createTellReplayedToken } from '../../services/notice/tell_replayed_token.js';
import type { OwnConsoleParts } from '../consoles/own_console.js';
import { ownApis } from './own_api.js';
import type { RealmPlace } from './realm_place.js';
import type { Shared } from './shared.js';

/** @param consoles our own relying parties of the realm, which reach the provider like any portal */
export function createProviderOf(shared: Shared, place: RealmPlace, consoles: readonly OwnConsoleParts[]) {
  const { config, logger, clock, stores, keyedHash, successors } = shared;
  const { realm, issuer, site, device, visitorOf, federation, actions, phoneLimits } = place;
  const resources = createResourceServers(
    [...shared.resources.filter((entry) => entry.realm === realm.id), ...ownApis(realm.id, issuer)],
    issuer,
  );
  const notedSubjects = createNotedSubjects(realm.id, config.secrets.pairwiseSalt, resources, stores.subjects);
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
  return { provider, backchannel, answers };
}
