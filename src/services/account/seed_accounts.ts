/** Creates the seeded people who are not there yet (O1): never updates, all or nothing. */
import type { SeedAccount } from '../../domain/account/seed_account.js';
import type { AccountStore, NewAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';

const PROVISIONAL_LIFE_MS = 60 * 86_400_000;

/**
 * @param seeds read and checked from ACCOUNTS_FILE
 * @returns how many were created
 */
export async function seedAccounts(
  seeds: readonly SeedAccount[],
  accounts: AccountStore,
  hasher: PasswordHasher,
  clock: Clock,
): Promise<number> {
  const absent: NewAccount[] = [];
  for (const seed of seeds) {
    const found = await Promise.all(
      seed.identifiers.map(({ kind, value }) => accounts.findByIdentifier(seed.realm, kind, value, null)),
    );
    if (found.some(Boolean)) continue;
    absent.push(await newAccount(seed, hasher, clock));
  }
  return absent.length === 0 ? 0 : accounts.createAbsent(absent, clock.now());
}

async function newAccount(seed: SeedAccount, hasher: PasswordHasher, clock: Clock): Promise<NewAccount> {
  const { password: typed, provisionalPassword, legacyCode, ...person } = seed;
  const password = typed === null ? null : await hasher.hash(typed);
  return {
    ...person,
    password,
    otherCredentials: [
      ...(provisionalPassword
        ? [
            {
              kind: 'provisional' as const,
              stored: await hasher.hash(provisionalPassword, password),
              expiresAt: clock.now() + PROVISIONAL_LIFE_MS,
            },
          ]
        : []),
      ...(legacyCode ? [{ kind: 'legacy_code' as const, stored: await hasher.hash(legacyCode), expiresAt: null }] : []),
    ],
  };
}
