/** What the platform accepts from an identity provider: anything else is Y600006, seen by the person only (france.md §1.4). */
import type { Identity, Proved } from './identity.js';

const NAME = /^[\p{Letter}' -]+$/u;
const BIRTHPLACE = /^(?:2[AB]|\d{2})\d{3}$/;
const BIRTHCOUNTRY = /^99\d{3}$/;
const FRANCE = '99100';
/** An unknown month goes with an unknown day. */
const BIRTHDATE = /^\d{4}-(?:00-00|(?:0[1-9]|1[0-2])-(?:0[0-9]|[12]\d|3[01]))$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const SIRET = /^\d{14}$/;

/** @returns the fields that are wrong; none when the identity is good */
export function wrongFields(proved: Proved, people: 'civil' | 'establishment'): ReadonlyArray<keyof Identity> {
  const { identity } = proved;
  const checks: ReadonlyArray<readonly [keyof Identity, boolean]> = [
    ['familyName', NAME.test(identity.familyName)],
    ['givenNames', identity.givenNames.length > 0 && identity.givenNames.every((name) => NAME.test(name))],
    ['preferredUsername', identity.preferredUsername === '' || NAME.test(identity.preferredUsername)],
    ['email', identity.email === '' || EMAIL.test(identity.email)],
    ...(people === 'establishment' ? [['siret', isSiret(identity.siret)] as const] : civilChecks(proved)),
  ];
  return checks.filter(([, good]) => !good).map(([field]) => field);
}

function civilChecks({ identity, throughBridge }: Proved): ReadonlyArray<readonly [keyof Identity, boolean]> {
  const { gender, birthdate, birthplace, birthcountry } = identity;
  const bornAbroad = birthcountry !== FRANCE;
  return [
    ['gender', ['male', 'female', 'unspecified'].includes(gender) || (throughBridge && gender === '')],
    ['birthdate', BIRTHDATE.test(birthdate)],
    ['birthplace', throughBridge || (bornAbroad ? birthplace === '' : BIRTHPLACE.test(birthplace))],
    ['birthcountry', BIRTHCOUNTRY.test(birthcountry)],
  ];
}

/** Fourteen digits with Luhn's check digit. */
function isSiret(value: string): boolean {
  if (!SIRET.test(value)) return false;
  const sum = [...value].reverse().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
