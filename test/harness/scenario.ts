/** The people and portals of the flow tests. */

import type { RegisteredClient } from '../../src/config/clients_file.js';
import type { SeedAccount } from '../../src/domain/account/seed_account.js';

export interface TestPerson {
  readonly realm: 'allocataires' | 'employeurs';
  readonly identifier: string;
  readonly allocataire?: string;
  readonly password: string;
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly email?: string;
  readonly mobile?: string;
  readonly landline?: string;
}

/** e-mail and mobile */
export const CLAIRE: TestPerson = {
  realm: 'allocataires',
  identifier: '2840588321025',
  allocataire: '1234567',
  password: '70413928',
  familyName: 'MARTIN',
  givenNames: ['Claire', 'Jeanne'],
  email: 'claire.martin@example.test',
  mobile: '+33639980001',
};
/** e-mail only */
export const PAUL: TestPerson = {
  realm: 'allocataires',
  identifier: '1790359350112',
  password: '58294170',
  familyName: 'DURAND',
  givenNames: ['Paul'],
  email: 'paul.durand@example.test',
};
/** no contact at all */
export const LUCIEN: TestPerson = {
  realm: 'allocataires',
  identifier: '1471275112333',
  password: '75128460',
  familyName: 'PETIT',
  givenNames: ['Lucien'],
};
/** an employer's agent with a mobile */
export const HELENE: TestPerson = {
  realm: 'employeurs',
  identifier: 'agent.mairie',
  password: 'Registre-Colline-42',
  familyName: 'LEROY',
  givenNames: ['Hélène'],
  mobile: '+33639980010',
};
/** an employer's agent with a desk phone only */
export const ODILE: TestPerson = {
  realm: 'employeurs',
  identifier: 'secretariat.ehpad',
  password: 'Horloge-Violette-19',
  familyName: 'GARNIER',
  givenNames: ['Odile'],
  landline: '+33561990012',
};

export const PEOPLE = [CLAIRE, PAUL, LUCIEN, HELENE, ODILE] as const;

export function seedOf(person: TestPerson): SeedAccount {
  const kind = person.realm === 'allocataires' ? 'nir' : 'login';
  return {
    realm: person.realm,
    identifiers: [
      { kind, value: person.identifier },
      ...(person.allocataire ? [{ kind: 'allocataire' as const, value: person.allocataire }] : []),
    ],
    password: person.password,
    familyName: person.familyName,
    givenNames: person.givenNames,
    gender: 'unspecified',
    birthdate: '1984-05-11',
    birthplace: '88321',
    birthcountry: '99100',
    contacts: [
      ...(person.email ? [{ kind: 'email' as const, value: person.email }] : []),
      ...(person.mobile ? [{ kind: 'mobile' as const, value: person.mobile }] : []),
      ...(person.landline ? [{ kind: 'landline' as const, value: person.landline }] : []),
    ],
  };
}

/** In the tests, a portal lives at an address nobody serves: the agent stops there. */
export const PORTAL = 'http://localhost:9/callback';
export const SIGNED_OUT = 'http://localhost:9/signed-out';
export const SECRET = 'k9-portal-secret-of-the-tests-only-0001';

const ALL_SCOPES = 'openid profile email phone address birth identite_pivot allocataire organisation offline_access';

const WEB = {
  redirect_uris: [PORTAL],
  post_logout_redirect_uris: [SIGNED_OUT],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  client_secret: SECRET,
  scope: ALL_SCOPES,
};

export const CLIENTS: readonly RegisteredClient[] = [
  { realm: 'allocataires', metadata: { ...WEB, client_id: 'caf', client_name: 'Mon Compte', sector: 'caf' } },
  {
    realm: 'allocataires',
    metadata: { ...WEB, client_id: 'caf-other', client_name: 'Autre portail', sector: 'autre' },
  },
  { realm: 'allocataires', metadata: { ...WEB, client_id: 'caf-same-sector', client_name: 'Appli', sector: 'caf' } },
  {
    realm: 'allocataires',
    metadata: {
      ...WEB,
      client_id: 'old',
      client_name: 'Ancien portail',
      require_pkce: false,
      token_endpoint_auth_method: 'client_secret_post',
    },
  },
  {
    realm: 'allocataires',
    metadata: { ...WEB, client_id: 'simple', client_name: 'Simulateur', default_acr_values: ['one-step'] },
  },
  { realm: 'allocataires', metadata: { ...WEB, client_id: 'third', client_name: 'Partenaire', first_party: false } },
  {
    realm: 'allocataires',
    metadata: { ...WEB, client_id: 'rsa', client_name: 'Portail RSA', id_token_signed_response_alg: 'RS256' },
  },
  {
    realm: 'allocataires',
    metadata: {
      ...WEB,
      client_id: 'app',
      client_name: 'Appli mobile',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['fr.example.app:/callback'],
      post_logout_redirect_uris: ['fr.example.app:/signed-out'],
      dpop_bound_access_tokens: true,
      client_secret: undefined,
      sector: 'caf',
    },
  },
  { realm: 'employeurs', metadata: { ...WEB, client_id: 'peps', client_name: 'PEP’s', sector: 'peps' } },
];
