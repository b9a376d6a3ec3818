/** Files of synthetic people as another system would give them, with bad lines where they are wished (C9). */
import { expect } from '@jest/globals';
import { person } from '../../population/person.js';

export type Row = Record<string, unknown>;

export const PASSWORD = '70413928';
/** of PASSWORD; the cost is small, the form is what matters */
export const BCRYPT = '$2b$04$pifPWiEcPspl6noyknqD.O0N84s0uehnI.9Rav9FPe.aIJwdpJADC';

/** A person of the population as a line: the same for the same index. */
export function row(index: number, realm: 'allocataires' | 'employeurs' = 'allocataires'): Row {
  const { identifiers, password: _, ...fields } = person('import', index, { realm });
  return {
    ...identifiers,
    ...fields,
    address_lines: [`${1 + (index % 90)} rue des Lilas`],
    postcode: '88000',
    city: 'ÉPINAL',
    caf: '881',
    password_hash: BCRYPT,
    password_set_at: '2026-03-02T08:00:00Z',
  };
}

/** One kind of bad line each: what is done to a good one, and what must be told of it. */
export const BAD_ROWS: ReadonlyArray<readonly [field: string, code: string, spoil: (row: Row) => Row | string]> = [
  ['', 'not-json', (row) => JSON.stringify(row).slice(0, -5)],
  ['', 'not-an-object', () => '[1, 2]'],
  ['surname', 'unknown-field', (row) => ({ ...row, surname: 'MARTIN' })],
  ['password', 'password-in-clear', (row) => ({ ...row, password: PASSWORD })],
  ['family_name', 'missing', ({ family_name: _, ...row }) => row],
  ['given_names', 'wrong-type', (row) => ({ ...row, given_names: 'Claire' })],
  ['city', 'control-characters', (row) => ({ ...row, city: 'ÉPI\u0000NAL' })],
  ['realm', 'other-realm', (row) => ({ ...row, realm: 'employeurs' })],
  ['nir', 'no-identifier', ({ nir: _, allocataire: __, ...row }) => row],
  ['login', 'identifier-of-other-realm', (row) => ({ ...row, login: 'agent.mairie' })],
  ['nir', 'nir-key', (row) => ({ ...row, nir: `${row['nir']}00` })],
  ['nir', 'nir-month', (row) => ({ ...row, nir: '2841588321025' })],
  ['allocataire', 'allocataire-too-short', (row) => ({ ...row, allocataire: '12345' })],
  ['birthdate', 'birthdate', (row) => ({ ...row, birthdate: '1984-02-30' })],
  ['email', 'email-at-sign', (row) => ({ ...row, email: 'claire.example.test' })],
  ['mobile', 'not-a-mobile', (row) => ({ ...row, mobile: '01 44 55 66 77' })],
  ['landline', 'telephone-premium', (row) => ({ ...row, landline: '0899 12 34 56' })],
  ['postcode', 'postcode', (row) => ({ ...row, postcode: '8800' })],
  ['password_hash', 'hash-unknown-scheme', (row) => ({ ...row, password_hash: PASSWORD })],
  ['password_hash', 'hash-too-costly', (row) => ({ ...row, password_hash: BCRYPT.replace('$04$', '$18$') })],
  ['nir', 'duplicate-in-file', () => row(0)],
];

export const FIRST_BAD_LINE = 37;
/** Lines between two bad ones: the duplicate of the first line comes last, in a batch far away. */
const BETWEEN = 93;

/**
 * @param count lines, of which one of each kind above is bad
 * @returns NDJSON
 */
export function peopleFile(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const bad = (at + 1 - FIRST_BAD_LINE) / BETWEEN;
    const spoiled = Number.isInteger(bad) && bad >= 0 ? BAD_ROWS[bad]?.[2](row(at)) : undefined;
    const line = spoiled ?? row(at);
    return typeof line === 'string' ? line : JSON.stringify(line);
  });
  return `${lines.join('\n')}\n`;
}

/** What must be told of that file, in its order. */
export function expectedRejects(): ReadonlyArray<{ line: number; field: string; code: string; reason: unknown }> {
  return BAD_ROWS.map(([field, code], at) => ({
    line: FIRST_BAD_LINE + at * BETWEEN,
    field,
    code,
    reason: expect.any(String),
  }));
}
