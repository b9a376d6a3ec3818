/** The rules of a public kiosk (I9): how long a visit may last, and the sign-in with one's own phone (RFC 8628). Pure values. */

export interface KioskRules {
  /** nobody touched the screen for so long: the visit ends */
  readonly idleSeconds: number;
  /** of these, how long before the end « Êtes-vous encore là ? » is asked */
  readonly warningSeconds: number;
  /** the longest visit, however busy */
  readonly visitSeconds: number;
  readonly accessTokenSeconds: number;
  readonly phone: PhoneRules;
}

/** A phone that signs its person in at a kiosk. */
export interface PhoneRules {
  /** how long a QR code is good */
  readonly codeLifeSeconds: number;
  /** the least time between two questions of the kiosk (RFC 8628 §3.5) */
  readonly pollSeconds: number;
  /** tries at the two digits, all phones together, before the request dies */
  readonly digitTries: number;
  /** QR codes that one client may show within a minute, all its kiosks together */
  readonly startsPerMinute: number;
  /** wrong digits of one account within a day */
  readonly wrongDigitsPerDay: number;
  /** kiosks that one account may be signed in at within an hour */
  readonly signInsPerHour: number;
}

/** How many digits the kiosk shows beside its QR code. */
export const DIGITS_SHOWN = 2;

/** The digits as a person types them, or undefined where these are no two digits. */
export function readDigits(typed: string): string | undefined {
  const bare = typed.replace(/[\s.-]/g, '');
  return new RegExp(`^[0-9]{${DIGITS_SHOWN}}$`).test(bare) ? bare : undefined;
}
