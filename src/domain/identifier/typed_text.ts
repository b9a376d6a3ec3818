/**
 * What a person may put around the digits of a number without changing it: spaces, dots, dashes, and the invisible
 * characters that come along when a number is pasted from a letter or a web page (I1).
 */

/** Longer texts are no typed number: they are refused before any work is spent on them. */
export const LONGEST_TYPED_CHARACTERS = 200;

// Dashes U+2010-2015 and U+2212, soft hyphen, zero-width and bidirectional marks; \s covers the no-break spaces.
const SEPARATORS = /[\s.\-\u00AD\u2010-\u2015\u2212\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** The digits of Arabic and of Persian keyboards, which a telephone set to that language types for numbers. */
const EASTERN_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

/**
 * A typed number without its separators, full-width, Arabic and Persian digits folded, letters in upper case.
 *
 * @param typed what the person typed, of any length
 * @returns the bare characters, or null when the text is longer than {@link LONGEST_TYPED_CHARACTERS}
 */
export function bareNumber(typed: string): string | null {
  if (typed.length > LONGEST_TYPED_CHARACTERS) return null;
  return typed
    .normalize('NFKC')
    .replace(SEPARATORS, '')
    .replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toUpperCase();
}
