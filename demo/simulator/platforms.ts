/**
 * The platforms that are simulated, as data: whatever FranceConnect+, FranceConnect and Net-entreprises do differently
 * stands here, never as an `if` on a platform elsewhere. The rules are those of docs/simulator.md.
 */
import { EIDAS_LEVELS, type EidasLevel, type UpstreamSigningAlgorithm } from '../../src/domain/federation/upstream.js';
import type { Language } from '../web/language.js';

export const PLATFORMS = ['franceconnect-plus', 'franceconnect', 'net-entreprises'] as const;
export type Platform = (typeof PLATFORMS)[number];

type Words = Readonly<Record<Language, string>>;

export interface PlatformRules {
  /** below the simulator's origin; the issuer's path */
  readonly prefix: string;
  /** the name of what is simulated; pages always add that it is a simulation */
  readonly name: Words;
  /** what it can vouch for, weakest first; empty: it has no `acr` */
  readonly levels: readonly EidasLevel[];
  /** what `acr` is meant when none is asked */
  readonly defaultLevel: EidasLevel | undefined;
  /** levels at which a session answers for the person without asking again */
  readonly sessionAnswersFor: readonly EidasLevel[] | 'everything';
  readonly session: { readonly seconds: number; readonly sliding: boolean };
  /** the parameter rules of FranceConnect; without them, plain OpenID Connect */
  readonly strictParameters: boolean;
  readonly signingAlgorithms: readonly UpstreamSigningAlgorithm[];
  /** userinfo as a JWT protected like the id_token, or plain JSON */
  readonly userinfo: 'jwt' | 'json';
  /** each scope and its claims */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  /** whom it knows: people with a civil identity, or of an establishment */
  readonly people: 'civil' | 'establishment';
}

const PIVOT = ['given_name', 'family_name', 'birthdate', 'gender', 'birthplace', 'birthcountry'] as const;

/** Scopes that give the one claim of their name. */
function singletons(names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, [name]]));
}

const SHARED_SCOPES = {
  ...singletons([...PIVOT, 'email', 'preferred_username']),
  // no userinfo has it: it is in the id_token only, by the claims parameter
  amr: ['amr'],
  birth: ['birthplace', 'birthcountry'],
} as const;

const RNIPP = PIVOT.map((claim) => `rnipp_${claim}`);

export const PLATFORM_RULES: Readonly<Record<Platform, PlatformRules>> = {
  'franceconnect-plus': {
    prefix: '/franceconnect-plus/api/v2',
    name: { fr: 'FranceConnect+', en: 'FranceConnect+' },
    levels: ['eidas2', 'eidas3'],
    defaultLevel: 'eidas3',
    sessionAnswersFor: ['eidas2'],
    session: { seconds: 600, sliding: false },
    strictParameters: true,
    signingAlgorithms: ['ES256'],
    userinfo: 'jwt',
    scopes: {
      ...SHARED_SCOPES,
      profile: ['given_name', 'family_name', 'birthdate', 'gender', 'preferred_username'],
      identite_pivot: PIVOT,
      ...singletons([...RNIPP, 'rnipp_given_name_array']),
      rnipp_profile: [
        'rnipp_given_name',
        'rnipp_given_name_array',
        'rnipp_family_name',
        'rnipp_birthdate',
        'rnipp_gender',
      ],
      rnipp_birth: ['rnipp_birthplace', 'rnipp_birthcountry'],
      rnipp_identite_pivot: [...RNIPP, 'rnipp_given_name_array'],
    },
    people: 'civil',
  },
  franceconnect: {
    prefix: '/franceconnect/api/v2',
    name: { fr: 'FranceConnect', en: 'FranceConnect' },
    levels: ['eidas1'],
    defaultLevel: 'eidas1',
    sessionAnswersFor: 'everything',
    session: { seconds: 1800, sliding: true },
    strictParameters: true,
    signingAlgorithms: ['ES256', 'RS256'],
    userinfo: 'jwt',
    scopes: {
      ...SHARED_SCOPES,
      ...singletons(['given_name_array', 'idp_birthdate']),
      profile: ['given_name', 'given_name_array', 'family_name', 'birthdate', 'gender', 'preferred_username'],
      identite_pivot: [...PIVOT, 'given_name_array'],
    },
    people: 'civil',
  },
  'net-entreprises': {
    prefix: '/net-entreprises',
    name: { fr: 'Net-entreprises', en: 'Net-entreprises' },
    levels: [],
    defaultLevel: undefined,
    sessionAnswersFor: 'everything',
    session: { seconds: 1800, sliding: true },
    strictParameters: false,
    signingAlgorithms: ['RS256', 'ES256'],
    userinfo: 'json',
    scopes: {
      ...singletons(['given_name', 'family_name', 'email', 'siret']),
      profile: ['given_name', 'family_name'],
    },
    people: 'establishment',
  },
};

export function isPlatform(value: unknown): value is Platform {
  return PLATFORMS.some((platform) => platform === value);
}

export function isLevel(value: string | undefined): value is EidasLevel {
  return EIDAS_LEVELS.some((level) => level === value);
}

/** Seconds that each artifact lives (france.md §1.3). */
export const LIFETIMES = { code: 30, accessToken: 60, idToken: 60, grant: 30, interaction: 600 } as const;
