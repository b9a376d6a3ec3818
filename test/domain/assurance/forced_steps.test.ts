/** I7: what holds whom, and what may be put off, as tables. */
import { describe, expect, test } from '@jest/globals';
import { dueStep, type ForcedFacts, NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import type { Ledger } from '../../../src/domain/assurance/proof.js';

const base = { accountId: 'account', at: 0, request: 'this one' };
const PASSWORD = { ...base, id: 'password', factor: 'password' } as const;
const ROUND_TRIP = { upstream: 'fc', countsAsPassword: false, amr: [], recent: true } as const;
const code = (channel: 'email' | 'sms' | 'letter') =>
  ({ ...base, id: channel, factor: 'code', channel, contact: 'a contact' }) as const;
const upstream = (level: 'eidas1' | 'eidas2' | 'eidas3') =>
  ({ ...base, ...ROUND_TRIP, id: level, factor: 'upstream', level }) as const;

describe('I7 a first contact', () => {
  const without: ForcedFacts = { ...NOTHING_FORCED, hasContact: false };
  const putOff: ForcedFacts = { ...without, postponed: new Set(['confirm_contact'] as const) };
  const cases: ReadonlyArray<readonly [string, Ledger, boolean]> = [
    ['nothing but the password', [PASSWORD], false],
    ['a code by e-mail', [PASSWORD, code('email')], false],
    ['FranceConnect at eidas1', [PASSWORD, upstream('eidas1')], false],
    ['a code on paper', [PASSWORD, code('letter')], true],
    ['FranceConnect+ at eidas2', [PASSWORD, upstream('eidas2')], true],
    ['FranceConnect+ at eidas3', [PASSWORD, upstream('eidas3')], true],
  ];

  test.each(cases)('I7 is asked for once, with %s', (_what, proofs, isConfirmed) => {
    expect(dueStep(without, proofs)).toEqual({ step: 'confirm_contact', isConfirmed });
  });

  test.each(cases)(
    'I7 put off, it waits only while nothing vouches for the person: %s',
    (_what, proofs, isConfirmed) => {
      expect(dueStep(putOff, proofs)).toEqual(isConfirmed ? { step: 'confirm_contact', isConfirmed } : undefined);
    },
  );

  test.each(cases)('I7 once added, it is not asked for again: %s', (_what, proofs) => {
    expect(dueStep({ ...putOff, settled: new Set(['confirm_contact'] as const) }, proofs)).toBeUndefined();
    expect(dueStep({ ...putOff, hasContact: true }, proofs)).toBeUndefined();
  });
});
