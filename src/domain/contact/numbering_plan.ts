/**
 * The French numbering plan, overseas included, as far as it decides between a message and a call, and which numbers
 * never receive a code (I4, S3). Sources: ARCEP's national numbering plan; ITU-T E.164 country codes.
 */

export type TelephoneLine =
  /** receives SMS, and voice as an alternative */
  | 'mobile'
  /** receives voice only */
  | 'landline'
  /** outside the French plans: what it receives cannot be told from its digits */
  | 'foreign';

/** One territory's numbers, as patterns of the national number without its trunk 0; premium goes first. */
export interface TerritoryPlan {
  readonly callingCode: string;
  readonly length: readonly number[];
  readonly mobile: RegExp;
  readonly landline: RegExp;
  /** special rates and short services: refused as a contact */
  readonly premium: RegExp;
}

const OVERSEAS_PREMIUM = /^8/;

/** Plans of nine digits are dialled with a trunk 0 in front, from anywhere in France; the shorter ones have none. */
export const TERRITORY_PLANS: readonly TerritoryPlan[] = [
  { callingCode: '33', length: [9], mobile: /^[67]/, landline: /^[1-59]/, premium: /^8/ },
  // Guadeloupe, Saint-Martin, Saint-Barthélemy
  { callingCode: '590', length: [9], mobile: /^(?:69[01]|7)/, landline: /^(?:590|9)/, premium: OVERSEAS_PREMIUM },
  // Guyane
  { callingCode: '594', length: [9], mobile: /^(?:694|7)/, landline: /^(?:594|9)/, premium: OVERSEAS_PREMIUM },
  // Martinique
  { callingCode: '596', length: [9], mobile: /^(?:69[67]|7)/, landline: /^(?:596|9)/, premium: OVERSEAS_PREMIUM },
  // Réunion and Mayotte
  {
    callingCode: '262',
    length: [9],
    mobile: /^(?:69[23]|639|7)/,
    landline: /^(?:26[239]|9)/,
    premium: OVERSEAS_PREMIUM,
  },
  // Saint-Pierre-et-Miquelon: six digits, nine since the plan was aligned
  {
    callingCode: '508',
    length: [6, 9],
    mobile: /^(?:5(?!08\d{6})|708)/,
    landline: /^(?:4|508)/,
    premium: OVERSEAS_PREMIUM,
  },
  // Nouvelle-Calédonie
  { callingCode: '687', length: [6], mobile: /^(?:5|7|8[0-79]|9)/, landline: /^(?:2|3[0-57-9]|4|88)/, premium: /^36/ },
  // Polynésie française
  { callingCode: '689', length: [8], mobile: /^8[7-9]/, landline: /^(?:4|8[0-6])/, premium: /^(?:36|44)/ },
  // Wallis-et-Futuna
  { callingCode: '681', length: [6], mobile: /^8[23]/, landline: /^7/, premium: /^(?!)/ },
];

/**
 * Ten-digit numbers that belong to an overseas territory although they are dialled with the same 0 as in France, and
 * are often written after +33: the leading digits of the national number, and the calling code they need.
 */
export const OVERSEAS_NATIONAL_PREFIXES: readonly { readonly prefix: RegExp; readonly callingCode: string }[] = [
  { prefix: /^(?:590|69[01])/, callingCode: '590' },
  { prefix: /^(?:594|694)/, callingCode: '594' },
  { prefix: /^(?:596|69[67])/, callingCode: '596' },
  // 06 39 is Mayotte's, but 06 39 98 is what ARCEP keeps for fiction, and tests, in France.
  { prefix: /^(?:26[239]|69[23]|639(?!98))/, callingCode: '262' },
];

/** Satellite networks and international premium services (ITU-T E.164): never a contact, whatever they cost (S3). */
export const REFUSED_CALLING_CODES: readonly { readonly prefix: string; readonly reason: 'satellite' | 'premium' }[] = [
  { prefix: '870', reason: 'satellite' },
  { prefix: '881', reason: 'satellite' },
  { prefix: '882', reason: 'satellite' },
  { prefix: '883', reason: 'satellite' },
  { prefix: '800', reason: 'premium' },
  { prefix: '808', reason: 'premium' },
  { prefix: '979', reason: 'premium' },
];

/** Every other country code has three digits (ITU-T E.164, list of assigned country codes). */
const ONE_DIGIT_CODES = /^[17]/;
const TWO_DIGIT_CODES = /^(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * The country code at the head of an international number.
 *
 * @param digits an E.164 number without its `+`
 */
export function callingCodeOf(digits: string): string {
  if (ONE_DIGIT_CODES.test(digits)) return digits.slice(0, 1);
  return digits.slice(0, TWO_DIGIT_CODES.test(digits) ? 2 : 3);
}
