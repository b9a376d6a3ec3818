/**
 * Trusted workstations (I3): a browser on which a person typed a code and is asked none for a while. What proves it is a
 * secret in a cookie of its own, another one after each use; the rules here are those that need no store.
 */
import type { Acr } from '../assurance/acr.js';

/** How long the secret of before is still good: two tabs send it at once (pitfall 26). Within it nothing rotates again. */
export const TRUST_GRACE_MS = 30_000;

/** A browser on which more accounts than these were seen is taken for a shared one. */
export const MOST_ACCOUNTS_OF_A_BROWSER = 2;

/** What the cookie holds of one account's trust. */
export interface TrustTicket {
  /** of the record on the server */
  readonly id: string;
  /** 256 bits, base64url */
  readonly secret: string;
}

const TICKET = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** The tickets of a cookie, newest first; whatever is none is left out. */
export function readTickets(cookie: string | undefined): readonly TrustTicket[] {
  const tickets = (cookie ?? '').split('~', MOST_ACCOUNTS_OF_A_BROWSER).map((text) => TICKET.exec(text));
  return tickets.flatMap((match) => (match?.[1] && match[2] ? [{ id: match[1], secret: match[2] }] : []));
}

export function writeTickets(tickets: readonly TrustTicket[]): string {
  return tickets
    .slice(0, MOST_ACCOUNTS_OF_A_BROWSER)
    .map(({ id, secret }) => `${id}.${secret}`)
    .join('~');
}

export interface TrustQuestion {
  /** the realm's; 0: it trusts no device */
  readonly trustedDeviceSeconds: number;
  /** is the portal a kiosk's? (I9) */
  readonly sharedDevice: boolean;
  /** were more than two accounts seen on this browser, with the one that signs in? */
  readonly sharedBrowser: boolean;
  /** what the code is asked for */
  readonly target: Acr | undefined;
}

/** May the code page offer to ask no code here? Only where one would have been spared: nothing above `two-step` ever is. */
export function mayOfferTrust({ trustedDeviceSeconds, sharedDevice, sharedBrowser, target }: TrustQuestion): boolean {
  return trustedDeviceSeconds > 0 && !sharedDevice && !sharedBrowser && target === 'two-step';
}
