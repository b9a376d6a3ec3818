/** O6: looking an account up costs no more among many: the statement of a sign-in, its plan and its time. */
import pg from 'pg';
import { createPostgresAccountStore } from '../src/adapters/postgres/account/account_store.js';
import { connectDatabase } from '../src/adapters/postgres/connection.js';
import { createIdentifierVault } from '../src/adapters/system/keys/identifier_vault.js';
import { strangers, writeFiller } from './people.js';
import { REALM } from './portals.js';
import { percentile } from './statistics.js';
import type { World } from './world.js';

export interface LookupTimes {
  readonly accounts: number;
  /** milliseconds, one after the other, from this process */
  readonly found: { readonly p50: number; readonly p95: number };
  readonly absent: { readonly p50: number; readonly p95: number };
  /** the plan's nodes over tables, outermost first */
  readonly scans: readonly string[];
  readonly buffers: number;
}

const PLAN = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)
  SELECT a.*, c.hash, c.pepper_key_id,
    (SELECT json_agg(t.value) FROM contact t WHERE t.account_id = a.id),
    EXISTS (SELECT FROM known_device d WHERE d.secret_hash = $3 AND d.account_id = a.id)
  FROM identifier i JOIN account a ON a.id = i.account_id
  LEFT JOIN credential c ON c.account_id = a.id AND c.kind = 'password'
  WHERE i.blind_index = ANY($1) AND i.kind = 'nir' AND i.realm = $2 AND i.retirement = 0 LIMIT 1`;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** @param sizes accounts in all, growing */
export async function measureLookups(world: World, sizes: readonly number[], tries: number): Promise<LookupTimes[]> {
  const vault = createIdentifierVault(world.secrets.identifierEncryption, world.secrets.identifierIndex);
  const database = connectDatabase(world.databaseUrl, 1);
  const store = createPostgresAccountStore(database, vault);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const absent = strangers(tries, world.accounts);
  const time = async (nirs: readonly string[]) => {
    const times: number[] = [];
    for (const nir of nirs) {
      const started = performance.now();
      await store.findByIdentifier(REALM, 'nir', nir, null);
      times.push(performance.now() - started);
    }
    // The first ones warm the connection and the cache.
    return { p50: percentile(times.slice(50), 0.5), p95: percentile(times.slice(50), 0.95) };
  };
  const results: LookupTimes[] = [];
  let accounts = world.accounts;
  try {
    for (const size of sizes) {
      if (size > accounts) await writeFiller(client, size - accounts);
      accounts = Math.max(size, accounts);
      const step = Math.max(1, Math.floor(world.people.length / tries));
      const present = world.people.filter((_, at) => at % step === 0).slice(0, tries);
      const indexes = vault.indexes(REALM, 'nir', present[0]?.nir ?? '').map(({ index }) => index);
      await client.query(PLAN, [indexes, REALM, 'unknown']);
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(PLAN, [indexes, REALM, 'unknown']);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      results.push({
        accounts,
        found: await time(present.map(({ nir }) => nir)),
        absent: await time(absent),
        scans: plan ? scansOf(plan) : [],
        buffers: plan ? plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] : 0,
      });
    }
  } finally {
    await client.end();
    await database.$disconnect();
  }
  return results;
}

function scansOf(node: PlanNode): string[] {
  const relation = node['Relation Name'];
  const own = relation
    ? [`${node['Node Type']} on ${relation}${node['Index Name'] ? ` (${node['Index Name']})` : ''}`]
    : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}
