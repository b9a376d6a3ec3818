import { describe, expect, test } from '@jest/globals';
import {
  type BudgetTallies,
  groupOf,
  isInAllowedCountry,
  judgeBudget,
  stopsMessage,
} from '../../src/domain/delivery/message_budget.js';

const BUDGET = { foreignCallingCodes: ['32'], perHour: 1_000, recoveriesPerHour: 200, unansweredPerPrefixPerHour: 100 };
const tally = (sent: number, answered = 0) => ({ sent, answered });
const QUIET: BudgetTallies = {
  share: 'sign-in',
  total: tally(10),
  prefix: tally(3),
  country: null,
  network: null,
  countriesOfNetwork: 0,
};

describe('S3 the budget of SMS and calls', () => {
  test.each([
    ['a quiet hour', {}, [], false],
    ['the hour’s quota, all answered', { total: tally(1_000, 1_000) }, ['nearly-hour'], false],
    ['one beyond it', { total: tally(1_001, 1_001) }, ['hour', 'nearly-hour'], true],
    ['recoveries, at their quota', { share: 'recovery', total: tally(200, 200) }, ['nearly-hour'], false],
    ['recoveries, one beyond it', { share: 'recovery', total: tally(201, 201) }, ['hour', 'nearly-hour'], true],
    ['numbers that begin alike, nobody answers', { prefix: tally(101) }, ['prefix'], true],
    ['at its floor', { prefix: tally(100) }, [], false],
    ['a busy prefix where most people answer', { prefix: tally(1_000, 700) }, [], false],
    ['a busy prefix where too few do', { prefix: tally(1_000, 600) }, ['prefix'], true],
    ['a foreign country, at its floor', { country: tally(20) }, [], false],
    ['a foreign country, beyond it: recorded', { country: tally(21) }, ['country'], false],
    ['a foreign country that answers', { country: tally(150, 125) }, [], false],
    ['a network that asks and does not answer: recorded', { network: tally(11) }, ['network'], false],
    ['a network that asks for a fourth country: recorded', { countriesOfNetwork: 4 }, ['countries'], false],
    ['answers of an hour before', { prefix: tally(1, 5) }, [], false],
  ] as const)('%s', (_, change, found, stops) => {
    const findings = judgeBudget({ ...QUIET, ...change }, BUDGET);
    expect(findings).toEqual(found);
    expect(stopsMessage(findings)).toBe(stops);
  });

  test.each([
    ['+33639980001', true],
    ['+590690123456', true],
    ['+687751234', true],
    ['+32470123478', true],
    ['+213551234567', false],
    ['+3725551234', false],
  ])('%s may be written to: %s', (number, allowed) => {
    expect(isInAllowedCountry(number, BUDGET)).toBe(allowed);
  });

  test('numbers are grouped by country and four digits more', () => {
    expect(groupOf('+33639980001')).toEqual({ callingCode: '33', isForeign: false, prefix: '336399' });
    expect(groupOf('+32470123478')).toEqual({ callingCode: '32', isForeign: true, prefix: '324701' });
  });
});
