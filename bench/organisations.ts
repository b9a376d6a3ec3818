/**
 * `npm run bench:organisations` (E1, O6): lists, searches and the export of an organisation of 10,000 users, among another
 * organisation as large, on throwaway PostgreSQL and Redis servers: by the store alone, then over HTTP as an administrator's
 * browser asks, the page included. Service and browser share this process: what it takes is an upper bound of server time.
 * Writes its table between its markers of docs/benchmarks.md.
 *
 * Options: `--users N`, `--tries N` a case, `--print` (writes nothing in the document).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrationsFolder } from '../src/adapters/postgres/migrate.js';
import { createNoticeBox } from '../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresOrganisationStore } from '../src/adapters/postgres/organisation/organisation_store.js';
import { keyRing } from '../src/config/key_ring.js';
import type { MemberQuery, OrganisationStore } from '../src/ports/organisation/organisation_store.js';
import { EXPORT_PAGE_ROWS } from '../src/services/organisation/read_members.js';
import { startPoterne } from '../test/harness/poterne.js';
import { prepareRun } from '../test/infrastructure/provision.js';
import { measurePages, pagesAdministrator } from './organisation_pages.js';
import { fillOrganisation } from './organisation_people.js';
import { percentile } from './statistics.js';

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    tries: { type: 'string', default: '60' },
    print: { type: 'boolean', default: false },
  },
});
const BEGIN = '<!-- organisations: written by npm run bench:organisations -->';
const END = '<!-- end of what npm run bench:organisations writes -->';
const DAY_MS = 86_400_000;
const WARMING = 5;
const PAGE_SIZE = 50;
const EVERYBODY: MemberQuery = {
  search: '',
  status: null,
  role: null,
  isDue: false,
  sort: 'name',
  isDescending: false,
};

export interface Finding {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
}

const users = Number(options.users);
const tries = Number(options.tries);
const loadBefore = loadavg()[0] ?? 0;
const run = prepareRun();
try {
  await run.startServers();
  const poterne = await startPoterne({
    name: 'bench_organisations',
    ephemeral: 'redis',
    accounts: [pagesAdministrator],
  });
  const { database } = poterne.service;
  const organisationId = await fillOrganisation(database, users, '21350999500014');
  await fillOrganisation(database, users, '24670999200019');
  await database.sql.count`ANALYZE`;
  const notices = createNoticeBox(keyRing([{ id: 'bench', secret: Buffer.alloc(32, 7) }]));
  const store = createPostgresOrganisationStore(database, notices);
  const findings = [
    ...(await measureAll(store, organisationId)),
    ...(await measurePages(poterne, organisationId, { users, measure })),
  ];
  await poterne.close();
  const table = written(findings);
  process.stdout.write(`${table}\n`);
  if (!options.print) writeTable(table);
} finally {
  await run.end();
}

async function measureAll(store: OrganisationStore, organisationId: string): Promise<readonly Finding[]> {
  const now = Date.now();
  const found = (query: Partial<MemberQuery>) => ({
    organisationId,
    query: { ...EVERYBODY, ...query },
    now,
    dueBefore: now + 60 * DAY_MS,
  });
  const last = Math.ceil(users / PAGE_SIZE);
  const page = (query: Partial<MemberQuery>, at = 1) => store.members(found(query), at, PAGE_SIZE);
  const everybody = async () => {
    let rows = 0;
    for await (const members of store.everyMember(found({}), EXPORT_PAGE_ROWS)) rows += members.length;
    if (rows < users) throw new Error(`${rows} rows of ${users}`);
  };
  return [
    await measure('overview with its counts', () => store.overview(organisationId, now, now + 60 * DAY_MS)),
    await measure('first page by name', () => page({})),
    await measure('last page by name', () => page({}, last)),
    await measure('first page by login', () => page({ sort: 'login' })),
    await measure('first page by end', () => page({ sort: 'expiry' })),
    await measure('due for review', () => page({ isDue: true, sort: 'expiry' })),
    await measure('administrators', () => page({ role: 'administrator' })),
    await measure('search of a common name', () => page({ search: 'mart' })),
    await measure('search of two words', () => page({ search: 'leroy hel' })),
    await measure('search of a login', () => page({ search: 'agent.77' })),
    await measure('search of an e-mail address', () => page({ search: 'claire.4242' })),
    await measure('search that finds nobody', () => page({ search: 'zzz' })),
    await measure('search of one letter', () => page({ search: 'l' })),
    await measure('export, every row', everybody),
  ];
}

async function measure(what: string, work: () => Promise<unknown>): Promise<Finding> {
  const times: number[] = [];
  for (let at = 0; at < tries + WARMING; at += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  const counted = times.slice(WARMING);
  return { what, p50: percentile(counted, 0.5), p95: percentile(counted, 0.95) };
}

function written(findings: readonly Finding[]): string {
  const [processor] = cpus();
  const ms = (value: number) => value.toFixed(1);
  return [
    `${new Date().toISOString().slice(0, 10)} · ${availableParallelism()} cores (${processor?.model.trim()}) · Node ${process.versions.node} · ${users.toLocaleString('en')} users, and as many in another organisation · ${tries} tries a case · load ${loadBefore.toFixed(1)} before.`,
    '',
    '| what | p50, ms | p95, ms |',
    '| --- | --- | --- |',
    ...findings.map(({ what, p50, p95 }) => `| ${what} | ${ms(p50)} | ${ms(p95)} |`),
  ].join('\n');
}

function writeTable(table: string): void {
  const file = join(migrationsFolder(), '..', '..', 'docs', 'benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1];
  if (after === undefined) throw new Error('the markers are missing');
  writeFileSync(file, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
