/** Which notices tell a person of something: one to each verified contact, on the channel that it takes (U2, I4). */
import { maskName } from '../../domain/account/masked_name.js';
import { isContestable } from '../../domain/message/notice_rules.js';
import type { Channel, Locale } from '../../domain/realm.js';
import type { Account, Contact } from '../../ports/account/account_store.js';
import type { NewNotice, NoticeKind } from '../../ports/notice/notice_outbox.js';

export type ToldAccount = Pick<Account, 'id' | 'realm' | 'givenNames' | 'familyName' | 'locale'> & {
  readonly contacts: ReadonlyArray<Pick<Contact, 'id' | 'kind' | 'value' | 'verified'>>;
};

export interface News {
  readonly kind: NoticeKind;
  /** what it says; nothing secret: `expiresAt`, `masked`, `hours`, `by` (`sms`, `letter`, `desk`), `event` */
  readonly data?: Readonly<Record<string, string | number>>;
  /** what makes this news one: the moment or the id of what happened. Told again under the same, it is told once */
  readonly dedupe: string | number;
  /** the account's unless given: the language of the page that the person is on */
  readonly locale?: Locale;
  /** the provisional password; goes with `only` */
  readonly secret?: string | null;
  /** to this contact alone, verified or not: what carries a secret goes to one place */
  readonly only?: { readonly contact: string; readonly channel?: Channel };
  /** ids of contacts that are not told */
  readonly except?: readonly string[];
  /** id of the contact that carried the code of this very sign-in: told only where there is no other (U2) */
  readonly carrier?: string | undefined;
  /** does the realm call landlines? Its `channels` hold `voice` */
  readonly voice?: boolean;
}

const CHANNEL_OF: Readonly<Record<Contact['kind'], Channel>> = { email: 'email', mobile: 'sms', landline: 'voice' };

/**
 * Pure: whoever changes something writes these in the same transaction (`insertNotices`), or adds them to the outbox.
 *
 * @returns none when the person has no contact that takes one
 */
export function noticesTo(account: ToldAccount, news: News): readonly NewNotice[] {
  const { kind, data = {}, dedupe, secret = null, only } = news;
  if (secret !== null && !only) throw new Error('a secret goes to one contact');
  const label = maskName(account);
  const event = `${kind}:${account.id}:${dedupe}`;
  return whomToTell(account, news).map((contact) => {
    const channel = only?.channel ?? CHANNEL_OF[contact.kind];
    return {
      realm: account.realm,
      accountId: account.id,
      kind,
      locale: news.locale ?? account.locale,
      channel,
      destination: contact.value,
      data: { ...(label ? { label } : {}), ...data },
      secret,
      // The contact's id, not its value: a key lies in clear.
      dedupeKey: `${event}:${channel}:${contact.id}`,
      ...(isContestable(kind) ? { event } : {}),
    };
  });
}

function whomToTell({ contacts }: ToldAccount, { only, except = [], carrier, voice = false }: News) {
  if (only) return contacts.filter(({ id }) => id === only.contact);
  const meant = contacts.filter(
    ({ id, kind, verified }) => verified && !except.includes(id) && (voice || kind !== 'landline'),
  );
  const others = meant.filter(({ id }) => id !== carrier);
  return others.length > 0 ? others : meant;
}
