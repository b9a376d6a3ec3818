/** An account as oidc-provider sees it: an id, and claims on demand (P10, OIDC Core §5). */
import type { Account, Client } from 'oidc-provider';
import { allocataireClaim, civilClaims, contactClaims } from '../../domain/account/claims.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { OrganisationClaim } from '../../ports/organisation/organisation_store.js';
import { mayCarryNir } from './nir_release.js';

export interface ProviderAccount extends Account {
  readonly stored: VisitedAccount;
}

/** The claims each scope releases (P10). A claim without a value is left out. */
export const SCOPE_CLAIMS = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'given_name', 'family_name', 'gender', 'birthdate'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  birth: ['birthplace', 'birthcountry'],
  identite_pivot: [
    'given_name',
    'given_name_array',
    'family_name',
    'birthdate',
    'gender',
    'birthplace',
    'birthcountry',
  ],
  allocataire: ['allocataire'],
  organisation: ['organisation'],
  nir: ['nir'],
} as const;

/**
 * @param accounts where more than the account's row is read, only when a scope asks for it
 * @param client whose answer the claims are for
 * @param organisationsOf the active memberships of an account, read only when asked for (E1)
 */
export function providerAccount(
  accounts: AccountStore,
  stored: VisitedAccount,
  client: Client | undefined,
  organisationsOf: (accountId: string) => Promise<readonly OrganisationClaim[]>,
): ProviderAccount {
  return {
    accountId: stored.id,
    stored,
    async claims(use, scope, claims) {
      const wanted = new Set(scope.split(' '));
      const asked = (name: string) => wanted.has(name) || (claims !== undefined && name in claims);
      const number = asked('allocataire') ? await accounts.identifier(stored.id, 'allocataire') : null;
      const organisations = asked('organisation') ? await organisationsOf(stored.id) : [];
      const nir = mayCarryNir(client, use, scope) ? await accounts.identifier(stored.id, 'nir') : null;
      return {
        sub: stored.id,
        ...civilClaims(stored),
        ...contactClaims(stored.contacts),
        ...(number ? { allocataire: allocataireClaim(number, stored) } : {}),
        ...(organisations.length > 0 ? { organisation: organisations } : {}),
        ...(nir ? { nir } : {}),
      };
    },
  };
}
