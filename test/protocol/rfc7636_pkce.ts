/** RFC 7636, Proof Key for Code Exchange (P2). */
import { expect, test } from '@jest/globals';
import { basic, CHALLENGE, portal, type Stage, VERIFIER } from './stage.js';

export const clients = [portal('pkce'), portal('pkce-less', { require_pkce: false })];

export function specify(stage: Stage): void {
  test('§4.3 S256 and the verifier of the challenge give tokens', async () => {
    expect((await stage.redeem('pkce', await stage.code('pkce'))).status).toBe(200);
  });

  test('§4.4.1 a request without code_challenge is invalid_request where PKCE is required', async () => {
    const answer = await stage.response('pkce', { code_challenge: '', code_challenge_method: '' });
    expect(answer.get('error')).toBe('invalid_request');
  });

  test('§4.2 plain is not offered: invalid_request, also by default', async () => {
    const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' };
    expect((await stage.response('pkce', plain)).get('error')).toBe('invalid_request');
    expect((await stage.response('pkce', { ...plain, code_challenge_method: '' })).get('error')).toBe(
      'invalid_request',
    );
  });

  test('§4.6 another verifier, the challenge itself or none is invalid_grant', async () => {
    for (const code_verifier of ['x'.repeat(43), CHALLENGE]) {
      const answer = await stage.redeem('pkce', await stage.code('pkce'), { code_verifier });
      expect(answer.body['error']).toBe('invalid_grant');
    }
    const code = await stage.code('pkce');
    const fields = { grant_type: 'authorization_code', code, redirect_uri: 'http://localhost:9/callback' };
    expect((await stage.post('token', fields, basic('pkce'))).body['error']).toBe('invalid_grant');
  });

  test('§4.1 a verifier is 43 to 128 unreserved characters', async () => {
    for (const code_verifier of ['short', 'é'.repeat(43), 'x'.repeat(129)]) {
      const answer = await stage.redeem('pkce', await stage.code('pkce'), { code_verifier });
      expect(answer.status).toBe(400);
    }
  });

  test('P2 a client with require_pkce: false works without, and is held to it once it began with it', async () => {
    const without = { code_challenge: '', code_challenge_method: '' };
    const free = await stage.code('pkce-less', without);
    const fields = (code: string) => ({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'http://localhost:9/callback',
    });
    expect((await stage.post('token', fields(free), basic('pkce-less'))).status).toBe(200);
    const bound = await stage.code('pkce-less');
    expect((await stage.post('token', fields(bound), basic('pkce-less'))).body['error']).toBe('invalid_grant');
    const downgraded = await stage.redeem('pkce-less', await stage.code('pkce-less', without));
    expect(downgraded.body['error']).toBe('invalid_grant');
  });
}
