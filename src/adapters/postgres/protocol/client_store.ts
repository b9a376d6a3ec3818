/** Registered clients in PostgreSQL, by realm and client_id. */
import type { Artifact, ClientStore } from '../../../ports/protocol/oidc_store.js';
import type { Database } from '../connection.js';

type Json = Record<string, never>;

export function createPostgresClientStore(database: Database): ClientStore {
  return {
    async find(realm, clientId) {
      const row = await database.client.findUnique({ where: { realm_clientId: { realm, clientId } } });
      return (row?.metadata ?? undefined) as Artifact | undefined;
    },
    async remove(realm, clientId) {
      await database.client.deleteMany({ where: { realm, clientId } });
    },
    async merge(clients) {
      await database.$transaction(
        clients.map(({ realm, metadata }) => {
          const clientId = String(metadata['client_id']);
          const data = { metadata: metadata as Json };
          return database.client.upsert({
            where: { realm_clientId: { realm, clientId } },
            create: { realm, clientId, ...data },
            update: data,
          });
        }),
      );
    },
  };
}
