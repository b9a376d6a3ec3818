/** What an artifact of oidc-provider is called among all realms' in the stores that they share. */
export function scoped(realm: string, id: string): string {
  return `${realm}:${id}`;
}
