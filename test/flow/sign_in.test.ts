import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL, SECRET, SIGNED_OUT } from '../harness/scenario.js';

describe.each(['memory', 'redis'] as const)('a sign-in with ephemeral state in %s', (ephemeral) => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: `sign_in_${ephemeral}`, ephemeral });
  });
  afterAll(() => poterne.close());

  test('P1 P2 A3 a person signs in with NIR, password and an e-mailed code, and the portal holds verified tokens', async () => {
    const party = await relyingParty(poterne, { scope: 'openid profile email identite_pivot allocataire' });
    const { request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp', 'mail'], iss: poterne.issuer('allocataires') });
    expect(claims?.auth_time).toBeGreaterThan(0);
    const userinfo = await client.fetchUserInfo(party.config, tokens.access_token, claims?.sub ?? '');
    expect(userinfo).toMatchObject({
      sub: claims?.sub,
      family_name: 'MARTIN',
      given_name: 'Claire Jeanne',
      email: CLAIRE.email,
      email_verified: true,
      birthplace: '88321',
      allocataire: { number: CLAIRE.allocataire },
    });
    expect(JSON.stringify({ claims, userinfo })).not.toContain(CLAIRE.identifier);
  });

  test('A1 A3 an SMS code is another category than the password', async () => {
    const party = await relyingParty(poterne);
    const { request, callback } = await signIn(poterne, party, CLAIRE, { channel: 'sms' });
    const tokens = await party.redeem(request, callback);
    expect(tokens.claims()).toMatchObject({ acr: 'two-factor', amr: ['pwd', 'otp', 'sms', 'mfa'] });
  });

  test('P2 a client with require_pkce: false works without PKCE, and any other is refused without it', async () => {
    const old = await relyingParty(poterne, {
      clientId: 'old',
      authentication: client.ClientSecretPost(SECRET),
      pkce: false,
    });
    const { request, callback } = await signIn(poterne, old, PAUL);
    expect((await old.redeem(request, callback)).access_token).toBeTruthy();
    const strict = await relyingParty(poterne, { pkce: false });
    const refused = await openAgent(poterne.origin).get((await strict.request()).url);
    expect(refused.left?.searchParams.get('error')).toBe('invalid_request');
  });

  test('P1 P5 refresh, userinfo and RP-initiated logout complete', async () => {
    const party = await relyingParty(poterne);
    const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
    const tokens = await party.redeem(request, callback);
    const refreshed = await client.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    expect(refreshed.claims()?.sub).toBe(tokens.claims()?.sub);
    await client.fetchUserInfo(party.config, refreshed.access_token, tokens.claims()?.sub ?? '');

    const logout = client.buildEndSessionUrl(party.config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: SIGNED_OUT,
      state: 'back',
    });
    const asked = await agent.get(logout);
    expect(headingOf(asked)).toMatch(/déconnecter/i);
    const done = await agent.submit(asked, '/session/end/confirm', { logout: 'yes' });
    expect(done.left?.href).toBe(`${SIGNED_OUT}?state=back`);
    await expect(client.refreshTokenGrant(party.config, refreshed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const again = await agent.get((await party.request({ prompt: 'none' })).url);
    expect(again.left?.searchParams.get('error')).toBe('login_required');
  });

  test('I3 an employer’s agent signs in with a login and an SMS code', async () => {
    const party = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const { request, callback } = await signIn(poterne, party, HELENE);
    expect((await party.redeem(request, callback)).claims()).toMatchObject({ acr: 'two-factor' });
  });

  test('X1 the pages speak English to who asks for it', async () => {
    const party = await relyingParty(poterne);
    const page = await openAgent(poterne.origin).get((await party.request({ ui_locales: 'en-GB fr' })).url);
    expect(page.html).toContain('<html lang="en">');
    expect(wordsOf(page)).toContain('Password');
  });
});
