/** Claims about a person (P10): OIDC Core §5.1 and FranceConnect's names for the civil identity. */
import type { CivilIdentity } from './civil_identity.js';

interface VerifiableContact {
  readonly kind: 'email' | 'mobile' | 'landline';
  readonly value: string;
  readonly verified: boolean;
}

/** What is open to an applicant until the file is affiliated (C6); the portal shows nothing else. */
const APPLICANT_SERVICES = ['follow-request', 'send-document', 'contact', 'ask-caf', 'change-password'] as const;

/**
 * The claim of the scope `allocataire`: number, status, and for an applicant the services that are open.
 *
 * @param number the allocataire number or the applicant's matricule
 */
export function allocataireClaim(
  number: string,
  { status, standing }: { readonly status: string; readonly standing: 'affiliated' | 'applicant' },
): Record<string, string | readonly string[]> {
  return { number, status, standing, ...(standing === 'applicant' ? { open_services: APPLICANT_SERVICES } : {}) };
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
