/** Creates the seeded people who are not there yet (O1): never updates, all or nothing. */
import type { SeedAccount } from '../domain/seed_account.js';
import type { AccountStore, NewAccount } from '../ports/account_store.js';
import type { PasswordHasher } from '../ports/password_hasher.js';

/**
 * @param seeds read and checked from ACCOUNTS_FILE
 * @returns how many were created
 */
export async function seedAccounts(
  seeds: readonly SeedAccount[],
  accounts: AccountStore,
  hasher: PasswordHasher,
): Promise<number> {
  const absent: NewAccount[] = [];
  for (const seed of seeds) {
    const found = await Promise.all(
      seed.identifiers.map(({ kind, value }) => accounts.findByIdentifier(seed.realm, kind, value, null)),
    );
    if (found.some(Boolean)) continue;
    const { password, ...person } = seed;
    absent.push({ ...person, password: password === null ? null : await hasher.hash(password) });
  }
  return absent.length === 0 ? 0 : accounts.createAbsent(absent);
}
