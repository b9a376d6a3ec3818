/** C1: which characters may be a password, and what a provisional one looks like (C3). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PersonalFile, personOf } from '../../../src/domain/password_policy/person.js';
import { failingRules, judgeRules } from '../../../src/domain/password_policy/policy.js';
import { drawProvisionalPassword } from '../../../src/domain/password_policy/provisional_password.js';

const FILE: PersonalFile = {
  familyName: 'Lefèvre',
  givenNames: ['Anne-Laure', 'Zoé'],
  birthdate: '1962-08-24',
  contacts: [
    { kind: 'email', value: 'anne.lefevre@mairie.example' },
    { kind: 'mobile', value: '+33612345678' },
  ],
  nir: null,
  allocataire: null,
  login: 'a.lefevre33',
  otherWords: ['Espace employeurs'],
};
const PERSON = personOf(FILE);
const GOOD = { isCommon: false, strength: 3, isLeaked: false };
const failing = (password: string, findings = GOOD) =>
  failingRules(judgeRules('characters', password, PERSON, findings));

describe('C1 characters', () => {
  test.each([
    ['Chat7verts', []],
    ['Chat7vert', ['ten-characters']],
    [`Aa1${'x'.repeat(253)}`, []],
    [`Aa1${'x'.repeat(254)}`, ['ten-characters']],
    ['chat7verts', ['an-upper-case-letter']],
    ['CHAT7VERTS', ['a-lower-case-letter']],
    ['Chatsverts', ['a-digit']],
    ['Éé٣فرسان الماء', []],
    ['🐈🐈🐈🐈🐈Aa1é', ['ten-characters']],
    ['MaLEFEVRE7vert', ['not-personal']],
    ['MaLefèvre7vert', ['not-personal']],
    ['Pour7Employeurs', ['not-personal']],
    ['Laure7chevaux', ['not-personal']],
    ['Zoe7chevauxverts', []],
  ])('C1 %j: %j', (password, rules) => {
    expect(failing(password)).toEqual(rules);
  });

  test('C1 a guessable one, and a leaked one, are refused and said so', () => {
    expect(failing('Chat7verts', { ...GOOD, strength: 2 })).toEqual(['hard-to-guess']);
    expect(failing('Chat7verts', { ...GOOD, isLeaked: true })).toEqual(['not-leaked']);
  });

  test('C1 too long says so, so that nobody adds characters', () => {
    const [length] = judgeRules('characters', 'Aa1'.repeat(100), PERSON, GOOD);
    expect(length).toEqual({ id: 'ten-characters', state: 'not-met', isTooLong: true });
  });
});

describe('C3 a provisional password', () => {
  const draws = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
  const drawWith = (policy: 'characters' | 'eight-digits', numbers: readonly number[]) => {
    let at = 0;
    return drawProvisionalPassword(policy, (below) => (numbers[at++ % numbers.length] ?? 0) % below);
  };

  test('C3 of characters keeps the policy’s form and nothing that looks or sounds like another', () => {
    fc.assert(
      fc.property(draws, (numbers) => {
        const password = drawWith('characters', numbers);
        expect(password).toMatch(/^[A-Z]{4}-[a-z]{2}\d{2}-[A-Z]{4}-[a-z]{2}\d{2}$/);
        expect(password).not.toMatch(/[01258OIloiSZBsbzGgJjQq]/);
        expect(failing(password)).toEqual([]);
      }),
    );
  });

  test('C3 of digits can be any eight', () => {
    fc.assert(fc.property(draws, (numbers) => expect(drawWith('eight-digits', numbers)).toMatch(/^\d{8}$/)));
    expect(drawWith('eight-digits', [0])).toBe('00000000');
    expect(drawWith('eight-digits', [9])).toBe('99999999');
  });
});
