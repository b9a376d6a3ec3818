/** Accounts just read: what is kept, for how long, and what never is. */
import { describe, expect, test } from '@jest/globals';
import { rememberRecentAccounts } from '../../src/adapters/system/recent_accounts.js';
import type { AccountStore, SignInAccount } from '../../src/ports/account/account_store.js';

const CLAIRE: SignInAccount = {
  id: 'claire',
  realm: 'allocataires',
  status: 'active',
  familyName: 'MARTIN',
  givenNames: ['Claire'],
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
  standing: 'affiliated',
  locale: 'fr',
  caf: null,
  postalAddress: null,
  acceptedTerms: null,
  passkeyInvitedAt: null,
  contacts: [],
  credentials: [],
  codeCards: [],
  authenticators: 0,
  passkeys: [],
  signInsVoid: null,
  deviceKnown: false,
  deviceShared: false,
  wrongCodes: [],
  password: { hash: 'hash', pepperKeyId: 'k1' },
  provisional: null,
};

function open() {
  let now = 1_795_341_600_000;
  const reads: string[] = [];
  const known = new Set<string>();
  const { password, provisional, ...visited } = CLAIRE;
  const store = {
    findByIdentifier: async (_realm, _kind, value) => {
      reads.push(`by ${value}`);
      return value === 'hers' ? CLAIRE : null;
    },
    find: async (id, device) => {
      reads.push(`${id} from ${device}`);
      return id === CLAIRE.id ? { ...visited, deviceKnown: device !== null && known.has(device) } : null;
    },
    recordDevice: async (_account, { hash }) => void known.add(hash),
    recordRightCode: async ({ code }) => 'id' in code && code.id === 'first',
    forget: () => {},
  } as Partial<AccountStore> as AccountStore;
  const clock = { now: () => now, pause: async () => {} };
  return {
    reads,
    accounts: rememberRecentAccounts(store, clock),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('O6 accounts just read', () => {
  test('O6 the redirects of one step read the account once, and anew after two seconds', async () => {
    const { accounts, reads, pass } = open();
    await accounts.findByIdentifier('allocataires', 'nir', 'hers', null);
    pass(1_999);
    expect(await accounts.find('claire', null)).toMatchObject({ id: 'claire', deviceKnown: false });
    expect(reads).toEqual(['by hers']);
    pass(1);
    await accounts.find('claire', null);
    expect(reads).toEqual(['by hers', 'claire from null']);
  });

  test('C2 what is kept holds no password, and every identifier is asked anew', async () => {
    const { accounts, reads } = open();
    await accounts.findByIdentifier('allocataires', 'nir', 'hers', null);
    expect(await accounts.find('claire', null)).not.toHaveProperty('password');
    await accounts.findByIdentifier('allocataires', 'nir', 'hers', null);
    await accounts.findByIdentifier('allocataires', 'nir', 'nobody’s', null);
    expect(reads).toEqual(['by hers', 'by hers', 'by nobody’s']);
  });

  test('S1 another browser is another question, and a recorded one is known at once', async () => {
    const { accounts, reads } = open();
    await accounts.find('claire', null);
    expect(await accounts.find('claire', 'stranger')).toMatchObject({ deviceKnown: false });
    expect(reads).toEqual(['claire from null', 'claire from stranger']);
    await accounts.recordDevice(CLAIRE, { hash: 'new', browser: 'Firefox' }, 0);
    expect(await accounts.find('claire', 'new')).toMatchObject({ deviceKnown: true });
    expect(reads).toHaveLength(2);
  });

  test('S1 a right code leaves its browser known at once, one used before does not', async () => {
    const { accounts, reads } = open();
    const right = { account: CLAIRE, lane: 'l', countedAt: 0, reopened: [], at: 0 };
    const typed = (id: string, hash: string) =>
      accounts.recordRightCode({ ...right, code: { id, expiresAtSeconds: 0 }, device: { hash, browser: 'Firefox' } });
    await accounts.find('claire', null);
    await typed('used before', 'replayed');
    await typed('first', 'new');
    expect(await accounts.find('claire', 'new')).toMatchObject({ deviceKnown: true });
    expect(await accounts.find('claire', 'replayed')).toMatchObject({ deviceKnown: false });
    expect(reads).toEqual(['claire from null', 'claire from replayed']);
  });

  test('I2 what was forgotten is read anew', async () => {
    const { accounts, reads } = open();
    await accounts.find('claire', null);
    accounts.forget('claire');
    await accounts.find('claire', null);
    expect(reads).toHaveLength(2);
  });

  test('O6 absence is never kept', async () => {
    const { accounts, reads } = open();
    await accounts.find('nobody', null);
    await accounts.find('nobody', null);
    expect(reads).toHaveLength(2);
  });
});
