/**
 * What can be wrong with a line of an import (C9): a stable code for programs, and a sentence for whoever mends the file.
 * Never the value: it may be personal. docs/import.md lists them; a test holds it against this table.
 */

const REASONS = {
  'line-too-long': 'the line has more than 64 KiB',
  'not-utf8': 'the line is not UTF-8; save the file with that encoding',
  'not-json': 'the line is not JSON',
  'not-an-object': 'the line is JSON, but no object with named fields',
  'not-csv': 'a quotation mark stands in the wrong place, is not closed, or holds a line break',
  columns: 'the line has not as many fields as the header',
  'unknown-field': 'no field has this name; a field that is not read would be lost silently',
  missing: 'this field is needed',
  'wrong-type': 'the value is of another type than this field takes',
  'too-long': 'the value is longer than this field takes',
  'control-characters': 'the value holds characters that no keyboard types, such as a line break',
  'other-realm': 'the line belongs to another realm than the one imported',
  'no-identifier': 'the person has no identifier of this realm, and could never sign in',
  'identifier-of-other-realm': 'people of this realm have no such identifier',
  'nir-characters': 'a NIR has digits only, but for 2A or 2B of Corsica',
  'nir-too-short': 'a NIR has 13 characters, or 15 with its key; this one has fewer',
  'nir-too-long': 'a NIR has 13 characters, or 15 with its key; this one has more',
  'nir-key-incomplete': 'the NIR has 14 characters: half of its key is missing, or one digit is too many',
  'nir-sex': 'no NIR starts with this digit',
  'nir-second-digit': 'no NNP or MIG number has this second digit',
  'nir-month': 'the month in the NIR was never given out',
  'nir-department': 'the département in the NIR does not exist',
  'nir-key': 'the key does not belong to the NIR: one of its digits is wrong',
  'allocataire-characters': 'an allocataire number has digits only, and perhaps one letter after them',
  'allocataire-too-short': 'an allocataire number has 7 digits; this one has fewer',
  'allocataire-too-long': 'an allocataire number has 7 digits; this one has more',
  'login-characters': 'a login has letters without accents, digits and . _ - @ only',
  'login-too-short': 'a login has at least 3 characters',
  'login-too-long': 'a login has at most 64 characters',
  'given-names-empty': 'at least one given name is needed, and none may be empty',
  gender: 'must be male, female or unspecified',
  birthdate: 'must be a day of the calendar as YYYY-MM-DD; unknown parts are 00',
  'birthdate-future': 'the birth date is yet to come',
  birthplace: 'must be the COG code of a French commune, five characters; nothing for people born abroad',
  birthcountry: 'must be the COG code of a country, 99 and three digits; 99100 for France',
  'email-at-sign': 'an e-mail address has exactly one @',
  'email-local-part': 'what stands before the @ is no mailbox that mail reaches',
  'email-domain': 'what stands after the @ is no domain',
  'email-too-long': 'the e-mail address is longer than mail servers take',
  'telephone-characters': 'a telephone number has digits only, and perhaps a + in front',
  'telephone-too-short': 'the telephone number has too few digits',
  'telephone-too-long': 'the telephone number has too many digits',
  'telephone-unassigned': 'nobody can have this telephone number',
  'telephone-premium': 'the number is at a special rate: no code is ever sent there',
  'telephone-satellite': 'the number is a satellite telephone: no code is ever sent there',
  'not-a-mobile': 'the number is a landline; it belongs in the field landline',
  'not-a-landline': 'the number is a mobile; it belongs in the field mobile',
  'nothing-to-verify': 'says whether a contact was verified, and the contact is not there',
  'address-incomplete': 'a postal address needs address_lines, postcode and city',
  'address-lines': 'at most 4 lines of at most 38 characters fit in the window of an envelope',
  postcode: 'a French postcode has five digits',
  caf: 'the code of a Caf has three digits',
  'siret-characters': 'a SIRET has digits only',
  'siret-length': 'a SIRET has 14 digits',
  'siret-key': 'the key does not belong to the SIRET: one of its digits is wrong',
  locale: 'must be fr or en',
  status: 'must be active or suspended',
  standing: 'must be affiliated or applicant',
  'password-policy': 'must be eight-digits or characters',
  'password-in-clear': 'passwords in plain text are not imported; give a hash in password_hash',
  'hash-unknown-scheme': 'this is no form of hash that is read here',
  'hash-malformed': 'the hash is cut or has parts that its form does not allow',
  'hash-too-costly': 'one check of this hash would take too long',
  'hash-too-short': 'the hash is so short that other passwords would fit it',
  'hash-missing': 'says something of a password, and there is no password_hash',
  moment: 'must be a moment as YYYY-MM-DDTHH:MM:SSZ, or a day as YYYY-MM-DD',
  'moment-future': 'the moment is yet to come',
  'legacy-code-not-used': 'people of this realm have no 4-digit code',
  'duplicate-in-file': 'an earlier line of the file has this identifier',
  'identifier-taken': 'the identifier belongs to an account whose other identifiers are not those of this line',
} as const;

export type ProblemCode = keyof typeof REASONS;

export const PROBLEM_CODES = Object.keys(REASONS) as readonly ProblemCode[];

export interface Problem {
  /** as the file names it; empty: the whole line */
  readonly field: string;
  readonly code: ProblemCode;
}

/** In plain words, without the value. */
export function reasonOf(code: ProblemCode): string {
  return REASONS[code];
}

/** One line of the rejects file a problem: NDJSON. */
export function rejectsText(line: number, problems: readonly Problem[]): string {
  return problems
    .map(({ field, code }) => `${JSON.stringify({ line, field, code, reason: REASONS[code] })}\n`)
    .join('');
}
