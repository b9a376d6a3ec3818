/** What may carry the second step of one person now (C4, I4, I10): contacts that are not barred, and cards with codes. */
import { askedCodes, type CodeCard } from '../code_card.js';
import type { Channel, CodeChannel } from '../realm.js';
import { usableChannels } from './code_channel.js';

interface Barrable {
  readonly kind: 'email' | 'mobile' | 'landline';
  readonly verified: boolean;
  /** milliseconds since the epoch; null: it is not barred */
  readonly barredUntil: number | null;
}

export interface Carriage {
  /** a browser that the account knows lifts the bar (C4) */
  readonly deviceKnown: boolean;
  /** milliseconds since the epoch */
  readonly now: number;
}

/** Did this contact carry a recovery or a provisional password less than 48 hours ago, as seen from this browser? (C4) */
export function isBarred({ barredUntil }: Pick<Barrable, 'barredUntil'>, { deviceKnown, now }: Carriage): boolean {
  return !deviceKnown && barredUntil !== null && barredUntil > now;
}

/** The contacts that may carry the second step; verified or not is not asked here. */
export function carriersOf<Contact extends Barrable>(
  contacts: readonly Contact[],
  carriage: Carriage,
): readonly Contact[] {
  return contacts.filter((contact) => !isBarred(contact, carriage));
}

/**
 * Every channel over which this person can give a second step now: the realm's, in its order, then a card of codes.
 *
 * @param account what it has
 * @param channels the realm's
 */
export function secondStepChannels(
  account: { readonly contacts: readonly Barrable[]; readonly codeCards: readonly CodeCard[] },
  channels: readonly Channel[],
  carriage: Carriage,
): readonly CodeChannel[] {
  const messages = usableChannels(carriersOf(account.contacts, carriage), channels);
  return askedCodes(account.codeCards, carriage.now).length > 0 ? [...messages, 'letter'] : messages;
}

/**
 * When the first barred contact may carry codes again, where nothing else can.
 *
 * @returns milliseconds since the epoch, or undefined where none is barred
 */
export function barEndsAt(contacts: readonly Barrable[], carriage: Carriage): number | undefined {
  const ends = contacts.filter((contact) => contact.verified && isBarred(contact, carriage));
  return ends.length > 0 ? Math.min(...ends.map(({ barredUntil }) => barredUntil ?? 0)) : undefined;
}
