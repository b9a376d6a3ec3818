/** The claims of a proved identity, in the formats of france.md §1.4. Which of them are answered is the scopes' affair. */
import type { Identity, Proved } from './identity.js';

/** @returns claims by name; those without a value are left out, save a birthplace, which is empty for who is born abroad */
export function claimsOf({ identity, rnipp, throughBridge }: Proved): Record<string, unknown> {
  return withoutMissing({
    ...pivotClaims(identity),
    birthplace: throughBridge && identity.birthplace === '' ? undefined : identity.birthplace,
    given_name_array: identity.givenNames,
    preferred_username: identity.preferredUsername,
    email: identity.email,
    idp_birthdate: identity.birthdate,
    siret: identity.siret,
    ...(rnipp ? rnippClaims(rnipp) : {}),
  });
}

function pivotClaims(identity: Identity): Record<string, unknown> {
  return {
    given_name: identity.givenNames.join(' '),
    family_name: identity.familyName,
    birthdate: presumedBirthdate(identity.birthdate),
    gender: identity.gender,
    birthplace: identity.birthplace,
    birthcountry: identity.birthcountry,
  };
}

function rnippClaims(rnipp: Identity): Record<string, unknown> {
  const claims = { ...pivotClaims(rnipp), given_name_array: rnipp.givenNames };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [`rnipp_${name}`, value]));
}

/** An unknown day is presumed the first, an unknown month January. */
function presumedBirthdate(birthdate: string): string {
  return birthdate.replaceAll('-00', '-01');
}

function withoutMissing(claims: Record<string, unknown>): Record<string, unknown> {
  const mayBeEmpty = new Set(['birthplace', 'rnipp_birthplace']);
  return Object.fromEntries(
    Object.entries(claims).filter(([name, value]) => value !== undefined && (value !== '' || mayBeEmpty.has(name))),
  );
}
