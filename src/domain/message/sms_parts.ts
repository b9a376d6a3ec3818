/**
 * A short message as it travels (3GPP TS 23.038 §6.2, 23.040 §9.2.3.24.1): in the 7-bit alphabet where it holds the text,
 * else in UCS-2; what does not fit one message goes in numbered parts.
 */
import { gsm7Bytes, gsm7Length } from './gsm7.js';

export type SmsCoding = 'gsm7' | 'ucs2';

export interface SmsParts {
  readonly coding: SmsCoding;
  /** the text of each part in octets, one a septet in the 7-bit alphabet */
  readonly parts: readonly Uint8Array[];
}

interface Room {
  readonly alone: number;
  readonly part: number;
}

/** In characters of each alphabet: a header of six octets takes 7 septets, or 3 UCS-2 characters. */
const ROOM: Readonly<Record<SmsCoding, Room>> = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } };

export function smsParts(text: string): SmsParts {
  const coding = gsm7Length(text) === undefined ? 'ucs2' : 'gsm7';
  return { coding, parts: split([...text], coding).map((piece) => octets(piece, coding)) };
}

/** The whole text in octets, for where the operator splits it itself. */
export function smsWhole(text: string): { readonly coding: SmsCoding; readonly octets: Uint8Array } {
  const coding = gsm7Length(text) === undefined ? 'ucs2' : 'gsm7';
  return { coding, octets: octets(text, coding) };
}

/**
 * The header that puts parts together again: information element 0, an 8-bit reference.
 *
 * @param reference the same for all parts of a message, 0 to 255
 * @param number of this part, from 1
 */
export function partHeader(reference: number, count: number, number: number): Uint8Array {
  return Uint8Array.of(5, 0, 3, reference & 0xff, count, number);
}

/** A character of two places, an accent or a pair of surrogates, is never torn apart. */
function split(characters: readonly string[], coding: SmsCoding): readonly string[] {
  const places = (character: string) => (coding === 'gsm7' ? (gsm7Length(character) ?? 0) : character.length);
  const total = characters.reduce((sum, character) => sum + places(character), 0);
  const { alone, part } = ROOM[coding];
  if (total <= alone) return [characters.join('')];
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const character of characters) {
    if (taken + places(character) > part) {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += character;
    taken += places(character);
  }
  return [...pieces, piece];
}

function octets(text: string, coding: SmsCoding): Uint8Array {
  if (coding === 'gsm7') return gsm7Bytes(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at));
  return bytes;
}
