/** F3: one account by establishment, name and first name, or nobody for certain. */
import { describe, expect, test } from '@jest/globals';
import { matchEmployer } from '../../../src/domain/federation/employer_identity.js';
import { employeeOf, employeesOf, expectedOf, readWorkedCases } from './worked_cases.js';

const { employers } = readWorkedCases();

describe('F3 the employers’ worked cases of docs/reconciliation_cases.json', () => {
  test.each(employers.map((worked) => [worked.title, worked] as const))('F3 %s', (_, worked) => {
    expect(matchEmployer(employeeOf(worked), employeesOf(worked))).toEqual(expectedOf(worked));
    expect(matchEmployer(employeeOf(worked), employeesOf(worked).toReversed())).toEqual(expectedOf(worked));
  });
});
