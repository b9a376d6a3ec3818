/** Keys that the clients of the protocol tests hold, and what they sign and open with them. */
import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, compactDecrypt, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Fields, Json } from './stage.js';

const signing = await generateKeyPair('ES256', { extractable: true });
const agreement = await generateKeyPair('ECDH-ES', { extractable: true });
const transport = await generateKeyPair('RSA-OAEP-256', { extractable: true });

const publicJwk = async (key: CryptoKey, more: JWK): Promise<JWK> => ({ ...(await exportJWK(key)), ...more });

/** The public keys that a client registers. */
export const CLIENT_JWKS = {
  keys: [
    await publicJwk(signing.publicKey, { kid: 'sig', use: 'sig', alg: 'ES256' }),
    await publicJwk(agreement.publicKey, { kid: 'ecdh', use: 'enc', alg: 'ECDH-ES' }),
    await publicJwk(transport.publicKey, { kid: 'oaep', use: 'enc', alg: 'RSA-OAEP-256' }),
  ],
};

/** Signs with the client's registered key. */
export function signAsClient(claims: Json, header: Json = {}, key: CryptoKey = signing.privateKey): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'sig', ...header }).sign(key);
}

/** RFC 7523 §3: the claims of a good client assertion, with what the test changes. */
export function assertionClaims(clientId: string, audience: string, changes: Json = {}): Json {
  const now = Math.floor(Date.now() / 1000);
  return { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: now, exp: now + 60, ...changes };
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The form fields of a client that authenticates with its key. */
export async function asserting(clientId: string, audience: string, changes: Json = {}): Promise<Fields> {
  return {
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await signAsClient(assertionClaims(clientId, audience, changes)),
  };
}

/** Opens what was encrypted to the client: the plain text, and how it was encrypted. */
export async function open(jwe: string): Promise<{ readonly text: string; readonly header: Json }> {
  const { alg } = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString()) as { alg?: string };
  const key = alg === 'RSA-OAEP-256' ? transport.privateKey : agreement.privateKey;
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, key);
  return { text: new TextDecoder().decode(plaintext), header: { ...protectedHeader } };
}

export interface ProofKey {
  readonly thumbprint: string;
  /** A DPoP proof (RFC 9449 §4.2); an undefined claim is left out. */
  proof(method: string, address: string, changes?: Json, header?: Json): Promise<string>;
}

/** A key pair of an application, for DPoP. */
export async function proofKey(): Promise<ProofKey> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    proof: (htm, htu, changes = {}, header = {}) =>
      signAsClient(
        { htm, htu, jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...changes },
        { typ: 'dpop+jwt', jwk, kid: undefined, ...header },
        pair.privateKey,
      ),
  };
}
