/** Tells a person, on every contact on file, that code entry was closed after too many wrong codes (I2). */
import { codeOptions } from '../domain/contact/code_channel.js';
import { codeEntryClosedMessage } from '../domain/message/code_entry_closed.js';
import type { Realm } from '../domain/realm.js';
import type { VisitedAccount } from '../ports/account_store.js';
import type { Delivery } from '../ports/delivery.js';

/** @param onFailure told why a message was not accepted */
export function createAnnounceClosure(delivery: Delivery, onFailure: (why: string) => void) {
  return (realm: Realm, account: VisitedAccount): void => {
    for (const { contact, channel } of codeOptions(account.contacts, realm.channels)) {
      const message = codeEntryClosedMessage({
        channel,
        locale: 'fr',
        realmName: realm.name.fr,
        portalName: realm.name.fr,
        helpTelephone: realm.help.telephone,
      });
      void delivery.send({ channel, to: contact.value, ...message }).then((answer) => {
        if (!answer.accepted) onFailure(answer.why);
      });
    }
  };
}
