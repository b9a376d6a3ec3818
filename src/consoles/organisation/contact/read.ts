/** A contact as an administrator types it: an e-mail address or a telephone, in its stored form (E1, I4, S3). */
import { parseEmailAddress } from '../../../domain/contact/email_address.js';
import { parseTelephone } from '../../../domain/contact/telephone.js';
import { isInAllowedCountry, type MessageBudget } from '../../../domain/delivery/message_budget.js';

type AllowedCountries = Pick<MessageBudget, 'foreignCallingCodes'>;

export type TypedTelephone = { readonly kind: 'mobile' | 'landline'; readonly value: string };
export type TypedContact = { readonly kind: 'email'; readonly value: string } | TypedTelephone;

export type Read<Value, Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Fault };

export function readEmail(typed: string): Read<string, 'email'> {
  const read = parseEmailAddress(typed);
  return read.ok ? { ok: true, value: read.address } : { ok: false, fault: 'email' };
}

/** `refused`: a whole number that we neither write to nor call. */
export function readTelephone(
  typed: string,
  countries: AllowedCountries,
): Read<TypedTelephone, 'telephone' | 'refused'> {
  const read = parseTelephone(typed);
  if (read.ok && !isInAllowedCountry(read.number, countries)) return { ok: false, fault: 'refused' };
  if (read.ok)
    return { ok: true, value: { kind: read.line === 'landline' ? 'landline' : 'mobile', value: read.number } };
  const isIncomplete = ['empty', 'characters', 'too-short', 'too-long'].includes(read.reason);
  return { ok: false, fault: isIncomplete ? 'telephone' : 'refused' };
}

/** Exactly one of the two. */
export function readContact(
  email: string,
  telephone: string,
  countries: AllowedCountries,
): Read<TypedContact, 'none' | 'both' | 'email' | 'telephone' | 'refused'> {
  const [hasEmail, hasTelephone] = [email.trim() !== '', telephone.trim() !== ''];
  if (hasEmail && hasTelephone) return { ok: false, fault: 'both' };
  if (hasTelephone) return readTelephone(telephone, countries);
  if (!hasEmail) return { ok: false, fault: 'none' };
  const read = readEmail(email);
  return read.ok ? { ok: true, value: { kind: 'email', value: read.value } } : read;
}
