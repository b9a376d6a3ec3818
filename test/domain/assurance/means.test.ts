import { describe, expect, test } from '@jest/globals';
import { meansGiven } from '../../../src/domain/assurance/means.js';
import type { Proof } from '../../../src/domain/assurance/proof.js';

const base = { id: '1', accountId: 'a', at: 1, request: 'now' };
const password: Proof = { ...base, factor: 'password' };
const sms: Proof = { ...base, factor: 'code', channel: 'sms', contact: 'c' };
const totp: Proof = { ...sms, channel: 'totp' };
const trust: Proof = { ...base, factor: 'trusted_device', device: 'd' };
const upstream: Proof = {
  ...base,
  ...{ factor: 'upstream', upstream: 'franceconnect-plus', level: 'eidas2', countsAsPassword: false },
  ...{ amr: [], recent: true },
};
const earlier = (proof: Proof): Proof => ({ ...proof, request: 'before' });

describe('the means of a sign-in, for the history (U1)', () => {
  test.each([
    ['a password and a code', [password, sms], 'password sms'],
    ['a trusted workstation', [password, trust], 'password trusted_device'],
    ['an upstream', [upstream], 'upstream:franceconnect-plus'],
    ['a code alone, for an action', [earlier(password), totp], 'totp'],
    ['a second code after a first that was not enough', [password, sms, totp], 'password totp'],
    ['nothing: the session was open', [earlier(password), earlier(sms)], 'session'],
  ])('U1 %s', (_, ledger, means) => {
    expect(meansGiven(ledger, 'now')).toBe(means);
    expect(meansGiven(ledger, undefined)).toBe('session');
  });
});
