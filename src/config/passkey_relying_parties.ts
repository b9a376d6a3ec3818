/** To which host name each realm's passkeys belong, and where they may be used (I6): by default the issuer's own. */
import type { PasskeyRelyingParty } from '../domain/passkey/passkey.js';

/**
 * @param issuers by realm id
 * @param values every variable
 * @param problems takes what is wrong
 */
export function readPasskeyRelyingParties(
  issuers: ReadonlyMap<string, string>,
  values: Readonly<Record<string, string | undefined>>,
  problems: string[],
): ReadonlyMap<string, PasskeyRelyingParty> {
  const parties = new Map<string, PasskeyRelyingParty>();
  for (const [realm, issuer] of issuers) {
    if (!URL.canParse(issuer)) continue;
    const { hostname, origin } = new URL(issuer);
    const of = (name: string) => values[`${name}_${realm.toUpperCase()}`] || values[name] || '';
    const rpId = of('PASSKEY_RP_ID') || hostname;
    // A browser refuses any other; that a parent is not a public suffix such as « gouv.fr » it judges alone.
    if (hostname !== rpId && !(hostname.endsWith(`.${rpId}`) && rpId.includes('.'))) {
      problems.push(`PASSKEY_RP_ID must be the issuer’s host name or a parent of it (${realm})`);
    }
    const related = of('PASSKEY_ORIGINS')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    for (const each of related) {
      if (!isOrigin(each))
        problems.push(`PASSKEY_ORIGINS must be https origins, such as https://example.test (${realm})`);
    }
    parties.set(realm, { rpId, origins: [...new Set([origin, ...related])] });
  }
  return parties;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || hostname === 'localhost');
}
