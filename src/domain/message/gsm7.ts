/**
 * The alphabet of a short message: within it 160 characters fit, outside it 70 (3GPP TS 23.038 §6.2.1). Lower-case « ç »
 * and every circumflex are outside.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Characters that cost two places. */
const EXTENDED = '^{}\\[~]|€';

/** What a letter's plain form does not give: punctuation and ligatures. */
const REPLACED: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
  '\u00a0': ' ',
  '\u202f': ' ',
  œ: 'oe',
  Œ: 'OE',
};

export const LONGEST_SINGLE_SMS = 160;

/** Places a text takes in the alphabet. @returns undefined when it holds a character outside it */
export function gsm7Length(text: string): number | undefined {
  let places = 0;
  for (const character of text) {
    if (BASIC.includes(character)) places += 1;
    else if (EXTENDED.includes(character)) places += 2;
    else return undefined;
  }
  return places;
}

/** The nearest text within the alphabet: accents it lacks are dropped, what has no equivalent becomes a full stop. */
export function toGsm7(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      if (gsm7Length(character) !== undefined) return character;
      const nearest = REPLACED[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
      return gsm7Length(nearest) === undefined ? '.' : nearest;
    })
    .join('');
}

/** The septet that says that the next one is of the extension table (3GPP TS 23.038 §6.2.1.1). */
const ESCAPE = 0x1b;
const EXTENDED_SEPTETS: Readonly<Record<string, number>> = {
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

/**
 * A text of the alphabet as septets, one an octet.
 *
 * @throws Error for a character outside it
 */
export function gsm7Bytes(text: string): Uint8Array {
  const septets = [...text].flatMap((character) => {
    const extended = EXTENDED_SEPTETS[character];
    if (extended !== undefined) return [ESCAPE, extended];
    const at = BASIC.indexOf(character);
    if (at < 0) throw new Error('a character outside the 7-bit alphabet');
    // BASIC leaves the escape out.
    return [at < ESCAPE ? at : at + 1];
  });
  return Uint8Array.from(septets);
}
