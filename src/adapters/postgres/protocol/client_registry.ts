/** Registered clients in PostgreSQL, for the command line (O4). */
import type { ClientRegistry } from '../../../ports/protocol/client_registry.js';
import type { Artifact } from '../../../ports/protocol/oidc_store.js';
import type { Database } from '../connection.js';

/** No index leads from a client to its grants, of which there may be millions: they are gone through in pieces. */
const PIECE = 5_000;

interface Row {
  realm: string;
  client_id: string;
  metadata: Artifact;
  changed: number;
}

export function createPostgresClientRegistry(database: Database): ClientRegistry {
  return {
    async list(realm = '') {
      const rows = await database.sql.rows<Row[]>`
        SELECT realm, client_id, metadata, extract(epoch FROM updated_at)::float8 AS changed
        FROM client WHERE ${realm} = '' OR realm = ${realm} ORDER BY realm, client_id`;
      return rows.map(({ realm: of, client_id: clientId, metadata, changed }) => ({
        realm: of,
        clientId,
        metadata,
        changedAt: Math.round(changed * 1000),
      }));
    },

    async remove(realm, clientId) {
      const removed = await database.sql.count`DELETE FROM client WHERE realm = ${realm} AND client_id = ${clientId}`;
      await database.sql.count`
        WITH stream AS (DELETE FROM signal_stream WHERE realm = ${realm} AND client_id = ${clientId} RETURNING id)
        DELETE FROM signal_unwanted u USING stream s WHERE u.stream_id = s.id`;
      // Also where there is none any more: who died half way ends what is left.
      let ended = 0;
      for (let after: string | null = ''; after !== null; ) {
        const [piece]: Array<{ last: string | null; gone: number }> = await database.sql.rows`
          WITH piece AS (SELECT id, realm, client_id FROM oidc_grant WHERE id > ${after} ORDER BY id LIMIT ${PIECE}),
          gone AS (
            DELETE FROM oidc_grant g USING piece p
            WHERE g.id = p.id AND p.realm = ${realm} AND p.client_id = ${clientId} RETURNING g.id)
          SELECT (SELECT max(id) FROM piece) AS last, (SELECT count(*)::int FROM gone) AS gone`;
        ended += piece?.gone ?? 0;
        after = piece?.last ?? null;
      }
      return removed === 1 || ended > 0 ? ended : undefined;
    },
  };
}
