/** C4, C7, I7: what was opened before a password was replaced ends everywhere, whatever was under way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, type SignedIn, signIn } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const NEW_PASSWORD = '61937284';

describe('sign-ins that ended', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  let other: RelyingParty;
  let here: SignedIn;
  let elsewhere: SignedIn;
  let kept: { refresh: string; access: string };
  let unredeemed: { request: SignedIn['request']; callback: URL };

  beforeAll(async () => {
    recordSecret('password', NEW_PASSWORD);
    poterne = await startPoterne({ name: 'ended_sign_ins' });
    caf = await relyingParty(poterne, { scope: 'openid offline_access' });
    other = await relyingParty(poterne, { clientId: 'caf-other' });
    here = await signIn(poterne, caf, CLAIRE);
    passSeconds(40);
    elsewhere = await signIn(poterne, caf, CLAIRE);
    const tokens = await caf.redeem(elsewhere.request, elsewhere.callback);
    kept = { refresh: tokens.refresh_token ?? '', access: tokens.access_token };
    // A code on its way to its portal while the password changes.
    const request = await other.request();
    const page = await elsewhere.agent.get(request.url);
    unredeemed = { request, callback: page.left as URL };
    passSeconds(40);
  });
  afterAll(() => poterne.close());

  const userinfo = (accessToken: string) =>
    fetch(`${poterne.issuer('allocataires')}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });

  test('I7 a refresh token that rests on a compromised password yields nothing before it is replaced', async () => {
    await poterne.service.database.credential.updateMany({
      where: { account: { familyName: CLAIRE.familyName } },
      data: { state: 'compromised' },
    });
    passSeconds(3);
    const answer = await caf.refreshRaw(kept.refresh);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('C4 the session in which the person replaces it goes on, without another code', async () => {
    const request = await caf.request();
    let page = await here.agent.get(request.url);
    page = await here.agent.submit(page, '/change_password', {
      new_password: NEW_PASSWORD,
      repeated_password: NEW_PASSWORD,
    });
    expect(page.left?.searchParams.get('code')).toBeTruthy();
    const tokens = await caf.redeem(request, page.left as URL);
    expect(tokens.claims()).toMatchObject({ acr: 'two-step' });
    const refreshed = await caf.refreshRaw(tokens.refresh_token ?? '');
    expect(refreshed.status).toBe(200);
    passSeconds(3600);
    expect((await caf.refreshRaw(String(refreshed.body['refresh_token'] ?? tokens.refresh_token))).status).toBe(200);
    passSeconds(-3600);
    const second = await other.request({ prompt: 'none' });
    expect((await here.agent.get(second.url)).left?.searchParams.get('code')).toBeTruthy();
  });

  test('C4 every other session, grant, code and token ended', async () => {
    const silent = await caf.request({ prompt: 'none' });
    expect((await elsewhere.agent.get(silent.url)).left?.searchParams.get('error')).toBe('login_required');
    expect((await userinfo(kept.access)).status).toBe(401);
    expect((await caf.refreshRaw(kept.refresh)).status).toBe(400);
    const late = await other.redeemRaw(unredeemed.request, unredeemed.callback);
    expect(late).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('C4 a session written again after it was ended proves nothing', async () => {
    // As a request would leave it that read the session before it ended, and writes it after.
    const agent = openAgent(poterne.origin);
    const again = await signIn(poterne, caf, { ...CLAIRE, password: NEW_PASSWORD }, { agent });
    expect(again.callback.searchParams.get('code')).toBeTruthy();
    await poterne.service.database.account.updateMany({
      where: { familyName: CLAIRE.familyName },
      data: { signInsVoidBefore: new Date(Date.now() + 1), keptSession: null },
    });
    passSeconds(3);
    const silent = await caf.request({ prompt: 'none' });
    expect((await agent.get(silent.url)).left?.searchParams.get('error')).toBe('login_required');
  });
});
