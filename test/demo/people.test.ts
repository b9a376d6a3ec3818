/** The people of the demonstration are ones that the rules accept: real keys, allowed passwords, numbers of nobody. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { peopleFile, readPeople } from '../../demo/people.js';

interface Line {
  realm: string;
  identifiers: Record<string, string>;
  password: string | null;
  provisional_password?: string;
  email: string | null;
  mobile: string | null;
  landline: string | null;
  birthdate: string;
}

const lines = readFileSync(peopleFile(), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1 && day >= 1;
}

function looksLikeADate(digits: string): boolean {
  const at = (from: number, length: number) => Number(digits.slice(from, from + length));
  return (
    isDate(at(4, 4), at(2, 2), at(0, 2)) ||
    isDate(at(4, 4), at(0, 2), at(2, 2)) ||
    isDate(at(0, 4), at(4, 2), at(6, 2)) ||
    isDate(at(0, 4), at(6, 2), at(4, 2))
  );
}

test('I1 every NIR has 13 characters of the right shape, and no identifier is there twice', () => {
  const numbers = lines.flatMap((line) => line.identifiers['nir'] ?? []);
  expect(numbers.length).toBeGreaterThanOrEqual(7);
  for (const nir of numbers) expect(nir).toMatch(/^[12]\d{2}(?:0[1-9]|1[0-2])(?:\d{2}|2A|2B)\d{6}$/);
  const all = lines.flatMap((line) => Object.values(line.identifiers));
  expect(new Set(all).size).toBe(all.length);
});

test('C1 passwords follow their realm’s policy', () => {
  for (const line of lines) {
    const password = line.password ?? line.provisional_password;
    if (password === undefined) continue;
    if (line.realm === 'allocataires') {
      expect(password).toMatch(/^(?!(\d)\1{7})\d{8}$/);
      expect(looksLikeADate(password)).toBe(false);
      expect(line.identifiers['nir']?.startsWith(password)).toBe(false);
    } else {
      expect(password).toMatch(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{12,}$/);
    }
  }
});

test('addresses and numbers belong to nobody', () => {
  for (const line of lines) {
    expect(line.email ?? 'x@example.test').toMatch(/@example\.test$/);
    // ranges that the French regulator keeps for fiction, and the documented example
    expect(line.mobile ?? '+33639980000').toMatch(/^\+3363998\d{4}$|^\+33612345678$/);
    expect(line.landline ?? '+33536490000').toMatch(/^\+3353649\d{4}$/);
  }
});

test('the portals show everybody of their realm, with how each receives a code', () => {
  const people = readPeople();
  expect(people.allocataires[0]).toEqual({
    label: 'Claire MARTIN',
    identifier: '2840588321025',
    password: '70413928',
    note: { fr: 'Code par e-mail, SMS ou appel', en: 'Code by e-mail, text message or call' },
  });
  expect(people.allocataires.length + people.employeurs.length).toBe(lines.length);
  expect(people.employeurs.map((person) => person.identifier)).toContain('agent.mairie');
  const desk = people.employeurs.find(({ identifier }) => identifier === 'secretariat.ehpad');
  expect(desk?.note.fr).toBe('Code par appel au téléphone fixe');
});
