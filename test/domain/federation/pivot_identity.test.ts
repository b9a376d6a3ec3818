/** F4: exactly one account by the six pivot fields, or nobody for certain; every worked case of the documentation. */
import { describe, expect, test } from '@jest/globals';
import { contradicts, matchPivotIdentity } from '../../../src/domain/federation/pivot_identity.js';
import { candidatesOf, expectedOf, identityOf, readWorkedCases, type WorkedCase } from './worked_cases.js';

const { cases } = readWorkedCases();

describe('F4 the worked cases of docs/reconciliation_cases.json', () => {
  test('F4 there are more than a hundred, each with its own sentence', () => {
    expect(cases.length).toBeGreaterThan(100);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    for (const { title } of cases) expect(title).toMatch(/^\p{Lu}|^«/u);
  });

  test.each(cases.map((worked) => [worked.title, worked] as const))('F4 %s', (_, worked) => {
    expect(matchPivotIdentity(identityOf(worked), candidatesOf(worked))).toEqual(expectedOf(worked));
  });
});

describe('F4 an identity that contradicts a file', () => {
  const contradiction = (worked: Pick<WorkedCase, 'upstream' | 'files'>) => {
    const whole: WorkedCase = { title: '', verdict: 'none', ...worked };
    const [file] = candidatesOf(whole);
    return file !== undefined && contradicts(identityOf(whole), file);
  };

  test.each<[string, Pick<WorkedCase, 'upstream' | 'files'>]>([
    ['another birth date', { upstream: { birthdate: '1984-05-12' } }],
    ['the other gender', { upstream: { gender: 'male' } }],
    ['another year, where the file knows no more', { files: [{ birthdate: '1983-00-00' }] }],
  ])('F4 has %s', (_, worked) => {
    expect(contradiction(worked)).toBe(true);
  });

  test.each<[string, Pick<WorkedCase, 'upstream' | 'files'>]>([
    ['the same', {}],
    ['another name, as after a marriage', { upstream: { family_name: 'DURAND' } }],
    ['another given name, as after a change of it', { upstream: { given_name: 'Odile' } }],
    ['another birthplace', { upstream: { birthplace: '35238' } }],
    ['an unknown day', { upstream: { birthdate: '1984-05-00' } }],
    ['an unspecified gender', { upstream: { gender: 'unspecified' } }],
    ['nothing at all', { upstream: { birthdate: null, gender: null, family_name: null } }],
  ])('F4 is not one that has %s', (_, worked) => {
    expect(contradiction(worked)).toBe(false);
  });
});
