/** A new account as its rows are created (O1): identifiers sealed and indexed, contacts, credentials. */
import { randomUUID } from 'node:crypto';
import type { NewAccount } from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';

export function newAccount(account: NewAccount, vault: IdentifierVault) {
  const id = randomUUID();
  return {
    id,
    realm: account.realm,
    familyName: account.familyName,
    givenNames: [...account.givenNames],
    gender: account.gender,
    birthdate: account.birthdate,
    birthplace: account.birthplace,
    birthcountry: account.birthcountry,
    standing: account.standing ?? 'affiliated',
    caf: account.caf ?? null,
    ...(account.postalAddress
      ? {
          addressLines: [...account.postalAddress.lines],
          postcode: account.postalAddress.postcode,
          city: account.postalAddress.city,
          country: account.postalAddress.country,
        }
      : {}),
    identifiers: {
      create: account.identifiers.map(({ kind, value }) => {
        const [index] = vault.indexes(account.realm, kind, value);
        if (!index) throw new Error('the index key ring is empty');
        const sealed = vault.seal(id, kind, value);
        return {
          id: randomUUID(),
          realm: account.realm,
          kind,
          indexKeyId: index.keyId,
          blindIndex: new Uint8Array(index.index),
          cipherKeyId: sealed.cipherKeyId,
          ciphertext: new Uint8Array(sealed.ciphertext),
        };
      }),
    },
    contacts: {
      create: account.contacts.map(({ kind, value }) => ({ id: randomUUID(), kind, value, verifiedAt: new Date() })),
    },
    ...(account.siret ? { affiliations: { create: [{ siret: account.siret }] } } : {}),
    credentials: { create: newCredentials(account) },
  };
}

function newCredentials({ password, passwordExpiresAt = null, otherCredentials = [] }: NewAccount) {
  const all = [
    ...(password ? [{ kind: 'password', stored: password, expiresAt: passwordExpiresAt }] : []),
    ...otherCredentials,
  ];
  return all.map(({ kind, stored, expiresAt }) => ({
    id: randomUUID(),
    kind,
    state: kind === 'provisional' ? 'provisional' : 'chosen',
    hash: stored.hash,
    pepperKeyId: stored.pepperKeyId,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  }));
}
