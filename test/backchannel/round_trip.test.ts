/** A call from the adviser's request to the token, by poll, with every answer a person can give (CIBA Core 1.0; A4, P6, S1). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { headingOf, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { givePasskey, keepPasskey } from '../harness/passkeys.js';
import { CLAIRE, SECRET } from '../harness/scenario.js';
import { basic, bearer, headerOf, payloadOf, textOf } from '../protocol/stage.js';
import { API, createCallStage, MARTHE, NUMBER, until, WORDS } from './stage.js';

const DAY = 24 * 3600;
const stage = createCallStage('backchannel_round_trip');
beforeAll(() => stage.start());
afterAll(() => stage.close());
beforeEach(() => passSeconds(DAY + 600));

describe('a call by poll', () => {
  test('CIBA §7 to §11 openid-client asks, the person finds the request unaided and confirms it, and the acr is what they proved', async () => {
    const config = await client.discovery(new URL(stage.issuer), 'calls', {}, client.ClientSecretBasic(SECRET), {
      execute: [client.allowInsecureRequests],
    });
    const asked = await client.initiateBackchannelAuthentication(config, {
      scope: 'openid profile',
      login_hint: NUMBER,
      binding_message: WORDS,
      acr_values: 'two-step',
      request_context: JSON.stringify({ adviser: 'poste-12' }),
    });
    expect(asked).toMatchObject({ expires_in: 300, interval: 1 });
    const polling = client.pollBackchannelAuthenticationGrant(config, asked);

    const { visitor } = await stage.atHome();
    const home = await visitor.agent.get(visitor.home);
    expect(wordsOf(home)).toContain('Centre calls attend votre réponse.');
    const page = await visitor.agent.get(`${visitor.home}/requests`);
    expect(headingOf(page)).toBe('Demandes en cours');
    for (const words of [
      WORDS,
      'Demande de Centre calls',
      'savoir que c’est bien vous',
      'connaître votre nom',
      'Il vous reste 4',
    ]) {
      expect(wordsOf(page)).toContain(words);
    }
    const sent = stage.poterne.outbox.messages.length;
    const code = await stage.press(visitor, page, 'confirm');
    expect(wordsOf(code)).toContain('répondre à la demande de votre conseiller');
    expect(wordsOf(code)).toContain(WORDS);
    const done = await visitor.prove(code);
    const message = stage.poterne.outbox.messages.slice(sent).at(-1)?.text ?? '';
    expect(message).toContain('répondre à la demande de votre conseiller');
    expect(message).not.toMatch(/https?:/);
    expect(wordsOf(done)).toContain('Vous avez confirmé');

    const tokens = await polling;
    expect(tokens.claims()).toMatchObject({ acr: 'two-step', amr: ['pwd', 'otp', 'mail'] });
    expect(tokens.claims()?.auth_time).toBeLessThanOrEqual(Math.floor(Date.now() / 1000));
    expect(tokens.refresh_token).toBeUndefined();
    expect(tokens.expires_in).toBe(600);
    const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(person).toMatchObject({ family_name: CLAIRE.familyName });
    // The same person for the sector's portal (P3).
    expect(
      payloadOf(textOf(await stage.tokens('web', {}, await stage.signedIn(CLAIRE, 'web')), 'id_token'))['sub'],
    ).toBe(tokens.claims()?.sub);
  });

  test('A4 P6 a fresh level lives five minutes, is in no other token, and the request is used up for good', async () => {
    const handle = await stage.confirmed('calls', {
      scope: 'openid file:read',
      acr_values: 'two-step-fresh',
      resource: API,
    });
    const { body } = await stage.poll('calls', handle, { resource: API });
    expect(body).toMatchObject({ expires_in: 300 });
    expect(payloadOf(textOf(body, 'id_token'))['acr']).toBe('two-step-fresh');
    const access = textOf(body, 'access_token');
    expect(headerOf(access)['typ']).toBe('at+jwt');
    expect(payloadOf(access)).toMatchObject({ aud: API, acr: 'two-step-fresh', scope: 'file:read' });
    const again = await stage.poll('calls', handle);
    expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant']);
  });

  test('A4 P5 a refresh token comes to clients registered for it, and carries no fresh level on', async () => {
    const { body } = await stage.poll(
      'calls-refresh',
      await stage.confirmed('calls-refresh', { acr_values: 'two-step-fresh' }),
    );
    expect(payloadOf(textOf(body, 'id_token'))['acr']).toBe('two-step-fresh');
    const fields = { grant_type: 'refresh_token', refresh_token: textOf(body, 'refresh_token') };
    const refreshed = (await stage.post('token', fields, basic('calls-refresh'))).body;
    expect(payloadOf(textOf(refreshed, 'id_token'))['acr']).toBe('two-step');
  });

  test('S1 U1 who keeps the access says so before, and is in the list of what stays open, where it is ended', async () => {
    const keeps = 'garder cet accès';
    await stage.asked('calls', { scope: 'openid email' });
    expect(wordsOf((await stage.atHome()).page)).not.toContain(keeps);
    passSeconds(DAY);
    const handle = await stage.asked('calls-refresh');
    const { visitor, page } = await stage.atHome();
    expect(wordsOf(page)).toContain(keeps);
    await visitor.prove(await stage.press(visitor, page, 'confirm'));
    const { body } = await stage.poll('calls-refresh', handle);
    const devices = await visitor.agent.get(`${visitor.home}/devices`);
    expect(wordsOf(devices)).toContain('Centre calls-refresh');
    await visitor.agent.submit(devices, '/devices/end-app');
    const fields = { grant_type: 'refresh_token', refresh_token: textOf(body, 'refresh_token') };
    const refused = await stage.post('token', fields, basic('calls-refresh'));
    expect(refused.body['error']).toBe('invalid_grant');
  });

  test('A4 two factors asked for are two factors proved: no e-mail is offered, and who has no other means confirms nothing', async () => {
    const handle = await stage.asked('calls', { acr_values: 'two-factor' });
    const { visitor, page } = await stage.atHome();
    const choice = await stage.press(visitor, page, 'confirm');
    expect(choice.html).toContain('value="sms.');
    expect(choice.html).not.toContain('value="email.');
    const id = /value="(sms\.[^"]+)"/.exec(choice.html)?.[1] ?? '';
    const enter = await visitor.agent.submit(choice, '/one_time_code/send', { contact: id });
    await visitor.agent.submit(enter, '/one_time_code/verify', { code: stage.poterne.outbox.code(CLAIRE.mobile) });
    const { body } = await stage.poll('calls', handle);
    expect(payloadOf(textOf(body, 'id_token'))).toMatchObject({
      acr: 'two-factor',
      amr: ['pwd', 'otp', 'mail', 'sms', 'mfa'],
    });

    const other = await stage.asked('calls', { acr_values: 'two-factor', login_hint: MARTHE.allocataire ?? '' });
    const marthe = await stage.atHome(MARTHE);
    const stopped = await stage.press(marthe.visitor, marthe.page, 'confirm');
    expect(headingOf(stopped)).toBe('Votre compte ne peut pas recevoir de code');
    expect((await stage.poll('calls', other)).body['error']).toBe('authorization_pending');
    // Where less will do as well, less is proved and less is said.
    passSeconds(301);
    const less = await stage.confirmed(
      'calls',
      { acr_values: 'two-factor two-step', login_hint: MARTHE.allocataire ?? '' },
      MARTHE,
    );
    expect(payloadOf(textOf((await stage.poll('calls', less)).body, 'id_token'))['acr']).toBe('two-step');
    const none = await stage.call('calls-other', { acr_values: 'eidas2' });
    expect([none.status, none.body['error']]).toEqual([400, 'unmet_authentication_requirements']);
  });

  test('I6 A5 a passkey confirms as well as a code, and is two factors', async () => {
    const passkey = await keepPasskey(stage.poterne, CLAIRE.familyName);
    const handle = await stage.asked('calls', { acr_values: 'two-factor' });
    const { visitor, page } = await stage.atHome();
    const asked = await stage.press(visitor, page, 'confirm');
    expect(wordsOf(asked)).toContain(WORDS);
    expect(wordsOf(await givePasskey(visitor.agent, asked, passkey))).toContain('Vous avez confirmé');
    const { body } = await stage.poll('calls', handle);
    const claims = payloadOf(textOf(body, 'id_token'));
    expect(claims['acr']).toBe('two-factor');
    expect(claims['amr']).toEqual(expect.arrayContaining(['pop', 'user', 'mfa']));
    await stage.poterne.service.database.passkey.deleteMany();
  });

  test('CIBA §11 refused is access_denied, once; expired is expired_token, and nothing confirms it any more', async () => {
    const refused = await stage.asked('calls');
    const { visitor, page } = await stage.atHome();
    expect(wordsOf(await stage.press(visitor, page, 'refuse'))).toContain('Vous avez refusé');
    expect((await stage.poll('calls', refused)).body['error']).toBe('access_denied');
    expect((await stage.poll('calls', refused)).body['error']).toBe('invalid_grant');

    const late = await stage.asked('calls');
    const shown = await visitor.agent.get(`${visitor.home}/requests`);
    const code = await stage.press(visitor, shown, 'confirm');
    passSeconds(301);
    expect(wordsOf(await visitor.prove(code))).toContain('Cette demande n’attend plus');
    for (const answer of ['confirm', 'refuse', 'contest'] as const) {
      expect(wordsOf(await stage.press(visitor, shown, answer))).toContain('Cette demande n’attend plus');
    }
    expect((await stage.poll('calls', late)).body['error']).toBe('expired_token');
  });

  test('S1 « Ce n’est pas moi qui appelle » silences that client for this person for a day, no other, and is in the audit', async () => {
    const handle = await stage.asked('calls');
    const { visitor, page } = await stage.atHome();
    expect(wordsOf(await stage.press(visitor, page, 'contest'))).toContain('raccrochez');
    expect((await stage.poll('calls', handle)).body['error']).toBe('access_denied');
    const silenced = await stage.call('calls');
    expect([silenced.status, silenced.body['error']]).toEqual([403, 'access_denied']);
    expect((await stage.call('calls', { login_hint: MARTHE.allocataire ?? '' })).status).toBe(200);
    expect((await stage.call('calls-other')).status).toBe(200);
    passSeconds(DAY - 60);
    expect((await stage.call('calls')).status).toBe(403);
    passSeconds(120);
    expect((await stage.call('calls')).status).toBe(200);
    const events = () => stage.poterne.service.database.auditEvent.findMany({ where: { type: 'backchannel_request' } });
    const outcomes = async () => new Set((await events()).map(({ outcome }) => outcome));
    expect(await until(async () => (await outcomes()).has('contested') && (await outcomes()).has('silenced'))).toBe(
      true,
    );
    expect(JSON.stringify((await events()).map(({ data }) => data))).not.toContain(NUMBER);
  });

  test('P6 U1 another account confirms nothing, by the form or by its own proof', async () => {
    const handle = await stage.asked('calls');
    const claire = await stage.atHome();
    const marthe = await stage.atHome(MARTHE);
    expect(marthe.page.html).not.toContain(WORDS);
    const id = /name="request" value="([^"]+)"/.exec(claire.page.html)?.[1] ?? '';
    await stage.call('calls-other', { login_hint: MARTHE.allocataire ?? '' });
    const own = await marthe.visitor.agent.get(`${marthe.visitor.home}/requests`);
    const form = { request: id, csrf: /name="csrf" value="([^"]+)"/.exec(own.html)?.[1] ?? '' };
    for (const answer of ['confirm', 'refuse', 'contest']) {
      const stopped = await marthe.visitor.agent.post(`${marthe.visitor.home}/requests/${answer}`, form);
      expect(wordsOf(stopped)).toContain('Cette demande n’attend plus');
    }
    // Without its anti-forgery value nothing is answered.
    expect((await claire.visitor.agent.post(`${claire.visitor.home}/requests/refuse`, { request: id })).status).toBe(
      403,
    );
    expect((await stage.poll('calls', handle)).body['error']).toBe('authorization_pending');
  });

  test('C4 what ends every sign-in before the token was fetched ends the request too', async () => {
    const handle = await stage.confirmed('calls');
    const { visitor } = await stage.atHome();
    await visitor.agent.submit(await visitor.agent.get(`${visitor.home}/devices/everywhere`), '/devices/everywhere');
    expect((await stage.poll('calls', handle)).body['error']).toBe('invalid_grant');
  });

  test('S1 claims name only what the scopes do, which the person is shown', async () => {
    const ask = (scope: string, claims: object) => stage.call('calls', { scope, claims: JSON.stringify(claims) });
    const hidden = [
      await ask('openid', { userinfo: { phone_number: null } }),
      await ask('openid profile', { id_token: { email: { essential: true } } }),
      await ask('openid profile', { userinfo: { name: null, allocataire: null } }),
      await ask('openid', { userinfo: { phone_number: true, nir: 'please' } }),
    ];
    for (const { status, body } of hidden) expect([status, body['error']]).toEqual([400, 'invalid_request']);
    const claims = { userinfo: { phone_number: null }, id_token: { acr: { essential: true, value: 'two-step' } } };
    const handle = await stage.confirmed('calls', { scope: 'openid phone', claims: JSON.stringify(claims) });
    const { body } = await stage.poll('calls', handle);
    expect(payloadOf(textOf(body, 'id_token'))['acr']).toBe('two-step');
    const answer = await stage.get(stage.endpoint('userinfo'), bearer(textOf(body, 'access_token')));
    expect(answer.body['phone_number']).toBe(CLAIRE.mobile);
  });

  test('CIBA §7.1 an ID Token names the person as well as their number does, to its own client', async () => {
    const hint = textOf((await stage.poll('calls', await stage.confirmed('calls'))).body, 'id_token');
    const fields = new URLSearchParams({ scope: 'openid', binding_message: WORDS, id_token_hint: hint });
    const answer = await stage.post('backchannel_authentication', fields, basic('calls'));
    expect(answer.status).toBe(200);
    const { visitor, page } = await stage.atHome();
    await visitor.prove(await stage.press(visitor, page, 'confirm'));
    const { body } = await stage.poll('calls', textOf(answer.body, 'auth_req_id'));
    expect(payloadOf(textOf(body, 'id_token'))['sub']).toBe(payloadOf(hint)['sub']);
    const stranger = await stage.post('backchannel_authentication', fields, basic('calls-other'));
    expect([stranger.status, stranger.body['error']]).toEqual([400, 'invalid_request']);
  });
});
