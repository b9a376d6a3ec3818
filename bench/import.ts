/**
 * `npm run bench:import` (C9): `poterne import` of synthetic accounts with Argon2 hashes into a throwaway PostgreSQL; prints
 * rows a second and the peak memory of the importing process, for a tenth of the file and for the whole, so that growth
 * with the file's size would show. Writes its table between its markers of docs/benchmarks.md.
 *
 * Options: `--rows N` (1,000,000 unless told), `--batch N`, `--print` (writes nothing in the document).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { person } from '../population/person.js';
import { migrate, migrationsFolder } from '../src/adapters/postgres/migrate.js';
import { generateSecrets } from '../src/config/development_secrets.js';
import { createDatabase } from '../test/infrastructure/database.js';
import { startPostgres } from '../test/infrastructure/postgres.js';
import type { ImportMeasure } from './import_child.js';
import { ARGON2_COST } from './people.js';
import { REALM } from './portals.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    batch: { type: 'string', default: '1000' },
    print: { type: 'boolean', default: false },
  },
});
const SEED = 'import benchmark';
/** Hashes are precomputed: it is their import that is measured, not their making. */
const DIFFERENT_HASHES = 50;
const BEGIN = '<!-- import: written by npm run bench:import -->';
const END = '<!-- end of what npm run bench:import writes -->';
const MEBIBYTE = 1024 * 1024;

interface Finding extends ImportMeasure {
  readonly rows: number;
  readonly fileBytes: number;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const rows = Number(options.rows);
/** Of what else runs here: a rate says little where it is high. */
const loadBefore = loadavg()[0] ?? 0;
const folder = mkdtempSync(join(tmpdir(), 'poterne-import-'));
const postgres = await startPostgres({});
const stop = async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(1)));
}
try {
  const secrets = await generateSecrets();
  const findings: Finding[] = [];
  for (const count of [Math.ceil(rows / 10), rows]) {
    const file = join(folder, `people_${count}.ndjson`);
    await writePeople(file, count);
    const databaseUrl = await createDatabase(postgres.url, `import_${count}`);
    await migrate(databaseUrl);
    const finding = {
      rows: count,
      fileBytes: statSync(file).size,
      ...(await measure(file, { ...secrets, DATABASE_URL: databaseUrl })),
    };
    findings.push(finding);
    say(line(finding));
    rmSync(file);
  }
  if (!options.print) writeTable(findings);
} finally {
  await stop();
}

async function writePeople(file: string, count: number): Promise<void> {
  const hashes = await Promise.all(
    Array.from({ length: DIFFERENT_HASHES }, (_, at) => hash(`${70413928 + at}`, ARGON2_COST)),
  );
  const stream = createWriteStream(file);
  for (let index = 0; index < count; index += 1) {
    const { identifiers, password: _, ...fields } = person(SEED, index, { realm: REALM });
    const row = {
      ...identifiers,
      ...fields,
      address_lines: [`${1 + (index % 120)} rue des Lilas`],
      postcode: '88000',
      city: 'ÉPINAL',
      caf: '881',
      password_hash: hashes[index % hashes.length],
      password_set_at: '2026-03-02',
    };
    if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

async function measure(file: string, environment: Readonly<Record<string, string>>): Promise<ImportMeasure> {
  const args = [file, '--realm', REALM, '--json', '--batch', options.batch];
  const child = fork(fileURLToPath(new URL('./import_child.js', import.meta.url)), args, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
  });
  const ended = once(child, 'exit');
  const [measured] = (await Promise.race([once(child, 'message'), ended.then(() => [undefined])])) as [
    ImportMeasure | undefined,
  ];
  await ended;
  if (!measured) throw new Error('the import ended without a result');
  return measured;
}

function line({ rows: count, fileBytes, seconds, cpuSeconds, peakBytes }: Finding): string {
  const mebibytes = (bytes: number) => Math.round(bytes / MEBIBYTE).toLocaleString('en');
  const rate = Math.round(count / seconds).toLocaleString('en');
  return `| ${count.toLocaleString('en')} | ${mebibytes(fileBytes)} | ${seconds.toFixed(1)} | ${rate} | ${((cpuSeconds / count) * 1e6).toFixed(0)} | ${mebibytes(peakBytes)} |`;
}

function writeTable(findings: readonly Finding[]): void {
  const file = join(migrationsFolder(), '..', '..', 'docs', 'benchmarks.md');
  const [before, rest] = readFileSync(file, 'utf8').split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error('docs/benchmarks.md has lost its markers');
  const [cpu] = cpus();
  const table = [
    `${new Date().toISOString().slice(0, 10)} · ${availableParallelism()} cores (${cpu?.model.trim() || 'unnamed'}), shared with PostgreSQL; load before the run ${loadBefore.toFixed(1)} · Node ${process.versions.node} · ${options.batch} lines a transaction.`,
    '',
    '| rows | file MiB | seconds | rows a second | CPU µs a row | peak memory MiB |',
    '| --- | --- | --- | --- | --- | --- |',
    ...findings.map(line),
  ].join('\n');
  writeFileSync(file, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
