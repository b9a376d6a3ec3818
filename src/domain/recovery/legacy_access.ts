/** The way to a first password by a 4-digit code (C5): the four things were proved; what comes next. */
import { type CredentialSummary, credentialState, credentialUse } from '../credential/credential_state.js';
import { bareNumber } from '../identifier/typed_text.js';
import type { Channel } from '../realm.js';

interface Proved {
  readonly accountId: string;
  /** names this journey's codes, and no other's */
  readonly id: string;
}

export type LegacyAccess =
  /** the code to a contact, or from a letter, is still to be given */
  | (Proved & { readonly step: 'second'; readonly channel: Channel | 'letter' | null })
  | {
      readonly step: 'password';
      readonly accountId: string;
      readonly channel: Channel | 'letter';
      /** when, in milliseconds since the epoch: a password set since then is not replaced */
      readonly provedAt: number;
    }
  | { readonly step: 'done'; readonly channel: Channel | 'letter'; readonly told: readonly Channel[] };

/**
 * Is the 4-digit code all that this person has? Then no recovery leads past it: they never chose what could be forgotten.
 * A provisional password beside it changes nothing until it is used (C3, C5).
 */
export function hasLegacyCodeOnly(credentials: readonly CredentialSummary[]): boolean {
  const others = credentials.filter(({ kind }) => kind !== 'provisional');
  return credentialUse(credentialState(others, true, [], 0), 'web') === 'legacy-access';
}

/** What is asked for. */
export const LEGACY_CODE_DIGITS = 4;

/** @returns five digits, or what is wrong */
export function readPostcode(
  typed: string,
): { ok: true; postcode: string } | { ok: false; reason: 'empty' | 'format' } {
  const postcode = bareNumber(typed) ?? 'too long';
  if (postcode === '') return { ok: false, reason: 'empty' };
  return /^\d{5}$/.test(postcode) ? { ok: true, postcode } : { ok: false, reason: 'format' };
}

/** @returns four digits, or what is wrong; a letter may print them with a space */
export function readLegacyCode(typed: string): { ok: true; code: string } | { ok: false; reason: 'empty' | 'format' } {
  const code = bareNumber(typed) ?? 'too long';
  if (code === '') return { ok: false, reason: 'empty' };
  return /^\d{4}$/.test(code) ? { ok: true, code } : { ok: false, reason: 'format' };
}
