/** I6, WebAuthn L3 §5.11: which origins a host names for its passkeys. */
import { expect, test } from '@jest/globals';
import { type PasskeyHost, relatedOriginsAt } from '../../src/http/related_origins.js';

const hostOf = (issuer: string, rpId: string, ...related: string[]): PasskeyHost => ({
  issuer,
  party: { rpId, origins: [new URL(issuer).origin, ...related] },
});
const CAF = hostOf('https://connexion.caf.test/allocataires', 'caf.test', 'https://caf-ancien.test');
const PEPS = hostOf('https://connexion.caf.test/employeurs', 'connexion.caf.test');
const SHARING = hostOf('https://pros.caf.test/employeurs', 'caf.test', 'https://pros-ancien.test');

test('I6 a host names the origins of its own passkeys, and of other realms that share their name', () => {
  expect(relatedOriginsAt('connexion.caf.test', [CAF, PEPS])).toEqual([
    'https://connexion.caf.test',
    'https://caf-ancien.test',
  ]);
  expect(relatedOriginsAt('pros.caf.test', [CAF, SHARING])).toEqual([
    'https://connexion.caf.test',
    'https://caf-ancien.test',
    'https://pros.caf.test',
    'https://pros-ancien.test',
  ]);
});

test('I6 it names nothing for another host, another name, or where its own pages alone use them', () => {
  expect(relatedOriginsAt('evil.test', [CAF, SHARING])).toEqual([]);
  expect(relatedOriginsAt('connexion.caf.test', [PEPS, SHARING])).toEqual([]);
  expect(relatedOriginsAt('connexion.caf.test', [PEPS])).toEqual([]);
});
