// What backup and restore ask PostgreSQL for, and how its tools are started without a password on their command line.
import { spawn } from 'node:child_process';
import pg from 'pg';

/** Which column says the key that a row needs, and which ring must hold it. Without that key the row is useless. */
const KEYS_IN_USE = [
  ['PEPPER_KEYS', 'credential', 'pepper_key_id'],
  ['IDENTIFIER_ENCRYPTION_KEYS', 'identifier', 'cipher_key_id'],
  ['IDENTIFIER_INDEX_KEYS', 'identifier', 'index_key_id'],
  ['KEY_ENCRYPTION_KEYS', 'provider_key', 'cipher_key_id'],
  ['KEY_ENCRYPTION_KEYS', 'audit_person_key', 'cipher_key_id'],
];
const LIBPQ_PARAMETERS = { sslmode: 'PGSSLMODE', sslrootcert: 'PGSSLROOTCERT', host: 'PGHOST', options: 'PGOPTIONS' };

export async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Rows of each table, by name. */
export async function countRows(client) {
  const { rows } = await client.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const counts = {};
  for (const { name } of rows) {
    const answer = await client.query(`SELECT count(*)::text AS rows FROM ${pg.escapeIdentifier(name)}`);
    counts[name] = Number(answer.rows[0].rows);
  }
  return counts;
}

/** @returns a sentence for each key that rows need and the secrets lack */
export async function missingKeys(client, secrets) {
  const problems = [];
  for (const [ring, table, column] of KEYS_IN_USE) {
    const { rows } = await client.query(`SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} IS NOT NULL`);
    const held = new Set((secrets[ring] ?? '').split(',').map((key) => key.trim().split(':')[0]));
    for (const { id } of rows) if (!held.has(id)) problems.push(`${table} needs key "${id}", which ${ring} lacks`);
  }
  return problems;
}

/** Starts pg_dump or pg_restore on a database. @returns the child and a promise of its good end */
export function startTool(tool, args, url) {
  const child = spawn(tool, args, { env: { ...process.env, ...libpq(url) }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        error.code === 'ENOENT'
          ? new Error(`${tool} is not installed (Debian: apt-get install postgresql-client)`)
          : error,
      ),
    );
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${tool} ended with ${signal ?? code}`)),
    );
  });
  // Whoever reads its output sees that end first.
  ended.catch(() => {});
  return { child, ended };
}

function libpq(text) {
  const url = new URL(text);
  const variables = {
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
  };
  for (const [parameter, variable] of Object.entries(LIBPQ_PARAMETERS)) {
    const value = url.searchParams.get(parameter);
    if (value) variables[variable] = value;
  }
  return variables;
}
