/** Organisations of many invented users, written by the statement: it is their reading that is measured. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../src/adapters/postgres/connection.js';
import { searchedText, sortName } from '../src/domain/organisation/search_words.js';

export const REALM = 'employeurs';
/** rows that are written at once */
const ROWS_AT_ONCE = 1_000;
const FAMILY = ['MARTIN', 'BERNARD', 'BENALI', 'LEROY', 'GARCIA', 'NGUYEN', 'DUPRÉ', 'ŒYMARD', 'LE GALL', 'DA SILVA'];
const GIVEN = ['Claire', 'Karim', 'Hélène', 'Jean-Paul', 'Inès', 'Thomas', 'Odile', 'Zoé', 'Yves', 'Amélie'];

/** @returns the organisation's id */
export async function fillOrganisation(database: Database, count: number, siret: string): Promise<string> {
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
