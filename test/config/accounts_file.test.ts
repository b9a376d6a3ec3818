/** O1: a bad line of ACCOUNTS_FILE is named by its number and reason, never by what stands there. */
import { describe, expect, test } from '@jest/globals';
import { AccountsFileError, parseAccounts, readAccountsFile } from '../../src/config/accounts_file.js';
import { REALMS } from '../../src/config/realms.js';

const CLAIRE = {
  realm: 'allocataires',
  identifiers: { nir: '2840588321025' },
  password: '70413928',
  family_name: 'MARTIN',
  given_names: ['Claire'],
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
  email: 'claire@example.test',
  mobile: '+33612345678',
  landline: null,
};

const ndjson = (...lines: readonly unknown[]) => lines.map((line) => JSON.stringify(line)).join('\n');

function refusalOf(content: string): string {
  try {
    parseAccounts(content, REALMS);
  } catch (error) {
    if (error instanceof AccountsFileError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('O1 accounts that are accepted', () => {
  test('O1 a line as the documentation gives it', () => {
    expect(parseAccounts(ndjson(CLAIRE), REALMS)).toEqual([
      {
        realm: 'allocataires',
        identifiers: [{ kind: 'nir', value: '2840588321025' }],
        password: '70413928',
        familyName: 'MARTIN',
        givenNames: ['Claire'],
        gender: 'female',
        birthdate: '1984-05-11',
        birthplace: '88321',
        birthcountry: '99100',
        siret: null,
        passwordExpiresAt: null,
        provisionalPassword: null,
        legacyCode: null,
        standing: 'affiliated',
        caf: null,
        postalAddress: null,
        contacts: [
          { kind: 'email', value: 'claire@example.test' },
          { kind: 'mobile', value: '+33612345678' },
        ],
      },
    ]);
  });

  test('O1 empty lines and Windows line ends do not count', () => {
    const content = `\r\n${ndjson(CLAIRE)}\r\n\r\n   \n`;
    expect(parseAccounts(content, REALMS)).toHaveLength(1);
    expect(parseAccounts('', REALMS)).toEqual([]);
  });

  test('I1 identifiers are kept as the sign-in reads them', () => {
    const typed = { ...CLAIRE, identifiers: { nir: '2 84 05 88 321 025 32', allocataire: '1234567' } };
    expect(parseAccounts(ndjson(typed), REALMS)[0]?.identifiers).toEqual([
      { kind: 'nir', value: '2840588321025' },
      { kind: 'allocataire', value: expect.stringMatching(/^0*1234567$/) },
    ]);
  });

  test('O1 what may be unknown may be left out', () => {
    const { password, birthplace, birthcountry, email, mobile, landline, ...known } = CLAIRE;
    expect([password, birthplace, birthcountry, email, mobile, landline]).toHaveLength(6);
    expect(parseAccounts(ndjson(known), REALMS)).toMatchObject([
      { password: null, birthplace: null, birthcountry: null, siret: null, contacts: [] },
    ]);
  });

  test('F3 an establishment by its SIRET, with or without spaces', () => {
    const affiliated = { ...CLAIRE, siret: '732 829 320 00074' };
    expect(parseAccounts(ndjson(affiliated), REALMS)[0]?.siret).toBe('73282932000074');
  });

  test.each(['1984-00-00', '1984-05-00', '1984-02-29'])('F4 the birth date %s, as registers know it', (birthdate) => {
    expect(parseAccounts(ndjson({ ...CLAIRE, birthdate }), REALMS)[0]?.birthdate).toBe(birthdate);
  });
});

describe('O1 a bad line', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown field', { nickname: 'Clairette' }, 'the object: unrecognized_keys "nickname"'],
    ['an unknown identifier', { identifiers: { siret: '1' } }, 'identifiers: unrecognized_keys "siret"'],
    ['an unknown realm', { realm: 'retraites' }, 'realm: unknown'],
    ['a missing name', { family_name: undefined }, 'family_name: invalid_type'],
    ['an empty name', { family_name: '' }, 'family_name: too_small'],
    ['no given name', { given_names: [] }, 'given_names: too_small'],
    ['a name that is no text', { given_names: ['Claire', 7] }, 'given_names.1: invalid_type'],
    ['an unknown gender', { gender: 'F' }, 'gender: invalid_value'],
    ['a birth date in French order', { birthdate: '11/05/1984' }, 'birthdate: invalid_format'],
    ['a thirteenth month', { birthdate: '1984-13-45' }, 'birthdate: no such date'],
    ['a day that the year did not have', { birthdate: '1983-02-29' }, 'birthdate: no such date'],
    ['a day of an unknown month', { birthdate: '1984-00-11' }, 'birthdate: no such date'],
    ['a SIRET with a wrong key', { siret: '73282932000075' }, 'siret: key'],
    ['a SIREN in place of a SIRET', { siret: '732829320' }, 'siret: length'],
    ['a birthplace by name', { birthplace: 'Épinal' }, 'birthplace: invalid_format'],
    ['a birth country by name', { birthcountry: 'France' }, 'birthcountry: invalid_format'],
    ['a password that is a number', { password: 70413928 }, 'password: invalid_type'],
    ['no identifier', { identifiers: {} }, 'identifiers: at least one is needed'],
    [
      'an identifier of the other realm',
      { identifiers: { login: 'claire.martin' } },
      'not an identifier of this realm',
    ],
    ['a NIR with a wrong key', { identifiers: { nir: '284058832102599' } }, 'identifiers.nir: '],
    ['a NIR too short', { identifiers: { nir: '28405883' } }, 'identifiers.nir: '],
    ['an address that is none', { email: 'claire.example.test' }, 'email: '],
    ['a landline in place of a mobile', { mobile: '+33399801234' }, 'mobile: is a landline'],
    ['a mobile in place of a landline', { landline: '+33612345678' }, 'landline: is a mobile'],
    ['a number that is none', { mobile: '12' }, 'mobile: '],
  ])('O1 with %s: its number and the reason', (_, changes, reason) => {
    const refusal = refusalOf(ndjson(CLAIRE, '', { ...CLAIRE, ...changes }).replace('""', ''));
    expect(refusal).toMatch(/^ACCOUNTS_FILE: line 3: /);
    expect(refusal).toContain(reason);
  });

  test('O1 that is not JSON', () => {
    expect(refusalOf(`${ndjson(CLAIRE)}\n{"realm":`)).toBe('ACCOUNTS_FILE: line 2: is not JSON');
  });

  test('O1 that repeats an identifier, however it is typed: both lines', () => {
    const again = { ...CLAIRE, identifiers: { nir: '2 84 05 88 321 025' } };
    expect(refusalOf(ndjson(CLAIRE, again))).toBe('ACCOUNTS_FILE: line 2: identifiers.nir is already on line 1');
  });

  test('O1 stops the whole file, before anything of it can be written', () => {
    expect(() => parseAccounts(ndjson(CLAIRE, { ...CLAIRE, realm: 'x' }), REALMS)).toThrow(AccountsFileError);
  });

  test('S4 nothing of what stands there is repeated, wherever it stands', () => {
    const values = ['2840588321025', '284058832102599', 'MARTIN', 'claire@example', '06123456', '70413928', 'Épinal'];
    const everywhere = Object.keys(CLAIRE).flatMap((field) => values.map((value) => ({ ...CLAIRE, [field]: value })));
    const identifiers = ['nir', 'allocataire', 'login'].flatMap((kind) =>
      values.map((value) => ({ ...CLAIRE, identifiers: { [kind]: value } })),
    );
    const misplaced = values.flatMap((value) => [
      { ...CLAIRE, [value]: 1 },
      { ...CLAIRE, identifiers: { [value]: 1 } },
      { ...CLAIRE, given_names: value },
      value,
    ]);
    let refused = 0;
    for (const line of [...everywhere, ...identifiers, ...misplaced]) {
      const refusal = refusalOf(ndjson(line));
      if (refusal !== 'accepted') refused += 1;
      for (const value of values) expect(refusal).not.toContain(value);
    }
    for (const value of values) expect(refusalOf(`{"family_name":"${value}`)).not.toContain(value);
    expect(refused).toBeGreaterThan(90);
  });

  test('O1 a file that is not there', () => {
    expect(() => readAccountsFile('/nonexistent/people.ndjson', REALMS)).toThrow(
      'ACCOUNTS_FILE: cannot be read (ENOENT)',
    );
  });
});
