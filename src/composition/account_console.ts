/** « Gérer mon compte » of one realm: its registration at the realm's provider, then its pages (U1, F4). */
import type Router from '@koa/router';
import type Provider from 'oidc-provider';
import type { AdapterPayload } from 'oidc-provider';
import { createOwnFetch } from '../adapters/system/own_fetch.js';
import type { Config } from '../config/environment.js';
import { accountRouter } from '../consoles/account/router.js';
import { text as endings } from '../consoles/account/text.js';
import { deriveClientKeys } from '../consoles/relying_party/client_key.js';
import { consoleAddresses, consoleClientMetadata } from '../consoles/relying_party/client_metadata.js';
import { openOwnRelyingParty } from '../consoles/relying_party/relying_party.js';
import { createConsoleRequests } from '../consoles/relying_party/requests.js';
import { createSecretCookie } from '../consoles/relying_party/secret_cookie.js';
import { createConsoleSessions } from '../consoles/relying_party/sessions.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import { ACCOUNT_CLIENT } from '../domain/own_client.js';
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
  const keys = deriveClientKeys(config.secrets.cookies, realm.id, ACCOUNT_CLIENT);
  const metadata = providerMetadata(consoleClientMetadata(issuer, ACCOUNT_CLIENT, keys));
  const ownFetch = createOwnFetch(config.SELF_URL);
  const { backchannelLogout } = consoleAddresses(issuer, ACCOUNT_CLIENT);
  const cookieOf = (name: string) => createSecretCookie(name, site.secure);
  const onFault = (error: unknown) =>
    logger.warn({ error: errorForLog(error) }, 'account console: provider not usable');

  return {
    withOwnClient: (find) => async (clientId) => (clientId === ACCOUNT_CLIENT.id ? metadata : find(clientId)),
    outbound: (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return address === backchannelLogout ? ownFetch(input, init) : shared.outbound(input, init);
    },
    router(provider, upstreams) {
      const client = { clientId: ACCOUNT_CLIENT.id, sector: ACCOUNT_CLIENT.sector };
      const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
      const announceLink = createAnnounceLink(realm, shared.delivery, shared.announceFailure);
      const { accounts, ephemeral, identityLinks: links, audit } = stores;
      return accountRouter({
        client: ACCOUNT_CLIENT,
        endings,
        site,
        csrf: shared.csrf,
        clock,
        relyingParty: openOwnRelyingParty({ issuer, client: ACCOUNT_CLIENT, keys, fetch: ownFetch }),
        sessions: createConsoleSessions({
          model: 'Account',
          realm: realm.id,
          ephemeral,
          clock,
          cookie: cookieOf(names.account),
          ...realm.session,
        }),
        requests: createConsoleRequests('Account', realm.id, ephemeral, clock, cookieOf(names.accountRequest)),
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
