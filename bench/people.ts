/** Tens of thousands of synthetic people, written in a few statements: one shared Argon2 hash, everything else their own. */
import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { person } from '../population/person.js';
import { createIdentifierVault } from '../src/adapters/system/keys/identifier_vault.js';
import type { Secrets } from '../src/config/secrets.js';
import { REALM } from './portals.js';

export interface BenchPerson {
  readonly nir: string;
  /** E.164; nobody else's */
  readonly mobile: string;
}

export const PASSWORD = '70413928';
const SEED = 'benchmark';
const BATCH = 2_000;
const ARGON2ID = 2;
export const ARGON2_COST = { algorithm: ARGON2ID, memoryCost: 19456, timeCost: 2, parallelism: 1 };

/**
 * Writes people of the synthetic population.
 *
 * @returns those who can receive an SMS alone, in the population's order
 */
export async function writePeople(client: pg.Client, secrets: Secrets, count: number): Promise<readonly BenchPerson[]> {
  const vault = createIdentifierVault(secrets.identifierEncryption, secrets.identifierIndex);
  const { secret, id: pepperKeyId } = secrets.pepper.current;
  const shared = await hash(PASSWORD, { ...ARGON2_COST, secret });
  const reached = new Map<string, BenchPerson>();
  for (let first = 0; first < count; first += BATCH) {
    const rows = [];
    for (let index = first; index < Math.min(count, first + BATCH); index += 1) {
      const { identifiers, ...one } = person(SEED, index);
      const { nir } = identifiers;
      if (nir === undefined) throw new Error('a person of this realm without a number');
      const id = randomUUID();
      const [key] = vault.indexes(REALM, 'nir', nir);
      const sealed = vault.seal(id, 'nir', nir);
      rows.push({
        ...one,
        id,
        index_key_id: key?.keyId,
        blind_index: `\\x${key?.index.toString('hex')}`,
        cipher_key_id: sealed.cipherKeyId,
        ciphertext: `\\x${sealed.ciphertext.toString('hex')}`,
      });
      if (one.mobile) reached.set(one.mobile, { nir, mobile: one.mobile });
    }
    const json = JSON.stringify(rows);
    await client.query(
      `INSERT INTO account (id, realm, family_name, given_names, gender, birthdate, birthplace, birthcountry)
       SELECT id, realm, family_name, given_names, gender, birthdate, birthplace, birthcountry
       FROM jsonb_to_recordset($1) AS r(id uuid, realm text, family_name text, given_names text[], gender text,
         birthdate text, birthplace text, birthcountry text)`,
      [json],
    );
    await client.query(
      `INSERT INTO identifier (id, account_id, realm, kind, index_key_id, blind_index, cipher_key_id, ciphertext)
       SELECT gen_random_uuid(), id, realm, 'nir', index_key_id, blind_index, cipher_key_id, ciphertext
       FROM jsonb_to_recordset($1) AS r(id uuid, realm text, index_key_id text, blind_index bytea, cipher_key_id text,
         ciphertext bytea)`,
      [json],
    );
    await client.query(
      `INSERT INTO contact (id, account_id, kind, value, verified_at)
       SELECT gen_random_uuid(), r.id, c.kind, c.value, now()
       FROM jsonb_to_recordset($1) AS r(id uuid, email text, mobile text, landline text),
         LATERAL (VALUES ('email', email), ('mobile', mobile), ('landline', landline)) AS c(kind, value)
       WHERE c.value IS NOT NULL`,
      [json],
    );
    await client.query(
      `INSERT INTO credential (id, account_id, kind, hash, pepper_key_id)
       SELECT gen_random_uuid(), id, 'password', $2, $3 FROM jsonb_to_recordset($1) AS r(id uuid)`,
      [json, shared, pepperKeyId],
    );
  }
  await client.query('ANALYZE');
  return [...reached.values()];
}

/** NIRs of the same population that nobody has: beyond the people written. */
export function strangers(count: number, beyond: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => person(SEED, beyond + at).identifiers.nir ?? '');
}

/** Fills the tables with accounts that only weigh: random indexes, random bytes. */
export async function writeFiller(client: pg.Client, count: number): Promise<void> {
  const batch = randomBytes(6).toString('hex');
  await client.query('CREATE TEMP TABLE filler (id uuid, at bigint)');
  await client.query('INSERT INTO filler SELECT gen_random_uuid(), at FROM generate_series(1, $1::bigint) at', [count]);
  await client.query(
    `INSERT INTO account (id, realm, family_name, given_names, gender, birthdate, birthcountry)
     SELECT id, $1, 'FILLER', '{Weight}', 'unspecified', '1980-01-01', '99100' FROM filler`,
    [REALM],
  );
  await client.query(
    `INSERT INTO identifier (id, account_id, realm, kind, index_key_id, blind_index, cipher_key_id, ciphertext)
     SELECT gen_random_uuid(), id, $1, 'nir', 'k1', sha256(convert_to($2 || at, 'UTF8')), 'k1',
       sha256(convert_to(at || $2, 'UTF8')) FROM filler`,
    [REALM, batch],
  );
  await client.query(
    `INSERT INTO contact (id, account_id, kind, value, verified_at)
     SELECT gen_random_uuid(), id, 'email', 'weight.' || at || '@example.test', now() FROM filler`,
  );
  await client.query(
    `INSERT INTO credential (id, account_id, kind, hash, pepper_key_id)
     SELECT gen_random_uuid(), id, 'password', repeat('x', 96), 'k1' FROM filler`,
  );
  await client.query('DROP TABLE filler');
  await client.query('ANALYZE');
}
