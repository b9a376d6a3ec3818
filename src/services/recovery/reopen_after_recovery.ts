/**
 * A recovery opens again what a stranger's failures had closed on unknown devices (S1). Wrong codes only so often: whoever
 * has a person's mailbox could else recover again and again, each time for another handful of guesses at the other contact.
 */
import type { Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Clock } from '../../ports/clock.js';
import { reopenUnknownDeviceLanes } from '../one_time_code/code_entry_lane.js';

export type ReopenAfterRecovery = (realm: Realm, accountId: string) => Promise<void>;

export function createReopenAfterRecovery(
  counters: AttemptCounter,
  accounts: Pick<AccountStore, 'forget'>,
  clock: Clock,
): ReopenAfterRecovery {
  return async (realm, accountId) => {
    await reopenUnknownDeviceLanes(counters, realm, accountId, clock.now());
    accounts.forget(accountId);
  };
}
