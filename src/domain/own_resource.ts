/** Poterne's own API as a resource (RFC 8707): what access tokens for it name as their audience. */

/** @param issuer of the realm: the API answers on each issuer's origin */
export function apiAudience(issuer: string): string {
  return `${new URL(issuer).origin}/api/v1`;
}
