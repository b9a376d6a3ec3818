/** Security Event Tokens signed with the realm's own keys, which its JWKS shows (RFC 8417, SSF 1.0 §8.1.4). */
import { CompactSign, type CryptoKey, importJWK, type JWK } from 'jose';
import { SET_TYPE, type SetClaims } from '../../domain/signals/claims.js';
import type { UsableKey } from '../../ports/keys/key_store.js';

export type SignSignal = (claims: SetClaims) => Promise<string>;

const ALGORITHM = 'ES256';

/** @param keys those of now: the active one signs */
export function createSignSignal(keys: () => readonly UsableKey[]): SignSignal {
  const imported = new WeakMap<object, Promise<CryptoKey | Uint8Array>>();
  return async (claims) => {
    const key = keys().find(
      ({ purpose, alg, state }) => purpose === 'signing' && alg === ALGORITHM && state === 'active',
    );
    if (!key) throw new Error(`no active signing key of ${ALGORITHM}`);
    const usable = imported.get(key.privateJwk) ?? importJWK(key.privateJwk as JWK, ALGORITHM);
    imported.set(key.privateJwk, usable);
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: SET_TYPE })
      .sign(await usable);
  };
}
