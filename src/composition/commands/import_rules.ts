/** What a realm asks of the accounts that are brought in (C9, C3, C5). */
import type { ImportRules } from '../../domain/import/imported_account.js';
import type { Realm } from '../../domain/realm.js';

/** @param startedAt milliseconds since the epoch */
export function importRules(realm: Realm, startedAt: number): ImportRules {
  return {
    realm,
    hasLegacyCodes: realm.legacyAccess !== null,
    passwordLifeMs: realm.passwordLifeSeconds === 0 ? null : realm.passwordLifeSeconds * 1000,
    startedAt,
  };
}
