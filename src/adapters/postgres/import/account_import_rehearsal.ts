/**
 * The dry run of an import (C9): the same questions to the database and nothing written there. What the file itself has
 * claimed lies in a temporary table, because a file of millions of people does not fit in memory.
 */
import type pg from 'pg';
import type { IdentifierKind } from '../../../domain/realm.js';
import { type AccountImportStore, ownerKey } from '../../../ports/import/account_import_store.js';
import { connectAccountImportStore, findOwners } from './account_import_store.js';

const OF_THIS_FILE = { accountId: 'of this file', isOfThisRun: true };

/** @param url postgresql://… */
export async function connectAccountImportRehearsal(url: string): Promise<AccountImportStore> {
  const { client, close } = await connectAccountImportStore(url);
  await client.query('CREATE TEMP TABLE claimed (kind text, blind_index bytea, PRIMARY KEY (blind_index, kind))');
  return {
    take: async () => null,
    begin: async () => {},
    async owners(run, identifiers) {
      const owners = await findOwners(client, run, identifiers);
      for (const key of await claimedOf(client, identifiers)) if (!owners.has(key)) owners.set(key, OF_THIS_FILE);
      return owners;
    },
    async write(accounts) {
      const identifiers = accounts.flatMap((account) => account.identifiers);
      await client.query('INSERT INTO claimed SELECT * FROM unnest($1::text[], $2::bytea[])', [
        identifiers.map(({ kind }) => kind),
        identifiers.map(({ blindIndex }) => blindIndex),
      ]);
    },
    create: () => Promise.reject(new Error('a rehearsal creates nobody')),
    close,
  };
}

async function claimedOf(client: pg.Client, identifiers: ReadonlyArray<{ readonly index: Buffer }>) {
  const { rows } = await client.query<{ kind: IdentifierKind; blind_index: Buffer }>(
    'SELECT kind, blind_index FROM claimed WHERE blind_index = ANY($1::bytea[])',
    [identifiers.map(({ index }) => index)],
  );
  return rows.map(({ kind, blind_index }) => ownerKey(kind, blind_index));
}
