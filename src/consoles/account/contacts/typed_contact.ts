/** What was typed as a contact of a kind, read (U1, I4): what the kind takes, or why not. */
import { parseEmailAddress } from '../../../domain/contact/email_address.js';
import { parseTelephone } from '../../../domain/contact/telephone.js';
import { isInAllowedCountry, type MessageBudget } from '../../../domain/delivery/message_budget.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { AddError } from './text.js';

export type TypedContact =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: AddError };

/** @param countries whose numbers are written to and called (S3) */
export function readTypedContact(
  kind: ContactKind,
  typed: string,
  countries: Pick<MessageBudget, 'foreignCallingCodes'>,
): TypedContact {
  if (typed.trim() === '') return { ok: false, error: 'empty' };
  if (kind === 'email') {
    const read = parseEmailAddress(typed);
    return read.ok ? { ok: true, value: read.address } : { ok: false, error: 'email' };
  }
  const read = parseTelephone(typed);
  if (!read.ok) {
    const isIncomplete = ['characters', 'too-short', 'too-long', 'empty'].includes(read.reason);
    return { ok: false, error: isIncomplete ? 'number' : 'refused' };
  }
  if (!isInAllowedCountry(read.number, countries)) return { ok: false, error: 'refused' };
  if (kind === 'mobile' && read.line === 'landline') return { ok: false, error: 'not-mobile' };
  if (kind === 'landline' && read.line !== 'landline') {
    return { ok: false, error: read.line === 'mobile' ? 'not-landline' : 'refused' };
  }
  return { ok: true, value: read.number };
}
