/** RFC 9207, Authorization Server Issuer Identification. */
import { expect, test } from '@jest/globals';
import { portal, type Stage } from './stage.js';

export const clients = [portal('identified')];

export function specify(stage: Stage): void {
  test('§2 a successful answer MUST carry iss, identical to the issuer of the discovery document', async () => {
    expect((await stage.response('identified')).get('iss')).toBe(stage.metadata['issuer']);
  });

  test('§2 an error answer MUST carry iss too', async () => {
    const answer = await stage.response('identified', {
      response_type: 'code',
      scope: 'openid',
      prompt: 'none',
      max_age: '0',
    });
    expect(answer.get('error')).toBe('login_required');
    expect(answer.get('iss')).toBe(stage.metadata['issuer']);
  });

  test('§2 in form_post, iss is among the posted fields', async () => {
    const page = await stage.ask('identified', { response_mode: 'form_post' });
    expect(page.html).toContain('name="iss"');
    expect(page.html).toContain(`value="${stage.issuer}"`);
  });

  test('§2 an error in form_post is posted too, with iss', async () => {
    const page = await stage.ask('identified', {
      response_mode: 'form_post',
      prompt: 'none',
      acr_values: 'two-factor-fresh',
    });
    expect(page.html).toContain('name="error"');
    expect(page.html).toContain(`value="${stage.issuer}"`);
  });

  test('§3 the document says so', () => {
    expect(stage.metadata['authorization_response_iss_parameter_supported']).toBe(true);
  });
}
