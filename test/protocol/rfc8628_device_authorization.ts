/** RFC 8628 OAuth 2.0 Device Authorization Grant, for registered kiosks and the phones of their visitors (P1, P6, I9). */
import { beforeEach, expect, test } from '@jest/globals';
import { visitorOf } from '../console/visitor.js';
import { type Agent, formsOf, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { CLAIRE, PAUL, SECRET, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { type Answer, basic, bearer, type Json, machine, payloadOf, portal, type Stage, textOf } from './stage.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const PLACE = 'Caf de Bordeaux, hall d’accueil';
const API = 'https://kiosk.api.example.test';

export const resources = [{ realm: 'allocataires', resource: API, sector: 'kiosk-api', scope: 'read' }];

const kiosk = (id: string, metadata: Json = {}) =>
  machine(id, { grant_types: [GRANT], shared_device: true, client_name: 'Borne de la Caf', place: PLACE, ...metadata });

export const clients = [
  kiosk('kiosk-by-phone', { grant_types: [GRANT, 'refresh_token'], scope: 'openid profile offline_access' }),
  kiosk('kiosk-other', { resources: [API] }),
  kiosk('kiosk-with-a-page', { client_uri: 'https://borne.example.test/' }),
  kiosk('kiosk-public', { token_endpoint_auth_method: 'none', client_secret: undefined }),
  machine('not-a-kiosk', { grant_types: [GRANT] }),
  portal('kiosk-without-the-grant', { shared_device: true }),
  { ...kiosk('kiosk-employeurs'), realm: 'employeurs' },
];

interface Shown {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly complete: string;
  readonly digits: string;
  readonly body: Json;
}

export function specify(stage: Stage): void {
  // What the tests before counted is over.
  beforeEach(() => passSeconds(25 * 3600));

  const begin = (clientId: string, fields: Record<string, string> = {}, headers = basic(clientId)) =>
    stage.post('device_authorization', { scope: 'openid', ...fields }, headers);
  const show = async (clientId = 'kiosk-by-phone', fields: Record<string, string> = {}): Promise<Shown> => {
    const { status, body, text } = await begin(clientId, fields);
    if (status !== 200) throw new Error(`no code: ${text}`);
    recordSecret('token', textOf(body, 'device_code'));
    return {
      body,
      deviceCode: textOf(body, 'device_code'),
      userCode: textOf(body, 'user_code'),
      complete: textOf(body, 'verification_uri_complete'),
      digits: textOf(body, 'verification_digits'),
    };
  };
  const poll = (deviceCode: string, clientId = 'kiosk-by-phone'): Promise<Answer> =>
    stage.post('token', { grant_type: GRANT, device_code: deviceCode }, basic(clientId));
  const errorOf = async (asked: Promise<Answer>) => {
    const { status, body } = await asked;
    return [status, body['error']];
  };
  const otherThan = (digits: string, by = 1) => String((Number(digits) + by) % 100).padStart(2, '0');
  /** Scans the code and goes on up to the digits, signing in on the way where the phone is not. */
  const scan = async ({ complete }: Shown, phone: Agent) => {
    const first = await phone.get(complete);
    return phone.submit(first, '/device', { confirm: 'yes' });
  };
  /** Messages to one mailbox are few within a quarter of an hour. */
  const phoneOf = async (person: TestPerson) => {
    passSeconds(16 * 60);
    return stage.signedIn(person);
  };
  const phonesOf = async (one: TestPerson, two: TestPerson) => [await phoneOf(one), await stage.signedIn(two)] as const;
  const approve = async (shown: Shown, phone: Agent) =>
    phone.submit(await scan(shown, phone), '/device', { digits: shown.digits });

  test('§3.2 the answer has every member, a life of 2 minutes, a code that is no guess, and the kiosk’s digits', async () => {
    const codes = new Set<string>();
    for (let at = 0; at < 5; at += 1) {
      const { body, userCode, complete, digits } = await show();
      expect(body).toMatchObject({ expires_in: 120, interval: 5, verification_uri: `${stage.issuer}/device` });
      expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
      expect(complete).toBe(`${stage.issuer}/device?user_code=${userCode}`);
      expect(digits).toMatch(/^\d{2}$/);
      codes.add(userCode);
    }
    expect(codes.size).toBe(5);
    expect(stage.metadata['grant_types_supported']).toContain(GRANT);
  });

  test('§3.1 I9 only registered confidential kiosks may ask', async () => {
    const refused = [
      [await begin('kiosk-public', { client_id: 'kiosk-public' }, {}), 400, 'unauthorized_client'],
      [await begin('not-a-kiosk'), 400, 'unauthorized_client'],
      [await begin('kiosk-without-the-grant'), 400, 'invalid_request'],
      [await begin('kiosk-by-phone', {}, basic('kiosk-by-phone', `${SECRET}!`)), 401, 'invalid_client'],
      [await begin('nobody'), 401, 'invalid_client'],
    ] as const;
    for (const [{ status, body }, expected, error] of refused)
      expect([status, body['error']]).toEqual([expected, error]);
  });

  test('A5 I9 no sensitive action can be named, by whatever way', async () => {
    const details = JSON.stringify([{ type: 'modifier_contacts' }]);
    const { status } = await begin('kiosk-by-phone', { authorization_details: details });
    expect(status).toBe(400);
  });

  test('§3.3 the phone sees which kiosk and where before anything happens, and the digits never reach it', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    const first = await phone.get(shown.complete);
    expect(first.status).toBe(200);
    for (const words of ['Borne de la Caf', PLACE]) expect(wordsOf(first)).toContain(words);
    expect(first.html).not.toMatch(/<script(?![^>]* src=)|data-sends-itself/);
    const page = await phone.submit(first, '/device', { confirm: 'yes' });
    expect(headingOf(page)).toContain('2\u00a0chiffres');
    // The telephone may be a shared one: it says whose account it opens there.
    expect(wordsOf(page)).toContain('C••••• M•••••');
    for (const each of [first, page]) {
      const seen = each.html.replaceAll(/Vq|[A-Za-z0-9_-]{20,}/g, '');
      expect(seen).not.toMatch(new RegExp(`value="${shown.digits}"|>\\s*${shown.digits}\\s*<`));
    }
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'authorization_pending']);
  });

  test('§3.5 pending, too often, answered, used: authorization_pending, slow_down, tokens once, invalid_grant', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show('kiosk-by-phone', { scope: 'openid profile offline_access' });
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'authorization_pending']);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'slow_down']);
    passSeconds(6);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'authorization_pending']);
    const done = await approve(shown, phone);
    expect(headingOf(done)).toBe('Vous êtes connecté sur la borne');
    const { status, body } = await poll(shown.deviceCode);
    expect(status).toBe(200);
    expect(body['refresh_token']).toBeUndefined();
    expect(body['expires_in']).toBeLessThanOrEqual(300);
    expect(payloadOf(textOf(body, 'id_token'))).toMatchObject({ acr: 'two-step', aud: 'kiosk-by-phone' });
    const userinfo = () => stage.get(stage.endpoint('userinfo'), bearer(textOf(body, 'access_token')));
    expect((await userinfo()).body['family_name']).toBe(CLAIRE.familyName);
    // P3: our own API finds the person behind it; noted behind the answer.
    const { sub = '' } = payloadOf(textOf(body, 'id_token')) as { sub?: string };
    const isNoted = () => stage.poterne.service.database.pairwiseSubject.count({ where: { sub } });
    for (let turn = 0; turn < 300 && (await isNoted()) === 0; turn += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect(await isNoted()).toBe(1);
    // A kiosk that repeats itself is refused; a replay revokes what came out of it (P6).
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'invalid_grant']);
    expect((await userinfo()).status).toBe(200);
    passSeconds(6);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'invalid_grant']);
    expect((await userinfo()).status).toBe(401);
  });

  test('P6 of many redemptions at once one wins', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    await approve(shown, phone);
    const answers = await Promise.all(Array.from({ length: 8 }, () => poll(shown.deviceCode)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(
      (await stage.get(stage.endpoint('userinfo'), bearer(textOf(won[0]?.body ?? {}, 'access_token')))).status,
    ).toBe(200);
    for (const { status, body } of answers) if (status !== 200) expect(body['error']).toBe('invalid_grant');
  });

  test('§3.5 after two minutes the kiosk hears expired_token, and the phone to scan again', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    const digits = await scan(shown, phone);
    passSeconds(121);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'expired_token']);
    expect(headingOf(await phone.submit(digits, '/device', { digits: shown.digits }))).toBe(
      'Ce code n’est plus valable',
    );
    expect(headingOf(await phone.get(shown.complete))).toBe('Ce code n’est plus valable');
  });

  test('§3.5 who confirmed in the last second is signed in: the kiosk’s next question is still answered', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    const digits = await scan(shown, phone);
    passSeconds(116);
    const done = await phone.submit(digits, '/device', { digits: shown.digits });
    expect(headingOf(done)).toBe('Vous êtes connecté sur la borne');
    passSeconds(6);
    const { status, body } = await poll(shown.deviceCode);
    expect(status).toBe(200);
    const userinfo = await stage.get(stage.endpoint('userinfo'), bearer(textOf(body, 'access_token')));
    expect(userinfo.status).toBe(200);
    const forgotten = await show();
    await approve(forgotten, phone);
    passSeconds(121);
    expect(await errorOf(poll(forgotten.deviceCode))).toEqual([400, 'expired_token']);
  });

  test('S6 an address that is no code’s is a page that asks for one', async () => {
    const phone = openAgent(stage.poterne.origin);
    for (const query of [
      'user_code=A&user_code=B',
      'user_code=%00',
      `user_code=${'B'.repeat(3000)}`,
      'user_code=%F0',
      'user_code[]=B',
    ]) {
      const page = await phone.get(`${stage.issuer}/device?${query}`);
      expect([query.slice(0, 30), page.status < 500, page.html.includes('name="user_code"')]).toEqual([
        query.slice(0, 30),
        true,
        true,
      ]);
      expect(page.html).not.toMatch(/<script(?![^>]* src=)|data-sends-itself/);
    }
  });

  test('S6 a form of another session, of none, or sent twice over is answered, and leads on', async () => {
    const phone = openAgent(stage.poterne.origin);
    const form = await phone.get(`${stage.issuer}/device`);
    const xsrf = String(formsOf(form)[0]?.fields['xsrf']);
    const interrupted = [400, 'Cette connexion a été interrompue'];
    for (const fields of [{ xsrf, user_code: 'BBBB-BBBB' }, { user_code: 'BBBB-BBBB' }]) {
      const stranger = await openAgent(stage.poterne.origin).post(`${stage.issuer}/device`, fields);
      expect([stranger.status, headingOf(stranger)]).toEqual(interrupted);
      expect(stranger.html).toMatch(/href="[^"]*\/device"/);
    }
    const resumed = await openAgent(stage.poterne.origin).get(`${stage.issuer}/device/${'a'.repeat(43)}`);
    expect([resumed.status, headingOf(resumed)]).toEqual(interrupted);
    // Another tab had its form since.
    await phone.get(`${stage.issuer}/device`);
    const older = await phone.post(`${stage.issuer}/device`, { xsrf, user_code: 'BBBB-BBBB' });
    expect([older.status, headingOf(older)]).toEqual(interrupted);
    const twice = await fetch(`${stage.issuer}/device`, {
      method: 'POST',
      body: new URLSearchParams([
        ['user_code', 'A'],
        ['user_code', 'B'],
      ]),
    });
    expect(twice.status).toBe(400);
  });

  test('I9 what was proved on the phone while the code ran out is not asked again', async () => {
    const first = await show();
    const phone = openAgent(stage.poterne.origin);
    const login = await scan(first, phone);
    passSeconds(121);
    const over = await phone.submit(login, '/login', { identifier: PAUL.identifier, password: PAUL.password });
    expect(headingOf(over)).toBe('Ce code n’est plus valable');
    const next = await scan(await show(), phone);
    expect(next.html).not.toContain('name="password"');
    expect(next.html).toContain('/one_time_code/send');
  });

  test('I9 back on the phone, or too late, is no kiosk’s page: no keys, no « Terminer », no end by itself', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show('kiosk-with-a-page');
    const digits = await scan(shown, phone);
    await phone.submit(digits, '/device', { digits: shown.digits });
    const back = await phone.get(digits.url);
    const left = await scan(await show('kiosk-with-a-page'), phone);
    passSeconds(2 * 3600);
    for (const page of [back, await phone.get(left.url)]) {
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(page.html).not.toMatch(/still-there|kiosk-keys|class="finish"|http-equiv="refresh"|borne\.example/);
    }
  });

  test('§3.5 refused on the phone, before or after the sign-in: access_denied', async () => {
    const phone = await phoneOf(CLAIRE);
    const before = await show();
    const page = await phone.submit(await phone.get(before.complete), '/device', { abort: 'yes' });
    expect(headingOf(page)).toBe('Vous avez refusé');
    expect(await errorOf(poll(before.deviceCode))).toEqual([400, 'access_denied']);
    const after = await show();
    const refused = await phone.submit(await scan(after, phone), '/device', { refuse: 'yes' });
    expect(headingOf(refused)).toBe('Vous avez refusé');
    expect(await errorOf(poll(after.deviceCode))).toEqual([400, 'access_denied']);
    expect(await errorOf(poll(after.deviceCode))).toEqual([400, 'invalid_grant']);
  });

  test('I9 three wrong digits end the request, by whichever phone, and the right ones then come too late', async () => {
    const [victim, other] = await phonesOf(CLAIRE, PAUL);
    const shown = await show();
    const [first, second] = [await scan(shown, victim), await scan(shown, other)];
    expect((await victim.submit(first, '/device', { digits: '' })).status).toBe(422);
    expect((await victim.submit(first, '/device', { digits: 'ab' })).status).toBe(422);
    expect((await victim.submit(first, '/device', { digits: otherThan(shown.digits) })).status).toBe(422);
    expect((await other.submit(second, '/device', { digits: otherThan(shown.digits, 2) })).status).toBe(422);
    const last = await victim.submit(first, '/device', { digits: otherThan(shown.digits, 3) });
    expect(headingOf(last)).toBe('Trop d’essais avec ce code');
    expect(headingOf(await other.submit(second, '/device', { digits: shown.digits }))).not.toBe(
      'Vous êtes connecté sur la borne',
    );
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'access_denied']);
  });

  test('I9 tries made at once are as many tries', async () => {
    const [claire, paul] = await phonesOf(CLAIRE, PAUL);
    const phones = [claire, paul, claire, paul, claire, paul];
    const shown = await show();
    const pages = [];
    for (const phone of phones) pages.push(await scan(shown, phone));
    const answers = await Promise.all(
      pages.map((page, at) =>
        phones[at]?.submit(page, '/device', { digits: at === 5 ? shown.digits : otherThan(shown.digits, at + 1) }),
      ),
    );
    const right = answers.filter((page) => page && headingOf(page) === 'Vous êtes connecté sur la borne');
    const wrong = answers.filter((page) => page?.status === 422);
    expect(right.length + wrong.length).toBeLessThanOrEqual(3);
  });

  test('P6 I9 two phones that know the digits: the first one’s account comes out, once', async () => {
    const [claire, paul] = await phonesOf(CLAIRE, PAUL);
    const shown = await show();
    const pages = [await scan(shown, claire), await scan(shown, paul)] as const;
    const done = await Promise.all([
      claire.submit(pages[0], '/device', { digits: shown.digits }),
      paul.submit(pages[1], '/device', { digits: shown.digits }),
    ]);
    const headings = done.map(headingOf).sort();
    expect(headings).toEqual(['Ce code a déjà servi', 'Vous êtes connecté sur la borne']);
    const winner = headingOf(done[0]) === 'Vous êtes connecté sur la borne' ? CLAIRE : PAUL;
    const { body } = await poll(shown.deviceCode);
    const { body: claims } = await stage.get(stage.endpoint('userinfo'), bearer(textOf(body, 'access_token')));
    expect(claims['sub']).toBe(payloadOf(textOf(body, 'id_token'))['sub']);
    const signedIn = await stage.poterne.service.database.notice.findMany({
      where: { kind: 'kiosk_sign_in' },
      orderBy: { createdAt: 'desc' },
    });
    expect(signedIn.some(({ destination }) => destination === winner.email)).toBe(true);
  });

  test('A4 I9 whatever the phone’s session has and the kiosk asks, two-step comes out', async () => {
    for (const acr_values of ['two-factor-fresh', 'two-factor', 'eidas2', 'one-step']) {
      const phone = await phoneOf(CLAIRE);
      const shown = await show('kiosk-by-phone', { acr_values });
      await approve(shown, phone);
      const { body } = await poll(shown.deviceCode);
      expect(payloadOf(textOf(body, 'id_token'))['acr']).toBe('two-step');
      passSeconds(3600);
    }
  });

  test('A4 RFC 9068 §2.2.1 an API is told the same level, for as short a time', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show('kiosk-other', { resource: API, scope: 'openid read', acr_values: 'two-factor' });
    await approve(shown, phone);
    const { body } = await stage.post(
      'token',
      { grant_type: GRANT, device_code: shown.deviceCode, resource: API },
      basic('kiosk-other'),
    );
    expect(body['expires_in']).toBeLessThanOrEqual(300);
    const idToken = payloadOf(textOf(body, 'id_token'));
    const { acr, amr, auth_time } = idToken;
    expect(payloadOf(textOf(body, 'access_token'))).toMatchObject({ acr: 'two-step', amr, auth_time });
    expect(acr).toBe('two-step');
  });

  test('P9 a max_age of 0 is a sign-in anew, on a phone that is signed in too', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show('kiosk-by-phone', { max_age: '0' });
    const page = await scan(shown, phone);
    expect(page.html).toContain('name="password"');
    const digits = await visitorOf(stage.poterne, CLAIRE, phone).prove(page);
    const began = Math.floor(Date.now() / 1000) - 60;
    await phone.submit(digits, '/device', { digits: shown.digits });
    const { body } = await poll(shown.deviceCode);
    expect(payloadOf(textOf(body, 'id_token'))['auth_time']).toBeGreaterThanOrEqual(began);
  });

  test('C4 what ends every sign-in after the phone confirmed, and before the kiosk asked, leaves it nothing', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    await approve(shown, phone);
    // As when it ended while the grant was being written: that one is not among those that were destroyed.
    await stage.poterne.service.database.account.updateMany({
      where: { familyName: CLAIRE.familyName },
      data: { signInsVoidBefore: new Date() },
    });
    passSeconds(3);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'invalid_grant']);
  });

  test('§5.1 S1 codes that are none slow a network down and never close it; a good one costs nothing', async () => {
    const phone = openAgent(stage.poterne.origin);
    const shown = await show();
    const pauses = stage.poterne.pauses;
    const before = pauses.length;
    for (let at = 0; at < 5; at += 1) expect((await phone.get(shown.complete)).status).toBe(200);
    const letters = 'BCDFGHJKLMNPQRSTVWXZ';
    const wrong = (at: number) =>
      `${stage.issuer}/device?user_code=BBBB-B${letters[Math.floor(at / 20)]}B${letters[at % 20]}`;
    for (let at = 0; at < 30; at += 1) expect((await phone.get(wrong(at))).status).toBe(422);
    expect(pauses.length).toBe(before);
    await phone.get(wrong(30));
    expect((await phone.get(shown.complete)).status).toBe(200);
    expect(pauses.slice(before).at(-1)).toBeGreaterThan(0);
  });

  test('§5.1 the addresses that the router takes for the same one are held back together', async () => {
    const phone = openAgent(stage.poterne.origin);
    const pauses = stage.poterne.pauses;
    const before = pauses.length;
    let form = await phone.get(`${stage.issuer}/device`);
    for (let at = 0; at < 31; at += 1) {
      const xsrf = String(formsOf(form)[0]?.fields['xsrf']);
      const path = ['/device/', '/DEVICE', '/Device/'][at % 3];
      form = await phone.post(`${stage.issuer}${path}`, { xsrf, user_code: 'BBBB-BBBB' });
      expect(form.status).toBe(422);
    }
    expect(pauses.length).toBe(before);
    const shown = await show();
    for (const path of ['/DEVICE/?', '/Device?', '/device?']) {
      expect((await phone.get(shown.complete.replace('/device?', path))).status).toBe(200);
    }
    expect(pauses.length).toBe(before + 3);
  });

  test('§3.3.1 an address written another way shows the same page, and confirms nothing', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    const page = await phone.get(shown.complete.replace('/device?', '/Device/?'));
    expect(wordsOf(page)).toContain(PLACE);
    expect(page.html).not.toContain('data-sends-itself');
  });

  test('§3.3 the code can be typed, in small letters and without its hyphen; a wrong one says so', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    const page = await phone.get(`${stage.issuer}/device`);
    const wrong = await phone.submit(page, '/device', { user_code: 'BBBB-BBBB' });
    expect(wrong.status).toBe(422);
    const typed = await phone.submit(wrong, '/device', { user_code: shown.userCode.toLowerCase().replace('-', ' ') });
    expect(wordsOf(typed)).toContain(PLACE);
    const digits = await phone.submit(typed, '/device', { confirm: 'yes' });
    expect(headingOf(await phone.submit(digits, '/device', { digits: `${shown.digits[0]} ${shown.digits[1]}` }))).toBe(
      'Vous êtes connecté sur la borne',
    );
  });

  test('S6 I9 a form that the phone was not given does nothing', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    await phone.get(shown.complete);
    const forged = await phone.post(`${stage.issuer}/device`, {
      user_code: shown.userCode,
      confirm: 'yes',
      xsrf: 'no',
    });
    expect(forged.url.pathname).not.toContain('/interaction/');
    const digits = await scan(shown, phone);
    const [form] = formsOf(digits);
    const crossed = await phone.post(new URL(form?.action ?? '', digits.url), { digits: shown.digits, csrf: 'no' });
    expect(crossed.status).toBe(403);
    expect(await errorOf(poll(shown.deviceCode))).toEqual([400, 'authorization_pending']);
  });

  test('I9 a device code is its client’s and its realm’s, and what a store holds of it cannot be presented', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    await approve(shown, phone);
    expect(await errorOf(poll(shown.deviceCode, 'kiosk-other'))).toEqual([400, 'invalid_grant']);
    const elsewhere = await fetch(`${stage.poterne.issuer('employeurs')}/token`, {
      method: 'POST',
      headers: basic('kiosk-employeurs'),
      body: new URLSearchParams({ grant_type: GRANT, device_code: shown.deviceCode }),
    });
    expect(elsewhere.status).toBe(400);
    expect(await errorOf(poll(`named:allocataires:${shown.deviceCode}`))).toEqual([400, 'invalid_grant']);
    expect((await poll(shown.deviceCode)).status).toBe(200);
  });

  test('P9 I9 signing out everywhere ends what a phone opened at a kiosk', async () => {
    const phone = await phoneOf(CLAIRE);
    const redeemed = await show();
    await approve(redeemed, phone);
    const token = textOf((await poll(redeemed.deviceCode)).body, 'access_token');
    const waiting = await show();
    await approve(waiting, phone);
    const { agent, enter, home } = visitorOf(stage.poterne, CLAIRE, phone);
    await enter();
    await agent.submit(await agent.get(`${home}/devices/everywhere`), '/devices/everywhere');
    expect((await stage.get(stage.endpoint('userinfo'), bearer(token))).status).toBe(401);
    expect(await errorOf(poll(waiting.deviceCode))).toEqual([400, 'invalid_grant']);
  });

  test('I9 revoking the access token ends the visit’s grant; the phone stays signed in', async () => {
    const phone = await phoneOf(CLAIRE);
    const shown = await show();
    await approve(shown, phone);
    const { body } = await poll(shown.deviceCode);
    const token = textOf(body, 'access_token');
    await stage.post('revocation', { token }, basic('kiosk-by-phone'));
    expect((await stage.get(stage.endpoint('userinfo'), bearer(token))).status).toBe(401);
    expect(
      (await stage.ask('keeper-of-the-session', { prompt: 'none' }, phone)).left?.searchParams.get('code'),
    ).toBeTruthy();
  });
}
