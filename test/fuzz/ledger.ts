/** What the database holds, in a few numbers: who writes anything is seen, whatever the table. */
import pg from 'pg';

export type Ledger = ReadonlyMap<string, { readonly rows: number; readonly latestWriter: string }>;

export interface LedgerReader {
  read(): Promise<Ledger>;
  close(): Promise<void>;
}

/** Tables that a refused request may write: attempts are counted, and told. The scheduler writes its own at any time. */
const ALWAYS = new Set([
  'attempt_counter',
  'audit_event',
  'audit_person_key',
  'audit_anchor',
  'scheduled_job',
  'schema_migration',
]);

/** @param url of Poterne's database */
export async function openLedger(url: string): Promise<LedgerReader> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  // The youngest transaction that wrote a living row: an insertion or a change raises it, a deletion changes the count.
  const text = tables
    .filter(({ name }) => !ALWAYS.has(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*)::int AS rows, coalesce(max(xmin::text::bigint), 0)::text AS latest FROM ${pg.escapeIdentifier(name)}`,
    )
    .join(' UNION ALL ');
  return {
    async read() {
      const { rows } = await client.query<{ name: string; rows: number; latest: string }>({ name: 'ledger', text });
      return new Map(rows.map(({ name, rows: count, latest }) => [name, { rows: count, latestWriter: latest }]));
    },
    close: () => client.end(),
  };
}

/** Names of the tables that were written between two readings. */
export function written(before: Ledger, after: Ledger): readonly string[] {
  return [...after]
    .filter(([name, { rows, latestWriter }]) => {
      const known = before.get(name);
      return known?.rows !== rows || (known.latestWriter !== latestWriter && rows > 0);
    })
    .map(([name]) => name);
}
