/** The rules of the ways to a password (C4, C5): steps, birth dates, what is typed, and the keypad's arithmetic. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CredentialKind, CredentialSummary } from '../../../src/domain/credential/credential_state.js';
import { bearsBirthdate } from '../../../src/domain/federation/birthdate.js';
import { hasLegacyCodeOnly, readLegacyCode, readPostcode } from '../../../src/domain/recovery/legacy_access.js';
import { isAccessEnded, recoversByLetterOnly } from '../../../src/domain/recovery/letter_only.js';
import { mayFollow, type RecoveryStep } from '../../../src/domain/recovery/recovery.js';
import { readTypedBirthdate, readTypedBirthday } from '../../../src/domain/recovery/typed_birthdate.js';
import { createKeptDigits } from '../../../src/http/kept_digits.js';
import { afterKey } from '../../../src/http/layout/keypad.js';
import { recoveryCodeScope } from '../../../src/services/one_time_code/one_time_code.js';

const STEPS: readonly RecoveryStep[] = ['provisional', 'provisional-sent', 'code', 'password', 'done'];
const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('C4 the steps of a recovery', () => {
  test('C4 however steps follow each other, a password is chosen only after a code, and done only after a password', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (wished) => {
        let step: RecoveryStep | 'nothing' = 'nothing';
        for (const next of wished) {
          if (!mayFollow(step, next)) continue;
          if (next === 'password') expect(step).toBe('code');
          if (next === 'done') expect(step).toBe('password');
          if (next === 'provisional-sent') expect(step).toBe('provisional');
          step = next;
        }
      }),
    );
  });
});

test('C4 a recovery’s code is made for its own purpose and its own recovery', () => {
  const scope = recoveryCodeScope({ id: 'one', accountId: 'a', realm: 'r', contact: 'c', channel: 'email' });
  expect(scope).toMatchObject({ request: 'one', action: 'recover-password' });
});

describe('C4 birth dates', () => {
  const typed = (year: string, month?: string, day?: string) => ({ year, month, day });

  test.each([
    ['1984-05-11', typed('1984', '05', '11'), true],
    ['1984-05-11', typed('1984', '05', '12'), false],
    ['1984-05-11', typed('1984', '11', '05'), false],
    ['1984-05-11', typed('1985', '05', '11'), false],
    // Nothing left out stands for what the file knows.
    ['1984-05-11', typed('1984', '05', undefined), false],
    ['1984-05-11', typed('1984', undefined, undefined), false],
    // What the file does not know is not asked for.
    ['1984-05-00', typed('1984', '05', '27'), true],
    ['1984-05-00', typed('1984', '06', '27'), false],
    ['1984-00-00', typed('1984', '12', '31'), true],
    ['1984-00-00', typed('1984', undefined, undefined), true],
    ['', typed('1984', '05', '11'), false],
  ])('C4 file %s, typed %j: %s', (file, birthdate, expected) => {
    expect(bearsBirthdate(file, birthdate)).toBe(expected);
  });

  test.each([
    [
      { day: '7', month: '3', year: '1984' },
      { year: '1984', month: '03', day: '07' },
    ],
    [
      { day: ' 29 ', month: '02', year: '2000' },
      { year: '2000', month: '02', day: '29' },
    ],
    [
      { day: '00', month: '0', year: '1960' },
      { year: '1960', month: undefined, day: undefined },
    ],
  ])('C4 %j is read', (parts, birthdate) => {
    expect(readTypedBirthdate(parts, NOW)).toEqual({ ok: true, birthdate });
  });

  test.each([
    [{ day: '', month: '', year: '' }, 'birthdate-empty'],
    [{ day: '29', month: '2', year: '2001' }, 'birthdate-format'],
    [{ day: '11', month: '13', year: '1984' }, 'birthdate-format'],
    [{ day: '11', month: '5', year: '84' }, 'birthdate-format'],
    [{ day: '11', month: 'mai', year: '1984' }, 'birthdate-format'],
    [{ day: '23', month: '11', year: '2026' }, 'birthdate-format'],
  ])('C4 %j is told at once', (parts, code) => {
    expect(readTypedBirthdate(parts, NOW)).toEqual({ ok: false, code });
  });

  test('C5 a birthday is a day and a month, the 29th of February too', () => {
    expect(readTypedBirthday({ day: '29', month: '2' }, NOW)).toEqual({ ok: true, day: '29', month: '02' });
    expect(readTypedBirthday({ day: '31', month: '4' }, NOW)).toEqual({ ok: false, code: 'birthdate-format' });
  });
});

describe('C5 the 4-digit code', () => {
  const holding = (...kinds: readonly CredentialKind[]): readonly CredentialSummary[] =>
    kinds.map((kind) => ({ kind, state: 'chosen', policy: null, setAt: 0, expiresAt: null }));

  test.each<[readonly CredentialKind[], boolean]>([
    [['legacy_code'], true],
    // Asking for a provisional password, which anybody may do, takes nothing away (C3).
    [['legacy_code', 'provisional'], true],
    [['legacy_code', 'password'], false],
    [['provisional'], false],
    [['telephone_code'], false],
    [[], false],
  ])('C5 with %j it leads to a first password: %s', (kinds, expected) => {
    expect(hasLegacyCodeOnly(holding(...kinds))).toBe(expected);
  });

  test('C5 postcodes and codes as typed', () => {
    expect(readPostcode(' 88 000 ')).toEqual({ ok: true, postcode: '88000' });
    expect(readPostcode('8800')).toEqual({ ok: false, reason: 'format' });
    expect(readLegacyCode('47 19')).toEqual({ ok: true, code: '4719' });
    expect(readLegacyCode('471')).toEqual({ ok: false, reason: 'format' });
    expect(readLegacyCode('')).toEqual({ ok: false, reason: 'empty' });
  });
});

describe('X1 keys without script', () => {
  test('X1 any keys pressed leave at most as many digits as are wanted, in the order in which they were pressed', () => {
    const keys = fc.array(fc.constantFrom(...'0123456789', 'delete', 'clear', 'x'), { maxLength: 20 });
    fc.assert(
      fc.property(keys, (pressed) => {
        let digits = '';
        const expected: string[] = [];
        for (const key of pressed) {
          digits = afterKey(digits, key, 4);
          if (key === 'clear') expected.length = 0;
          else if (key === 'delete') expected.pop();
          else if (/^\d$/.test(key) && expected.length < 4) expected.push(key);
        }
        expect(digits).toBe(expected.join(''));
      }),
    );
  });

  test('X1 S6 kept digits open in the interaction that they were sealed for alone, and not when altered', () => {
    const key = { id: 'a', secret: randomBytes(32) };
    const digits = createKeptDigits({ current: key, keys: [key], byId: () => key });
    const sealed = digits.seal('one', '471');
    expect(sealed).not.toContain('471');
    expect(digits.open('one', sealed)).toBe('471');
    expect(digits.open('another', sealed)).toBe('');
    expect(digits.open('one', `${sealed.slice(0, -2)}AA`)).toBe('');
    expect(digits.open('one', undefined)).toBe('');
    expect(digits.open('one', 'x')).toBe('');
  });
});

test.each<[readonly CredentialKind[], boolean, { ended: boolean; byLetter: boolean }]>([
  [[], true, { ended: true, byLetter: true }],
  [['provisional'], true, { ended: true, byLetter: true }],
  [['telephone_code'], true, { ended: true, byLetter: true }],
  [['password'], true, { ended: false, byLetter: false }],
  [['password', 'provisional'], true, { ended: false, byLetter: false }],
  [['legacy_code'], true, { ended: false, byLetter: true }],
  [['provisional'], false, { ended: false, byLetter: false }],
  [[], false, { ended: false, byLetter: false }],
])('C7 with %j, and all access ended before: %s, a letter alone leads to a password: %j', (kinds, isVoid, expected) => {
  const account = {
    credentials: kinds.map((kind) => ({ kind, state: 'chosen', policy: null, setAt: 0, expiresAt: null }) as const),
    signInsVoid: isVoid ? { at: NOW, keptSession: null } : null,
  };
  expect({ ended: isAccessEnded(account), byLetter: recoversByLetterOnly(account) }).toEqual(expected);
});
