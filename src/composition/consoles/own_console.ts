/** What a console of one realm stands on: its registration at the realm's provider, its way there, its sessions (ADR 0013). */
import type Provider from 'oidc-provider';
import { type AdapterPayload, errors } from 'oidc-provider';
import { createOwnFetch } from '../../adapters/system/outbound/own_fetch.js';
import type { Config } from '../../config/environment.js';
import { deriveClientKeys } from '../../consoles/relying_party/client_key.js';
import { consoleAddresses, consoleClientMetadata } from '../../consoles/relying_party/client_metadata.js';
import type { Console } from '../../consoles/relying_party/console.js';
import { createConsolePermits } from '../../consoles/relying_party/permits.js';
import { openOwnRelyingParty } from '../../consoles/relying_party/relying_party.js';
import { createConsoleRequests } from '../../consoles/relying_party/requests.js';
import { createSecretCookie } from '../../consoles/relying_party/secret_cookie.js';
import { createConsoleSessions } from '../../consoles/relying_party/sessions.js';
import { createTakeConfirmation } from '../../consoles/relying_party/take_confirmation.js';
import type { OwnClient } from '../../domain/client/own_client.js';
import type { CsrfGuard } from '../../http/csrf.js';
import { errorForLog, type Logger } from '../../http/log.js';
import { portalOf } from '../../http/portal.js';
import type { RealmSite } from '../../http/realm_site.js';
import { createSubjectResolver } from '../../oidc/claims/subject_resolver.js';
import { providerMetadata } from '../../oidc/client/client_metadata.js';
import type { Clock } from '../../ports/clock.js';
import type { Stores } from '../stores.js';

type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>;

export interface OwnConsoleDependencies {
  readonly config: Pick<Config, 'secrets' | 'SELF_URL'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly csrf: CsrfGuard;
  readonly outbound: typeof fetch;
}

export interface OwnConsoleParts {
  /** The realm's clients with the console's own, which is stored nowhere and wins. */
  withOwnClient(find: FindClient): FindClient;
  /** The provider's outgoing requests; those to the console itself are ours, not a client's word. */
  withOwnAddress(outbound: typeof fetch): typeof fetch;
  /** What its pages share with those of every console. */
  shared<Wish>(provider: Provider): Omit<Console<Wish>, 'endings'>;
}

/**
 * @param model under which its state is kept: `Account` for `AccountSession` …
 * @param cookies names of the session's cookie and of the one for requests under way
 */
export function createOwnConsole(
  { config, clock, stores, logger, csrf }: OwnConsoleDependencies,
  site: RealmSite,
  client: OwnClient,
  model: string,
  cookies: { readonly session: string; readonly request: string },
): OwnConsoleParts {
  const { realm, issuer } = site;
  const keys = deriveClientKeys(config.secrets.cookies, realm.id, client);
  const metadata = providerMetadata(consoleClientMetadata(issuer, client, keys));
  const ownFetch = createOwnFetch(config.SELF_URL);
  const { backchannelLogout } = consoleAddresses(issuer, client);
  const { ephemeral, accounts } = stores;
  const cookieOf = (name: string) => createSecretCookie(name, site.secure);

  return {
    withOwnClient: (find) => async (clientId) => (clientId === client.id ? metadata : find(clientId)),
    withOwnAddress: (outbound) => (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return address === backchannelLogout ? ownFetch(input, init) : outbound(input, init);
    },
    shared: (provider) => ({
      client,
      site,
      csrf,
      clock,
      relyingParty: openOwnRelyingParty({ issuer, client, keys, fetch: ownFetch }),
      sessions: createConsoleSessions({
        model,
        realm: realm.id,
        ephemeral,
        clock,
        cookie: cookieOf(cookies.session),
        ...realm.session,
      }),
      requests: createConsoleRequests(model, realm.id, ephemeral, clock, cookieOf(cookies.request)),
      takeConfirmation: createTakeConfirmation(model, realm.id, ephemeral),
      permits: createConsolePermits(model, realm.id, ephemeral, clock),
      accounts,
      accountOf: createSubjectResolver(
        provider,
        { clientId: client.id, sector: client.sector },
        config.secrets.pairwiseSalt,
        realm.id,
      ),
      findPortal: (clientId) => provider.Client.find(clientId).then(portalOf, unlessRefused),
      onFault: (error) => logger.warn({ error: errorForLog(error) }, `${client.section} console: provider not usable`),
    }),
  };
}

/** A client that is refused by rules of a later version is nobody to name, and no fault of the page. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof errors.InvalidClientMetadata)) throw error;
}
