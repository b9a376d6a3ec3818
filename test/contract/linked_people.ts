/** People of a realm of their own, and what links them, for the tests of the link store. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createPostgresAccountStore } from '../../src/adapters/postgres/account/account_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createIdentifierVault } from '../../src/adapters/system/keys/identifier_vault.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { UpstreamIdentity } from '../../src/domain/federation/upstream.js';
import type { NewAccount } from '../../src/ports/account/account_store.js';
import type { LinkRequest } from '../../src/ports/federation/identity_link_store.js';
import { START } from './clock_of_test.js';

const vault = createIdentifierVault(
  keyRing([{ id: 'e1', secret: randomBytes(32) }]),
  keyRing([{ id: 'i1', secret: randomBytes(32) }]),
);

export const ISSUER = 'https://upstream.example.test';

export const CLAIRE: UpstreamIdentity = {
  familyName: 'MARTIN',
  givenNames: 'Claire Anne',
  gender: 'female',
  birthdate: '1984-05-11',
  birthplace: '88321',
  birthcountry: '99100',
  siret: undefined,
};

/** A realm that no other test uses. */
export function newRealm(): string {
  return `realm ${randomUUID()}`;
}

/** Creates a person like Claire, in the realm. */
export async function createPerson(
  database: Database,
  realm: string,
  changes: Partial<NewAccount> = {},
): Promise<string> {
  const login = randomUUID();
  const store = createPostgresAccountStore(database, vault);
  await store.createAbsent(
    [
      {
        realm,
        familyName: 'MARTIN',
        givenNames: ['Claire', 'Anne'],
        gender: 'female',
        birthdate: '1984-05-11',
        birthplace: '88321',
        birthcountry: '99100',
        identifiers: [{ kind: 'login', value: login }],
        contacts: [],
        password: null,
        ...changes,
      },
    ],
    Date.now(),
  );
  const account = await store.findByIdentifier(realm, 'login', login, null);
  if (!account) throw new Error('the account just created was not found');
  return account.id;
}

/** A link proved locally with a subject of its own, unless told otherwise. */
export function request(realm: string, accountId: string, changes: Partial<LinkRequest> = {}): LinkRequest {
  return {
    realm,
    accountId,
    upstream: 'franceconnect-plus',
    issuer: ISSUER,
    subject: randomUUID(),
    provedBy: 'local_proof',
    now: START,
    ...changes,
  };
}
