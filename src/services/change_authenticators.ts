/** Renaming and removing an authenticator app (I5, U1). Whoever calls `remove` holds a proof given now for that. */
import { readAuthenticatorName } from '../domain/authenticator.js';
import type { AccountStore } from '../ports/account_store.js';
import type { AuditLog } from '../ports/audit_log.js';
import type { AuthenticatorStore } from '../ports/authenticator_store.js';
import type { Clock } from '../ports/clock.js';
import type { Seat } from './seat.js';
import { noticesTo } from './tell_person.js';

export interface ChangeAuthenticatorsDependencies {
  readonly authenticators: Pick<AuthenticatorStore, 'rename' | 'remove'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

type Owner = Pick<Seat, 'realm' | 'account' | 'locale'>;

export interface ChangeAuthenticators {
  /** `name`: empty or too long · `gone`: there is none of this id */
  rename(owner: Owner, id: string, typed: string): Promise<'renamed' | 'name' | 'gone'>;
  /** @returns false: there is none of this id any more */
  remove(owner: Owner, id: string): Promise<boolean>;
}

export function createChangeAuthenticators(dependencies: ChangeAuthenticatorsDependencies): ChangeAuthenticators {
  const { authenticators, accounts, audit, clock } = dependencies;
  return {
    async rename({ account }, id, typed) {
      const name = readAuthenticatorName(typed);
      if (name === undefined) return 'name';
      return (await authenticators.rename(account.id, id, name)) ? 'renamed' : 'gone';
    },

    async remove({ realm, account, locale }, id) {
      const voice = realm.channels.includes('voice');
      const notices = noticesTo(account, { kind: 'authenticator_removed', dedupe: id, locale, voice });
      const isRemoved = await authenticators.remove(account.id, id, notices, clock.now());
      accounts.forget(account.id);
      audit.record({
        type: 'authenticator',
        outcome: isRemoved ? 'removed' : 'gone',
        realm: realm.id,
        accountId: account.id,
        data: { event: 'removal' },
      });
      return isRemoved;
    },
  };
}
