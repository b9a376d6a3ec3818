/** C3: provisional passwords go where the person can be reached, to one place, within the policy, and nowhere else. */
import { describe, expect, test } from '@jest/globals';
import { REALMS } from '../../../src/config/realms.js';
import type { Realm } from '../../../src/domain/realm.js';
import type { VisitedAccount } from '../../../src/ports/account/account_store.js';
import type { SecurityEvent } from '../../../src/ports/audit/audit_log.js';
import type { IssuedProvisional } from '../../../src/ports/password/credential_store.js';
import { createIssueProvisional, type ProvisionalIssue } from '../../../src/services/password/issue_provisional.js';
import { createPasswordRules } from '../../../src/services/password/password_rules.js';
import { recordSecret } from '../../infrastructure/log_watch.js';

const [ALLOCATAIRES, EMPLOYEURS] = REALMS as readonly [Realm, Realm];
const NOW = 1_900_000_000_000;
const MOBILE = {
  id: 'm',
  kind: 'mobile',
  value: '+33639980001',
  verified: true,
  barredUntil: null,
  frozenAt: null,
} as const;
const EMAIL = {
  id: 'e',
  kind: 'email',
  value: 'claire@example.test',
  verified: true,
  barredUntil: null,
  frozenAt: null,
} as const;
const ADDRESS = { lines: ['1 rue Haute'], postcode: '33000', city: 'Bordeaux', country: null };

const account = (over: Partial<VisitedAccount> = {}): VisitedAccount => ({
  id: 'a1',
  realm: 'allocataires',
  status: 'active',
  standing: 'affiliated',
  locale: 'fr',
  caf: null,
  postalAddress: ADDRESS,
  acceptedTerms: null,
  passkeyInvitedAt: null,
  familyName: 'MARTIN',
  givenNames: ['Claire'],
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: null,
  birthcountry: null,
  contacts: [EMAIL, MOBILE],
  credentials: [],
  signInsVoid: null,
  codeCards: [],
  authenticators: 0,
  passkeys: [],
  deviceKnown: false,
  deviceShared: false,
  wrongCodes: [],
  ...over,
});

async function issue(order: Partial<ProvisionalIssue>, common: (drawn: string) => boolean = () => false) {
  const written: IssuedProvisional[] = [];
  const events: SecurityEvent[] = [];
  const hashed: string[] = [];
  const rules = createPasswordRules({
    accounts: { identifier: async () => null },
    strength: { of: async () => 4, isCommon: async (password) => common(password) },
    leaked: { has: async () => false, close: async () => {} },
    campaignPolicy: () => undefined,
  });
  const outcome = await createIssueProvisional({
    rules,
    accounts: { forget: () => {} },
    credentials: { credentialsOf: async () => [], issueProvisional: async (draft) => written.push(draft) > 0 },
    hasher: {
      async hash(password) {
        hashed.push(password);
        recordSecret('password', password);
        return { hash: 'hash', pepperKeyId: 'p' };
      },
      busySeconds: () => 0,
      check: async () => ({ state: 'wrong' }),
    },
    audit: { record: (event) => void events.push(event), flush: async () => {} },
    clock: { now: () => NOW, pause: async () => {} },
  })({ realm: ALLOCATAIRES, account: account(), by: 'best', reason: 'forgotten', ...order });
  return { outcome, written, events, secret: hashed[0] ?? '' };
}

describe('C3 a provisional password', () => {
  test.each<[string, Partial<ProvisionalIssue>, object]>([
    ['best: by SMS to a verified mobile', {}, { ok: true, by: 'sms' }],
    ['best: else by letter', { account: account({ contacts: [EMAIL] }) }, { ok: true, by: 'letter' }],
    [
      'a mobile that nobody verified carries none',
      { account: account({ contacts: [{ ...MOBILE, verified: false }] }) },
      { ok: true, by: 'letter' },
    ],
    ['by letter, though a mobile is there', { by: 'letter' }, { ok: true, by: 'letter' }],
    [
      'by SMS alone, without a mobile',
      { by: 'sms', account: account({ contacts: [EMAIL] }) },
      { ok: false, code: 'no-mobile' },
    ],
    [
      'neither mobile nor address',
      { account: account({ contacts: [EMAIL], postalAddress: null }) },
      { ok: false, code: 'no-address' },
    ],
    [
      'by letter without an address',
      { by: 'letter', account: account({ postalAddress: null }) },
      { ok: false, code: 'no-address' },
    ],
  ])('C3 %s', async (_, order, expected) => {
    const { outcome, written, events } = await issue(order);
    expect(outcome).toMatchObject(expected);
    expect(written).toHaveLength(outcome.ok ? 1 : 0);
    expect(events).toHaveLength(outcome.ok ? 1 : 0);
  });

  test('C3 by SMS it is in one message, to one number; the others learn that it was sent', async () => {
    const { written, events, secret } = await issue({ actor: 'nims' });
    expect(secret).toMatch(/^\d{8}$/);
    const [draft] = written;
    expect(draft).toMatchObject({ carriedBy: 'm', letter: null, expiresAt: NOW + 61 * 86_400_000 });
    expect(draft?.notices.map(({ kind, destination, secret: said }) => [kind, destination, said])).toEqual([
      ['provisional_password', MOBILE.value, secret],
      ['provisional_password_sent', EMAIL.value, null],
    ]);
    expect(draft?.notices.every(({ data }) => !JSON.stringify(data).includes(secret))).toBe(true);
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(events[0]).toMatchObject({
      type: 'provisional_issued',
      outcome: 'sms',
      data: { reason: 'forgotten', actor: 'nims' },
    });
  });

  test('C3 by letter it is in the letter’s secret alone, and every contact learns that it was sent', async () => {
    const { written, secret } = await issue({ by: 'letter' });
    const [draft] = written;
    expect(draft?.carriedBy).toBeNull();
    expect(draft?.letter).toMatchObject({ kind: 'provisional_password', secret });
    expect(JSON.stringify(draft?.letter?.data)).not.toContain(secret);
    expect(draft?.notices.map(({ kind, secret: said }) => [kind, said])).toEqual([
      ['provisional_password_sent', null],
      ['provisional_password_sent', null],
    ]);
  });

  test('C3 of characters is readable and long', async () => {
    const { secret } = await issue({ realm: EMPLOYEURS, account: account({ realm: 'employeurs' }) });
    expect(secret).toMatch(/^[A-Z]{4}-[a-z]{2}\d{2}-[A-Z]{4}-[a-z]{2}\d{2}$/);
  });

  test('C1 C3 what the policy refuses is drawn again, and a policy that refuses everything is a fault', async () => {
    const refused = new Set<string>();
    const { secret } = await issue({}, (drawn) => refused.size < 3 && Boolean(refused.add(drawn)));
    expect(refused.size).toBe(3);
    expect(refused.has(secret)).toBe(false);
    await expect(issue({}, () => true)).rejects.toThrow(/refuses/);
  });
});
