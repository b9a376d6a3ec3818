/** What every device store promises (I3, U1): one secret at a time, and trust that dies with what it rested on. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresAccountFileStore } from '../../src/adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresContactStore } from '../../src/adapters/postgres/contact/contact_store.js';
import { createPostgresDeviceStore } from '../../src/adapters/postgres/device/device_store.js';
import { createPostgresCredentialStore } from '../../src/adapters/postgres/password/credential_store.js';
import { createPostgresDueChanges } from '../../src/adapters/postgres/schedule/due_changes.js';
import type { SealedBox } from '../../src/adapters/system/keys/sealed_box.js';
import type { FileChange } from '../../src/ports/account/account_file_store.js';
import type { IdentifierVault } from '../../src/ports/account/identifier_vault.js';
import { START } from './clock_of_test.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const TABS = 20;
const REALM = 'employeurs';
const AGENT_REMOVES = 'an agent removes a contact';
const NOTHING_SEALED = {} as SealedBox & IdentifierVault;

export function describeDeviceStore(adapter: string, open: () => Database): void {
  const store = () => createPostgresDeviceStore(open());
  const accounts = () => createPostgresAccountStore(open(), NOTHING_SEALED);
  const credentials = () => createPostgresCredentialStore(open(), NOTHING_SEALED, NOTHING_SEALED);
  const contacts = () => createPostgresContactStore(open(), NOTHING_SEALED);

  /** An account with a password and a verified mobile, set a day before START. */
  async function newAccount(): Promise<string> {
    const id = randomUUID();
    const before = new Date(START - DAY_MS);
    await open().account.create({
      data: {
        id,
        realm: REALM,
        familyName: 'X',
        givenNames: ['Y'],
        gender: 'female',
        birthdate: '1984-05-11',
        credentials: { create: { id: randomUUID(), kind: 'password', hash: 'h', pepperKeyId: '', setAt: before } },
        contacts: { create: { id: randomUUID(), kind: 'mobile', value: '+33639980001', verifiedAt: before } },
      },
    });
    return id;
  }

  interface Trusted {
    readonly accountId: string;
    readonly device: string;
    readonly id: string;
  }

  /** As a right code writes it, at START. */
  async function trust(accountId: string, device: string, at = START, carrier?: string): Promise<Trusted> {
    const id = randomUUID();
    await accounts().recordRightCode({
      code: { id: randomUUID(), expiresAtSeconds: at / 1000 + 600 },
      account: { id: accountId, realm: REALM },
      lane: `code:${accountId}:unknown`,
      countedAt: at,
      reopened: [],
      carrier,
      device: {
        hash: device,
        browser: 'Firefox',
        place: 'Agen',
        trust: { id, secretHash: 'first', expiresAt: at + WEEK_MS },
      },
      at,
    });
    return { accountId, device, id };
  }

  const use = ({ accountId, device, id }: Trusted, secretHash: string, at: number, over = {}) =>
    store().useTrust({
      accountId,
      realm: REALM,
      deviceHash: device,
      tickets: [{ id, secretHash }],
      nextHash: `after ${secretHash}`,
      browser: 'Firefox',
      place: null,
      windowMs: WEEK_MS,
      at,
      ...over,
    });
  const verdict = async (...parts: Parameters<typeof use>) => (await use(...parts))?.verdict;
  const MINUTE = 60_000;

  describe(`I3 trusted devices in ${adapter}`, () => {
    test('I3 each use gives another secret; the one before is good for 30 s, then it is a copy and ends the trust', async () => {
      const trusted = await trust(await newAccount(), randomUUID());
      expect(await verdict(trusted, 'first', START + MINUTE)).toBe('rotated');
      expect(await verdict(trusted, 'first', START + MINUTE + 29_000)).toBe('within-grace');
      expect(await verdict(trusted, 'after first', START + MINUTE + 29_000)).toBe('within-grace');
      expect(await verdict(trusted, 'after first', START + 2 * MINUTE)).toBe('rotated');
      expect(await verdict(trusted, 'first', START + 2 * MINUTE)).toBe('copied');
      expect(await verdict(trusted, 'after after first', START + 3 * MINUTE)).toBeUndefined();
    });

    test('I3 of twenty tabs at once one rotates, and none is refused', async () => {
      const trusted = await trust(await newAccount(), randomUUID());
      const at = START + MINUTE;
      const answers = await Promise.all(
        Array.from({ length: TABS }, (_, tab) => use(trusted, 'first', at + tab, { nextHash: `tab ${tab}` })),
      );
      const verdicts = answers.map((answer) => answer?.verdict);
      expect(verdicts.filter((each) => each === 'rotated')).toHaveLength(1);
      expect(verdicts.filter((each) => each === 'within-grace')).toHaveLength(TABS - 1);
      const winner = verdicts.indexOf('rotated');
      expect(await verdict(trusted, `tab ${winner}`, at + 2 * MINUTE)).toBe('rotated');
    });

    test('I3 it is worth nothing to another account, realm or browser; a known secret in another browser is a copy', async () => {
      const trusted = await trust(await newAccount(), randomUUID());
      const at = START + MINUTE;
      expect(await verdict({ ...trusted, accountId: await newAccount() }, 'first', at)).toBeUndefined();
      expect(await verdict(trusted, 'first', at, { realm: 'allocataires' })).toBeUndefined();
      expect(await verdict(trusted, 'first', at, { deviceHash: null })).toBe('copied');
      expect(await verdict(trusted, 'first', at)).toBeUndefined();
    });

    test('I3 a ticket that was left from another browser secret takes nothing away from the one that is good', async () => {
      const one = await trust(await newAccount(), randomUUID());
      const other = await trust(one.accountId, randomUUID());
      const tickets = [one, other].map(({ id }) => ({ id, secretHash: 'first' }));
      expect(await use(other, 'first', START + MINUTE, { tickets })).toEqual({ id: other.id, verdict: 'rotated' });
      const third = await trust(one.accountId, randomUUID());
      const reversed = [third, other].map(({ id }) => ({ id, secretHash: 'first' }));
      expect(await use(third, 'first', START + MINUTE, { tickets: reversed })).toEqual({
        id: third.id,
        verdict: 'rotated',
      });
    });

    test('I3 it lasts a week from the code, however often it is used, and no longer than the realm says now', async () => {
      const trusted = await trust(await newAccount(), randomUUID());
      let secret = 'first';
      for (let day = 1; day < 7; day += 1) {
        expect(await verdict(trusted, secret, START + day * DAY_MS)).toBe('rotated');
        secret = `after ${secret}`;
      }
      expect(await verdict(trusted, secret, START + WEEK_MS)).toBe('ended');
      const shortened = await trust(trusted.accountId, randomUUID());
      expect(await verdict(shortened, 'first', START + DAY_MS, { windowMs: DAY_MS })).toBe('ended');
    });

    test('I3 a browser with a third account is shared: neither trusted nor believed', async () => {
      const device = randomUUID();
      const first = await trust(await newAccount(), device);
      const second = await trust(await newAccount(), device);
      expect(await verdict(first, 'first', START + MINUTE)).toBe('rotated');
      const third = await trust(await newAccount(), device);
      expect(await verdict(third, 'first', START + MINUTE)).toBeUndefined();
      expect(await verdict(second, 'first', START + MINUTE)).toBe('shared');
      expect(await verdict(first, 'after first', START + MINUTE)).toBe('shared');
      expect(await accounts().find(second.accountId, device)).toMatchObject({ deviceShared: true });
    });

    const at = START + MINUTE;
    const password = { hash: 'new', pepperKeyId: '' };
    const change = async (accountId: string, asked: Partial<FileChange>) => {
      const from = { statuses: ['active'] } as const;
      const along = { provisional: null, letters: [], notices: [], receipt: null };
      const file = createPostgresAccountFileStore(open(), NOTHING_SEALED, {
        ...{ letters: NOTHING_SEALED, notices: NOTHING_SEALED, answers: NOTHING_SEALED },
      });
      expect(await file.change({ realm: REALM, accountId, at, from, ...along, ...asked })).toBe('done');
    };
    /** A second contact that counts, since before. */
    const addedTo = async (accountId: string) => {
      const [id, verifiedAt] = [randomUUID(), new Date(START - DAY_MS)];
      await open().contact.create({ data: { id, accountId, kind: 'mobile', value: '+33639980004', verifiedAt } });
      return id;
    };
    const ends: ReadonlyArray<readonly [string, (accountId: string) => Promise<unknown>]> = [
      ['every sign-in ends', (id) => accounts().voidSignIns(id, at, 'this session goes on')],
      [
        'another password is chosen',
        (accountId) =>
          credentials().choose({
            ...{ accountId, password, policy: 'characters', at, expiresAt: null, replaces: 'h', bar: null },
            ...{ begunAt: null, endsSignIns: null, notices: [] },
          }),
      ],
      [
        'a provisional password is used',
        async (accountId) => {
          const letter = { carriedBy: null, letter: null, notices: [], at, expiresAt: at + DAY_MS, voidAsRead: null };
          await credentials().issueProvisional({ accountId, password, ...letter });
          await credentials().useProvisional(accountId, 'new', null, at, []);
        },
      ],
      ['the password is taken away', (id) => credentials().remove(id, ['password'])],
      [
        'a contact is verified',
        async (id) => {
          const contact = await contacts().addUnverified(id, { kind: 'mobile', value: '+33639980002' }, at);
          await contacts().verify(id, contact, { begunAt: at, session: undefined }, at, []);
        },
      ],
      [
        'nobody refused a contact in time',
        async (accountId) => {
          const id = randomUUID();
          const waiting = { id, accountId, kind: 'mobile', value: '+33639980003', pendingUntil: new Date(START) };
          await open().contact.create({ data: waiting });
          await createPostgresDueChanges(open(), NOTHING_SEALED).settleContact(id, [], at);
        },
      ],
      ['a couple separates', (id) => change(id, { endsAccess: true })],
      ['an agent signs a person out everywhere', (id) => change(id, { endsSignIns: true })],
      [AGENT_REMOVES, async (id) => change(id, { removedContact: await addedTo(id) })],
    ];
    const leavesNoDate = ['the password is taken away', AGENT_REMOVES];
    test.each(ends)('I3 it ends when %s, in the same transaction', async (_, end) => {
      const trusted = await trust(await newAccount(), randomUUID());
      const other = await trust(await newAccount(), randomUUID());
      await end(trusted.accountId);
      expect(await open().trustedDevice.count({ where: { accountId: trusted.accountId } })).toBe(0);
      expect(await verdict(other, 'first', at)).toBe('rotated');
    });

    test.each(ends.filter(([what]) => !leavesNoDate.includes(what)))(
      'I3 what a sign-in that ran beside it wrote late is dead too: %s',
      async (_, end) => {
        const accountId = await newAccount();
        await end(accountId);
        // The code was typed before, its statement came after.
        const late = await trust(accountId, randomUUID(), START);
        expect(await verdict(late, 'first', at + 1)).toBe('ended');
        expect((await store().devicesOf(accountId, at)).map(({ trustedUntil }) => trustedUntil)).toEqual([null]);
      },
    );

    test('I3 U1 it ends with a contact that is removed, and a code that was on its way there earns none, even at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const accountId = await newAccount();
        const lost = await contacts().addUnverified(
          accountId,
          { kind: 'mobile', value: '+33639980009' },
          START - DAY_MS,
        );
        await contacts().verify(accountId, lost, { begunAt: START, session: undefined }, START - DAY_MS, []);
        await trust(accountId, randomUUID());
        const [removed] = await Promise.all([
          contacts().remove(accountId, lost, null, at, []),
          trust(accountId, randomUUID(), at + 1, lost),
        ]);
        await trust(accountId, randomUUID(), at + 2, lost);
        expect(removed).toBe('removed');
        expect(await open().trustedDevice.count({ where: { accountId } })).toBe(0);
      }
    });

    test('I3 asking for a provisional password, and using the voice server’s code, end nothing', async () => {
      const trusted = await trust(await newAccount(), randomUUID());
      const { accountId } = trusted;
      const letter = { carriedBy: null, letter: null, notices: [], at, expiresAt: at + DAY_MS, voidAsRead: null };
      await credentials().issueProvisional({ accountId, password, ...letter });
      await credentials().setTelephoneCode(accountId, password, at);
      expect(await verdict(trusted, 'first', at)).toBe('rotated');
    });

    test('U1 the list shows each browser once, last used first, and what is forgotten is neither known nor trusted', async () => {
      const accountId = await newAccount();
      const trusted = await trust(accountId, randomUUID());
      const known = randomUUID();
      const chrome = { hash: known, browser: 'Chrome', place: 'Nérac' };
      await accounts().recordDevice({ id: accountId, realm: REALM }, chrome, START + 1);
      await use(trusted, 'first', at);
      expect(await store().devicesOf(accountId, at)).toEqual([
        {
          deviceHash: trusted.device,
          browser: 'Firefox',
          place: 'Agen',
          firstSeenAt: START,
          lastSeenAt: at,
          trustedUntil: START + WEEK_MS,
        },
        {
          deviceHash: known,
          browser: 'Chrome',
          place: 'Nérac',
          firstSeenAt: START + 1,
          lastSeenAt: START + 1,
          trustedUntil: null,
        },
      ]);
      expect(await store().forgetDevice(await newAccount(), trusted.device)).toBe(false);
      expect(await store().forgetDevice(accountId, trusted.device)).toBe(true);
      expect(await store().forgetDevice(accountId, trusted.device)).toBe(false);
      expect((await store().devicesOf(accountId, at)).map(({ deviceHash }) => deviceHash)).toEqual([known]);
      expect(await accounts().find(accountId, trusted.device)).toMatchObject({ deviceKnown: false });
    });
  });
}
