/** What each store that changes how somebody signs in tells portals, in the very statement of the change (S8). */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresAccountFileStore } from '../../src/adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import { createPostgresSubjectStore } from '../../src/adapters/postgres/account/subject_store.js';
import {
  createAuthenticatorBox,
  createPostgresAuthenticatorStore,
} from '../../src/adapters/postgres/authenticator/authenticator_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresContactStore } from '../../src/adapters/postgres/contact/contact_store.js';
import { createPostgresContestStore } from '../../src/adapters/postgres/contest/contest_store.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { voidSignIns } from '../../src/adapters/postgres/organisation/membership_rows.js';
import { createPostgresPasskeyStore } from '../../src/adapters/postgres/passkey/passkey_store.js';
import { createPostgresCredentialStore } from '../../src/adapters/postgres/password/credential_store.js';
import { createPostgresDueChanges } from '../../src/adapters/postgres/schedule/due_changes.js';
import { createPostgresSignalStreams } from '../../src/adapters/postgres/signals/signal_streams.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import { SECRET_BYTES } from '../../src/domain/authenticator/authenticator.js';
import type { FileChange } from '../../src/ports/account/account_file_store.js';
import { draftCard } from '../../src/services/one_time_code/code_cards.js';
import { NO_BOX } from '../harness/no_box.js';
import { START } from './clock_of_test.js';

const MINUTE = 60_000;
const REALM = 'allocataires';
const at = START + MINUTE;
const PASSWORD = { hash: 'new', pepperKeyId: '' };

