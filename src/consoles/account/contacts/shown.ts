/** A contact as these pages name it, and which kinds a realm's people can add (U1, I4). */
import { maskContact, spokenMask } from '../../../domain/contact/mask.js';
import type { Channel, Locale, Realm } from '../../../domain/realm.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { OwnContact } from '../../../ports/contact/contact_store.js';
import { addressOf } from '../../relying_party/console.js';
import type { AccountConsole } from '../console.js';

export const PATH = 'contacts';

/** What carries the code that verifies a contact: a mobile is written to. */
export const CARRIER_OF: Readonly<Record<ContactKind, Channel>> = { email: 'email', mobile: 'sms', landline: 'voice' };

/** An e-mail address takes notices where it takes no code; a number is of no use to a realm that does not send there. */
export function kindsOf({ channels }: Pick<Realm, 'channels'>): readonly ContactKind[] {
  const kinds: readonly ContactKind[] = ['email', 'mobile', 'landline'];
  return kinds.filter((kind) => kind === 'email' || channels.includes(CARRIER_OF[kind]));
}

export function additionsOf(console: AccountConsole) {
  return kindsOf(console.site.realm).map((kind) => ({ kind, href: addressOf(console, `${PATH}/add/${kind}`) }));
}

export function maskedOf({ kind, value }: Pick<OwnContact, 'kind' | 'value'>, locale: Locale) {
  const channel = CARRIER_OF[kind];
  return { masked: maskContact(channel, value), spoken: spokenMask(channel, value, locale) };
}
