/** OpenID Connect RP-Initiated Logout 1.0. */
import { expect, test } from '@jest/globals';
import { type Agent, type AgentPage, openAgent } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { SIGNED_OUT } from '../harness/scenario.js';
import { type Fields, portal, type Stage, textOf } from './stage.js';

export const clients = [
  portal('leaving', { post_logout_redirect_uris: [SIGNED_OUT] }),
  portal('leaving-other', { post_logout_redirect_uris: ['http://localhost:9/other-signed-out'] }),
];

export function specify(stage: Stage): void {
  const end = (agent: Agent, parameters: Fields) =>
    agent.get(`${stage.endpoint('end_session')}?${new URLSearchParams(parameters)}`);
  const confirm = (agent: Agent, page: AgentPage) => agent.submit(page, '/session/end/confirm', { logout: 'yes' });
  const isSignedIn = async (agent: Agent) =>
    (await stage.response('leaving', { prompt: 'none' }, agent)).get('error') === null;
  const arrive = async () => {
    const agent = await stage.signedIn();
    return { agent, hint: textOf(await stage.tokens('leaving', {}, agent), 'id_token') };
  };

  test('§2 with id_token_hint, redirect and state, the person is asked, signed out and returned with the state', async () => {
    const { agent, hint } = await arrive();
    const page = await end(agent, { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT, state: 'a b&c' });
    expect(page.left).toBeUndefined();
    const done = await confirm(agent, page);
    expect(done.left?.searchParams.get('state')).toBe('a b&c');
    expect(`${done.left?.origin}${done.left?.pathname}`).toBe(SIGNED_OUT);
    expect(await isSignedIn(agent)).toBe(false);
  });

  test('§2 an expired ID Token is accepted as hint', async () => {
    const { agent, hint } = await arrive();
    passSeconds(900);
    const page = await end(agent, { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT });
    expect((await confirm(agent, page)).left?.href).toBe(SIGNED_OUT);
  });

  test('§3 an unregistered post_logout_redirect_uri, or another client’s, MUST NOT be redirected to', async () => {
    const { agent, hint } = await arrive();
    for (const post_logout_redirect_uri of ['http://localhost:9/evil', 'http://localhost:9/other-signed-out']) {
      const page = await end(agent, { id_token_hint: hint, post_logout_redirect_uri });
      expect([page.status, page.left]).toEqual([400, undefined]);
    }
    expect(await isSignedIn(agent)).toBe(true);
  });

  test('§3 with client_id alone it works too; a client_id that is not the hint’s is refused', async () => {
    const { agent, hint } = await arrive();
    expect((await end(agent, { id_token_hint: hint, client_id: 'leaving-other' })).status).toBe(400);
    const page = await end(agent, { client_id: 'leaving', post_logout_redirect_uri: SIGNED_OUT });
    expect((await confirm(agent, page)).left?.href).toBe(SIGNED_OUT);
  });

  test('§3 a redirect without hint or client is not followed', async () => {
    const { agent } = await arrive();
    const page = await end(agent, { post_logout_redirect_uri: SIGNED_OUT });
    expect(page.left).toBeUndefined();
  });

  test('§2 without any parameter the person is asked, and told that they are signed out', async () => {
    const { agent } = await arrive();
    const page = await end(agent, {});
    expect(await isSignedIn(agent)).toBe(true);
    const done = await confirm(agent, page);
    expect([done.status, done.left]).toEqual([200, undefined]);
    expect(await isSignedIn(agent)).toBe(false);
  });

  test('§4 a forged hint is refused', async () => {
    const { agent, hint } = await arrive();
    const page = await end(agent, {
      id_token_hint: `${hint.slice(0, -8)}AAAAAAAA`,
      post_logout_redirect_uri: SIGNED_OUT,
    });
    expect(page.status).toBe(400);
  });

  test('§2 the endpoint MUST support POST as well as GET', async () => {
    const { agent, hint } = await arrive();
    const page = await agent.post(stage.endpoint('end_session'), {
      id_token_hint: hint,
      post_logout_redirect_uri: SIGNED_OUT,
    });
    expect((await confirm(agent, page)).left?.href).toBe(SIGNED_OUT);
  });

  test('S6 the confirmation needs the page’s own secret', async () => {
    const { agent, hint } = await arrive();
    await end(agent, { id_token_hint: hint });
    const forged = await agent.post(`${stage.issuer}/session/end/confirm`, { logout: 'yes', xsrf: 'x'.repeat(43) });
    expect(forged.status).toBe(400);
    expect(await isSignedIn(agent)).toBe(true);
  });

  test('S6 somebody who is not signed in gets a page with a button, and no inline script', async () => {
    const page = await openAgent(stage.poterne.origin).get(stage.endpoint('end_session'));
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|\son\w+="/);
  });
}
