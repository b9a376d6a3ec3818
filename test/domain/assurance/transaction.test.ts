/** A5: one confirmation is one transaction, however often its request is answered. */
import { expect, test } from '@jest/globals';
import type { CodeProof } from '../../../src/domain/assurance/proof.js';
import { transactionOf } from '../../../src/domain/assurance/transaction.js';

const CODE: CodeProof = {
  id: 'proof',
  factor: 'code',
  accountId: 'claire',
  at: 0,
  request: 'request',
  channel: 'email',
  contact: 'contact',
  action: 'iban',
};

test('A5 a request that is answered twice has one transaction, which does not give the proof away', () => {
  const first = transactionOf([CODE], 'request', 'iban');
  expect(first).toMatch(/^[\w-]{22}$/);
  expect(transactionOf([CODE], 'request', 'iban')).toBe(first);
  expect(transactionOf([CODE, { ...CODE, id: 'another' }], 'request', 'iban')).not.toBe(first);
});

test.each<[string, CodeProof]>([
  ['of another request', { ...CODE, request: 'earlier' }],
  ['for another action', { ...CODE, action: 'other iban' }],
  ['that named no action', (({ action, ...plain }) => plain)(CODE)],
])('A5 a code %s confirms nothing', (_, proof) => {
  expect(transactionOf([proof], 'request', 'iban')).toBeUndefined();
});
