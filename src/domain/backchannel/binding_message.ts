/**
 * The words that a caller reads out and the person compares with their own screen (CIBA Core §7.1 `binding_message`):
 * « 47 — Violette ». They come from a client and are shown to a person on the telephone with somebody: nothing in them can
 * be a link, a telephone number, a code or an order.
 */
import type { Outcome } from '../outcome.js';

const SHORTEST = 3;
const LONGEST = 32;
/** fewer than any telephone number or one-time code has */
const MOST_DIGITS = 4;
/**
 * Letters of European languages (Latin-1, Latin Extended-A), digits, and what holds words together; no dot, slash, at sign or
 * colon, nor a letter of another alphabet or of phoneticians that looks like one, so no address of any kind.
 */
const SHOWABLE = /^[A-Za-zÀ-ÖØ-öø-ſ0-9 '’‑\-–—]+$/u;
const WORDED = /[A-Za-zÀ-ÖØ-öø-ſ0-9]/u;

export type BindingMessageFault = 'missing' | 'length' | 'characters' | 'spaces' | 'digits';

/** @param given the parameter as it came */
export function readBindingMessage(
  given: unknown,
): Outcome<{ readonly message: string }, { readonly code: BindingMessageFault }> {
  const refuse = (code: BindingMessageFault) => ({ ok: false, code }) as const;
  if (typeof given !== 'string' || given === '') return refuse('missing');
  const message = given.normalize('NFC');
  const { length } = [...message];
  if (length < SHORTEST || length > LONGEST) return refuse('length');
  if (!SHOWABLE.test(message) || !WORDED.test(message)) return refuse('characters');
  // Spaces in a row push what follows out of sight.
  if (message !== message.trim() || message.includes('  ')) return refuse('spaces');
  if (message.replace(/[^0-9]/g, '').length > MOST_DIGITS) return refuse('digits');
  return { ok: true, message };
}
