// Restores a backup into an empty database, checks it, and writes the secrets (O7, docs/backup_and_restore.md).
//   node scripts/restore.mjs <folder of the backup> <file to write the secrets to>
// Reads DATABASE_URL and BACKUP_PASSPHRASE, each also from the file that <NAME>_FILE names.
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { countRows, missingKeys, startTool, withDatabase } from './backup_database.mjs';
import { checksum, decryptTo, readPassphrase } from './backup_file.mjs';
import { readValue } from './secret_variables.mjs';

const DATABASE = 'database.dump.enc';
const SECRETS = 'secrets.env.enc';

try {
  await restore(process.argv[2], process.argv[3], process.env);
} catch (error) {
  process.stderr.write(`restore: ${error.message}\n`);
  process.exit(1);
}

async function restore(folder, secretsFile, environment) {
  if (!folder || !secretsFile) throw new Error('node scripts/restore.mjs <folder> <file to write the secrets to>');
  if (existsSync(secretsFile)) throw new Error(`${secretsFile} exists already`);
  const url = readValue(environment, 'DATABASE_URL');
  if (!url) throw new Error('DATABASE_URL is missing');
  const passphrase = readPassphrase(environment);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (manifest.format !== 1) throw new Error(`format ${manifest.format} is not known here`);
  for (const { name, sha256 } of manifest.files) {
    if ((await checksum(join(folder, name))) !== sha256) throw new Error(`${name} is not the file that was backed up`);
  }
  // Read to its end before anything is written: only then is the seal known to be whole.
  await decryptTo(join(folder, DATABASE), passphrase, new Writable({ write: (_chunk, _encoding, done) => done() }));
  const secrets = await readSecrets(join(folder, SECRETS), passphrase);

  const there = await withDatabase(url, countRows);
  if (Object.keys(there).length > 0) throw new Error(`the database is not empty: ${Object.keys(there).join(', ')}`);
  const tool = startTool(
    'pg_restore',
    ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error', '--dbname', databaseOf(url)],
    url,
  );
  tool.child.stdout.resume();
  // When the tool ends early it says why itself; the broken pipe says nothing more.
  await decryptTo(join(folder, DATABASE), passphrase, tool.child.stdin).catch((error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  await tool.ended;

  await withDatabase(url, async (client) => {
    const problems = await missingKeys(client, secrets);
    const counts = await countRows(client);
    for (const [table, rows] of Object.entries(manifest.tables)) {
      if (counts[table] !== rows) problems.push(`${table} has ${counts[table] ?? 'no'} rows, ${rows} were backed up`);
    }
    if (problems.length > 0) throw new Error(`the restored database is not complete: ${problems.join('; ')}`);
    await client.query('ANALYZE');
  });
  await decryptTo(join(folder, SECRETS), passphrase, createWriteStream(secretsFile, { flags: 'wx', mode: 0o600 }));
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    [
      `restore: ${rows} rows of ${manifest.takenAt}, every count as backed up, every key that they need is there`,
      `restore: secrets are in ${secretsFile}; keep the issuers: ${JSON.stringify(manifest.issuers)}`,
      'restore: start with an empty Redis, or with another REDIS_PREFIX: an old one would revive what was used',
      '',
    ].join('\n'),
  );
}

function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function readSecrets(file, passphrase) {
  const chunks = [];
  const collect = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await decryptTo(file, passphrase, collect);
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
