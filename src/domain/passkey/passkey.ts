/** Passkeys (I6, WebAuthn Level 3): a realm's rule of them, and for whom authenticators keep them. */

/** A realm's rule of passkeys. */
export interface PasskeyRule {
  /** of one account */
  readonly most: number;
  /** how long a challenge waits for its answer */
  readonly challengeSeconds: number;
  /** how long a fresh proof lets its holder enrol one */
  readonly enrolmentSeconds: number;
  /** at most one invitation an account in so many days, at the end of a sign-in; 0: none */
  readonly invitationDays: number;
  /** answers of one account, from one known device or else one network, that did not verify */
  readonly failuresPerHour: number;
}

/** Who we are towards browsers and authenticators. */
export interface PasskeyRelyingParty {
  /** a host name, our own or a parent of it: passkeys belong to it for ever */
  readonly rpId: string;
  /** where ceremonies may happen: the issuer's origin, and those that are related to it (WebAuthn L3 §5.11) */
  readonly origins: readonly string[];
}

/** COSE: ES256, EdDSA, RS256. */
export const PASSKEY_ALGORITHMS: readonly number[] = [-7, -8, -257];

/** Bytes of the name under which authenticators keep an account (WebAuthn: user handle, 64 at most). */
export const USER_HANDLE_BYTES = 32;

/** Ways in which a browser may reach an authenticator (WebAuthn §5.8.4); others are left out. */
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
export type PasskeyTransport = (typeof TRANSPORTS)[number];

export function knownTransports(given: readonly string[]): readonly PasskeyTransport[] {
  return TRANSPORTS.filter((transport) => given.includes(transport));
}

/**
 * Does a counter of signatures show that there is one authenticator only? It grows from one use to the next, or the
 * authenticator does not count (WebAuthn §6.1.1).
 */
export function counterHolds(before: number, given: number): boolean {
  return given > before || (given === 0 && before === 0);
}
