/**
 * Authenticator apps (I5): which time steps are accepted, and what an app is told so that it makes the same codes (RFC 6238,
 * and the Key URI format that apps read from a QR code).
 */

/** A realm's rule of authenticator apps. */
export interface AuthenticatorRule {
  /** of one account: each adds to what a guessed code may hit (ADR on authenticator apps) */
  readonly most: number;
  /** codes of one app in a request that may be wrong; the account's own lanes count them too */
  readonly triesPerRequest: number;
  /** how long a secret waits for the first code that proves it works */
  readonly draftLifeSeconds: number;
}

/** X of RFC 6238 §4.1, in seconds. */
const STEP_SECONDS = 30;
/** Steps before and after the present one: clocks of phones, and slow fingers (RFC 6238 §5.2). */
const WINDOW_STEPS = 1;
/** RFC 4226 §4, R6. */
export const SECRET_BYTES = 20;
export const LONGEST_NAME = 40;

/** @param now milliseconds since the epoch */
export function timeStep(now: number): number {
  return Math.floor(now / 1000 / STEP_SECONDS);
}

/** The steps whose code is accepted now, earliest first. @param now milliseconds since the epoch */
export function acceptedSteps(now: number): readonly number[] {
  const present = timeStep(now);
  return Array.from({ length: 2 * WINDOW_STEPS + 1 }, (_, index) => present - WINDOW_STEPS + index);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret as apps take it: RFC 4648 §6, without padding. */
export function base32(secret: Uint8Array): string {
  const bits = Array.from(secret, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** In groups of four, for typing. */
export function groupsOfFour(key: string): readonly string[] {
  return key.match(/.{1,4}/g) ?? [];
}

/**
 * What the QR code says. Nothing in it names the person beyond initials: phones show it, and back it up.
 *
 * @param issuer the realm's name
 * @param label initials of the account's owner, or undefined where there are none
 */
export function keyUri(secret: Uint8Array, issuer: string, label: string | undefined): string {
  const account = encodeURIComponent(label === undefined ? issuer : `${issuer}:${label}`);
  // SHA-1, six digits and 30 seconds are what apps take unless told, and a short text makes a picture that is easy to read.
  return `otpauth://totp/${account}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

/**
 * A name as the person typed it: one line, no control characters.
 *
 * @returns undefined where nothing is left, or more than fits
 */
export function readAuthenticatorName(typed: string): string | undefined {
  const name = typed
    .slice(0, 8 * LONGEST_NAME)
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim();
  return name === '' || [...name].length > LONGEST_NAME ? undefined : name;
}
