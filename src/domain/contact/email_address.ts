/**
 * E-mail addresses as typed or imported: the practical part of RFC 5321 and 5322 that mail providers deliver to, and
 * nothing that could reach a header or a second recipient (I2, U1).
 */
import { domainToASCII } from 'node:url';

export type EmailAddressFault =
  | 'empty'
  | 'too-long'
  /** no `@`, or more than one */
  | 'at-sign'
  /** the part before the `@` */
  | 'local-part'
  /** the part after the `@` */
  | 'domain';

export type ParsedEmailAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: EmailAddressFault };

/** RFC 5321 §4.5.3.1.3: 256 octets for the path, less its angle brackets. */
const LONGEST_ADDRESS_CHARACTERS = 254;
const LONGEST_LOCAL_PART_CHARACTERS = 64;
/** RFC 5322 §3.2.3 dot-atom; quoted local parts are left out: they are where injection hides, and nobody has one. */
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_CHARACTERS = /^[\p{L}\p{M}\p{Nd}.-]+$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Reads an e-mail address.
 *
 * @param typed any text; spaces around it are dropped
 * @returns the address, its domain in lower case and in ASCII (IDNA), the local part as typed (only the receiving
 *   server knows whether its case counts), at most 254 characters; or the reason; never throws
 */
export function parseEmailAddress(typed: string): ParsedEmailAddress {
  if (typed.length > 2 * LONGEST_ADDRESS_CHARACTERS) return refused('too-long');
  const text = typed.trim();
  if (text === '') return refused('empty');
  const [local, typedDomain, ...rest] = text.split('@');
  if (local === undefined || typedDomain === undefined || rest.length > 0) return refused('at-sign');
  if (local.length > LONGEST_LOCAL_PART_CHARACTERS) return refused('too-long');
  if (!DOT_ATOM.test(local)) return refused('local-part');

  // Checked before the conversion, which would read on past a slash or drop a tab.
  if (!DOMAIN_CHARACTERS.test(typedDomain)) return refused('domain');
  const domain = domainToASCII(typedDomain).toLowerCase();
  const address = `${local}@${domain}`;
  if (address.length > LONGEST_ADDRESS_CHARACTERS) return refused('too-long');
  if (!DOMAIN.test(domain)) return refused('domain');
  return { ok: true, address };
}

function refused(reason: EmailAddressFault): ParsedEmailAddress {
  return { ok: false, reason };
}
