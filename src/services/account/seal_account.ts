/** An account that was checked, as it is written: its identifiers sealed, and what they claim (C9, S4). */
import { randomBytes } from 'node:crypto';
import type { ImportedAccount } from '../../domain/import/imported_account.js';
import type { Claim } from '../../domain/import/settle.js';
import type { IdentifierKind } from '../../domain/realm.js';
import { timeOrderedId } from '../../domain/time_ordered_id.js';
import type { IdentifierVault } from '../../ports/account/identifier_vault.js';
import { ownerKey, type SealedAccount } from '../../ports/import/account_import_store.js';

export interface SealedClaims {
  readonly account: SealedAccount;
  readonly claims: readonly Claim[];
  /** under every key of the index ring */
  readonly indexes: ReadonlyArray<{ readonly kind: IdentifierKind; readonly index: Buffer }>;
}

/**
 * @param vault seals and indexes the identifiers
 * @param now milliseconds since the epoch
 */
export function sealAccount(
  account: ImportedAccount,
  realm: string,
  vault: IdentifierVault,
  now: number,
): SealedClaims {
  const id = timeOrderedId(now, randomBytes(10));
  const claims: Claim[] = [];
  const indexes: Array<SealedClaims['indexes'][number]> = [];
  const identifiers = account.identifiers.map(({ kind, value }) => {
    const [current, ...older] = vault.indexes(realm, kind, value);
    if (!current) throw new Error('the index key ring is empty');
    const key = ({ index }: { readonly index: Buffer }) => ownerKey(kind, index);
    claims.push({ field: kind, keys: [key(current), ...older.map(key)] });
    indexes.push(...[current, ...older].map(({ index }) => ({ kind, index })));
    return { kind, indexKeyId: current.keyId, blindIndex: current.index, ...vault.seal(id, kind, value) };
  });
  return { account: { ...account, id, identifiers }, claims, indexes };
}
