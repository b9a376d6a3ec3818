/**
 * Telephone numbers as typed or imported, brought to E.164, and whether they take a message or only a call: a mobile
 * gets SMS, a French landline gets voice only (I4); premium and satellite numbers are refused (S3).
 */
import { isForeignPremium } from './foreign_line.js';
import {
  callingCodeOf,
  OVERSEAS_NATIONAL_PREFIXES,
  REFUSED_CALLING_CODES,
  TERRITORY_PLANS,
  type TelephoneLine,
} from './numbering_plan.js';

export type TelephoneFault =
  | 'empty'
  | 'characters'
  | 'too-short'
  | 'too-long'
  /** the right length, but nobody can have it */
  | 'unassigned'
  | 'premium'
  | 'satellite';

export type ParsedTelephone =
  | { readonly ok: true; readonly number: string; readonly callingCode: string; readonly line: TelephoneLine }
  | { readonly ok: false; readonly reason: TelephoneFault };

const LONGEST_TYPED_CHARACTERS = 60;
/** E.164 §6: at most 15 digits with the country code; the shortest numbers in use have 7. */
const E164_LONGEST_DIGITS = 15;
const E164_SHORTEST_DIGITS = 7;
const NATIONAL_DIGITS = 10;
const SEPARATORS = /[\s.\-/()\u00AD\u2010-\u2015\u2212\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * Reads a telephone number, French unless it says otherwise.
 *
 * @param typed `06 12 34 56 78`, `+33 (0)6…`, `0033…`, overseas `0690…` or `+590…`, foreign `+32…`; any text
 * @returns the E.164 number, its country code and what it receives; or the reason; never throws
 */
export function parseTelephone(typed: string): ParsedTelephone {
  if (typed.length > LONGEST_TYPED_CHARACTERS) return refused('too-long');
  const folded = typed.normalize('NFKC').replace(/\(0\)/g, '');
  const bare = folded.replace(SEPARATORS, '');
  if (bare === '') return refused('empty');
  if (!/^\+?\d+$/.test(bare)) return refused('characters');
  if (bare.startsWith('+')) return international(bare.slice(1));
  if (bare.startsWith('00')) return international(bare.slice(2));
  if (/^33[1-9]\d{8}$/.test(bare)) return international(bare);
  if (bare.length < NATIONAL_DIGITS) return refused('too-short');
  if (bare.length > NATIONAL_DIGITS) return refused('too-long');
  if (!bare.startsWith('0')) return refused('unassigned');
  return french(bare.slice(1));
}

/**
 * A stored number as people of its territory dial it, `0612345678`; null where it is dialled with its country code.
 *
 * @param number an E.164 number
 */
export function nationalForm(number: string): string | null {
  const match = /^\+(?:33|590|594|596|262|508)(\d{9})$/.exec(number);
  return match?.[1] === undefined ? null : `0${match[1]}`;
}

function refused(reason: TelephoneFault): ParsedTelephone {
  return { ok: false, reason };
}

function international(digits: string): ParsedTelephone {
  if (digits.length > E164_LONGEST_DIGITS) return refused('too-long');
  const barred = REFUSED_CALLING_CODES.find(({ prefix }) => digits.startsWith(prefix));
  if (barred !== undefined) return refused(barred.reason);
  if (digits.length < E164_SHORTEST_DIGITS) return refused('too-short');
  if (digits.startsWith('0')) return refused('unassigned');

  const callingCode = callingCodeOf(digits);
  const national = digits.slice(callingCode.length);
  if (callingCode === '33') return french(national.replace(/^0/, ''));
  if (TERRITORY_PLANS.some((plan) => plan.callingCode === callingCode)) {
    return inTerritory(callingCode, national.replace(/^0(?=\d{9}$)/, ''));
  }
  if (isForeignPremium(`+${digits}`)) return refused('premium');
  return { ok: true, number: `+${digits}`, callingCode, line: 'foreign' };
}

/** A number of the common ten-digit plan: overseas ones leave +33 for their own code. */
function french(national: string): ParsedTelephone {
  const overseas = OVERSEAS_NATIONAL_PREFIXES.find(({ prefix }) => prefix.test(national));
  return inTerritory(overseas?.callingCode ?? '33', national);
}

function inTerritory(callingCode: string, national: string): ParsedTelephone {
  const plan = TERRITORY_PLANS.find((candidate) => candidate.callingCode === callingCode);
  if (plan === undefined) return refused('unassigned');
  if (national.length < Math.min(...plan.length)) return refused('too-short');
  if (national.length > Math.max(...plan.length)) return refused('too-long');
  if (!plan.length.includes(national.length)) return refused('unassigned');
  if (plan.premium.test(national)) return refused('premium');
  const number = `+${callingCode}${national}`;
  if (plan.mobile.test(national)) return { ok: true, number, callingCode, line: 'mobile' };
  if (plan.landline.test(national)) return { ok: true, number, callingCode, line: 'landline' };
  return refused('unassigned');
}
