/** An upstream's claims → the identity that reconciliation compares (F3, F4), by the mapping of its configuration. */
import type { ClaimsMapping, UpstreamIdentity } from '../../domain/federation/upstream.js';

/** Of each field's claims the first that says something wins; texts stay as the upstream wrote them. */
export function readIdentity(claims: Readonly<Record<string, unknown>>, mapping: ClaimsMapping): UpstreamIdentity {
  const text = (names: readonly string[]) =>
    names.map((name) => textOf(claims[name])).find((value) => value !== undefined);
  return {
    familyName: text(mapping.familyName),
    givenNames: mapping.givenNames
      .map((name) => textOf(claims[name]) ?? textsOf(claims[name]))
      .find((value) => value !== undefined),
    gender: text(mapping.gender),
    birthdate: text(mapping.birthdate),
    birthplace: text(mapping.birthplace),
    birthcountry: text(mapping.birthcountry),
    siret: text(mapping.siret),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(textOf);
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined;
}
