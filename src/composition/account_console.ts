/** « Gérer mon compte » of one realm: its registration at the realm's provider, then its pages (U1, F4). */
import type Router from '@koa/router';
import type Provider from 'oidc-provider';
import type { AdapterPayload } from 'oidc-provider';
import { createOwnFetch } from '../adapters/system/own_fetch.js';
import type { Config } from '../config/environment.js';
import { deriveClientKeys } from '../consoles/account/client_key.js';
import { accountAddresses, accountClientMetadata } from '../consoles/account/client_metadata.js';
import { openAccountRelyingParty } from '../consoles/account/relying_party.js';
import { createAccountRequests } from '../consoles/account/requests.js';
import { accountRouter } from '../consoles/account/router.js';
import { createSecretCookie } from '../consoles/account/secret_cookie.js';
import { createAccountSessions } from '../consoles/account/sessions.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import { ACCOUNT_CLIENT_ID, ACCOUNT_SECTOR } from '../domain/own_client.js';
import type { CsrfGuard } from '../http/csrf.js';
import { errorForLog, type Logger } from '../http/log.js';
import { portalOf } from '../http/portal.js';
import type { RealmSite } from '../http/realm_site.js';
import { providerMetadata } from '../oidc/client_metadata.js';
import type { RealmCookieNames } from '../oidc/cookie_names.js';
import { createSubjectResolver } from '../oidc/subject_resolver.js';
import type { Clock } from '../ports/clock.js';
import type { Delivery } from '../ports/delivery.js';
import { createAnnounceLink } from '../services/announce_link.js';
import { createUndoIdentityLink } from '../services/undo_identity_link.js';
import type { Stores } from './stores.js';

type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>;

export interface AccountConsoleDependencies {
  readonly config: Pick<Config, 'secrets' | 'SELF_URL'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly csrf: CsrfGuard;
  readonly outbound: typeof fetch;
  readonly delivery: Delivery;
  readonly announceFailure: (why: string) => void;
}

export interface AccountConsoleParts {
  /** The realm's clients with the console's own, which is stored nowhere and wins. */
  withOwnClient(find: FindClient): FindClient;
  /** The provider's outgoing requests; those to the console itself are ours, not a client's word. */
  readonly outbound: typeof fetch;
  router(provider: Provider, upstreams: readonly UpstreamSettings[]): Router;
}

export function createAccountConsole(
  shared: AccountConsoleDependencies,
  site: RealmSite,
  names: RealmCookieNames,
): AccountConsoleParts {
  const { config, clock, stores, logger } = shared;
  const { realm, issuer } = site;
  const keys = deriveClientKeys(config.secrets.cookies, realm.id);
  const metadata = providerMetadata(accountClientMetadata(issuer, keys));
  const ownFetch = createOwnFetch(config.SELF_URL);
  const { backchannelLogout } = accountAddresses(issuer);
  const cookieOf = (name: string) => createSecretCookie(name, site.secure);
  const onFault = (error: unknown) =>
    logger.warn({ error: errorForLog(error) }, 'account console: provider not usable');

  return {
    withOwnClient: (find) => async (clientId) => (clientId === ACCOUNT_CLIENT_ID ? metadata : find(clientId)),
    outbound: (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return address === backchannelLogout ? ownFetch(input, init) : shared.outbound(input, init);
    },
    router(provider, upstreams) {
      const client = { clientId: ACCOUNT_CLIENT_ID, sector: ACCOUNT_SECTOR };
      const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
      const announceLink = createAnnounceLink(realm, shared.delivery, shared.announceFailure);
      const { accounts, ephemeral, identityLinks: links, audit } = stores;
      return accountRouter({
        site,
        csrf: shared.csrf,
        clock,
        relyingParty: openAccountRelyingParty({ issuer, keys, fetch: ownFetch }),
        sessions: createAccountSessions({
          realm: realm.id,
          ephemeral,
          clock,
          cookie: cookieOf(names.account),
          ...realm.session,
        }),
        requests: createAccountRequests(realm.id, ephemeral, clock, cookieOf(names.accountRequest)),
        accounts,
        links,
        upstreams,
        undoIdentityLink: createUndoIdentityLink({ links, announceLink, audit, clock, nameOf }),
        accountOf: createSubjectResolver(provider, client, config.secrets.pairwiseSalt, realm.id),
        findPortal: async (clientId) => portalOf(await provider.Client.find(clientId)),
        onFault,
      });
    },
  };
}
