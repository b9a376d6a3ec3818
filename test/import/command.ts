/** `poterne import` as an operator types it: in this process, or in one of its own that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { importGroup } from '../../src/cli/import.js';
import { runGroups } from '../../src/cli/run_groups.js';

export interface Answer {
  readonly code: number;
  readonly said: string;
}

export type Environment = Readonly<Record<string, string>>;

export async function importCommand(environment: Environment, ...args: readonly string[]): Promise<Answer> {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const code = await runGroups({ import: importGroup }, ['import', ...args], {
    environment,
    say: note,
    complain: note,
  });
  return { code, said: lines.join('\n') };
}

export function importProcess(environment: Environment, ...args: readonly string[]): ChildProcess {
  const hooks = join(process.cwd(), 'test/infrastructure/source_hooks.mjs');
  return spawn(process.execPath, ['--import', hooks, 'src/cli/main.ts', 'import', ...args], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
}

/** Everything that an import wrote, without ids and the moment at which it ran. */
export async function contentOf(url: string): Promise<readonly unknown[]> {
  const rows = await query<{ content: unknown }>(
    url,
    `SELECT jsonb_build_object(
       'account', to_jsonb(a) - ARRAY['id', 'created_at', 'updated_at'],
       'identifiers', (SELECT jsonb_agg(jsonb_build_array(kind, blind_index, index_key_id) ORDER BY kind)
          FROM identifier WHERE account_id = a.id),
       'contacts', (SELECT jsonb_agg(jsonb_build_array(kind, value, verified_at IS NOT NULL) ORDER BY kind)
          FROM contact WHERE account_id = a.id),
       'affiliations', (SELECT jsonb_agg(siret) FROM affiliation WHERE account_id = a.id),
       'credentials', (SELECT jsonb_agg(to_jsonb(c) - ARRAY['id', 'account_id'] ORDER BY kind)
          FROM credential c WHERE account_id = a.id)) AS content
     FROM account a ORDER BY (SELECT min(blind_index::text) FROM identifier WHERE account_id = a.id)`,
  );
  return rows.map(({ content }) => content);
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
