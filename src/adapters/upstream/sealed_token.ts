/**
 * A token as the upstream registered it: a JWS, inside a JWE where encryption is registered (F1; RFC 7516, RFC 7515).
 * openid-client would take an unencrypted token where a JWE is registered, and keeps the decrypted one to itself, which
 * sign-out needs (F5): so tokens are opened and verified here, with jose, before it checks what they say.
 */
import { type CryptoKey, compactDecrypt, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import type { UpstreamProtection } from '../../domain/federation/upstream.js';
import { codeOf, UpstreamRefusal } from './refusal.js';
import type { UpstreamKeySet } from './upstream_key_set.js';

/**
 * @param keys our private keys for this upstream, newest first, retired ones included
 * @returns the signed token, verified
 * @throws UpstreamRefusal
 */
export async function openToken(
  token: string,
  protection: UpstreamProtection,
  keys: readonly JWK[],
  upstreamKeys: UpstreamKeySet,
): Promise<string> {
  const signed = protection.encryption ? await decrypted(token, protection.encryption, keys) : token;
  switch (signed.split('.').length) {
    case 3:
      break;
    case 5:
      throw new UpstreamRefusal(
        'encryption',
        protection.encryption ? 'encrypted twice' : 'encrypted although not registered',
      );
    default:
      throw new UpstreamRefusal('malformed', 'not a token');
  }
  try {
    await compactVerify(signed, ({ kid }) => upstreamKeys.find(kid, protection.signingAlg), {
      algorithms: [protection.signingAlg],
    });
  } catch (error) {
    if (error instanceof UpstreamRefusal) throw error;
    throw new UpstreamRefusal('signature', codeOf(error) ?? 'not verified');
  }
  return signed;
}

async function decrypted(
  token: string,
  { alg, enc }: NonNullable<UpstreamProtection['encryption']>,
  keys: readonly JWK[],
): Promise<string> {
  const parts = token.split('.').length;
  if (parts === 3) throw new UpstreamRefusal('encryption', 'not encrypted');
  if (parts !== 5) throw new UpstreamRefusal('malformed', 'not a token');
  let kid: unknown;
  try {
    kid = decodeProtectedHeader(token).kid;
  } catch {
    throw new UpstreamRefusal('malformed', 'unreadable header');
  }
  // Without a kid, each of ours may be the one.
  const candidates = keys.filter((key) => key.alg === alg && (kid === undefined || key.kid === kid));
  if (candidates.length === 0) throw new UpstreamRefusal('encryption', 'not for a key of ours');
  let refusal = 'not decrypted';
  for (const candidate of candidates) {
    try {
      const { plaintext } = await compactDecrypt(token, (await importJWK(candidate, alg)) as CryptoKey, {
        keyManagementAlgorithms: [alg],
        contentEncryptionAlgorithms: [enc],
      });
      return new TextDecoder().decode(plaintext);
    } catch (error) {
      refusal = codeOf(error) ?? refusal;
    }
  }
  throw new UpstreamRefusal('encryption', refusal);
}
