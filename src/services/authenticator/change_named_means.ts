/**
 * Renaming and removing what a person named and signs in with: an authenticator app (I5) or a passkey (I6, U1). Whoever calls
 * `remove` holds a proof given now for that.
 */
import { readAuthenticatorName } from '../../domain/authenticator/authenticator.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { NewNotice } from '../../ports/notice/notice_outbox.js';
import type { Seat } from '../account/seat.js';
import { noticesTo } from '../notice/tell_person.js';

/** Where one sort of them is kept. */
interface NamedMeansStore {
  rename(accountId: string, id: string, name: string): Promise<boolean>;
  remove(accountId: string, id: string, notices: readonly NewNotice[], at: number): Promise<boolean>;
}

/** One sort of them. */
export interface NamedMeansKind {
  readonly store: NamedMeansStore;
  /** the audit's type; `<type>_removed` is what the person is told */
  readonly type: 'authenticator' | 'passkey';
}

export interface ChangeNamedMeansDependencies {
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

type Owner = Pick<Seat, 'realm' | 'account' | 'locale'>;

export interface ChangeNamedMeans {
  /** `name`: empty or too long · `gone`: there is none of this id */
  rename(owner: Owner, id: string, typed: string): Promise<'renamed' | 'name' | 'gone'>;
  /**
   * @param browser family of the browser that it is done in, told with it (U2)
   * @returns false: there is none of this id any more
   */
  remove(owner: Owner, id: string, browser?: string): Promise<boolean>;
}

export function createChangeNamedMeans(
  { store, type }: NamedMeansKind,
  { accounts, audit, clock }: ChangeNamedMeansDependencies,
): ChangeNamedMeans {
  return {
    async rename({ account }, id, typed) {
      const name = readAuthenticatorName(typed);
      if (name === undefined) return 'name';
      return (await store.rename(account.id, id, name)) ? 'renamed' : 'gone';
    },

    async remove({ realm, account, locale }, id, browser) {
      const voice = realm.channels.includes('voice');
      const data = browser === undefined ? {} : { browser };
      const notices = noticesTo(account, { kind: `${type}_removed`, data, dedupe: id, locale, voice });
      const isRemoved = await store.remove(account.id, id, notices, clock.now());
      accounts.forget(account.id);
      audit.record({
        type,
        outcome: isRemoved ? 'removed' : 'gone',
        realm: realm.id,
        accountId: account.id,
        data: { event: 'removal' },
      });
      return isRemoved;
    },
  };
}
