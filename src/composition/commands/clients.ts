/** What `poterne clients` works with: the register of clients, without the service (O4). */
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresClientRegistry } from '../../adapters/postgres/protocol/client_registry.js';
import { systemClock } from '../../adapters/system/clock.js';
import type { CommandSettings } from '../../config/command_settings.js';
import { operator } from './operator.js';

export function openClientCommands({ databaseUrl }: Pick<CommandSettings<never, never>, 'databaseUrl'>) {
  const database = connectDatabase(databaseUrl, 2);
  const registry = createPostgresClientRegistry(database);
  const audit = createPostgresAuditLog(database, systemClock, () => {});
  return {
    list: (realm: string | undefined) => registry.list(realm),
    async remove(realm: string, clientId: string): Promise<number | undefined> {
      const grants = await registry.remove(realm, clientId);
      const data = { client: clientId, grants, by: operator() };
      if (grants !== undefined) audit.record({ type: 'client_removed', outcome: 'removed', realm, data });
      return grants;
    },
    async close(): Promise<void> {
      await audit.close();
      await database.$disconnect();
    },
  };
}
