import { describe, expect, test } from '@jest/globals';
import { NDJSON } from '../../../src/domain/import/format.js';
import { checkAccount, type ImportRules } from '../../../src/domain/import/imported_account.js';
import { PROBLEM_CODES, type Problem } from '../../../src/domain/import/problem.js';

const STARTED = Date.parse('2026-11-22T12:00:00Z');
const DAY_MS = 86_400_000;
const RULES: ImportRules = {
  realm: { id: 'allocataires', identifierKinds: ['nir', 'allocataire'] },
  hasLegacyCodes: true,
  passwordLifeMs: 730 * DAY_MS,
  startedAt: STARTED,
};
const EMPLOYERS: ImportRules = {
  ...RULES,
  realm: { id: 'employeurs', identifierKinds: ['login'] },
  hasLegacyCodes: false,
  passwordLifeMs: null,
};
const BCRYPT = '$2b$10$nOUIs5kJ7naTuTFkBy1veuK0kSxUFXfuaOKdOKf9xYT0KKIGSJwFa';

const GOOD = {
  realm: 'allocataires',
  nir: '2 84 05 88 321 025 32',
  allocataire: '1234567 A',
  family_name: ' MARTIN ',
  given_names: ['Claire', 'Jeanne'],
  gender: 'female',
  birthdate: '1984-05-00',
  birthplace: '88321',
  birthcountry: '99100',
  email: 'Claire.Martin@EXAMPLE.test',
  mobile: '06 39 98 00 01',
  landline: '01 99 00 12 34',
  landline_verified: false,
  address_lines: ['chez Mme DURAND', '', '12 rue de la Paix'],
  postcode: '88000',
  city: 'ÉPINAL',
  caf: '881',
  siret: null,
  password_hash: BCRYPT,
  password_set_at: '2026-03-02T08:00:00+01:00',
  password_policy: 'eight-digits',
  legacy_code_hash: BCRYPT,
};

function check(line: object | string, rules = RULES): readonly Problem[] {
  const text = typeof line === 'string' ? line : JSON.stringify(line);
  const read = NDJSON.read(text);
  if (!read.ok) return read.problems;
  const checked = checkAccount(read.fields, rules);
  return checked.ok ? [] : checked.problems;
}

