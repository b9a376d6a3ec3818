/** Shows which proofs of a session outlive what ended them (A2, C4, C7, I6). */
import { describe, expect, test } from '@jest/globals';
import { type LifeOfProofs, livingProofs } from '../../../src/domain/assurance/living_proofs.js';
import type { Proof } from '../../../src/domain/assurance/proof.js';
import { reachedLevels } from '../../../src/domain/assurance/reached.js';
import { HERE, ME, NOW } from './arbitrary.js';

const MINUTE_MS = 60_000;
const base = { accountId: ME, request: HERE };
const passkey: Proof = {
  ...{ ...base, id: 'passkey', factor: 'passkey', at: NOW - 5 * MINUTE_MS },
  ...{ passkey: 'the phone', deviceBound: true },
};
const password: Proof = { ...base, id: 'password', factor: 'password', at: NOW - 20 * MINUTE_MS };
const code: Proof = { ...base, id: 'code', factor: 'code', channel: 'email', contact: 'c', at: NOW - 19 * MINUTE_MS };
const ledger = [password, code, passkey];
const life: LifeOfProofs = { endedAt: undefined, passkeys: ['the phone', 'another'], now: NOW };

describe('A2 what still stands', () => {
  test.each<readonly [string, Partial<LifeOfProofs>, readonly Proof[]]>([
    ['nothing ended', {}, ledger],
    ['I6 its passkey was removed or blocked', { passkeys: ['another'] }, [password, code]],
    ['C4 every sign-in ended after the password and before the passkey', { endedAt: NOW - 10 * MINUTE_MS }, [passkey]],
    ['C7 every sign-in ended now', { endedAt: NOW }, []],
    ['both', { endedAt: NOW - 10 * MINUTE_MS, passkeys: [] }, []],
  ])('%s', (_, over, standing) => {
    expect(livingProofs(ledger, { ...life, ...over })).toEqual(standing);
  });

  test('I6 a passkey used within ten seconds counts where the account is shown as it was before it was made', () => {
    const fresh = { ...passkey, at: NOW - 10_000 };
    expect(livingProofs([fresh], { ...life, passkeys: [] })).toEqual([fresh]);
    expect(livingProofs([{ ...fresh, at: NOW - 10_001 }], { ...life, passkeys: [] })).toEqual([]);
  });

  test('A2 I6 what else the session proved stays, and says phr no more', () => {
    const moment = { now: NOW, request: undefined, freshFirstFactorSeconds: 900 };
    expect(reachedLevels(livingProofs(ledger, life), moment)).toContain('phr');
    const after = reachedLevels(livingProofs(ledger, { ...life, passkeys: [] }), moment);
    expect(after).toEqual(['one-step', 'two-step']);
  });
});
