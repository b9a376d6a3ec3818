/** Poterne’s own APIs as resources (RFC 8707): what access tokens for them name as their audience. */

/** @param issuer of the realm: the API answers on each issuer's origin */
export function apiAudience(issuer: string): string {
  return `${new URL(issuer).origin}/api/v1`;
}

/** Scopes of the Shared Signals transmitter (S8). */
export const SIGNAL_SCOPES = {
  'ssf.manage': 'Create, change and delete one’s stream of security events, and poll it',
  'ssf.read': 'Read one’s stream of security events, and its status',
} as const;
export type SignalScope = keyof typeof SIGNAL_SCOPES;

/** Its API, of one realm: a receiver of one never reaches another's. @param issuer of the realm */
export function signalsAudience(issuer: string): string {
  return `${issuer}/ssf`;
}