/** What is done to the good line, and what is told of it. */
const BAD: ReadonlyArray<readonly [change: object, field: string, code: string, rules?: ImportRules]> = [
  [{ surname: 'X' }, 'surname', 'unknown-field'],
  [{ 'claire@example.test': 'X' }, '', 'unknown-field'],
  [{ password: '70413928' }, 'password', 'password-in-clear'],
  [{ family_name: undefined }, 'family_name', 'missing'],
  [{ given_names: undefined }, 'given_names', 'missing'],
  [{ gender: null }, 'gender', 'missing'],
  [{ birthdate: '' }, 'birthdate', 'missing'],
  [{ nir: 2840588321025 }, 'nir', 'wrong-type'],
  [{ given_names: ['Claire', 1] }, 'given_names', 'wrong-type'],
  [{ email_verified: 'yes' }, 'email_verified', 'wrong-type'],
  [{ city: 'É'.repeat(201) }, 'city', 'too-long'],
  [{ family_name: 'MAR\nTIN' }, 'family_name', 'control-characters'],
  [{ family_name: 'MAR\ud800TIN' }, 'family_name', 'control-characters'],
  [{ given_names: ['Cl\u0000aire'] }, 'given_names', 'control-characters'],
  [{ realm: 'employeurs' }, 'realm', 'other-realm'],
  [{ nir: undefined, allocataire: undefined }, 'nir', 'no-identifier'],
  [{ login: 'agent' }, 'login', 'identifier-of-other-realm'],
  [{ nir: '284O588321025' }, 'nir', 'nir-characters'],
  [{ nir: '284058832102' }, 'nir', 'nir-too-short'],
  [{ nir: ' - ' }, 'nir', 'nir-too-short'],
  [{ nir: '2840588321025060' }, 'nir', 'nir-too-long'],
  [{ nir: '28405883210250' }, 'nir', 'nir-key-incomplete'],
  [{ nir: '9840588321025' }, 'nir', 'nir-sex'],
  [{ nir: '5900000000001' }, 'nir', 'nir-second-digit'],
  [{ nir: '2841588321025' }, 'nir', 'nir-month'],
  [{ nir: '2840500321025' }, 'nir', 'nir-department'],
  [{ nir: '284058832102507' }, 'nir', 'nir-key'],
  [{ allocataire: '123A567' }, 'allocataire', 'allocataire-characters'],
  [{ allocataire: '123456' }, 'allocataire', 'allocataire-too-short'],
  [{ allocataire: '12345678' }, 'allocataire', 'allocataire-too-long'],
  [{ login: 'agent mairie' }, 'login', 'login-characters', EMPLOYERS],
  [{ login: 'ab' }, 'login', 'login-too-short', EMPLOYERS],
  [{ login: 'a'.repeat(65) }, 'login', 'login-too-long', EMPLOYERS],
  [{ given_names: [] }, 'given_names', 'given-names-empty'],
  [{ given_names: ['Claire', ' '] }, 'given_names', 'given-names-empty'],
  [{ gender: 'F' }, 'gender', 'gender'],
  [{ birthdate: '11/05/1984' }, 'birthdate', 'birthdate'],
  [{ birthdate: '1983-02-29' }, 'birthdate', 'birthdate'],
  [{ birthdate: '2026-11-23' }, 'birthdate', 'birthdate-future'],
  [{ birthplace: 'ÉPINAL' }, 'birthplace', 'birthplace'],
  [{ birthcountry: 'FR' }, 'birthcountry', 'birthcountry'],
  [{ email: 'claire@a@b.test' }, 'email', 'email-at-sign'],
  [{ email: 'claire martin@b.test' }, 'email', 'email-local-part'],
  [{ email: 'claire@localhost' }, 'email', 'email-domain'],
  [{ email: `${'a'.repeat(65)}@b.test` }, 'email', 'email-too-long'],
  [{ mobile: '06 39 98 OO 01' }, 'mobile', 'telephone-characters'],
  [{ mobile: '06 39 98' }, 'mobile', 'telephone-too-short'],
  [{ mobile: '06 39 98 00 01 02' }, 'mobile', 'telephone-too-long'],
  [{ mobile: '1234567890' }, 'mobile', 'telephone-unassigned'],
  [{ landline: '0899123456' }, 'landline', 'telephone-premium'],
  [{ mobile: '+881 6 1234 5678' }, 'mobile', 'telephone-satellite'],
  [{ mobile: '01 99 00 12 34' }, 'mobile', 'not-a-mobile'],
  [{ landline: '06 39 98 00 01' }, 'landline', 'not-a-landline'],
  [{ landline: undefined }, 'landline_verified', 'nothing-to-verify'],
  [{ city: undefined }, 'city', 'address-incomplete'],
  [{ address_lines: undefined }, 'address_lines', 'address-incomplete'],
  [{ address_lines: [' '] }, 'address_lines', 'address-incomplete'],
  [{ address_lines: ['1', '2', '3', '4', '5'] }, 'address_lines', 'address-lines'],
  [{ address_lines: ['x'.repeat(39)] }, 'address_lines', 'address-lines'],
  [{ postcode: '8800' }, 'postcode', 'postcode'],
  [{ caf: '88' }, 'caf', 'caf'],
  [{ siret: '2657000510001A' }, 'siret', 'siret-characters'],
  [{ siret: '265700051' }, 'siret', 'siret-length'],
  [{ siret: '26570005100012' }, 'siret', 'siret-key'],
  [{ locale: 'de' }, 'locale', 'locale'],
  [{ status: 'closed' }, 'status', 'status'],
  [{ standing: 'candidate' }, 'standing', 'standing'],
  [{ password_policy: 'strong' }, 'password_policy', 'password-policy'],
  [{ password_hash: '70413928' }, 'password_hash', 'hash-unknown-scheme'],
  [{ password_hash: BCRYPT.slice(0, -1) }, 'password_hash', 'hash-malformed'],
  [{ legacy_code_hash: BCRYPT.replace('$10$', '$16$') }, 'legacy_code_hash', 'hash-too-costly'],
  [{ password_hash: '$pbkdf2-sha256$1000$c2FsdA$YWJj' }, 'password_hash', 'hash-too-short'],
  [{ password_hash: undefined, password_policy: undefined }, 'password_set_at', 'hash-missing'],
  [{ password_set_at: '2026-02-30' }, 'password_set_at', 'moment'],
  [{ password_set_at: '2 mars 2026' }, 'password_set_at', 'moment'],
  [{ password_set_at: '2026-11-22T12:00:01Z' }, 'password_set_at', 'moment-future'],
  [{ login: 'agent.mairie' }, 'legacy_code_hash', 'legacy-code-not-used', EMPLOYERS],
];

