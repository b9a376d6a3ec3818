/** Accounts in PostgreSQL (I1, S4). Identifiers are sealed and found by blind index only. */
import { randomUUID } from 'node:crypto';
import type { CivilIdentity } from '../../domain/civil_identity.js';
import type {
  AccountStatus,
  AccountStore,
  Contact,
  ContactKind,
  NewAccount,
  SignInAccount,
  VisitedAccount,
} from '../../ports/account_store.js';
import type { IdentifierVault } from '../../ports/identifier_vault.js';
import type { Database } from './connection.js';

interface AccountRow {
  id: string;
  realm: string;
  status: string;
  family_name: string;
  given_names: string[];
  gender: string;
  birthdate: string;
  birthplace: string | null;
  birthcountry: string | null;
  contacts: Array<{ id: string; kind: string; value: string; verified: boolean }> | null;
  device_known: boolean;
}

interface SignInRow extends AccountRow {
  hash: string | null;
  pepper_key_id: string | null;
}

export function createPostgresAccountStore(database: Database, vault: IdentifierVault): AccountStore {
  return {
    async findByIdentifier(realm, kind, value, deviceHash) {
      const indexes = vault.indexes(realm, kind, value).map(({ index }) => index);
      const rows = await database.sql.rows<SignInRow[]>`
        SELECT a.id, a.realm, a.status, a.family_name, a.given_names, a.gender, a.birthdate, a.birthplace, a.birthcountry,
          c.hash, c.pepper_key_id,
          (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value, 'verified', t.verified_at IS NOT NULL)
             ORDER BY t.created_at, t.id) FROM contact t WHERE t.account_id = a.id) AS contacts,
          EXISTS (SELECT FROM known_device d WHERE d.secret_hash = ${deviceHash} AND d.account_id = a.id) AS device_known
        FROM identifier i
        JOIN account a ON a.id = i.account_id
        LEFT JOIN credential c ON c.account_id = a.id AND c.kind = 'password'
        WHERE i.blind_index = ANY(${indexes}) AND i.kind = ${kind} AND i.realm = ${realm} AND i.retirement = 0
        LIMIT 1`;
      const row = rows[0];
      return row ? readSignIn(row) : null;
    },

    async find(accountId, deviceHash) {
      const rows = await database.sql.rows<AccountRow[]>`
        SELECT a.id, a.realm, a.status, a.family_name, a.given_names, a.gender, a.birthdate, a.birthplace, a.birthcountry,
          (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value, 'verified', t.verified_at IS NOT NULL)
             ORDER BY t.created_at, t.id) FROM contact t WHERE t.account_id = a.id) AS contacts,
          EXISTS (SELECT FROM known_device d WHERE d.secret_hash = ${deviceHash} AND d.account_id = a.id) AS device_known
        FROM account a WHERE a.id = ${accountId}::uuid`;
      const row = rows[0];
      return row ? readAccount(row) : null;
    },

    async identifier(accountId, kind) {
      const row = await database.identifier.findFirst({ where: { accountId, kind, retirement: 0n } });
      return row
        ? vault.open(accountId, kind, { cipherKeyId: row.cipherKeyId, ciphertext: Buffer.from(row.ciphertext) })
        : null;
    },

    async createAbsent(accounts) {
      return database.$transaction(
        async (transaction) => {
          let created = 0;
          for (const account of accounts) {
            const indexes = account.identifiers.flatMap(({ kind, value }) =>
              vault
                .indexes(account.realm, kind, value)
                .map(({ index }) => ({ kind, blindIndex: new Uint8Array(index) })),
            );
            const taken = await transaction.identifier.findFirst({
              where: { realm: account.realm, retirement: 0n, OR: indexes },
            });
            if (taken) continue;
            await transaction.account.create({ data: newAccount(account, vault) });
            created += 1;
          }
          return created;
        },
        { timeout: 120_000, maxWait: 10_000 },
      );
    },

    async upgradePassword(accountId, from, to) {
      await database.credential.updateMany({
        where: { accountId, kind: 'password', hash: from.hash },
        data: { hash: to.hash, pepperKeyId: to.pepperKeyId },
      });
    },

    async recordDevice(account, deviceHash, browser, at) {
      await database.sql.count`
        INSERT INTO known_device (secret_hash, account_id, realm, first_seen_at, last_seen_at, browser)
        VALUES (${deviceHash}, ${account.id}::uuid, ${account.realm}, to_timestamp(${at}::bigint / 1000.0),
          to_timestamp(${at}::bigint / 1000.0), ${browser})
        ON CONFLICT (secret_hash, account_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, browser = excluded.browser`;
    },
  };
}

function newAccount(account: NewAccount, vault: IdentifierVault) {
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
    ...(account.password
      ? {
          credentials: {
            create: [
              {
                id: randomUUID(),
                kind: 'password',
                hash: account.password.hash,
                pepperKeyId: account.password.pepperKeyId,
              },
            ],
          },
        }
      : {}),
  };
}

function readAccount(row: AccountRow): VisitedAccount {
  return {
    id: row.id,
    realm: row.realm,
    status: row.status as AccountStatus,
    familyName: row.family_name,
    givenNames: row.given_names,
    gender: row.gender as CivilIdentity['gender'],
    birthdate: row.birthdate,
    birthplace: row.birthplace,
    birthcountry: row.birthcountry,
    contacts: (row.contacts ?? []).map((contact): Contact => ({ ...contact, kind: contact.kind as ContactKind })),
    deviceKnown: row.device_known,
  };
}

function readSignIn(row: SignInRow): SignInAccount {
  return {
    ...readAccount(row),
    password: row.hash && row.pepper_key_id ? { hash: row.hash, pepperKeyId: row.pepper_key_id } : null,
  };
}
