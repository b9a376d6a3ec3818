/**
 * A card of one-time codes, printed and sent by letter, or one code given at a desk (I10), or the recovery codes that stand
 * in for an authenticator app (I5). The codes are derived (I5).
 */

export interface CodeCard {
  readonly id: string;
  readonly kind: 'letter' | 'desk' | 'recovery';
  /** key of the ring, and nonce, that the codes are derived from */
  readonly keyId: string;
  readonly nonce: string;
  /** how many codes it has, numbered from 1 */
  readonly size: number;
  /** numbers of those that were used */
  readonly used: readonly number[];
  /** milliseconds since the epoch */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A realm's cards. */
export interface CodeCardRule {
  /** codes on a printed card */
  readonly size: number;
  readonly lifeSeconds: number;
  readonly deskLifeSeconds: number;
  /** between two cards that the person orders */
  readonly orderedAgainAfterSeconds: number;
  /** recovery codes made at once; they live as long as a printed card */
  readonly recoverySize: number;
}

const ORDER: Readonly<Record<CodeCard['kind'], number>> = { desk: 0, letter: 1, recovery: 2 };

/** The code that a card asks for: the first that was not used. */
export interface AskedCode {
  readonly card: CodeCard;
  readonly number: number;
}

/**
 * What may be asked of each card that still has a code: the desk's first, then the newest letter's, recovery codes last.
 *
 * @param now milliseconds since the epoch
 */
export function askedCodes(cards: readonly CodeCard[], now: number): readonly AskedCode[] {
  return cards
    .filter((card) => card.expiresAt > now)
    .flatMap((card) => {
      const number = Array.from({ length: card.size }, (_, index) => index + 1).find((n) => !card.used.includes(n));
      return number === undefined ? [] : [{ card, number }];
    })
    .toSorted((a, b) => ORDER[a.card.kind] - ORDER[b.card.kind] || b.card.issuedAt - a.card.issuedAt);
}

/**
 * What a proof by this card is worth: a letter or a desk says that Poterne knows who the person is (I7, I10), recovery codes
 * that somebody had signed in when they were made.
 */
export function channelOfCard({ kind }: Pick<CodeCard, 'kind'>): 'letter' | 'recovery' {
  return kind === 'recovery' ? 'recovery' : 'letter';
}

/** How many recovery codes are left of those that count now. @param now milliseconds since the epoch */
export function recoveryCodesLeft(cards: readonly CodeCard[], now: number): number {
  const living = cards.filter(({ kind, expiresAt }) => kind === 'recovery' && expiresAt > now);
  return living.reduce((left, { size, used }) => left + size - used.length, 0);
}

/** Short name of a card, printed on it and said by the page. */
export function cardName(card: { readonly id: string }): string {
  return card.id.replaceAll('-', '').slice(0, 4).toUpperCase();
}

/**
 * When the person may order another card.
 *
 * @returns milliseconds since the epoch; in the past: now
 */
export function nextOrderAt(cards: readonly CodeCard[], rule: CodeCardRule): number {
  const last = Math.max(0, ...cards.filter(({ kind }) => kind === 'letter').map(({ issuedAt }) => issuedAt));
  return last === 0 ? 0 : last + rule.orderedAgainAfterSeconds * 1000;
}
