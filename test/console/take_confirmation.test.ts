/** A5 U1: what stands between a code and a change at a console. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryEphemeralStore } from '../../src/adapters/memory/ephemeral_store.js';
import { systemClock } from '../../src/adapters/system/clock.js';
import { createTakeConfirmation, type TakeConfirmation } from '../../src/consoles/relying_party/take_confirmation.js';

const ACTION = { type: 'account.add_contact', contact: '06 •• •• •• 78' };
const WISHED = { accountId: 'claire', acrs: ['two-step-fresh'], actions: [ACTION] } as const;
const confirmed = (asked: typeof ACTION | { type: string }, transactionId = 'one') => ({ asked, transactionId });
const PROVED = { accountId: 'claire', acr: 'two-step-fresh', actions: [confirmed(ACTION)] };

describe('a confirmation at a console', () => {
  let take: TakeConfirmation;
  beforeEach(() => {
    take = createTakeConfirmation('Account', 'allocataires', createMemoryEphemeralStore(systemClock));
  });

  test('A5 the same person, a fresh level and the very action make the change, once', async () => {
    expect(await take(PROVED, WISHED)).toEqual({ ok: true });
    expect(await take(PROVED, WISHED)).toEqual({ ok: false, code: 'used' });
  });

  test('P6 of ten in parallel one is taken', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => take(PROVED, WISHED)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ['other_account', { accountId: 'paul' }],
    ['not_fresh', { acr: 'two-step' }],
    ['not_fresh', { acr: 'two-factor-fresh' }],
    ['not_fresh', { acr: undefined }],
    ['other_action', { actions: [] }],
    ['other_action', { actions: [confirmed({ type: 'account.remove_contact' })] }],
    ['other_action', { actions: [confirmed({ ...ACTION, contact: '06 •• •• •• 79' })] }],
    ['other_action', { actions: [confirmed(ACTION), confirmed(ACTION, 'two')] }],
  ])('A5 %s: %j', async (code, changes) => {
    expect(await take({ ...PROVED, ...changes }, WISHED)).toEqual({ ok: false, code });
    // What was refused used nothing up.
    expect(await take(PROVED, WISHED)).toEqual({ ok: true });
  });
});