const EMPLOYER = { ...GOOD, realm: 'employeurs', nir: undefined, allocataire: undefined, legacy_code_hash: undefined };
/** Told of whole lines, of the two files, or of what the database says: tested where those are. */
const ELSEWHERE = [
  'line-too-long',
  'not-utf8',
  'not-json',
  'not-an-object',
  'not-csv',
  'columns',
  'duplicate-in-file',
  'identifier-taken',
];

describe('C9 a line of an import', () => {
  test('a good one is brought to the form in which accounts are kept', () => {
    const read = NDJSON.read(JSON.stringify(GOOD));
    expect(read.ok && checkAccount(read.fields, RULES)).toEqual({
      ok: true,
      account: {
        familyName: 'MARTIN',
        givenNames: ['Claire', 'Jeanne'],
        gender: 'female',
        birthdate: '1984-05-00',
        birthplace: '88321',
        birthcountry: '99100',
        identifiers: [
          { kind: 'nir', value: '2840588321025' },
          { kind: 'allocataire', value: '1234567' },
        ],
        contacts: [
          { kind: 'email', value: 'Claire.Martin@example.test', verified: true },
          { kind: 'mobile', value: '+33639980001', verified: true },
          { kind: 'landline', value: '+33199001234', verified: false },
        ],
        status: 'active',
        standing: 'affiliated',
        locale: 'fr',
        caf: '881',
        address: { lines: ['chez Mme DURAND', '12 rue de la Paix'], postcode: '88000', city: 'ÉPINAL', country: null },
        siret: null,
        credentials: [
          {
            kind: 'password',
            hash: BCRYPT,
            policy: 'eight-digits',
            setAt: Date.parse('2026-03-02T07:00:00Z'),
            expiresAt: Date.parse('2026-03-02T07:00:00Z') + 730 * DAY_MS,
          },
          { kind: 'legacy_code', hash: BCRYPT, policy: null, setAt: STARTED, expiresAt: null },
        ],
      },
    });
  });

  test('an address abroad needs no French postcode, and a person no contact, address or password', () => {
    expect(check({ ...GOOD, country: 'BELGIQUE', postcode: '1000' })).toEqual([]);
    const { nir, family_name, given_names, gender, birthdate } = GOOD;
    expect(check({ nir, family_name, given_names, gender, birthdate })).toEqual([]);
  });

  test.each(BAD)('with %j: %s is told as %s', (change, field, code, rules = RULES) => {
    const base = rules === EMPLOYERS ? EMPLOYER : GOOD;
    const line = { ...base, ...change, ...(code === 'legacy-code-not-used' ? { legacy_code_hash: BCRYPT } : {}) };
    expect(check(line, rules)).toEqual([{ field, code }]);
  });

  test('every problem of a line is told at once, and every one in the table was met', () => {
    expect(check({ ...GOOD, gender: 'F', caf: '1', nir: '1' }).map(({ code }) => code)).toEqual([
      'gender',
      'nir-too-short',
      'caf',
    ]);
    const met = new Set([...BAD.map(([, , code]) => code), ...ELSEWHERE]);
    expect(PROBLEM_CODES.filter((code) => !met.has(code))).toEqual([]);
  });
});
