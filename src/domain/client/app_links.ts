/**
 * What an issuer's host says of the apps that belong to it: which may open its links and use its passkeys (Apple's associated
 * domains, Android's Digital Asset Links; I6, P2). Pure: entries in, the two documents out.
 */

/** Where an app's claimed redirects lie: nothing of the sign-in itself is there, so that no app takes it from the browser (http/app_return). */
export const APP_PATH = '/app/';

export interface AppLinks {
  readonly realm: string;
  readonly ios: ReadonlyArray<{
    /** team and bundle: `ABCDE12345.fr.example.moncompte` */
    readonly appId: string;
    /** of its links, each below APP_PATH; `*` for what follows */
    readonly paths: readonly string[];
    readonly usesPasskeys: boolean;
  }>;
  readonly android: ReadonlyArray<{
    readonly packageName: string;
    /** SHA-256 of its signing certificates, in hexadecimal pairs with colons */
    readonly fingerprints: readonly string[];
    /** does it open links? Which ones, its manifest says */
    readonly opensLinks: boolean;
    readonly usesPasskeys: boolean;
  }>;
}

/** @returns undefined when no app for iOS is there */
export function appleAppSiteAssociation(links: readonly AppLinks[]): object | undefined {
  const apps = links.flatMap(({ ios }) => ios);
  if (apps.length === 0) return undefined;
  const details = apps
    .filter(({ paths }) => paths.length > 0)
    .map(({ appId, paths }) => ({ appIDs: [appId], components: paths.map((path) => ({ '/': path })) }));
  const passkeys = apps.filter(({ usesPasskeys }) => usesPasskeys).map(({ appId }) => appId);
  return {
    ...(details.length > 0 ? { applinks: { details } } : {}),
    ...(passkeys.length > 0 ? { webcredentials: { apps: [...new Set(passkeys)] } } : {}),
  };
}

/** @returns undefined when no app for Android is there */
export function assetLinks(links: readonly AppLinks[]): readonly object[] | undefined {
  const apps = links.flatMap(({ android }) => android);
  if (apps.length === 0) return undefined;
  return apps.map(({ packageName, fingerprints, opensLinks, usesPasskeys }) => ({
    relation: [
      ...(opensLinks ? ['delegate_permission/common.handle_all_urls'] : []),
      ...(usesPasskeys ? ['delegate_permission/common.get_login_creds'] : []),
    ],
    target: { namespace: 'android_app', package_name: packageName, sha256_cert_fingerprints: fingerprints },
  }));
}
