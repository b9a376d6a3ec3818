/** What may carry the second step of one person now (C4, I4, I5, I10): an authenticator app, contacts that are not barred, cards with codes. */
import { askedCodes, type CodeCard, channelOfCard } from '../one_time_code/code_card.js';
import type { CodeChannel, Realm } from '../realm.js';
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

type Offering = Pick<Realm, 'channels' | 'authenticators'>;

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
 * Every channel over which this person can give a second step now: an authenticator app, the realm's messages in its order,
 * then a card of codes and recovery codes. No recovery goes by an app, so that none bars it (C4).
 *
 * @param account what it has
 * @param realm what it offers
 */
export function secondStepChannels(
  account: {
    readonly contacts: readonly Barrable[];
    readonly codeCards: readonly CodeCard[];
    readonly authenticators: number;
  },
  realm: Offering,
  carriage: Carriage,
): readonly CodeChannel[] {
  const cards = new Set(askedCodes(account.codeCards, carriage.now).map(({ card }) => channelOfCard(card)));
  const isEnrolled = realm.authenticators !== null && account.authenticators > 0;
  return [
    ...(isEnrolled ? (['totp'] as const) : []),
    ...usableChannels(carriersOf(account.contacts, carriage), realm.channels),
    ...(['letter', 'recovery'] as const).filter((channel) => cards.has(channel)),
  ];
}

/** Every channel of a realm, whoever the person is. */
export function realmCodeChannels({ channels, authenticators }: Offering): readonly CodeChannel[] {
  return authenticators === null ? [...channels, 'letter'] : ['totp', ...channels, 'letter', 'recovery'];
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
