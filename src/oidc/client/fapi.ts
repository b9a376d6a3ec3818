/**
 * What the FAPI 2.0 Security Profile asks beyond oidc-provider's own `features.fapi` (§5.3.2.1; P8). The rest follows from
 * the client's metadata, which domain/client/fapi_profile settles.
 */
import { decodeJwt } from 'jose';
import { type Client, errors } from 'oidc-provider';
import { isFapiClient } from './client_metadata.js';

/** §5.3.2.1: a clock up to 10 seconds ahead is met with patience. */
export const CLOCK_TOLERANCE_SECONDS = 10;
/** §5.3.2.1: what is dated more than a minute ahead is refused. */
const MOST_AHEAD_SECONDS = 60;

/**
 * A FAPI client's assertion: its `aud` is the issuer, as one string, and it is not of the future.
 *
 * @throws InvalidClientAuth
 */
export function checkFapiAssertion(
  client: Client,
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  nowMs: number,
): void {
  if (!isFapiClient(client)) return;
  if (claims['aud'] !== issuer) throw new errors.InvalidClientAuth('aud must be the issuer, as one string');
  if (isAhead(claims['iat'], nowMs)) throw new errors.InvalidClientAuth('iat lies in the future');
}

/**
 * Is a DPoP proof dated so far ahead that it must be made again, with a nonce? Of every client: a proof made in advance
 * and carried off is what a nonce is for (RFC 9449 §11.2).
 *
 * @param proof the header as it came; one that cannot be read is the library's to refuse
 */
export function isProofFromTheFuture(proof: string, nowMs: number): boolean {
  try {
    return isAhead(decodeJwt(proof).iat, nowMs);
  } catch {
    return false;
  }
}

function isAhead(iat: unknown, nowMs: number): boolean {
  return typeof iat === 'number' && iat > nowMs / 1000 + MOST_AHEAD_SECONDS;
}
