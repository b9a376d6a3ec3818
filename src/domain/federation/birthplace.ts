/** Places of birth by INSEE's official geographic codes (COG): the commune in France, the country elsewhere (F4). */
import type { Agreement } from './agreement.js';

export interface Birthplace {
  /** five digits in 99 */
  readonly country: string | undefined;
  /** undefined when born abroad, or not known by its code */
  readonly commune: string | undefined;
}

const FRANCE = '99100';
const COUNTRY = /^99\d{3}$/;
const COMMUNE = /^(?:2[AB]|\d{2})\d{3}$/;

/** Départements cut into others, whose communes kept their last three digits: Seine, Seine-et-Oise (1968), Corsica. */
const CUT_INTO: Readonly<Record<string, readonly string[]>> = {
  '75': ['92', '93', '94'],
  '78': ['91', '92', '93', '94', '95'],
  '20': ['2A', '2B'],
};
/** Algeria, Morocco, Tunisia: communes in 91 to 96 until they were independent. */
const ONCE_IN_91_TO_96 = ['99352', '99350', '99351'];

/** Reads both codes; free text, as the eIDAS bridge gives it, is no code. */
export function readBirthplace(country: string | null | undefined, commune: string | null | undefined): Birthplace {
  const countryCode = codeIn(COUNTRY, country);
  const isAbroad = countryCode !== undefined && countryCode !== FRANCE;
  return { country: countryCode, commune: isAbroad ? undefined : codeIn(COMMUNE, commune) };
}

/** The commune counts only in France. Two countries may be one whose borders or name changed. */
export function compareBirthplaces(mine: Birthplace, theirs: Birthplace): Agreement {
  if (mine.country && theirs.country && mine.country !== theirs.country) return compareCountries(mine, theirs);
  if (mine.country === theirs.country && mine.country && mine.country !== FRANCE) return 'equal';
  if (!mine.commune || !theirs.commune) return 'unknown';
  const communes = compareCommunes(mine.commune, theirs.commune);
  return communes === 'equal' && !(mine.country && theirs.country) ? 'unknown' : communes;
}

function compareCountries(mine: Birthplace, theirs: Birthplace): Agreement {
  if (mine.country !== FRANCE && theirs.country !== FRANCE) return 'explainable';
  const [inFrance, abroad] = mine.country === FRANCE ? [mine, theirs] : [theirs, mine];
  return ONCE_IN_91_TO_96.includes(abroad.country ?? '') && /^9[1-6]/.test(inFrance.commune ?? '')
    ? 'explainable'
    : 'different';
}

/** Two communes of one département may have merged, or one be a district of the other. */
function compareCommunes(mine: string, theirs: string): Agreement {
  if (mine === theirs) return 'equal';
  const [here, there] = [departement(mine), departement(theirs)];
  if (here === there) return 'explainable';
  const wasCut = CUT_INTO[here]?.includes(there) || CUT_INTO[there]?.includes(here);
  return wasCut && mine.slice(-3) === theirs.slice(-3) ? 'explainable' : 'different';
}

/** Overseas it has three digits. */
function departement(commune: string): string {
  return commune.slice(0, /^9[78]/.test(commune) ? 3 : 2);
}

function codeIn(form: RegExp, text: string | null | undefined): string | undefined {
  const code = (text ?? '').replace(/[\s\p{Cf}]/gu, '').toUpperCase();
  return form.test(code) ? code : undefined;
}
