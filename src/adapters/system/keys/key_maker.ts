/** Makes private keys (S7): P-256, or RSA of the given size. */
import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyAlgorithm } from '../../../domain/keys/provider_key.js';
import type { MakeKey } from '../../../ports/keys/key_store.js';

const make = promisify(generateKeyPair);

/** @param rsaBits 3072 or more wherever keys protect anything */
export function createKeyMaker(rsaBits: number): MakeKey {
  return async (purpose, alg) => {
    const pair = await makePair(alg, rsaBits);
    const kid = `${alg.toLowerCase()}-${randomBytes(8).toString('hex')}`;
    const named = { kid, use: purpose === 'upstream_decryption' ? 'enc' : 'sig', alg };
    return {
      kid,
      purpose,
      alg,
      publicJwk: { ...pair.publicKey.export({ format: 'jwk' }), ...named },
      privateJwk: { ...pair.privateKey.export({ format: 'jwk' }), ...named },
    };
  };
}

function makePair(alg: KeyAlgorithm, rsaBits: number): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return alg.startsWith('RS') ? make('rsa', { modulusLength: rsaBits }) : make('ec', { namedCurve: 'P-256' });
}
