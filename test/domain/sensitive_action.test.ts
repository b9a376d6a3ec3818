/** A5: what a display field may hold, so that a page and a message cannot be made to say something else. */
import { expect, test } from '@jest/globals';
import {
  displayField,
  type RegisteredAction,
  readAskedAction,
} from '../../src/domain/sensitive_action/sensitive_action.js';

const ACTION: RegisteredAction = {
  type: 'bank',
  realm: null,
  clients: null,
  label: { fr: 'x', en: 'x' },
  fields: [{ name: 'iban', label: { fr: 'x', en: 'x' }, longestCharacters: 20 }],
  minimumAcr: 'two-step-fresh',
};

test.each([
  ['a turn of direction', '12\u202e34'],
  ['a line break', '12\u202834'],
  ['markup', '<b>12'],
  ['nothing but a filler, which shows as nothing', '\u3164'],
  ['the blank of Braille', '\u2800\u2800'],
  ['a variation selector', '12\ufe0f'],
  ['a joiner that joins nothing', '12\u034f34'],
  ['a character that is none', '12\u{e0080}'],
  ['spaces in a row', '12  34'],
  ['spaces of two kinds in a row', '12 \u00a034'],
  ['a space around it', ' 12'],
])('A5 %s is refused, and left out of what a console shows', (_, iban) => {
  expect(readAskedAction(ACTION, { type: 'bank', iban }).ok).toBe(false);
  const shown = displayField(`a${iban}`, 20);
  expect(readAskedAction(ACTION, { type: 'bank', iban: shown }).ok).toBe(true);
});

test.each(['2606', 'Aïcha D’Œuvre', '06 •• •• •• 01', '06\u00a012', '李小龍', 'דוד', '𝒳'])('A5 %s is shown', (iban) => {
  expect(readAskedAction(ACTION, { type: 'bank', iban }).ok).toBe(true);
});
