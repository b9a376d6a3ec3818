/** Renaming and removing a passkey (I6, U1). Whoever calls `remove` holds a proof given now for that. */
import { readAuthenticatorName } from '../domain/authenticator.js';
import type { AccountStore } from '../ports/account_store.js';
import type { AuditLog } from '../ports/audit_log.js';
import type { Clock } from '../ports/clock.js';
import type { PasskeyStore } from '../ports/passkey_store.js';
import type { Seat } from './seat.js';
import { noticesTo } from './tell_person.js';

export interface ChangePasskeysDependencies {
  readonly passkeys: Pick<PasskeyStore, 'rename' | 'remove'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

type Owner = Pick<Seat, 'realm' | 'account' | 'locale'>;

export interface ChangePasskeys {
  /** `name`: empty or too long · `gone`: there is none of this id */
  rename(owner: Owner, id: string, typed: string): Promise<'renamed' | 'name' | 'gone'>;
  /**
   * @param browser family of the browser that it is done in, told with it (U2)
   * @returns false: there is none of this id any more
   */
  remove(owner: Owner, id: string, browser?: string): Promise<boolean>;
}

export function createChangePasskeys({ passkeys, accounts, audit, clock }: ChangePasskeysDependencies): ChangePasskeys {
  return {
    async rename({ account }, id, typed) {
      const name = readAuthenticatorName(typed);
      if (name === undefined) return 'name';
      return (await passkeys.rename(account.id, id, name)) ? 'renamed' : 'gone';
    },

    async remove({ realm, account, locale }, id, browser) {
      const voice = realm.channels.includes('voice');
      const data = browser === undefined ? {} : { browser };
      const notices = noticesTo(account, { kind: 'passkey_removed', data, dedupe: id, locale, voice });
      const isRemoved = await passkeys.remove(account.id, id, notices, clock.now());
      accounts.forget(account.id);
      audit.record({
        type: 'passkey',
        outcome: isRemoved ? 'removed' : 'gone',
        realm: realm.id,
        accountId: account.id,
        data: { event: 'removal' },
      });
      return isRemoved;
    },
  };
}
