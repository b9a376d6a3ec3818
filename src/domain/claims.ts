/** Claims about a person (P10): OIDC Core §5.1 and FranceConnect's names for the civil identity. */
import type { CivilIdentity } from './civil_identity.js';

interface VerifiableContact {
  readonly kind: 'email' | 'mobile' | 'landline';
  readonly value: string;
  readonly verified: boolean;
}

/** The civil identity; what is unknown is left out. */
export function civilClaims(identity: CivilIdentity): Record<string, string | readonly string[]> {
  const given = identity.givenNames.join(' ');
  return {
    name: [identity.givenNames[0], identity.familyName].filter(Boolean).join(' '),
    given_name: given,
    given_name_array: identity.givenNames,
    family_name: identity.familyName,
    gender: identity.gender,
    birthdate: identity.birthdate,
    ...(identity.birthplace ? { birthplace: identity.birthplace } : {}),
    ...(identity.birthcountry ? { birthcountry: identity.birthcountry } : {}),
  };
}

/** The first verified e-mail address and telephone number, a mobile before a landline. */
export function contactClaims(contacts: readonly VerifiableContact[]): Record<string, string | boolean> {
  const first = (...kinds: readonly string[]) =>
    kinds.map((kind) => contacts.find((contact) => contact.kind === kind && contact.verified)).find(Boolean);
  const email = first('email');
  const telephone = first('mobile', 'landline');
  return {
    ...(email ? { email: email.value, email_verified: true } : {}),
    ...(telephone ? { phone_number: telephone.value, phone_number_verified: true } : {}),
  };
}
