/**
 * Accounts just read, kept for two seconds: a redirect, the page behind it and the portal's token request follow each
 * other within one, and each would read the same row again. A suspended account ends that much later, no more; that code
 * entry is closed is told that much later at most, and judged anew whenever a code is typed.
 */
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';

/** An account from one browser. */
type Seen = Pick<VisitedAccount, 'deviceKnown' | 'deviceShared' | 'wrongCodes'>;

interface Recent {
  readonly account: VisitedAccount;
  /** by the device's keyed name, null for a browser that has none */
  readonly devices: Map<string | null, Seen>;
  /** milliseconds since the epoch */
  readonly until: number;
}

const KEPT_MS = 2_000;
const LARGEST = 2_000;
const STRANGER: Seen = { deviceKnown: false, deviceShared: false, wrongCodes: [] };

/** Passwords and identifiers are never kept, and absence is always asked anew. */
export function rememberRecentAccounts(accounts: AccountStore, clock: Clock): AccountStore {
  const recent = new Map<string, Recent>();

  const current = (accountId: string): Recent | undefined => {
    const entry = recent.get(accountId);
    return entry && entry.until > clock.now() ? entry : undefined;
  };
  const keep = (found: VisitedAccount, deviceHash: string | null): void => {
    const devices = current(found.id)?.devices ?? new Map<string | null, Seen>();
    const { deviceKnown, deviceShared, wrongCodes } = found;
    devices.set(deviceHash, { deviceKnown, deviceShared, wrongCodes });
    recent.delete(found.id);
    recent.set(found.id, { account: found, devices, until: clock.now() + KEPT_MS });
    // In the order of their reading: whatever has ended stands first.
    for (const [id, { until }] of recent) {
      if (until > clock.now() && recent.size <= LARGEST) break;
      recent.delete(id);
    }
  };
  const know = (accountId: string, deviceHash: string): void => {
    const devices = current(accountId)?.devices;
    const before = devices?.get(deviceHash);
    devices?.set(deviceHash, {
      deviceKnown: true,
      deviceShared: before?.deviceShared ?? false,
      wrongCodes: before?.deviceKnown ? before.wrongCodes : [],
    });
  };

  return {
    ...accounts,
    async findByIdentifier(realm, kind, value, deviceHash) {
      const found = await accounts.findByIdentifier(realm, kind, value, deviceHash);
      if (found) {
        const { password, provisional, ...visited } = found;
        keep(visited, deviceHash);
      }
      return found;
    },
    async attemptPassword(...attempt) {
      const [, deviceHash] = attempt;
      const attempted = await accounts.attemptPassword(...attempt);
      if (attempted.account) {
        const { password, provisional, ...visited } = attempted.account;
        keep(visited, deviceHash);
      }
      return attempted;
    },
    async find(accountId, deviceHash) {
      const entry = current(accountId);
      const seen = entry?.devices.get(deviceHash) ?? (deviceHash === null ? STRANGER : undefined);
      if (entry && seen) return { ...entry.account, ...seen };
      const found = await accounts.find(accountId, deviceHash);
      if (found) keep(found, deviceHash);
      else recent.delete(accountId);
      return found;
    },
    async voidSignIns(accountId, at, keptSession, by) {
      await accounts.voidSignIns(accountId, at, keptSession, by);
      recent.delete(accountId);
    },
    async acceptTerms(accountId, version) {
      await accounts.acceptTerms(accountId, version);
      recent.delete(accountId);
    },
    async noteInvited(accountId, at) {
      await accounts.noteInvited(accountId, at);
      recent.delete(accountId);
    },
    async recordRightCode(right) {
      const isFirst = await accounts.recordRightCode(right);
      if (!isFirst) return false;
      const { account, device, reopened, card } = right;
      if (reopened.length > 0 || card) recent.delete(account.id);
      else if (device) know(account.id, device.hash);
      return true;
    },
    forget(accountId) {
      recent.delete(accountId);
      accounts.forget(accountId);
    },
    async recordDevice(account, device, at) {
      await accounts.recordDevice(account, device, at);
      know(account.id, device.hash);
    },
  };
}
