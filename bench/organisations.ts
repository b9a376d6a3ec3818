/**
 * `npm run bench:organisations` (E1, O6): lists, searches and the export of an organisation of 10,000 users, by the store in
 * this process on a throwaway PostgreSQL, among another organisation as large; without HTTP and the page. Writes its table
 * between its markers of docs/benchmarks.md.
 *
 * Options: `--users N`, `--tries N` a case, `--print` (writes nothing in the document), `--database URL` (one that exists).
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase, type Database } from '../src/adapters/postgres/connection.js';
import { migrate, migrationsFolder } from '../src/adapters/postgres/migrate.js';
import { createNoticeBox } from '../src/adapters/postgres/notice_rows.js';
import { createPostgresOrganisationStore } from '../src/adapters/postgres/organisation_store.js';
import { keyRing } from '../src/config/key_ring.js';
import { searchedText, sortName } from '../src/domain/organisation/search_words.js';
import type { MemberQuery, OrganisationStore } from '../src/ports/organisation_store.js';
import { createDatabase } from '../test/infrastructure/database.js';
import { startPostgres } from '../test/infrastructure/postgres.js';
import { percentile } from './statistics.js';

const { values: options } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    tries: { type: 'string', default: '60' },
    print: { type: 'boolean', default: false },
    database: { type: 'string' },
  },
});
const BEGIN = '<!-- organisations: written by npm run bench:organisations -->';
const END = '<!-- end of what npm run bench:organisations writes -->';
const REALM = 'employeurs';
const DAY_MS = 86_400_000;
const WARMING = 5;
const PAGE_SIZE = 50;
const ROWS_AT_ONCE = 1_000;
const FAMILY = ['MARTIN', 'BERNARD', 'BENALI', 'LEROY', 'GARCIA', 'NGUYEN', 'DUPRÉ', 'ŒYMARD', 'LE GALL', 'DA SILVA'];
const GIVEN = ['Claire', 'Karim', 'Hélène', 'Jean-Paul', 'Inès', 'Thomas', 'Odile', 'Zoé', 'Yves', 'Amélie'];
const EVERYBODY: MemberQuery = {
  search: '',
  status: null,
  role: null,
  isDue: false,
  sort: 'name',
  isDescending: false,
};

interface Finding {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
}

const users = Number(options.users);
const tries = Number(options.tries);
const loadBefore = loadavg()[0] ?? 0;
const postgres = options.database ? undefined : await startPostgres({});
const url = options.database ?? (await createDatabase(postgres?.url ?? '', 'organisations'));
try {
  await migrate(url);
  const database = connectDatabase(url, 2);
  const store = createPostgresOrganisationStore(
    database,
    createNoticeBox(keyRing([{ id: 'bench', secret: Buffer.alloc(32, 7) }])),
  );
  const organisationId = await fill(database, users, '21350999500014');
  await fill(database, users, '24670999200019');
  await database.sql.count`ANALYZE`;
  const findings = await measureAll(store, organisationId);
  await database.$disconnect();
  const table = written(findings);
  process.stdout.write(`${table}\n`);
  if (!options.print) writeTable(table);
} finally {
  await postgres?.stop();
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
  const export_ = async () => {
    const started = performance.now();
    let first = 0;
    let rows = 0;
    for await (const members of store.everyMember(found({}), ROWS_AT_ONCE)) {
      first ||= performance.now() - started;
      rows += members.length;
    }
    return { first, perThousand: ((performance.now() - started) / rows) * 1_000 };
  };
  const exports: Array<Awaited<ReturnType<typeof export_>>> = [];
  for (let at = 0; at < Math.ceil(tries / 4) + 1; at += 1) exports.push(await export_());
  const counted = exports.slice(1);
  const summed = (what: string, values: readonly number[]): Finding => ({
    what,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
  });
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
    summed(
      'export, to the first 1,000 rows',
      counted.map(({ first }) => first),
    ),
    summed(
      'export, per 1,000 rows',
      counted.map(({ perThousand }) => perThousand),
    ),
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

/** Written by the statement: it is their reading that is measured. */
async function fill(database: Database, count: number, siret: string): Promise<string> {
  const organisationId = randomUUID();
  const { sql } = database;
  await sql.count`INSERT INTO organisation (id, realm, siret, name, created_at)
    VALUES (${organisationId}::uuid, ${REALM}, ${siret}, 'Organisme', now())`;
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const people = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from) }, (_, index) => personAt(from + index));
    const column = <Value>(read: (person: ReturnType<typeof personAt>) => Value) => people.map(read);
    const ids = column(({ id }) => id);
    await sql.count`INSERT INTO account (id, realm, family_name, given_names, gender, birthdate)
      SELECT id, ${REALM}, family, ARRAY[given], 'unspecified', '1980-01-01'
      FROM unnest(${ids}::uuid[], ${column(({ family }) => family)}::text[], ${column(({ given }) => given)}::text[]) AS p (id, family, given)`;
    await sql.count`INSERT INTO contact (id, account_id, kind, value, verified_at)
      SELECT gen_random_uuid(), id, 'email', email, now()
      FROM unnest(${ids}::uuid[], ${column(({ email }) => email)}::text[]) AS p (id, email)`;
    await sql.count`INSERT INTO membership (account_id, organisation_id, role, rights, status, activated_at, is_origin,
        created_at, reviewed_at, expires_at, login, sort_name, search)
      SELECT id, ${organisationId}::uuid, role, ARRAY['consult-careers'], 'active', now(), true, now(), now(),
        now() + days * interval '1 day', login, sort_name, search
      FROM unnest(${ids}::uuid[], ${column(({ role }) => role)}::text[], ${column(({ days }) => days)}::int[],
        ${column(({ login }) => login)}::text[], ${column(({ sorted }) => sorted)}::text[],
        ${column(({ search }) => search)}::text[]) AS p (id, role, days, login, sort_name, search)`;
  }
  return organisationId;
}

function personAt(at: number) {
  const family = `${FAMILY[at % FAMILY.length]} ${String.fromCharCode(65 + (at % 26))}${at}`;
  const given = GIVEN[Math.floor(at / 7) % GIVEN.length] ?? '';
  const login = `agent.${at}`;
  const named = { familyName: family, givenNames: [given] };
  return {
    id: randomUUID(),
    family,
    given,
    login,
    email: `claire.${at}@example.test`,
    role: at % 500 === 0 ? 'administrator' : 'user',
    days: (at % 540) + 1,
    sorted: sortName(named),
    search: searchedText({ ...named, login }),
  };
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
