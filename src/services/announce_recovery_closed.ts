/** Tells a person, on every contact on file, that recovery codes are suspended after too many wrong ones (C4). */
import { codeOptions } from '../domain/contact/code_channel.js';
import { recoveryClosedMessage } from '../domain/message/recovery_closed.js';
import type { Realm } from '../domain/realm.js';
import type { AccountStore } from '../ports/account_store.js';
import type { Delivery } from '../ports/delivery.js';

/** @param onFailure told why a message was not accepted */
export function createAnnounceRecoveryClosed(
  accounts: Pick<AccountStore, 'find'>,
  delivery: Delivery,
  onFailure: (why: string) => void,
) {
  return async (realm: Realm, accountId: string): Promise<void> => {
    const account = await accounts.find(accountId, null);
    for (const { contact, channel } of codeOptions(account?.contacts ?? [], realm.channels)) {
      const message = recoveryClosedMessage({
        channel,
        locale: account?.locale ?? 'fr',
        realmName: realm.name[account?.locale ?? 'fr'],
        helpTelephone: realm.help.telephone,
      });
      const answer = await delivery.send({ channel, to: contact.value, ...message });
      if (!answer.accepted) onFailure(answer.why);
    }
  };
}
