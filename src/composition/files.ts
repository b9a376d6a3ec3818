/** What the files of the configuration say of clients, apps, resources, actions, upstreams and accounts; and whether a realm takes a client. */
import type { RealmFace } from '../app.js';
import { readAccountsFile } from '../config/accounts_file.js';
import { readActionsFile } from '../config/actions_file.js';
import { readAppLinksFile } from '../config/app_links_file.js';
import { ClientsFileError, type RegisteredClient, readClientsFile } from '../config/clients_file.js';
import type { Config } from '../config/environment.js';
import { readResourcesFile } from '../config/resources_file.js';
import { readUpstreamsFile } from '../config/upstreams.js';
import type { Realm } from '../domain/realm.js';
import { providerMetadata } from '../oidc/client/client_metadata.js';

/** @throws ClientsFileError, AccountsFileError, ConfigurationError with what to mend */
export function readFiles(config: Config, realms: readonly Realm[]) {
  const realmIds = realms.map(({ id }) => id);
  return {
    clients: config.CLIENTS_FILE ? readClientsFile(config.CLIENTS_FILE, realmIds) : [],
    appLinks: config.APP_LINKS_FILE ? readAppLinksFile(config.APP_LINKS_FILE, realmIds) : [],
    actions: config.ACTIONS_FILE ? readActionsFile(config.ACTIONS_FILE, realmIds) : [],
    resources: config.RESOURCES_FILE ? readResourcesFile(config.RESOURCES_FILE, realmIds) : [],
    upstreams: config.UPSTREAMS_FILE ? readUpstreamsFile(config.UPSTREAMS_FILE, realmIds, config.variable) : [],
    accounts: config.ACCOUNTS_FILE ? readAccountsFile(config.ACCOUNTS_FILE, realms) : [],
  };
}

/** @throws ClientsFileError with the index of a client that the provider refuses, and why */
export function checkClients(clients: readonly RegisteredClient[], faces: readonly RealmFace[]): void {
  for (const [index, { realm, metadata }] of clients.entries()) {
    const face = faces.find(({ site }) => site.realm.id === realm);
    if (!face) throw new ClientsFileError(index, 'unknown realm');
    const { Client } = face.provider as unknown as { Client: new (metadata: unknown) => unknown };
    try {
      new Client(providerMetadata(metadata));
    } catch (error) {
      throw new ClientsFileError(index, (error as { error_description?: string }).error_description ?? 'refused');
    }
  }
}
