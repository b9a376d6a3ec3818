/** docs/errors.md is the catalogue of every code that a person may meet: held against the pages' words. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { text as changePassword } from '../../interactions/change_password/text.js';
import { text as deadEnd } from '../../interactions/dead_end/text.js';
import { text as device } from '../../interactions/device/text.js';
import { text as federation } from '../../interactions/federation/text.js';
import { UNMATCHED } from '../../interactions/federation/unmatched.js';
import { text as forgotten } from '../../interactions/forgotten_password/text.js';
import { text as invitePasskey } from '../../interactions/invite_passkey/text.js';
import { text as legacy } from '../../interactions/legacy_access/text.js';
import { text as login } from '../../interactions/login/text.js';
import { text as oneTimeCode } from '../../interactions/one_time_code/text.js';
import { text as passkey } from '../../interactions/passkey/text.js';
import { PROBLEMS } from '../../src/api/problem.js';
import { text as passkeys } from '../../src/consoles/account/passkeys/text.js';
import { STOPS } from '../../src/consoles/relying_party/stop.js';
import { choosePasswordText } from '../../src/http/layout/choose_password_text.js';
import { text as recovery } from '../../src/http/layout/recovery/text.js';

/** Codes whose sentence stands outside `errors`, because it depends on the identifier or is a block of its own. */
const LOGIN_ELSEWHERE = ['identifier-empty', 'wrong-pair', 'wait'];
const CLOSED_PAGE = 'closed';

const CATALOGUES: ReadonlyArray<{ readonly section: string; readonly codes: readonly string[] }> = [
  { section: 'Sign-in page', codes: [...Object.keys(login.fr.errors), ...LOGIN_ELSEWHERE] },
  {
    section: 'Choosing a password',
    codes: [
      'empty',
      'same',
      ...Object.keys(choosePasswordText.fr.why),
      ...Object.keys(choosePasswordText.fr.whyPersonal),
      ...Object.keys(changePassword.fr.errors),
    ],
  },
  {
    section: 'Code pages',
    codes: [
      ...Object.keys(oneTimeCode.fr.choose.errors),
      ...Object.keys(oneTimeCode.fr.enter.errors),
      'switched-off',
      CLOSED_PAGE,
    ],
  },
  {
    section: 'Forgotten password',
    codes: [
      ...Object.keys(forgotten.fr.ask.errors),
      ...Object.keys(forgotten.fr.provisional.errors),
      ...Object.keys(recovery.fr.code.errors),
      'wait',
      'gone',
    ],
  },
  {
    section: '4-digit code',
    codes: [
      ...Object.keys(legacy.fr.ask.errors),
      ...Object.keys(legacy.fr.choose.errors),
      ...Object.keys(legacy.fr.card.errors),
      CLOSED_PAGE,
    ],
  },
  {
    section: 'Making a passkey',
    codes: [...Object.keys(passkeys.fr.enrol.errors), ...Object.keys(invitePasskey.fr.errors)],
  },
  { section: 'Giving a passkey', codes: Object.keys(passkey.fr.errors) },
  { section: 'Pages of an upstream', codes: [...Object.keys(federation.fr.failed), ...UNMATCHED] },
  { section: 'On the phone of a kiosk', codes: ['empty', 'format', 'wrong', ...Object.keys(device.fr.stops)] },
  { section: '« Ce n', codes: ['format', 'digits', 'wait', 'nothing'] },
  { section: 'Account pages', codes: STOPS },
  { section: 'Back-office API', codes: Object.keys(PROBLEMS) },
  { section: 'Pages where a journey stops', codes: [...Object.keys(deadEnd.fr.pages), 'oauth-error'] },
];

/** Rows of a section's table, by what the first column names between backquotes. */
function rowsOf(title: string): ReadonlyMap<string, readonly string[]> {
  const section = readFileSync('docs/errors.md', 'utf8')
    .split(/^## /m)
    .find((part) => part.startsWith(title));
  if (section === undefined) throw new Error(`docs/errors.md has no section ${title}`);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((line) => {
      const [first = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [...first.matchAll(/`([^`]+)`/g)].map(([, code = '']) => [code, cells] as const);
    }),
  );
}

describe('docs/errors.md', () => {
  test.each(CATALOGUES)('I2 $section: the codes with a sentence, and no other', ({ section, codes }) => {
    expect([...rowsOf(section).keys()].sort()).toEqual([...new Set(codes)].sort());
  });

  test.each(CATALOGUES)('I2 $section: each code has a status, an OAuth error and a note', ({ section }) => {
    const poor = [...rowsOf(section)].filter(
      ([, [status = '', oauth = '', note = '']]) => !/^(\d{3}|–)/.test(status) || oauth === '' || note === '',
    );
    expect(poor).toEqual([]);
  });

  test('P1 every OAuth error that a page describes is there, with its status and reason', () => {
    const rows = rowsOf('OAuth errors');
    expect(Object.keys(deadEnd.fr.oauth).filter((error) => !rows.has(error))).toEqual([]);
    expect([...rows.values()].filter((cells) => cells.length !== 3 || cells.includes(''))).toEqual([]);
  });
});
