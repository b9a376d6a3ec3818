/** Verifies the proof that goes with a DPoP-bound access token (RFC 9449 §4.3 and §7). */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose';
import type { OnceStore } from './once_store.js';
import { Refused } from './refusal.js';

/** How far the client's clock may be off, and how long a proof is remembered. */
const PROOF_SECONDS = 300;

export interface ProofExpectation {
  readonly token: string;
  /** thumbprint that the token names */
  readonly boundTo: string;
  readonly method: string;
  /** absolute address that was called */
  readonly address: URL;
  readonly algorithms: readonly string[];
  /** milliseconds since the epoch */
  readonly now: number;
}

/**
 * @param proofs the DPoP headers that came
 * @throws Refused
 */
export async function checkProof(
  proofs: readonly string[],
  { token, boundTo, method, address, algorithms, now }: ProofExpectation,
  once: OnceStore,
): Promise<void> {
  const [proof] = proofs;
  if (proof === undefined || proofs.length !== 1) refuse('exactly one DPoP header is needed');
  const { payload, protectedHeader } = await jwtVerify(proof as string, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: [...algorithms],
    requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
    currentDate: new Date(now),
    clockTolerance: PROOF_SECONDS,
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError || error instanceof TypeError) refuse('the DPoP proof does not verify');
    throw error;
  });
  const { jwk } = protectedHeader;
  if (!jwk || 'd' in jwk || (await calculateJwkThumbprint(jwk, 'sha256')) !== boundTo) {
    refuse('the DPoP proof is of another key than the access token');
  }
  const { jti, htm, htu, iat = 0, ath } = payload;
  if (htm !== method) refuse('the DPoP proof is for another method');
  if (typeof htu !== 'string' || !URL.canParse(htu) || placeOf(new URL(htu)) !== placeOf(address)) {
    refuse('the DPoP proof is for another address');
  }
  if (Math.abs(now / 1000 - iat) > PROOF_SECONDS) refuse('the DPoP proof is not of this moment');
  if (ath !== createHash('sha256').update(token).digest('base64url')) {
    refuse('the DPoP proof is for another access token');
  }
  const name = createHash('sha256').update(`${boundTo}\0${jti}`).digest('base64url');
  if (!(await once.take(`dpop:${name}`, 2 * PROOF_SECONDS))) refuse('the DPoP proof was used already');
}

/** Query and fragment do not count (RFC 9449 §4.3, 9). */
function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

function refuse(description: string): never {
  throw new Refused({ error: 'invalid_dpop_proof', description });
}
