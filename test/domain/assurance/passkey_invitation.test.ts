/** I6: who is invited to a passkey at the end of a sign-in, and who is not. */
import { describe, expect, test } from '@jest/globals';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import { NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import { nextStep } from '../../../src/domain/assurance/next_step.js';
import type { InvitationFacts } from '../../../src/domain/assurance/passkey_invitation.js';
import type { Proof } from '../../../src/domain/assurance/proof.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';

const NOW = Date.UTC(2026, 10, 28, 9);
const DAY_MS = 86_400_000;
const HERE = 'this request';
const FACTS: InvitationFacts = {
  everyDays: 30,
  invitedAt: null,
  passkeys: 0,
  isWelcome: true,
  canEnrolHere: true,
  isAnswered: false,
};
const REQUEST: AcrRequest = {
  values: [],
  floor: 'two-step',
  fallback: 'two-step',
  promptLogin: false,
  maxAgeSeconds: undefined,
};

const password = (over: object = {}): Proof =>
  ({ id: 'p', accountId: 'a', at: NOW - 60_000, request: HERE, factor: 'password', ...over }) as Proof;
const code = (over: object = {}): Proof =>
  ({ id: 'c', accountId: 'a', at: NOW, request: HERE, factor: 'code', channel: 'sms', contact: 'm', ...over }) as Proof;

function stepOf(
  invitation: Partial<InvitationFacts> | null,
  { request = {}, ...situation }: Omit<Partial<Situation>, 'request'> & { request?: Partial<AcrRequest> } = {},
) {
  const { step } = nextStep({ ...REQUEST, ...request }, {
    accountId: 'a',
    channels: ['email', 'sms'],
    realmChannels: ['email', 'sms'],
    upstreamLevels: [],
    isLinking: false,
    ledger: [password(), code()],
    forced: NOTHING_FORCED,
    now: NOW,
    freshFirstFactorSeconds: 900,
    ...situation,
    invitation: invitation === null ? undefined : { ...FACTS, ...invitation },
    request: HERE,
  } as Situation);
  return step;
}

describe('I6 the invitation to a passkey', () => {
  test('I6 comes last, after password and code of this very request', () => {
    expect(stepOf({})).toBe('invite_passkey');
    expect(stepOf({}, { ledger: [password(), code({ channel: 'totp' })] })).toBe('invite_passkey');
    expect(stepOf({}, { ledger: [password()] })).toBe('one_time_code');
    const terms = { version: '2026-11', accepted: null };
    expect(stepOf({}, { forced: { ...NOTHING_FORCED, terms } })).toBe('accept_terms');
  });

  const NONE: ReadonlyArray<readonly [string, Partial<InvitationFacts> | null]> = [
    ['where nothing is known of the person', null],
    ['where the realm sends none', { everyDays: 0 }],
    ['for who has a passkey', { passkeys: 1 }],
    ['at a third party, a shared device, or without pages', { isWelcome: false }],
    ['where the browser cannot, or was not known before', { canEnrolHere: false }],
    ['twice in one request', { isAnswered: true }],
    ['again within 30 days', { invitedAt: NOW - 30 * DAY_MS + 1 }],
  ];
  test.each(NONE)('I6 none %s', (_, facts) => {
    expect(stepOf(facts)).toBe('done');
  });

  test('I6 again once 30 days are over', () => {
    expect(stepOf({ invitedAt: NOW - 30 * DAY_MS })).toBe('invite_passkey');
  });

  test('I6 A5 never in the middle of something: an action, a step-up, what just had to be done', () => {
    const action = { digest: 'd', minimumAcr: 'two-step-fresh' } as const;
    expect(stepOf({}, { request: { action }, ledger: [password(), code({ action: 'd' })] })).toBe('done');
    expect(stepOf({}, { request: { values: ['two-step-fresh'] } })).toBe('done');
    expect(stepOf({}, { request: { values: ['two-factor'] } })).toBe('invite_passkey');
    const settled = new Set(['change_password'] as const);
    expect(stepOf({}, { forced: { ...NOTHING_FORCED, settled } })).toBe('done');
  });

  const LEDGERS: ReadonlyArray<readonly [string, readonly Proof[]]> = [
    ['an open session', [password({ request: 'before' }), code({ request: 'before' })]],
    ['a code alone', [password({ request: 'before' }), code()]],
    ['paper', [password(), code({ channel: 'letter' })]],
    ['a recovery code', [password(), code({ channel: 'recovery' })]],
    [
      'an upstream',
      [
        password({ request: 'before' }),
        { ...password(), id: 'u', factor: 'upstream', level: 'eidas2', amr: [], recent: true } as unknown as Proof,
        code(),
      ],
    ],
  ];
  test.each(LEDGERS)('I6 none to who came by %s', (_, ledger) => {
    expect(stepOf({}, { ledger })).toBe('done');
  });
});
