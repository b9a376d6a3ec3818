/** Enrolling a passkey (I6, U1; WebAuthn L3 §7.1) on real PostgreSQL: what is asked of the browser, and each refusal. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryEphemeralStore } from '../../src/adapters/memory/ephemeral_store.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresPasskeyStore } from '../../src/adapters/postgres/passkey/passkey_store.js';
import { REALMS } from '../../src/config/realms.js';
import type { PasskeyRule } from '../../src/domain/passkey/passkey.js';
import type { Realm } from '../../src/domain/realm.js';
import type { Account } from '../../src/ports/account/account_store.js';
import type { SecurityEvent } from '../../src/ports/audit/audit_log.js';
import type { Seat } from '../../src/services/account/seat.js';
import { createEnrolPasskey } from '../../src/services/passkey/enrol_passkey.js';
import { isSignedBy, readAssertion } from '../../src/services/passkey/webauthn_answers.js';
import { START } from '../contract/clock_of_test.js';
import { type AskedOptions, makePasskey, signWith, type Twist } from '../harness/software_passkey.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';

const ORIGIN = 'https://connexion.example.test';
const RELATED = 'https://compte.example.org';
const REALM = REALMS[0] as Realm;
const PASSKEYS = REALM.passkeys as PasskeyRule;

let server: TestDatabase;
let database: Database;
let now = START;
const events: SecurityEvent[] = [];
const clock = { now: () => now, pause: async () => {} };
const ephemeral = createMemoryEphemeralStore(clock);

beforeAll(async () => {
  server = await testDatabase();
  database = connectDatabase(server.url, 4);
});
afterAll(async () => {
  await database.$disconnect();
  await server.drop();
});

const enrol = () =>
  createEnrolPasskey({
    passkeys: createPostgresPasskeyStore(database),
    accounts: { forget: () => {} },
    ephemeral,
    passkeyParties: new Map([[REALM.id, { rpId: 'example.test', origins: [ORIGIN, RELATED] }]]),
    audit: { record: (event) => void events.push(event), flush: async () => {} },
    clock,
  });

async function seat(over: Partial<Seat> = {}): Promise<Seat> {
  const names = { familyName: 'MARTIN', givenNames: ['Claire'], gender: 'female', birthdate: '1984-05-11' } as const;
  const { id } = await database.account.create({
    data: { id: randomUUID(), realm: REALM.id, ...names, givenNames: ['Claire'] },
  });
  const contacts = [{ id: randomUUID(), kind: 'email', value: 'claire@example.test', verified: true }];
  const account = { ...names, id, realm: REALM.id, locale: 'fr', contacts } as unknown as Account;
  return { realm: REALM, account, browser: 'sid-1', locale: 'fr', ...over };
}

const begin = async (at: Seat): Promise<AskedOptions> => {
  const options = await enrol().begin(at);
  if (!options) throw new Error('no options');
  return options;
};
const finish = (at: Seat, posted: string, name = 'Mon téléphone') => enrol().finish(at, { posted, name });

describe('I6 enrolling a passkey', () => {
  test('I6 the browser is asked for a passkey that is kept, verifies its user and attests nothing, under a name that says little', async () => {
    const at = await seat();
    expect(await enrol().begin(at)).toMatchObject({
      rp: { id: 'example.test', name: 'Mon Compte' },
      user: { name: 'C. M.', displayName: 'C. M.' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      pubKeyCredParams: [{ alg: -7 }, { alg: -8 }, { alg: -257 }],
      excludeCredentials: [],
      timeout: 300_000,
    });
    const options = await begin(at);
    expect(options.user?.id).toBe((await begin(at)).user?.id);
    expect(Buffer.from(options.user?.id ?? '', 'base64url')).toHaveLength(32);
    expect(JSON.stringify(options)).not.toContain(at.account.id);
  });

  test('I6 U2 a right answer adds it, tells it on each contact, and it is not asked for again', async () => {
    const at = await seat();
    const { passkey, posted } = makePasskey(await begin(at), ORIGIN, { deviceBound: true, counts: 5 });
    expect(await enrol().finish(at, { posted, name: ' Mon  téléphone ', browser: 'Firefox' })).toMatchObject({
      ok: true,
    });
    const [kept] = await createPostgresPasskeyStore(database).listOf(at.account.id);
    expect(kept).toMatchObject({ name: 'Mon téléphone', deviceBound: true, transports: ['hybrid', 'internal'] });
    expect(kept?.credentialId).toEqual(passkey.credentialId);
    const notices = await database.notice.findMany({ where: { accountId: at.account.id } });
    expect(notices).toMatchObject([{ kind: 'passkey_added', channel: 'email', data: { browser: 'Firefox' } }]);
    expect(notices[0]?.event).not.toBeNull();
    expect(await enrol().begin(at)).toMatchObject({
      excludeCredentials: [{ id: passkey.credentialId.toString('base64url') }],
    });
    const again = makePasskey(await begin(at), RELATED, { credentialId: passkey.credentialId });
    expect(await finish(at, again.posted)).toEqual({ ok: false, code: 'there' });
  });

  const TWISTS: ReadonlyArray<readonly [string, Twist]> = [
    ['another origin', { origin: 'https://connexion.example.test.evil.example' }],
    ['our host name over http', { origin: 'http://connexion.example.test' }],
    ['a frame of somebody else', { crossOrigin: true }],
    ['another host', { rpId: 'evil.example' }],
    ['an unverified user', { userVerified: false }],
    ['a signature in place of a creation', { type: 'webauthn.get' }],
  ];
  test.each(TWISTS)('I6 an answer with %s is refused, and its challenge is used up', async (_, twist) => {
    const at = await seat();
    const options = await begin(at);
    expect(await finish(at, makePasskey(options, ORIGIN, twist).posted)).toEqual({ ok: false, code: 'refused' });
    expect(await finish(at, makePasskey(options, ORIGIN).posted)).toEqual({ ok: false, code: 'gone' });
    expect(events.at(-1)).toMatchObject({ type: 'passkey', outcome: 'refused_gone', accountId: at.account.id });
  });

  test.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'I6 a passkey of %s is taken, and what it signs verifies',
    async (algorithm) => {
      const at = await seat();
      const { passkey, posted } = makePasskey(await begin(at), ORIGIN, { algorithm });
      expect(await finish(at, posted)).toMatchObject({ ok: true });
      const party = { rpId: 'example.test', origins: [ORIGIN] };
      const found = await createPostgresPasskeyStore(database).find(REALM.id, passkey.credentialId);
      const answer = readAssertion(signWith(passkey, { challenge: 'AAAA' }, ORIGIN));
      if (!found || !answer) throw new Error('nothing was kept, or nothing signed');
      expect(await isSignedBy(found, answer, party)).toBe(true);
      const changed = { ...answer, response: { ...answer.response, authenticatorData: answer.response.signature } };
      expect(await isSignedBy(found, changed, party)).toBe(false);
    },
  );

  test('I6 a key of an algorithm that was not asked for is refused', async () => {
    const at = await seat();
    const { posted } = makePasskey(await begin(at), ORIGIN, { algorithm: 'ES384' });
    expect(await finish(at, posted)).toEqual({ ok: false, code: 'refused' });
  });

  test('I6 an attestation that nobody asked for is set aside unread: no certificate of a stranger has us fetch what it names', async () => {
    const at = await seat();
    // {"alg": -7, "sig": h'00', "x5c": [h'30']}: whoever reads it finds no certificate.
    const statement = Buffer.from('a363616c672663736967410063783563814130', 'hex');
    for (const format of ['android-key', 'packed', 'x']) {
      const { posted, passkey } = makePasskey(await begin(at), ORIGIN, { attested: { format, statement } });
      expect(await finish(at, posted)).toMatchObject({ ok: true });
      const kept = await createPostgresPasskeyStore(database).find(REALM.id, passkey.credentialId);
      expect(kept).toMatchObject({ state: 'usable' });
    }
  });

  test('I6 a challenge is good once, for five minutes, in its browser and account alone', async () => {
    const at = await seat();
    const options = await begin(at);
    const elsewhere = { ...at, browser: 'sid-2' };
    const other = { ...at, account: (await seat()).account };
    for (const wrong of [elsewhere, other]) {
      expect(await finish(wrong, makePasskey(options, ORIGIN).posted)).toEqual({ ok: false, code: 'gone' });
    }
    const made = randomBytes(32).toString('base64url');
    expect(await finish(at, makePasskey(options, ORIGIN, { challenge: made }).posted)).toMatchObject({ code: 'gone' });
    expect(await finish(at, makePasskey(options, ORIGIN).posted, ' ')).toEqual({ ok: false, code: 'name' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => finish(at, makePasskey(options, ORIGIN).posted)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const late = await begin(at);
    now += 301_000;
    expect(await finish(at, makePasskey(late, ORIGIN).posted)).toEqual({ ok: false, code: 'gone' });
  });

  test.each(['', '{', '[]', '{"id":"x"}', 'x'.repeat(20_000)])(
    'I6 what is no answer (%#) is refused',
    async (posted) => {
      expect(await finish(await seat(), posted)).toEqual({ ok: false, code: 'refused' });
    },
  );

  test('I6 as many as the realm allows; none where it has none', async () => {
    const realm = { ...REALM, passkeys: { ...PASSKEYS, most: 1 } };
    const at = await seat({ realm });
    const [one, two] = [await begin(at), await begin(at)];
    expect(await finish(at, makePasskey(one, ORIGIN).posted)).toMatchObject({ ok: true });
    expect(await finish(at, makePasskey(two, ORIGIN).posted)).toEqual({ ok: false, code: 'full' });
    expect(await enrol().begin(at)).toBeUndefined();
    expect(await enrol().begin(await seat({ realm: { ...REALM, passkeys: null } }))).toBeUndefined();
  });
});
