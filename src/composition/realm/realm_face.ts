/** One realm put together: its provider, its pages, its upstreams. */
import { federationDoors } from '../../../interactions/federation/doors.js';
import { interactionRouter } from '../../../interactions/index.js';
import { notMeRouter } from '../../../interactions/not_me/route.js';
import { sendFaultPage } from '../../../interactions/provider_pages.js';
import type { RealmFace } from '../../app.js';
import type { Realm } from '../../domain/realm.js';
import { routedPages } from '../../http/routed_pages.js';
import type { BackchannelDelivery } from '../../oidc/backchannel/answers.js';
import type { BackchannelLogout } from '../../oidc/sign_out/backchannel_logout.js';
import { createAccountConsole } from '../consoles/account.js';
import { createOrganisationConsole } from '../consoles/organisation.js';
import { interactionRoutes } from './interaction_routes.js';
import { createRealmPlace } from './realm_place.js';
import { createProviderOf } from './realm_provider.js';
import type { Shared } from './shared.js';

export interface BuiltRealm {
  readonly face: RealmFace;
  readonly backchannel: BackchannelLogout;
  /** answers to callers' requests, and their pings */
  readonly answers: BackchannelDelivery;
}

/** @throws ConfigurationError when the realm has no issuer */
export function createRealmFace(shared: Shared, realm: Realm): BuiltRealm {
  const { config, csrf } = shared;
  const place = createRealmPlace(shared, realm);
  const { issuer, site, names, visitorOf, federation, actions } = place;
  const account = createAccountConsole(shared, site, names, visitorOf);
  const organisation = createOrganisationConsole(shared, site, names);
  const consoles = organisation ? [account, organisation] : [account];
  const { provider, backchannel, answers } = createProviderOf(shared, place, consoles);
  const doors = federationDoors({
    site,
    upstreams: federation.upstreams,
    signIn: federation.signIn,
    signOutHops: federation.signOutHops,
    publicKeys: federation.publicKeys,
    buttons: federation.buttons,
  });
  const pages = interactionRouter(interactionRoutes(shared, place, provider));
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
    pages: routedPages(pages),
    provider,
    sendFault: (ctx, fault) => sendFaultPage(site, ctx, fault),
  };
  return { face, backchannel, answers };
}
