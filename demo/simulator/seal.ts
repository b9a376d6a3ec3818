/**
 * Signs and encrypts what leaves the simulator, honestly or as a misbehaviour asks: ES256 or RS256, inside a JWE to the
 * relying party's published key where one is registered (france.md §1.3).
 */
import { createHash, createPublicKey } from 'node:crypto';
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK } from 'jose';
import { newSigningKey, type SigningKey } from './kept_state.js';
import type { Claims, Protection } from './misbehaviours.js';
import { ownMachineFetch } from './own_machine_fetch.js';
import type { SimulatedRelyingParty } from './relying_party.js';

export interface Seal {
  /** @throws when the relying party's key cannot be fetched, or there is none for the registered algorithm */
  seal(claims: Claims, protection: Protection): Promise<string>;
  /** A published key of the algorithm that was not registered; made at the first use. */
  otherAlgorithmKey(): Promise<SigningKey>;
}

const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

/** @param signingKey the platform's current one */
export function createSeal(signingKey: () => SigningKey, relyingParty: SimulatedRelyingParty): Seal {
  let other: Promise<SigningKey> | undefined;
  const otherAlgorithmKey = () => {
    other ??= newSigningKey(signingKey().alg === 'ES256' ? 'RS256' : 'ES256');
    return other;
  };

  async function sign(claims: Claims, signature: Protection['signature']): Promise<string> {
    const own = signingKey();
    switch (signature) {
      case 'own':
        return signWith(own, claims);
      case 'none':
        return `${encode({ alg: 'none' })}.${encode(claims)}.`;
      case 'hs256': {
        const pem = createPublicKey({ key: publicPart(own), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        return sign256(Buffer.from(pem), { alg: 'HS256', kid: own.kid }, claims);
      }
      case 'other-algorithm':
        return signWith(await otherAlgorithmKey(), claims);
      case 'foreign-key':
        return signWith({ ...(await newSigningKey(own.alg)), kid: own.kid }, claims);
      case 'unknown-key':
        return signWith(await newSigningKey(own.alg), claims);
    }
  }

  async function encrypt(jws: string, encryption: Protection['encryption']): Promise<string> {
    const registered = relyingParty.encryption;
    if (!registered || encryption === 'none') return jws;
    const published = await encryptionKey(relyingParty.jwksUri ?? '', registered.alg);
    const key = encryption === 'another-key' ? await keyNobodyHas(registered.alg, published) : published;
    const enc = encryption === 'other-enc' ? 'A128GCM' : registered.enc;
    return new CompactEncrypt(Buffer.from(jws))
      .setProtectedHeader({ alg: registered.alg, enc, cty: 'JWT', ...(key.kid ? { kid: key.kid } : {}) })
      .encrypt(await importJWK(key, registered.alg));
  }

  return {
    otherAlgorithmKey,
    seal: async (claims, { signature, encryption }) => encrypt(await sign(claims, signature), encryption),
  };
}

/** The left half of the access token's hash (OIDC Core §3.1.3.6). */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

/** What may be published of a key. */
export function publicPart(key: SigningKey): JWK {
  const open = Object.entries(key).filter(([name]) => !PRIVATE_PARTS.includes(name));
  return Object.fromEntries(open);
}

async function signWith(key: SigningKey, claims: Claims): Promise<string> {
  const imported = await importJWK(key, key.alg);
  return sign256(imported, { alg: key.alg, kid: key.kid, typ: 'JWT' }, claims);
}

function sign256(
  key: Parameters<CompactSign['sign']>[0],
  header: { alg: string; kid: string; typ?: string },
  claims: Claims,
): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(header).sign(key);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The first published key that fits; asked for each time, so that the relying party can rotate its own. */
async function encryptionKey(jwksUri: string, alg: string): Promise<JWK> {
  const answer = await ownMachineFetch(jwksUri, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${jwksUri} answered ${answer.status}`);
  const { keys } = (await answer.json()) as JSONWebKeySet;
  const kty = alg === 'ECDH-ES' ? 'EC' : 'RSA';
  const key = keys.find((jwk) => jwk.use === 'enc' && jwk.kty === kty && (jwk.alg === undefined || jwk.alg === alg));
  if (!key) throw new Error(`${jwksUri} has no encryption key for ${alg}`);
  return key;
}

async function keyNobodyHas(alg: string, published: JWK): Promise<JWK> {
  const { publicKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(publicKey)), ...(published.kid ? { kid: published.kid } : {}) };
}
