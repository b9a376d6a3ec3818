/** Our keys towards upstreams, made at start (F1). */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { UpstreamKeySource } from './federation.js';

export async function createUpstreamKeys(): Promise<UpstreamKeySource> {
  const make = async (alg: string, use: string): Promise<JWK> => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), use, alg };
  };
  const decryption = await Promise.all(['ECDH-ES', 'RSA-OAEP-256'].map((alg) => make(alg, 'enc')));
  const authentication = await make('ES256', 'sig');
  return {
    keys: () => ({ decryption, authentication }),
    publicKeys: () => [...decryption, authentication].map(({ d, p, q, dp, dq, qi, ...open }) => open),
  };
}
