/**
 * What an import writes, in PostgreSQL (C9): one statement a batch, on a connection of its own, because a batch takes longer
 * than a request may.
 */
import pg from 'pg';
import type { IdentifierKind } from '../../../domain/realm.js';
import {
  type AccountImportStore,
  type IdentifierOwner,
  ImportConflict,
  type ImportRun,
  ownerKey,
  type SealedAccount,
} from '../../../ports/import/account_import_store.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** A batch of thousands, on a disk that is busy. */
const STATEMENT_TIMEOUT_MS = 120_000;
/** Keeps two processes from one run: PostgreSQL lets go of it when the connection ends, however it ends. */
const LOCK_SPACE = 7_032_029;
const UNIQUE_VIOLATION = '23505';

interface RunRow {
  realm: string;
  next_byte: string;
  next_line: string;
  created: string;
  present: string;
  rejected: string;
  rejects_end: string;
  started_at: Date;
  finished_at: Date | null;
}

/** @param url postgresql://… */
export async function connectAccountImportStore(url: string): Promise<AccountImportStore & { client: pg.Client }> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  await client.connect();
  // A connection that breaks between two statements fails the next one, which says so.
  client.on('error', () => {});
  return { client, ...createAccountImportStore(client) };
}

function createAccountImportStore(client: pg.Client): AccountImportStore {
  const insert = async (text: string, values: unknown[]): Promise<boolean> => {
    try {
      const { rows } = await client.query<{ moved: boolean }>(text, values);
      return rows[0]?.moved === true;
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw new ImportConflict();
      throw error;
    }
  };
  return {
    async take(runId) {
      const locked = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS taken',
        [LOCK_SPACE, runId],
      );
      if (!locked.rows[0]?.taken) throw new Error('another process imports this file right now');
      const { rows } = await client.query<RunRow>('SELECT * FROM import_run WHERE id = $1', [runId]);
      return rows[0] ? readRun(runId, rows[0]) : null;
    },

    async begin(run) {
      await client.query(
        `INSERT INTO import_run (id, realm, next_byte, next_line, created, present, rejected, rejects_end, started_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), now())
         ON CONFLICT (id) DO UPDATE SET next_byte = excluded.next_byte, next_line = excluded.next_line,
           created = excluded.created, present = excluded.present, rejected = excluded.rejected,
           rejects_end = excluded.rejects_end, started_at = excluded.started_at, updated_at = now(), finished_at = NULL`,
        [
          run.id,
          run.realm,
          run.nextByte,
          run.nextLine,
          run.created,
          run.present,
          run.rejected,
          run.rejectsEnd,
          run.startedAt,
        ],
      );
    },

    owners: (run, identifiers) => findOwners(client, run, identifiers),

    async write(accounts, from, to) {
      const isMoved = await insert(WRITE, [...accountParameters(accounts, to.startedAt), ...runParameters(from, to)]);
      if (!isMoved) throw new Error('another process moved this run on');
    },

    async create(account, realm, at) {
      await insert(CREATE, [...accountParameters([account], at), realm]);
    },

    close: () => client.end(),
  };
}

/** @param identifiers looked up under every key of the ring */
export async function findOwners(
  client: pg.Client,
  run: Pick<ImportRun, 'realm' | 'startedAt'>,
  identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly index: Buffer }>,
): Promise<Map<string, IdentifierOwner>> {
  if (identifiers.length === 0) return new Map();
  const { rows } = await client.query<{ kind: IdentifierKind; blind_index: Buffer; account_id: string; at: number }>(
    `SELECT i.kind, i.blind_index, i.account_id, extract(epoch FROM a.created_at)::float8 * 1000 AS at
     FROM identifier i JOIN account a ON a.id = i.account_id
     WHERE i.blind_index = ANY($1::bytea[]) AND i.realm = $2 AND i.retirement = 0`,
    [identifiers.map(({ index }) => index), run.realm],
  );
  return new Map(
    rows.map(({ kind, blind_index, account_id, at }) => [
      ownerKey(kind, blind_index),
      { accountId: account_id, isOfThisRun: Math.round(at) === run.startedAt },
    ]),
  );
}

/** Of version 7, as domain/time_ordered_id makes them: rows of one batch lie side by side in their index. */
const NEW_ID = `(lpad(to_hex((extract(epoch FROM statement_timestamp()) * 1000)::bigint), 12, '0') || '7' ||
  substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`;

