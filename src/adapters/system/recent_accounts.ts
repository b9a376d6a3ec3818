/**
 * Accounts just read, kept for two seconds: a redirect, the page behind it and the portal's token request follow each
 * other within one, and each would read the same row again. A suspended account ends that much later, no more.
 */
import type { AccountStore, VisitedAccount } from '../../ports/account_store.js';
import type { Clock } from '../../ports/clock.js';

interface Recent {
  readonly account: VisitedAccount;
  /** by the device's keyed name: has it signed in to this account? */
  readonly devices: Map<string, boolean>;
  /** milliseconds since the epoch */
  readonly until: number;
}

const KEPT_MS = 2_000;
const LARGEST = 2_000;

/** Passwords and identifiers are never kept, and absence is always asked anew. */
export function rememberRecentAccounts(accounts: AccountStore, clock: Clock): AccountStore {
  const recent = new Map<string, Recent>();

  const current = (accountId: string): Recent | undefined => {
    const entry = recent.get(accountId);
    return entry && entry.until > clock.now() ? entry : undefined;
  };
  const keep = (found: VisitedAccount, deviceHash: string | null): void => {
    const devices = current(found.id)?.devices ?? new Map<string, boolean>();
    if (deviceHash !== null) devices.set(deviceHash, found.deviceKnown);
    recent.delete(found.id);
    recent.set(found.id, { account: found, devices, until: clock.now() + KEPT_MS });
    // In the order of their reading: whatever has ended stands first.
    for (const [id, { until }] of recent) {
      if (until > clock.now() && recent.size <= LARGEST) break;
      recent.delete(id);
    }
  };

  return {
    ...accounts,
    async findByIdentifier(realm, kind, value, deviceHash) {
      const found = await accounts.findByIdentifier(realm, kind, value, deviceHash);
      if (found) {
        const { password, ...visited } = found;
        keep(visited, deviceHash);
      }
      return found;
    },
    async find(accountId, deviceHash) {
      const entry = current(accountId);
      const deviceKnown = deviceHash === null ? false : entry?.devices.get(deviceHash);
      if (entry && deviceKnown !== undefined) return { ...entry.account, deviceKnown };
      const found = await accounts.find(accountId, deviceHash);
      if (found) keep(found, deviceHash);
      else recent.delete(accountId);
      return found;
    },
    async recordDevice(account, deviceHash, browser, at) {
      await accounts.recordDevice(account, deviceHash, browser, at);
      current(account.id)?.devices.set(deviceHash, true);
    },
  };
}
