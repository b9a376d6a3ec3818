// Backs up the database and the secrets into a new folder (O7, docs/backup_and_restore.md). Redis is left out on purpose.
//   node --env-file=.env scripts/backup.mjs <new folder>
// Reads DATABASE_URL, the secrets and BACKUP_PASSPHRASE, each also from the file that <NAME>_FILE names.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { countRows, missingKeys, startTool, withDatabase } from './backup_database.mjs';
import { checksum, encryptTo, readPassphrase } from './backup_file.mjs';
import { readSecretValues, readValue } from './secret_variables.mjs';

const DATABASE = 'database.dump.enc';
const SECRETS = 'secrets.env.enc';

try {
  await backUp(process.argv[2], process.env);
} catch (error) {
  process.stderr.write(`backup: ${error.message}\n`);
  process.exit(1);
}

async function backUp(folder, environment) {
  if (!folder) throw new Error('name the folder to write: node scripts/backup.mjs <new folder>');
  const url = readValue(environment, 'DATABASE_URL');
  if (!url) throw new Error('DATABASE_URL is missing');
  const passphrase = readPassphrase(environment);
  const secrets = readSecretValues(environment);
  const version = toolVersion();

  const { tables, server, migration, takenAt } = await withDatabase(url, async (client) => {
    const problems = await missingKeys(client, secrets);
    if (problems.length > 0) throw new Error(`these secrets do not go with this database: ${problems.join('; ')}`);
    mkdirSync(folder, { mode: 0o700 });
    // The counts and the dump see one moment: pg_dump takes over this transaction's snapshot.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query(
      "SELECT pg_export_snapshot() AS snapshot, current_setting('server_version') AS server, now() AS at",
    );
    const [{ snapshot, server, at }] = rows;
    const tables = await countRows(client);
    const applied = await client.query(
      'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1 DESC LIMIT 1',
    );
    const dump = startTool('pg_dump', ['-Fc', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`], url);
    await encryptTo(join(folder, DATABASE), dump.child.stdout, passphrase);
    await dump.ended;
    return { tables, server, migration: applied.rows[0]?.name, takenAt: at.toISOString() };
  });

  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  await encryptTo(join(folder, SECRETS), Readable.from([Buffer.from(lines.join(''))]), passphrase);
  const issuers = Object.entries(environment).filter(([name]) => /^ISSUER(_[A-Z]+)?$/.test(name));
  const manifest = {
    format: 1,
    takenAt,
    poterne: JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version,
    postgresql: server,
    pgDump: version,
    migration,
    issuers: Object.fromEntries(issuers),
    tables,
    files: await Promise.all(
      [DATABASE, SECRETS].map(async (name) => ({
        name,
        bytes: statSync(join(folder, name)).size,
        sha256: await checksum(join(folder, name)),
      })),
    ),
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`backup: ${folder} holds ${rows} rows of ${takenAt} and ${lines.length} secrets\n`);
}

function toolVersion() {
  try {
    return execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }).trim();
  } catch (error) {
    throw error.code === 'ENOENT'
      ? new Error('pg_dump is not installed (Debian: apt-get install postgresql-client)')
      : error;
  }
}