/** Accounts of a run bear the moment at which it began: that tells a repeated line from a person who was there before. */
const INSERTS = `
  new_account AS (
    INSERT INTO account (id, realm, status, standing, caf, address_lines, postcode, city, country, locale, family_name,
      given_names, gender, birthdate, birthplace, birthcountry, created_at)
    SELECT n.id, moved.realm, n.status, n.standing, n.caf, n.address_lines::text[], n.postcode, n.city, n.country, n.locale,
      n.family_name, n.given_names::text[], n.gender, n.birthdate, n.birthplace, n.birthcountry, to_timestamp($1::float8 / 1000)
    FROM moved, unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])
      AS n(id, status, standing, caf, address_lines, postcode, city, country, locale, family_name, given_names, gender,
        birthdate, birthplace, birthcountry)),
  new_identifier AS (
    INSERT INTO identifier (id, account_id, realm, kind, index_key_id, blind_index, cipher_key_id, ciphertext, valid_from)
    SELECT ${NEW_ID}, n.account_id, moved.realm, n.kind, n.index_key_id, n.blind_index, n.cipher_key_id,
      n.ciphertext, to_timestamp($1::float8 / 1000)
    FROM moved, unnest($17::uuid[], $18::text[], $19::text[], $20::bytea[], $21::text[], $22::bytea[])
      AS n(account_id, kind, index_key_id, blind_index, cipher_key_id, ciphertext)),
  new_contact AS (
    INSERT INTO contact (id, account_id, kind, value, verified_at, created_at)
    SELECT ${NEW_ID}, n.account_id, n.kind, n.value, CASE WHEN n.verified THEN to_timestamp($1::float8 / 1000) END,
      to_timestamp($1::float8 / 1000)
    FROM moved, unnest($23::uuid[], $24::text[], $25::text[], $26::boolean[]) AS n(account_id, kind, value, verified)),
  new_affiliation AS (
    INSERT INTO affiliation (account_id, siret)
    SELECT n.account_id, n.siret FROM moved, unnest($27::uuid[], $28::text[]) AS n(account_id, siret)),
  new_credential AS (
    INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, policy, set_at, expires_at)
    SELECT ${NEW_ID}, n.account_id, n.kind, n.hash, '', 'chosen', n.policy, to_timestamp(n.set_at / 1000),
      to_timestamp(n.expires_at / 1000)
    FROM moved, unnest($29::uuid[], $30::text[], $31::text[], $32::text[], $33::float8[], $34::float8[])
      AS n(account_id, kind, hash, policy, set_at, expires_at))
  SELECT EXISTS (SELECT FROM moved) AS moved`;

/** The run moves on, unless somebody else moved it. */
const WRITE = `
  WITH moved AS (
    UPDATE import_run SET next_byte = $37, next_line = $38, created = $39, present = $40, rejected = $41, rejects_end = $42,
      updated_at = now(), finished_at = to_timestamp($43::float8 / 1000)
    WHERE id = $35 AND next_byte = $36 AND finished_at IS NULL RETURNING realm),${INSERTS}`;

/** Without a run: one person, by hand. */
const CREATE = `WITH moved AS (SELECT $35::text AS realm),${INSERTS}`;

function runParameters(from: ImportRun, to: ImportRun): readonly unknown[] {
  const { created, present, rejected, rejectsEnd, finishedAt } = to;
  return [from.id, from.nextByte, to.nextByte, to.nextLine, created, present, rejected, rejectsEnd, finishedAt];
}

/** In the order in which the statement numbers them. */
function accountParameters(accounts: readonly SealedAccount[], at: number): readonly unknown[] {
  const column = (of: (account: SealedAccount) => unknown) => accounts.map(of);
  const ofEach = <Part>(parts: (account: SealedAccount) => readonly Part[]) =>
    accounts.flatMap((account) => parts(account).map((part) => ({ accountId: account.id, ...part })));
  const identifiers = ofEach((account) => account.identifiers);
  const contacts = ofEach((account) => account.contacts);
  const affiliations = ofEach(({ siret }) => (siret === null ? [] : [{ siret }]));
  const credentials = ofEach((account) => account.credentials);
  return [
    at,
    column(({ id }) => id),
    column(({ status }) => status),
    column(({ standing }) => standing),
    column(({ caf }) => caf),
    column(({ address }) => arrayText(address?.lines ?? [])),
    column(({ address }) => address?.postcode ?? null),
    column(({ address }) => address?.city ?? null),
    column(({ address }) => address?.country ?? null),
    column(({ locale }) => locale),
    column(({ familyName }) => familyName),
    column(({ givenNames }) => arrayText(givenNames)),
    column(({ gender }) => gender),
    column(({ birthdate }) => birthdate),
    column(({ birthplace }) => birthplace),
    column(({ birthcountry }) => birthcountry),
    identifiers.map(({ accountId }) => accountId),
    identifiers.map(({ kind }) => kind),
    identifiers.map(({ indexKeyId }) => indexKeyId),
    identifiers.map(({ blindIndex }) => blindIndex),
    identifiers.map(({ cipherKeyId }) => cipherKeyId),
    identifiers.map(({ ciphertext }) => ciphertext),
    contacts.map(({ accountId }) => accountId),
    contacts.map(({ kind }) => kind),
    contacts.map(({ value }) => value),
    contacts.map(({ verified }) => verified),
    affiliations.map(({ accountId }) => accountId),
    affiliations.map(({ siret }) => siret),
    credentials.map(({ accountId }) => accountId),
    credentials.map(({ kind }) => kind),
    credentials.map(({ hash }) => hash),
    credentials.map(({ policy }) => policy),
    credentials.map(({ setAt }) => setAt),
    credentials.map(({ expiresAt }) => expiresAt),
  ];
}

/** An array as PostgreSQL writes it: unnest would flatten arrays of arrays. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

function readRun(id: string, row: RunRow): ImportRun {
  return {
    id,
    realm: row.realm,
    nextByte: Number(row.next_byte),
    nextLine: Number(row.next_line),
    created: Number(row.created),
    present: Number(row.present),
    rejected: Number(row.rejected),
    rejectsEnd: Number(row.rejects_end),
    startedAt: row.started_at.getTime(),
    finishedAt: row.finished_at?.getTime() ?? null,
  };
}
