/** F6 the rules of docs/simulator.md, one test each, met by a scripted relying party. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openParty, type Party } from './simulator_party.js';

describe('simulator', () => {
  let party: Party;
  beforeAll(async () => {
    party = await openParty();
  });
  afterAll(() => party.close());

  test('honest', async () => {
    for (const platform of ['franceconnect-plus', 'franceconnect', 'net-entreprises'] as const) {
      const signedIn = await party.signIn(platform);
      expect(signedIn.userinfo.sub).toBe(signedIn.idToken.claims.sub);
    }
  });
});
