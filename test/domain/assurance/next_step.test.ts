/** A1, A3, A4: every worked case of docs/assurance_cases.json, from the portal's parameters to the next step. */
import { describe, expect, test } from '@jest/globals';
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { ACR_VALUES, isAcr } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import { type NextStep, nextStep } from '../../../src/domain/assurance/next_step.js';
import {
  authTime,
  NOW,
  readWorkedCases,
  requestOf,
  situationOf,
  THIS_REQUEST,
  type WorkedCase,
} from './worked_cases.js';
import { isFirst } from './worth.js';

const CASES = readWorkedCases();
const maxAge = interactionPolicy.base().get('login')?.checks.get('max_age');

/** Does oidc-provider ask for a sign-in by its own check of max_age? It never does once this request had one. */
async function isTooOld(worked: WorkedCase): Promise<boolean> {
  const { accountId, ledger } = situationOf(worked);
  if (!maxAge || !worked.max_age) return false;
  const first = authTime(ledger);
  const session = {
    accountId,
    past: (seconds: number) => first === undefined || NOW - first > seconds * 1000,
  };
  const login = ledger.find((proof) => isFirst(proof) && proof.request === THIS_REQUEST);
  const ctx = { oidc: { params: { max_age: worked.max_age }, session, result: { login } } };
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

function run(worked: WorkedCase): NextStep {
  const request = readRequest(worked);
  return request ? nextStep(request, situationOf(worked)) : { step: 'unmet', wanted: [] };
}

/** A step as the table writes it. */
function written(next: NextStep, expected: WorkedCase['next']): WorkedCase['next'] {
  if (next.step === 'login') return 'offer' in expected ? next : { step: 'login' };
  if (next.step === 'done') return { step: 'done', acr: next.acr, amr: next.amr.join(' ') };
  if (next.step === 'one_time_code') {
    const { step, channels, target, passkey } = next;
    return { step, channels, target, ...(passkey ? { passkey } : {}) };
  }
  if (next.step === 'no_channel' && next.level) return { step: 'no_channel', level: next.level };
  return { step: next.step } as WorkedCase['next'];
}

describe('A4 worked cases', () => {
  test.each(CASES.filter(({ max_age }) => max_age))(
    'A4 where the provider finds a sign-in older than max_age, so does the rule: $title',
    async (worked) => {
      expect(maxAge).toBeDefined();
      if (await isTooOld(worked)) expect(run(worked).step).toBe('login');
    },
  );

  test('A4 the table has two hundred cases or more, each with its own sentence', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
    expect(new Set(CASES.map(({ title }) => title)).size).toBe(CASES.length);
    for (const { title } of CASES) expect(title).toMatch(/^\S.*\.$/);
  });

  test('A4 the table shows every step, and every level asked for', () => {
    expect(new Set(CASES.map(({ next }) => next.step))).toEqual(
      new Set(['login', 'one_time_code', 'no_channel', 'link_identity', 'unmet', 'done']),
    );
    const asked = CASES.flatMap((worked) => [...(worked.acr_values ?? '').split(' '), ...(worked.essential_acr ?? [])]);
    expect(new Set(asked.filter(isAcr))).toEqual(new Set(ACR_VALUES));
  });

  test.each(CASES)('A4 $title', (worked) => {
    expect(written(run(worked), worked.next)).toEqual(worked.next);
  });

  test.each(CASES.filter(({ next }) => next.step === 'done'))(
    'A4 auth_time is when a first factor was last proved, whatever code followed: $title',
    (worked) => {
      const first = authTime(situationOf(worked).ledger) ?? Number.NaN;
      expect(run(worked)).toMatchObject({ authTimeSeconds: first / 1000 });
    },
  );
});
