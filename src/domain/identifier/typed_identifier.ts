/** Which of a realm's identifiers a person has typed into the one field of the login page, and its stored form (I1). */
import type { IdentifierKind } from '../realm.js';
import { type AllocataireFault, looksLikeAllocataire, parseAllocataire } from './allocataire.js';
import { type LoginFault, parseLogin } from './login.js';
import { type NirFault, parseNir } from './nir.js';

export type IdentifierFault =
  | { readonly kind: 'nir'; readonly reason: NirFault }
  | { readonly kind: 'allocataire'; readonly reason: AllocataireFault }
  | { readonly kind: 'login'; readonly reason: LoginFault };

export type TypedIdentifier =
  | { readonly ok: true; readonly kind: IdentifierKind; readonly value: string }
  | ({ readonly ok: false } & IdentifierFault);

/**
 * Reads an identifier as typed, trying the realm's kinds in their order.
 *
 * @param kinds the realm's `identifierKinds`
 * @param typed any text
 * @returns kind and stored form (13 characters, 7 digits or a lower-case login); else the kind that the text comes
 *   nearest to and what is wrong with it as such
 * @throws RangeError when the realm names no kind at all, never for what was typed
 */
export function parseTypedIdentifier(kinds: readonly IdentifierKind[], typed: string): TypedIdentifier {
  const [first] = kinds;
  if (first === undefined) throw new RangeError('a realm names at least one kind of identifier');
  for (const kind of kinds) {
    const parsed = parseAs(kind, typed);
    if (parsed.ok) return parsed;
  }
  const nearest = kinds.includes('allocataire') && looksLikeAllocataire(typed) ? 'allocataire' : first;
  return parseAs(nearest, typed);
}

function parseAs(kind: IdentifierKind, typed: string): TypedIdentifier {
  switch (kind) {
    case 'nir': {
      const parsed = parseNir(typed);
      return parsed.ok ? { ok: true, kind, value: parsed.nir } : { ok: false, kind, reason: parsed.reason };
    }
    case 'allocataire': {
      const parsed = parseAllocataire(typed);
      return parsed.ok ? { ok: true, kind, value: parsed.allocataire } : { ok: false, kind, reason: parsed.reason };
    }
    case 'login': {
      const parsed = parseLogin(typed);
      return parsed.ok ? { ok: true, kind, value: parsed.login } : { ok: false, kind, reason: parsed.reason };
    }
  }
}
