/**
 * The reference that an SMS or a call tells, to be typed on the page « Ce n’est pas moi » (U2): short, without letters that
 * look alike; in figures alone where it is heard. About 50 bits each (docs/notices.md has the odds).
 */
import type { Channel } from '../realm.js';

/** Without I, L, O and U, which are read as 1, 0 and V (Crockford). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WRITTEN_CHARACTERS = 10;
const SPOKEN_DIGITS = 15;

/**
 * @param random at least 8 bytes that nobody can foresee
 * @returns `K7Q4MZRB2W`, or for a call `482950173649205`
 */
export function contestReference(random: Uint8Array, channel: Channel): string {
  let value = random.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  if (channel === 'voice') return String(value % 10n ** BigInt(SPOKEN_DIGITS)).padStart(SPOKEN_DIGITS, '0');
  let written = '';
  for (let count = 0; count < WRITTEN_CHARACTERS; count += 1) {
    written += LETTERS[Number(value % 32n)];
    value /= 32n;
  }
  return written;
}

/** As it is read: `K7Q4M-ZRB2W`; as it is heard: `4 8 2, 9 5 0, …`. */
export function groupedReference(reference: string, channel: Channel): string {
  if (channel !== 'voice') return (reference.match(/.{1,5}/g) ?? []).join('-');
  return (reference.match(/.{1,3}/g) ?? []).map((group) => [...group].join(' ')).join(', ');
}

/**
 * What somebody typed: case, spaces and dashes do not count, letters that look like another are read as it.
 *
 * @returns null where it cannot be one
 */
export function readReference(typed: string): string | null {
  if (typed.length > 60) return null;
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.,\-\u2010-\u2015]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/U/g, 'V');
  const isOne = bare.length === SPOKEN_DIGITS ? /^\d+$/.test(bare) : bare.length === WRITTEN_CHARACTERS;
  return isOne && [...bare].every((character) => LETTERS.includes(character)) ? bare : null;
}
