/**
 * Cookie names (S6, pitfall 19): cookies ignore ports and paths tell realms apart badly, so each realm has its own; under
 * https a prefix makes the browser enforce Secure and, for whole-host ones, Path=/.
 */

export interface RealmCookieNames {
  readonly session: string;
  readonly interaction: string;
  readonly resume: string;
  /** the browser's device secret */
  readonly device: string;
  /** that no code is asked in this browser for a while */
  readonly trust: string;
  /** session of « Gérer mon compte » */
  readonly account: string;
  /** the browser's requests under way there */
  readonly accountRequest: string;
  /** the same two of the administration of organisations */
  readonly organisation: string;
  readonly organisationRequest: string;
  /** chosen language */
  readonly language: string;
}

/** @param issuer the realm's issuer: its scheme decides the prefixes */
export function cookieNames(realm: string, issuer: string): RealmCookieNames {
  const secure = issuer.startsWith('https://');
  const host = secure ? '__Host-' : '';
  const path = secure ? '__Secure-' : '';
  return {
    session: `${host}poterne.${realm}.session`,
    interaction: `${path}poterne.${realm}.interaction`,
    resume: `${path}poterne.${realm}.resume`,
    device: `${host}poterne.${realm}.device`,
    trust: `${host}poterne.${realm}.trust`,
    account: `${host}poterne.${realm}.account`,
    accountRequest: `${host}poterne.${realm}.account_request`,
    organisation: `${host}poterne.${realm}.organisation`,
    organisationRequest: `${host}poterne.${realm}.organisation_request`,
    language: `${host}poterne.language`,
  };
}
