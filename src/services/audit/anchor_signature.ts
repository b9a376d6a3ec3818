/** Anchors signed and checked as compact JWS (RFC 7515) with the provider's ES256 signing keys (S5, S7). */
import { CompactSign, type CryptoKey, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { ANCHOR_TYPE, type AnchorClaims } from '../../domain/audit/anchor.js';
import type { KeyParts, UsableKey } from '../../ports/keys/key_store.js';

const ALGORITHM = 'ES256';

export type SignAnchor = (claims: AnchorClaims) => Promise<string>;
/** Gives what was signed, or why the signature is none of ours. */
export type CheckAnchor = (
  signature: string,
) => Promise<
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly why: string }
>;

/** @param keys those of now: the active one signs */
export function createSignAnchor(keys: () => readonly UsableKey[]): SignAnchor {
  return async (claims) => {
    const key = keys().find(
      ({ purpose, alg, state }) => purpose === 'signing' && alg === ALGORITHM && state === 'active',
    );
    if (!key) throw new Error(`no active signing key of ${ALGORITHM}`);
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: ANCHOR_TYPE })
      .sign(await importJWK(key.privateJwk as JWK, ALGORITHM));
  };
}

/** @param publicKeys public parts of every signing key there ever was, by kid: anchors outlive the keys that signed them */
export function createCheckAnchor(publicKeys: ReadonlyMap<string, KeyParts>): CheckAnchor {
  const imported = new Map<string, Promise<CryptoKey | Uint8Array>>();
  const keyOf = (kid: string): Promise<CryptoKey | Uint8Array> | undefined => {
    const parts = publicKeys.get(kid);
    if (!parts) return undefined;
    const key = imported.get(kid) ?? importJWK(parts as JWK, ALGORITHM);
    imported.set(kid, key);
    return key;
  };
  return async (signature) => {
    try {
      const { kid = '', typ } = decodeProtectedHeader(signature);
      if (typ !== ANCHOR_TYPE) return { ok: false, why: 'what is signed is no anchor' };
      const key = keyOf(kid);
      if (!key) return { ok: false, why: `provider_key has no signing key ${kid.slice(0, 60)}` };
      const { payload } = await compactVerify(signature, await key, { algorithms: [ALGORITHM] });
      return { ok: true, claims: JSON.parse(Buffer.from(payload).toString('utf8')) as Record<string, unknown> };
    } catch {
      return { ok: false, why: 'its signature does not verify' };
    }
  };
}
