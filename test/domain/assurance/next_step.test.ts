/** A1, A3, A4: every worked case of docs/assurance_cases.json, from the portal's parameters to the next step. */
import { describe, expect, test } from '@jest/globals';
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { ACR_VALUES, isAcr } from '../../../src/domain/assurance/acr.js';
import { type AcrRequest, type NextStep, nextStep, type Situation } from '../../../src/domain/assurance/next_step.js';
import { authTime, NOW, readWorkedCases, requestOf, situationOf, type WorkedCase } from './worked_cases.js';

const CASES = readWorkedCases();
const maxAge = interactionPolicy.base().get('login')?.checks.get('max_age');

/** oidc-provider's own check of max_age, which comes beside the rule. */
async function isTooOld(worked: WorkedCase, situation: Situation): Promise<boolean> {
  if (!maxAge || !worked.max_age) return false;
  const first = authTime(situation.ledger);
  const session = {
    accountId: situation.accountId,
    past: (seconds: number) => first === undefined || NOW - first > seconds * 1000,
  };
  const ctx = { oidc: { params: { max_age: worked.max_age }, session } };
  return maxAge.check(ctx as unknown as KoaContextWithOIDC) as Promise<boolean>;
}

/** What the portal asks, or undefined where the provider refuses it as it stands. */
function readRequest(worked: WorkedCase): AcrRequest | undefined {
  try {
    return requestOf(worked);
  } catch (error) {
    if (error instanceof errors.UnmetAuthenticationRequirements) return undefined;
    throw error;
  }
}

/** The library's own checks open every way. */
const ANY = { local: true, level: undefined };

async function run(worked: WorkedCase): Promise<NextStep> {
  const request = readRequest(worked);
  if (!request) return { step: 'unmet', wanted: [] };
  const situation = situationOf(worked);
  const next = nextStep(request, situation);
  return next.step !== 'unmet' && (await isTooOld(worked, situation)) ? { step: 'login', offer: ANY } : next;
}

/** A step as the table writes it. */
function written(next: NextStep, expected: WorkedCase['next']): WorkedCase['next'] {
  if (next.step === 'login') return 'offer' in expected ? next : { step: 'login' };
  if (next.step === 'done') return { step: 'done', acr: next.acr, amr: next.amr.join(' ') };
  if (next.step === 'one_time_code') return { step: 'one_time_code', channels: next.channels, target: next.target };
  return { step: next.step };
}

describe('A4 worked cases', () => {
  test('A4 the provider checks max_age itself, before the rule', () => {
    expect(maxAge).toBeDefined();
  });

  test('A4 the table has sixty cases or more, each with its own sentence', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ title }) => title)).size).toBe(CASES.length);
    for (const { title } of CASES) expect(title).toMatch(/^\S.*\.$/);
  });

  test('A4 the table shows every step, and every level asked for', () => {
    expect(new Set(CASES.map(({ next }) => next.step))).toEqual(
      new Set(['login', 'one_time_code', 'no_channel', 'unmet', 'done']),
    );
    const asked = CASES.flatMap((worked) => [...(worked.acr_values ?? '').split(' '), ...(worked.essential_acr ?? [])]);
    expect(new Set(asked.filter(isAcr))).toEqual(new Set(ACR_VALUES));
  });

  test.each(CASES)('A4 $title', async (worked) => {
    expect(written(await run(worked), worked.next)).toEqual(worked.next);
  });

  test.each(CASES.filter(({ next }) => next.step === 'done'))(
    'A4 auth_time is when the password was last given, whatever code followed: $title',
    async (worked) => {
      const first = authTime(situationOf(worked).ledger) ?? Number.NaN;
      expect(await run(worked)).toMatchObject({ authTimeSeconds: first / 1000 });
    },
  );
});
