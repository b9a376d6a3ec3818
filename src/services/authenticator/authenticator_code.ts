/** The code of an authenticator app (RFC 6238): an HOTP value (RFC 4226) of the present time step, SHA-1, six digits. */
import { generateSync } from 'otplib';
import { acceptedSteps } from '../../domain/authenticator/authenticator.js';
import { isSameCode } from '../one_time_code/one_time_code.js';

const DIGITS = 6;

/** Six digits of a time step (domain/authenticator/authenticator). */
export function codeOfStep(secret: Uint8Array, step: number): string {
  return generateSync({ strategy: 'hotp', secret, counter: step, digits: DIGITS });
}

/**
 * The latest of the steps accepted now that has this code. All are compared, so that the time tells nothing; whether the
 * step was used before is the store's to say.
 *
 * @param code six digits
 * @param now milliseconds since the epoch
 */
export function stepOf(secret: Uint8Array, code: string, now: number): number | undefined {
  return acceptedSteps(now)
    .filter((step) => isSameCode(code, codeOfStep(secret, step)))
    .at(-1);
}
