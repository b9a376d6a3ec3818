/** I6, P2: APP_LINKS_FILE is read strictly, and becomes the files that telephones fetch. */
import { describe, expect, test } from '@jest/globals';
import { parseAppLinks } from '../../src/config/app_links_file.js';
import { appleAppSiteAssociation, assetLinks } from '../../src/domain/client/app_links.js';

const REALMS = ['allocataires', 'employeurs'];
const FINGERPRINT = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0').toUpperCase()).join(':');
const IOS = { app_id: 'ABCDE12345.fr.example.moncompte' };
const ANDROID = { package: 'fr.example.moncompte', sha256_fingerprints: [FINGERPRINT] };
const GOOD = { realm: 'allocataires', ios: [IOS], android: [ANDROID] };

describe('APP_LINKS_FILE', () => {
  test('I6 P2 the documents are those of Apple and Android: links below /app/, and passkeys', () => {
    const links = parseAppLinks(JSON.stringify([GOOD]), REALMS);
    expect(appleAppSiteAssociation(links)).toEqual({
      applinks: { details: [{ appIDs: [IOS.app_id], components: [{ '/': '/app/*' }] }] },
      webcredentials: { apps: [IOS.app_id] },
    });
    expect(assetLinks(links)).toEqual([
      {
        relation: ['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds'],
        target: {
          namespace: 'android_app',
          package_name: ANDROID.package,
          sha256_cert_fingerprints: [FINGERPRINT],
        },
      },
    ]);
  });

  test('I6 passkeys and links are told apart, and what no app has is not said', () => {
    const links = parseAppLinks(
      JSON.stringify([
        { realm: 'allocataires', ios: [{ ...IOS, passkeys: false }] },
        { realm: 'employeurs', ios: [{ ...IOS, paths: [] }], android: [{ ...ANDROID, links: false }] },
      ]),
      REALMS,
    );
    expect(appleAppSiteAssociation(links.slice(0, 1))).not.toHaveProperty('webcredentials');
    expect(appleAppSiteAssociation(links.slice(1))).not.toHaveProperty('applinks');
    expect(assetLinks(links.slice(0, 1))).toBeUndefined();
    expect(assetLinks(links.slice(1))).toMatchObject([{ relation: ['delegate_permission/common.get_login_creds'] }]);
    expect(appleAppSiteAssociation([])).toBeUndefined();
  });

  test.each<[unknown, RegExp]>([
    ['{', /is not JSON/],
    [{}, /must be a JSON array/],
    [[{ ...GOOD, realm: 'elsewhere' }], /entry 0: unknown realm "elsewhere"/],
    [[{ ...GOOD, windows: [] }], /entry 0: /],
    [[GOOD, { ...GOOD, ios: [{ app_id: 'fr.example.moncompte' }] }], /entry 1: ios.0.app_id/],
    [[{ ...GOOD, ios: [{ ...IOS, paths: ['/*'] }] }], /must begin with \/app\//],
    [[{ ...GOOD, ios: [{ ...IOS, paths: ['/allocataires/interaction/*'] }] }], /must begin with \/app\//],
    [[{ ...GOOD, ios: [{ ...IOS, paths: [], passkeys: false }] }], /opens neither/],
    [[{ ...GOOD, android: [{ ...ANDROID, package: 'moncompte' }] }], /package/],
    [[{ ...GOOD, android: [{ ...ANDROID, sha256_fingerprints: [] }] }], /sha256_fingerprints/],
    [[{ ...GOOD, android: [{ ...ANDROID, sha256_fingerprints: [FINGERPRINT.toLowerCase()] }] }], /upper-case/],
    [[{ ...GOOD, android: [{ ...ANDROID, sha256_fingerprints: [FINGERPRINT.slice(3)] }] }], /32/],
  ])('I6 %j is refused', (content, error) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parseAppLinks(text, REALMS)).toThrow(error);
  });
});