export function describeSignalFacts(where: string, open: () => Database): void {
  const ring = keyRing([{ id: 'one', secret: randomBytes(32) }]);
  let streamId = '';
  /** What led up to what the test is about. */
  const forgetBefore = () => open().signalEvent.deleteMany({ where: { streamId } });
  const credentials = () => createPostgresCredentialStore(open(), NO_BOX, NO_BOX);
  const contacts = () => createPostgresContactStore(open(), NO_BOX);
  const apps = () => createPostgresAuthenticatorStore(open(), createAuthenticatorBox(ring), NO_BOX);
  const passkeys = () => createPostgresPasskeyStore(open());
  const change = async (accountId: string, asked: Partial<FileChange>) => {
    const along = {
      provisional: null,
      letters: [],
      notices: [],
      receipt: null,
      from: { statuses: ['active'] },
    } as const;
    const boxes = { letters: NO_BOX, notices: NO_BOX, answers: NO_BOX };
    const files = createPostgresAccountFileStore(open(), createIdentifierVault(ring, ring), boxes);
    expect(await files.change({ realm: REALM, accountId, at, ...along, ...asked })).toBe('done');
  };
  const choose = (accountId: string, asked: { replaces: string | null; kept?: string | null }) =>
    credentials().choose({
      ...{ accountId, password: PASSWORD, policy: 'eight-digits', at, expiresAt: null, bar: null, begunAt: null },
      replaces: asked.replaces,
      endsSignIns: asked.kept === undefined ? null : { keptSession: asked.kept },
      notices: [],
    });
  const addApp = async (accountId: string) => {
    const id = randomUUID();
    const recoveryCodes = draftCard({ currentKeyId: 'k1' }, 'recovery', { size: 10, lifeSeconds: 86_400 }, START);
    const secret = randomBytes(SECRET_BYTES);
    await apps().add({ id, accountId, name: 'App', secret, step: 1, most: 2, recoveryCodes, notices: [], at });
    return id;
  };
  const addPasskey = async (accountId: string, transports: readonly string[]) => {
    const id = randomUUID();
    await passkeys().userHandle(accountId);
    await passkeys().add({
      ...{ id, accountId, credentialId: randomBytes(32), publicKey: randomBytes(77), counter: 7, deviceBound: true },
      ...{ aaguid: '00000000-0000-0000-0000-000000000000', transports: transports as never, backedUp: false },
      ...{ name: 'Clé', most: 10, notices: [], at },
    });
    return id;
  };
  const counting = async (accountId: string, kind: string, value: string, pendingUntil: Date | null = null) => {
    const id = randomUUID();
    const verifiedAt = pendingUntil ? null : new Date(START);
    await open().contact.create({ data: { id, accountId, kind, value, verifiedAt, pendingUntil } });
    return id;
  };

  const changes: ReadonlyArray<readonly [string, (accountId: string) => Promise<unknown>, readonly string[]]> = [
    ['a first password is chosen', (id) => choose(id, { replaces: null }), ['password create user password-chosen']],
    [
      'another one is, and everything ends',
      async (id) => {
        await choose(id, { replaces: null });
        await forgetBefore();
        await choose(id, { replaces: 'new', kept: null });
      },
      ['password update user password-chosen', 'revoked user password-chosen'],
    ],
    [
      'another one is, and one session goes on',
      (id) => choose(id, { replaces: null, kept: 'this one' }),
      ['password create user password-chosen'],
    ],
    [
      'a provisional one is sent',
      (accountId) =>
        credentials().issueProvisional({
          ...{ accountId, password: PASSWORD, carriedBy: null, letter: null, notices: [], at, voidAsRead: null },
          expiresAt: at + MINUTE,
        }),
      [],
    ],
    [
      'a provisional one is used',
      async (accountId) => {
        const letter = { carriedBy: null, letter: null, notices: [], at, expiresAt: at + MINUTE, voidAsRead: null };
        await credentials().issueProvisional({ accountId, password: PASSWORD, ...letter });
        await credentials().useProvisional(accountId, 'another', null, at, []);
        expect(await credentials().useProvisional(accountId, 'new', null, at, [])).toBe(true);
      },
      ['password update user password-used'],
    ],
    [
      'a mobile is confirmed',
      async (id) => {
        const contact = await contacts().addUnverified(id, { kind: 'mobile', value: '+33639980002' }, at);
        expect(await contacts().verify(id, contact, { begunAt: at, session: undefined }, at, [])).toBe(true);
      },
      ['phone-sms create user credential-added'],
    ],
    [
      'nobody refused a landline in time',
      async (id) => {
        const contact = await counting(id, 'landline', '+33561990012', new Date(START));
        await createPostgresDueChanges(open(), NO_BOX).settleContact(contact, [], at);
      },
      ['phone-voice create policy credential-added'],
    ],
    [
      'a person removes a mailbox',
      async (id) => contacts().remove(id, await counting(id, 'email', 'a@example.test'), null, at, []),
      ['email delete user credential-removed'],
    ],
    [
      'an agent removes a mobile',
      async (id) => change(id, { removedContact: await counting(id, 'mobile', '+33639980003') }),
      ['phone-sms delete admin credential-removed'],
    ],
    [
      'an agent refuses one that waits',
      async (id) => change(id, { removedContact: await counting(id, 'mobile', '+33639980003', new Date(at)) }),
      [],
    ],
    [
      'an agent removes what was on a lost phone',
      async (id) => {
        await addApp(id);
        await addPasskey(id, ['internal']);
        await addPasskey(id, ['hybrid']);
        await forgetBefore();
        await change(id, { removesAuthenticators: true });
      },
      ['app delete admin credential-removed', 'fido2-platform delete admin credential-removed'],
    ],
    ['an app is added', addApp, ['app create user credential-added']],
    [
      'an app is removed',
      async (id) => {
        const app = await addApp(id);
        await forgetBefore();
        expect([await apps().remove(id, app, [], at), await apps().remove(id, app, [], at)]).toEqual([true, false]);
      },
      ['app delete user credential-removed'],
    ],
    [
      'a passkey of the device is added',
      (id) => addPasskey(id, ['hybrid', 'internal']),
      ['fido2-platform create user credential-added'],
    ],
    [
      'a key is removed',
      async (id) => {
        const key = await addPasskey(id, ['usb', 'nfc']);
        await forgetBefore();
        expect([await passkeys().remove(id, key, [], at), await passkeys().remove(id, key, [], at)]).toEqual([
          true,
          false,
        ]);
      },
      ['fido2-roaming delete user credential-removed'],
    ],
    [
      'a key turns out to be copied',
      async (id) => {
        const key = await addPasskey(id, ['usb']);
        await forgetBefore();
        const use = { id: key, account: { id, realm: REALM }, counter: 3, backedUp: false } as const;
        expect(await passkeys().recordUse({ ...use, reopened: [], device: null, cloned: [], at } as never)).toBe(
          'cloned',
        );
      },
      ['fido2-roaming revoke policy credential-cloned', 'revoked policy credential-cloned'],
    ],
    [
      'somebody says « Ce n’est pas moi »',
      async (accountId) => {
        await counting(accountId, 'email', 'claire@example.test');
        const copy = { realm: REALM, accountId, kind: 'contact_added', locale: 'fr', channel: 'email' } as const;
        const event = `contact_added:${accountId}:1`;
        const told = { destination: 'claire@example.test', data: {}, secret: null, dedupeKey: event, event };
        await createPostgresNoticeOutbox(open(), NO_BOX).add([{ ...copy, ...told }], at - 1_000);
        const mobile = { id: randomUUID(), accountId, kind: 'mobile', value: '+33639980005' };
        await open().contact.create({ data: { ...mobile, verifiedAt: new Date(at - 500) } });
        await addPasskey(accountId, ['usb']);
        await forgetBefore();
        const [notice] = await open().notice.findMany({ where: { accountId } });
        const press = { noticeId: notice?.id ?? '', realm: REALM, notBefore: START, frozenSince: START, now: at };
        await createPostgresContestStore(open()).press({ ...press, tell: () => [] });
      },
      ['fido2-roaming revoke user contested', 'phone-sms revoke user contested', 'revoked user contested'],
    ],
    [
      'a couple separates',
      (id) => change(id, { endsAccess: true }),
      ['password revoke admin access-ended', 'revoked admin access-ended'],
    ],
    [
      'an agent signs a person out everywhere',
      (id) => change(id, { endsSignIns: true }),
      ['revoked admin signed-out-everywhere'],
    ],
    ['the person does', (id) => change(id, { endsSignIns: true, by: 'user' }), ['revoked user signed-out-everywhere']],
    ['a telephone code is set', (id) => change(id, { telephoneCode: PASSWORD }), ['pin update admin credential-added']],
    [
      'the last membership ended',
      (id) => open().sql.transaction((held) => voidSignIns(held, id, at, 'policy')),
      ['revoked policy membership-ended'],
    ],
    [
      'everything ends by itself, and again for what was decided a moment ago',
      async (id) => {
        const accounts = createPostgresAccountStore(open(), createIdentifierVault(ring, ring));
        await accounts.voidSignIns(id, at, null);
        await accounts.voidSignIns(id, at, null);
        await accounts.voidSignIns(id, at + 4_000, null);
      },
      ['revoked system signed-out-everywhere'],
    ],
    [
      'all but one session ends',
      (id) => createPostgresAccountStore(open(), createIdentifierVault(ring, ring)).voidSignIns(id, at, 'this one'),
      [],
    ],
    [
      'and a moment later that one too',
      async (id) => {
        const accounts = createPostgresAccountStore(open(), createIdentifierVault(ring, ring));
        await accounts.voidSignIns(id, at, 'this one');
        await accounts.voidSignIns(id, at + 1_000, null, 'user');
      },
      ['revoked user signed-out-everywhere'],
    ],
    [
      'a change is refused in the middle',
      async (id) => {
        await expect(change(id, { endsAccess: true, from: { statuses: ['closed'] } })).rejects.toThrow();
      },
      [],
    ],
  ];

  describe(`what portals are told in ${where}`, () => {
    beforeAll(async () => {
      const clientId = `facts-${randomUUID()}`;
      const wish = { delivery: { method: 'poll' }, eventsRequested: [], description: null } as const;
      const events = ['session-revoked', 'credential-change'] as const;
      const streams = createPostgresSignalStreams(open(), NO_BOX);
      const stream = await streams.create({ realm: REALM, clientId }, clientId, { ...wish, events }, START);
      streamId = stream?.id ?? '';
    });

    test.each(changes)('S8 %s', async (_, happen, expected) => {
      const accountId = randomUUID();
      const person = { familyName: 'MARTIN', givenNames: ['Claire'], gender: 'female', birthdate: '1984-05-11' };
      await open().account.create({ data: { id: accountId, realm: REALM, ...person } });
      const [stream] = await open().sql.rows<Array<{ sector: string }>>`
        SELECT sector FROM signal_stream WHERE id = ${streamId}::uuid`;
      const sub = `sub-${randomUUID()}`;
      const subject = { realm: REALM, sector: stream?.sector ?? '', accountId, sub };
      await createPostgresSubjectStore(open()).note([subject]);
      await happen(accountId);
      const rows = await open().sql.rows<Array<{ type: string; sub: string; data: Record<string, string> }>>`
        SELECT type, sub, data FROM signal_event WHERE stream_id = ${streamId}::uuid AND sub = ${sub}`;
      const told = rows.map(({ type, data: { credential, change: how, by, reason } }) =>
        type === 'session-revoked' ? `revoked ${by} ${reason}` : `${credential} ${how} ${by} ${reason}`,
      );
      expect(told.sort()).toEqual([...expected].sort());
    });
  });
}
