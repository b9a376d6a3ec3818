/** What the configuration registers before anybody comes: clients and accounts, besides those that tests bring. */
import type { RealmFace } from '../app.js';
import { seedAccounts } from '../services/account/seed_accounts.js';
import { checkClients, type readFiles } from './files.js';
import type { Foundations } from './foundations.js';
import type { Overrides } from './service.js';

/** @throws ClientsFileError when a client of CLIENTS_FILE is one that its realm does not take */
export async function registerConfigured(
  files: Pick<ReturnType<typeof readFiles>, 'clients' | 'accounts'>,
  overrides: Overrides,
  { stores, hasher, clock, logger }: Foundations,
  faces: readonly RealmFace[],
): Promise<void> {
  checkClients(files.clients, faces);
  if (overrides.isWorker) return;
  await stores.clients.merge([...(overrides.clients ?? []), ...files.clients]);
  const seeds = [...(overrides.accounts ?? []), ...files.accounts];
  const seeded = await seedAccounts(seeds, stores.accounts, hasher, clock);
  if (seeds.length > 0) logger.info({ seeded, read: seeds.length }, 'accounts seeded');
}
