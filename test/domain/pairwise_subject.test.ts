/** P3: one `sub` a person and sector, that tells nothing about the person. */
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { pairwiseSubject } from '../../src/oidc/claims/pairwise_subject.js';

const SALT = randomBytes(32);
const ACCOUNT = randomUUID();

test('P3 portals of one sector see the same sub, at any time', () => {
  expect(pairwiseSubject(SALT, 'allocataires', 'caf.example', ACCOUNT)).toBe(
    pairwiseSubject(Buffer.from(SALT), 'allocataires', 'caf.example', ACCOUNT),
  );
});

test('P3 another sector, realm, person or salt is another sub', () => {
  const subs = [
    pairwiseSubject(SALT, 'allocataires', 'caf.example', ACCOUNT),
    pairwiseSubject(SALT, 'allocataires', 'peps.example', ACCOUNT),
    pairwiseSubject(SALT, 'employeurs', 'caf.example', ACCOUNT),
    pairwiseSubject(SALT, 'allocataires', 'caf.example', randomUUID()),
    pairwiseSubject(randomBytes(32), 'allocataires', 'caf.example', ACCOUNT),
  ];
  expect(new Set(subs).size).toBe(subs.length);
});

test('P3 a realm and a sector cannot be read as another pair', () => {
  expect(pairwiseSubject(SALT, 'a', 'b,c', ACCOUNT)).not.toBe(pairwiseSubject(SALT, 'a,b', 'c', ACCOUNT));
  expect(pairwiseSubject(SALT, 'a', 'b","c', ACCOUNT)).not.toBe(pairwiseSubject(SALT, 'a","b', 'c', ACCOUNT));
});

test('P3 a sub is 43 letters, digits, hyphens and underscores, and holds nothing of the account', () => {
  const sub = pairwiseSubject(SALT, 'allocataires', 'caf.example', ACCOUNT);
  expect(sub).toMatch(/^[\w-]{43}$/);
  expect(sub).not.toContain(ACCOUNT.slice(0, 8));
});
