/**
 * What is known in advance of the upstreams that French public services use (F1 to F3): addresses, protection, claims,
 * texts. Every field can be overridden in UPSTREAMS_FILE. FranceConnect+ serves no discovery to anonymous clients in
 * production, so metadata is static; sources in the requirements' facts on France, §1.
 */
import type { UpstreamEndpoints, UpstreamSettings } from '../domain/federation/upstream.js';

/** All of an upstream but whose it is and what is secret. */
export type UpstreamPreset = Omit<
  UpstreamSettings,
  'id' | 'realm' | 'issuer' | 'endpoints' | 'clientId' | 'authentication' | 'endsAt'
> & {
  /** environment → issuer; the first is the default. None: the configuration must give it */
  readonly issuers: Readonly<Record<string, string>>;
  /** addresses below an issuer */
  readonly endpointsOf: (issuer: string) => UpstreamEndpoints;
};

const DAY_SECONDS = 86_400;

const COMMON = {
  noticeSeconds: 60 * DAY_SECONDS,
  clockToleranceSeconds: 30,
  /** codes live 30 s */
  timeoutSeconds: 10,
  buttonFile: undefined,
} as const;

/** Where FranceConnect has each endpoint (facts §1.1). */
export function franceConnectEndpoints(issuer: string): Required<UpstreamEndpoints> {
  return {
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    revocation_endpoint: `${issuer}/token/revocation`,
  };
}

/** Only those that every OpenID provider has: an address guessed for sign-out would strand people. */
function plainEndpoints(issuer: string): UpstreamEndpoints {
  const { end_session_endpoint: _signOut, revocation_endpoint: _revocation, ...plain } = franceConnectEndpoints(issuer);
  return plain;
}

const FRANCECONNECT_PLUS: UpstreamPreset = {
  ...COMMON,
  issuers: {
    production: 'https://auth.franceconnect.gouv.fr/api/v2',
    integration: 'https://auth.integ01.dev-franceconnect.fr/api/v2',
  },
  endpointsOf: franceConnectEndpoints,
  protection: { signingAlg: 'ES256', encryption: { alg: 'ECDH-ES', enc: 'A256GCM' }, userinfo: 'jwt' },
  // A scope that was not granted ends in invalid_scope: `rnipp_identite_pivot` is added where it was.
  scope: 'openid identite_pivot',
  levels: ['eidas2', 'eidas3'],
  asksAmr: true,
  countsAsPassword: false,
  reconciliation: 'pivot_identity',
  claims: {
    familyName: ['rnipp_family_name', 'family_name'],
    givenNames: ['rnipp_given_name_array', 'rnipp_given_name', 'given_name_array', 'given_name'],
    gender: ['rnipp_gender', 'gender'],
    birthdate: ['rnipp_birthdate', 'birthdate'],
    birthplace: ['rnipp_birthplace', 'birthplace'],
    birthcountry: ['rnipp_birthcountry', 'birthcountry'],
    siret: [],
  },
  name: 'FranceConnect+',
  // The French sentence and link are imposed, to the letter.
  sentence: {
    fr: "FranceConnect+ est la solution proposée par l'État, pour renforcer la sécurité de vos services en ligne les plus sensibles",
    en: 'FranceConnect+ is the solution offered by the French State to strengthen the security of your most sensitive online services',
  },
  about: {
    label: { fr: "Qu'est-ce que FranceConnect+", en: 'What is FranceConnect+' },
    href: 'https://franceconnect.gouv.fr/france-connect-plus',
  },
};

const FRANCECONNECT: UpstreamPreset = {
  ...COMMON,
  issuers: {
    production: 'https://oidc.franceconnect.gouv.fr/api/v2',
    sandbox: 'https://fcp-low.sbx.dev-franceconnect.fr/api/v2',
    integration: 'https://fcp-low.integ01.dev-franceconnect.fr/api/v2',
  },
  endpointsOf: franceConnectEndpoints,
  protection: { signingAlg: 'ES256', encryption: undefined, userinfo: 'jwt' },
  scope: 'openid identite_pivot',
  levels: ['eidas1'],
  // An amr that was not granted ends on FranceConnect's own error page (Y100009).
  asksAmr: false,
  countsAsPassword: false,
  reconciliation: 'pivot_identity',
  claims: {
    familyName: ['family_name'],
    givenNames: ['given_name_array', 'given_name'],
    gender: ['gender'],
    birthdate: ['birthdate'],
    birthplace: ['birthplace'],
    birthcountry: ['birthcountry'],
    siret: [],
  },
  name: 'FranceConnect',
  sentence: {
    fr: 'Avec FranceConnect, vous vous identifiez avec un compte public que vous avez déjà',
    en: 'With FranceConnect, you sign in with a public account that you already have',
  },
  about: {
    label: { fr: "Qu'est-ce que FranceConnect", en: 'What is FranceConnect' },
    href: 'https://franceconnect.gouv.fr/',
  },
};

/** No public specification of its federation exists: plain OpenID Connect, everything to confirm (F3, facts §2). */
const NET_ENTREPRISES: UpstreamPreset = {
  ...COMMON,
  issuers: {},
  endpointsOf: plainEndpoints,
  protection: { signingAlg: 'RS256', encryption: undefined, userinfo: 'json' },
  scope: 'openid profile siret',
  levels: [],
  asksAmr: false,
  countsAsPassword: true,
  reconciliation: 'siret_and_person',
  claims: {
    familyName: ['family_name', 'usual_name'],
    givenNames: ['given_name'],
    gender: [],
    birthdate: [],
    birthplace: [],
    birthcountry: [],
    siret: ['siret'],
  },
  name: 'Net-entreprises',
  sentence: undefined,
  about: undefined,
};

export const UPSTREAM_PRESETS = {
  'franceconnect-plus': FRANCECONNECT_PLUS,
  franceconnect: FRANCECONNECT,
  'net-entreprises': NET_ENTREPRISES,
} as const satisfies Readonly<Record<string, UpstreamPreset>>;

export type UpstreamPresetName = keyof typeof UPSTREAM_PRESETS;
