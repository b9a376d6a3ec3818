/**
 * E-mail addresses and telephone numbers of synthetic people: example.test addresses, and numbers that no subscriber
 * has (I4). Shares are exact in every thousand consecutive people.
 */
import { hash32, type Seed, shuffledPlace } from './draws.js';

export interface Contacts {
  readonly email: string | null;
  readonly mobile: string | null;
  readonly landline: string | null;
}

interface ContactProfile {
  readonly perThousand: number;
  readonly email: boolean;
  readonly mobile: boolean;
  readonly landline: boolean;
}

/** Which contacts people have; each list adds up to 1000. */
export type ContactProfiles = readonly ContactProfile[];

export const HOUSEHOLD_CONTACTS: ContactProfiles = [
  { perThousand: 750, email: true, mobile: true, landline: false },
  { perThousand: 90, email: true, mobile: true, landline: true },
  { perThousand: 40, email: true, mobile: false, landline: false },
  { perThousand: 30, email: true, mobile: false, landline: true },
  { perThousand: 55, email: false, mobile: true, landline: false },
  { perThousand: 25, email: false, mobile: false, landline: true },
  { perThousand: 10, email: false, mobile: false, landline: false },
];

/** At work nearly everybody has an address, and many a desk phone only. */
export const WORKPLACE_CONTACTS: ContactProfiles = [
  { perThousand: 420, email: true, mobile: true, landline: false },
  { perThousand: 250, email: true, mobile: true, landline: true },
  { perThousand: 310, email: true, mobile: false, landline: true },
  { perThousand: 20, email: true, mobile: false, landline: false },
];

/** Two neighbours in the index are a household; this many households in five hundred share one address. */
export const SHARED_ADDRESS_PER_500_HOUSEHOLDS = 40;
const HOUSEHOLDS_PER_BLOCK = 500;
const PEOPLE_PER_BLOCK = 1000;

/** Numbers that ARCEP keeps out of every subscriber's hands, for fiction. */
const FICTION_MOBILE = '+3363998';
const FICTION_LANDLINES = ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649'] as const;
const FICTION_NUMBERS = 10_000;
/** 07 00 numbers are given to machines only, with more digits than these: they ring nowhere. */
const MACHINE_MOBILE = '+33700';
const MACHINE_NUMBERS = 1_000_000;

/** Whether the household of an index shares one e-mail address. */
export function sharesAddress(seed: Seed, index: number): boolean {
  const household = Math.floor(index / 2);
  const { place } = shuffledPlace(seed, household, 'household', HOUSEHOLDS_PER_BLOCK);
  return place < SHARED_ADDRESS_PER_500_HOUSEHOLDS;
}

/**
 * Contacts of one person.
 *
 * @param profiles which contacts people of this population have
 * @param address the e-mail address to use if there is one
 */
export function contacts(seed: Seed, index: number, profiles: ContactProfiles, address: string): Contacts {
  const { place } = shuffledPlace(seed, index, 'contacts', PEOPLE_PER_BLOCK);
  const profile = profileAt(profiles, place);
  return {
    email: profile.email ? address : null,
    mobile: profile.mobile ? mobile(seed, index) : null,
    landline: profile.landline ? landline(seed, index) : null,
  };
}

function profileAt(profiles: ContactProfiles, place: number): ContactProfile {
  let before = 0;
  for (const profile of profiles) {
    before += profile.perThousand;
    if (place < before) return profile;
  }
  throw new Error('the contact profiles add up to less than a thousand');
}

/** Different for the first ten thousand people, then for every million. */
function mobile(seed: Seed, index: number): string {
  const offset = hash32(seed, 0, 'mobile');
  if (index < FICTION_NUMBERS) return `${FICTION_MOBILE}${pad((index * 7919 + offset) % FICTION_NUMBERS, 4)}`;
  return `${MACHINE_MOBILE}${pad((index * 7919 + offset) % MACHINE_NUMBERS, 6)}`;
}

/** Fifty thousand numbers in all: shared by many in a large population, as switchboards are. */
function landline(seed: Seed, index: number): string {
  const hash = hash32(seed, index, 'landline');
  const area = FICTION_LANDLINES[hash % FICTION_LANDLINES.length] ?? FICTION_LANDLINES[0];
  return `${area}${pad(Math.floor(hash / 8) % FICTION_NUMBERS, 4)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
