/** Tells a person, on every contact on file, that an identity was linked to their account, or unlinked (F4, U2). */
import { codeOptions } from '../domain/contact/code_channel.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import { identityLinkMessage } from '../domain/message/identity_link.js';
import type { Realm } from '../domain/realm.js';
import type { VisitedAccount } from '../ports/account_store.js';
import type { Delivery } from '../ports/delivery.js';

export interface LinkNews {
  readonly account: VisitedAccount;
  readonly upstream: Pick<UpstreamSettings, 'name'>;
  /** did it take the place of another identity of the same upstream? */
  readonly replaced?: boolean;
  readonly undone?: boolean;
}

export type AnnounceLink = (news: LinkNews) => void;

/** @param onFailure told why a message was not accepted */
export function createAnnounceLink(realm: Realm, delivery: Delivery, onFailure: (why: string) => void): AnnounceLink {
  return ({ account, upstream, replaced = false, undone = false }) => {
    for (const { contact, channel } of codeOptions(account.contacts, ['email', 'sms'])) {
      const message = identityLinkMessage({
        channel,
        locale: 'fr',
        what: undone ? 'undone' : replaced ? 'replaced' : 'linked',
        realmName: realm.name.fr,
        upstreamName: upstream.name,
        helpTelephone: realm.help.telephone,
      });
      void delivery.send({ channel, to: contact.value, ...message }).then((answer) => {
        if (!answer.accepted) onFailure(answer.why);
      });
    }
  };
}
