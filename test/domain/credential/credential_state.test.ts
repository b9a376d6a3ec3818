/** The states of a credential: the tables of docs/credentials.md, and what makes a state (C1 to C5, C7, I8). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterEvent,
  type BearingCampaign,
  CREDENTIAL_CHANNELS,
  CREDENTIAL_EVENTS,
  CREDENTIAL_STATES,
  type CredentialChannel,
  type CredentialEvent,
  type CredentialState,
  type CredentialSummary,
  credentialState,
  credentialUse,
  invitation,
} from '../../../src/domain/credential/credential_state.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const DAY = 86_400_000;

/** Rows of the document's table whose first cell after the state has this head. */
function tableUnder(heading: string): ReadonlyArray<Readonly<Record<string, string>>> {
  const section = readFileSync('docs/credentials.md', 'utf8').split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

const password = (over: Partial<CredentialSummary> = {}): CredentialSummary => ({
  kind: 'password',
  state: 'chosen',
  policy: 'eight-digits',
  setAt: NOW - 30 * DAY,
  expiresAt: NOW + 700 * DAY,
  ...over,
});
const campaign = (over: Partial<BearingCampaign> = {}): BearingCampaign => ({
  kind: 'compromised',
  policy: null,
  startsAt: NOW - 10 * DAY,
  obligesFrom: NOW - DAY,
  ...over,
});
const stateOf = (credentials: CredentialSummary[], campaigns: BearingCampaign[] = [], isActive = true) =>
  credentialState(credentials, isActive, campaigns, NOW);

describe('the states of a credential', () => {
  test('C1 to C5 what each state may do on each channel is what the document says', () => {
    const table = tableUnder('What each state may do');
    expect(table.map(({ state }) => state)).toEqual([...CREDENTIAL_STATES]);
    for (const row of table)
      for (const channel of CREDENTIAL_CHANNELS)
        expect(`${row['state']} ${channel} ${row[channel]}`).toBe(
          `${row['state']} ${channel} ${credentialUse(row['state'] as CredentialState, channel as CredentialChannel)}`,
        );
  });

  test('C3 C5 C7 what moves each state is what the document says', () => {
    const table = tableUnder('What moves it');
    expect(table.map(({ state }) => state)).toEqual([...CREDENTIAL_STATES]);
    for (const row of table)
      for (const event of CREDENTIAL_EVENTS)
        expect(`${row['state']} ${event} ${row[event]}`).toBe(
          `${row['state']} ${event} ${afterEvent(row['state'] as CredentialState, event as CredentialEvent) ?? '–'}`,
        );
  });

  test.each<[string, CredentialState, CredentialSummary[], BearingCampaign[]]>([
    ['nothing', 'none', [], []],
    ['a chosen one', 'chosen', [password()], []],
    ['a chosen one of two years ago', 'expired', [password({ expiresAt: NOW })], []],
    ['one without an end', 'chosen', [password({ expiresAt: null })], []],
    ['one that leaked', 'compromised', [password({ state: 'compromised' })], []],
    ['one that leaked and ended', 'compromised', [password({ state: 'compromised', expiresAt: NOW - DAY })], []],
    ['a provisional one in use', 'provisional', [password({ state: 'provisional' })], []],
    ['a provisional one in use, too old', 'none', [password({ state: 'provisional', expiresAt: NOW })], []],
    ['only a provisional one, not used', 'provisional', [password({ kind: 'provisional', state: 'provisional' })], []],
    ['only one that ended', 'none', [password({ kind: 'provisional', state: 'provisional', expiresAt: NOW })], []],
    [
      'a provisional one beside a chosen one',
      'chosen',
      [password(), password({ kind: 'provisional', state: 'provisional' })],
      [],
    ],
    ['the code of an old letter', 'legacy-code', [password({ kind: 'legacy_code', expiresAt: null })], []],
    ['a code and a password', 'chosen', [password({ kind: 'legacy_code' }), password()], []],
    ['one from before a leak', 'compromised', [password()], [campaign()]],
    ['one chosen since the leak', 'chosen', [password({ setAt: NOW - 5 * DAY })], [campaign()]],
    ['one under the former policy', 'expired', [password()], [campaign({ kind: 'policy', policy: 'characters' })]],
    [
      'one under the wanted policy',
      'chosen',
      [password({ policy: 'characters' })],
      [campaign({ kind: 'policy', policy: 'characters' })],
    ],
    ['one that is only invited', 'chosen', [password()], [campaign({ obligesFrom: NOW + 1 })]],
  ])('C1 to C5 %s: %s', (_what, expected, credentials, campaigns) => {
    expect(stateOf(credentials, campaigns)).toBe(expected);
    expect(stateOf(credentials, campaigns, false)).toBe('disabled');
  });

  test('C1 a campaign invites until it obliges, then no more', () => {
    const upcoming = campaign({ obligesFrom: NOW + DAY });
    expect(invitation(password(), [upcoming], NOW)).toBe(upcoming);
    expect(invitation(password(), [upcoming], NOW + DAY)).toBeUndefined();
    expect(invitation(password(), [campaign({ startsAt: NOW + 1, obligesFrom: NOW + DAY })], NOW)).toBeUndefined();
    expect(invitation(password({ setAt: NOW }), [upcoming], NOW)).toBeUndefined();
    expect(invitation(undefined, [upcoming], NOW)).toBeUndefined();
  });

  test('C3 issuing a provisional password beside another changes nothing, whatever stands there', () => {
    const summary = fc.record({
      kind: fc.constant('password' as const),
      state: fc.constantFrom('chosen' as const, 'compromised' as const),
      policy: fc.constantFrom('eight-digits', 'characters', null),
      setAt: fc.integer({ min: NOW - 900 * DAY, max: NOW }),
      expiresAt: fc.option(fc.integer({ min: NOW - 100 * DAY, max: NOW + 900 * DAY })),
    });
    fc.assert(
      fc.property(summary, fc.boolean(), (standing, isDue) => {
        const campaigns = isDue ? [campaign()] : [];
        const issued = password({ kind: 'provisional', state: 'provisional', setAt: NOW });
        expect(stateOf([standing, issued], campaigns)).toBe(stateOf([standing], campaigns));
      }),
    );
  });
});
