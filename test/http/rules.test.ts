import { describe, expect, test } from '@jest/globals';
import { createOutboundFetch, isPublicAddress } from '../../src/adapters/system/outbound/outbound_fetch.js';
import { isOutage, sortFault } from '../../src/http/error_boundary.js';
import { errorForLog } from '../../src/http/log.js';
import { contentSecurityPolicy, formTarget } from '../../src/http/security_headers.js';
import { explain } from '../../src/http/server.js';
import { browserFamily } from '../../src/http/visitor_device.js';
import { cookieNames } from '../../src/oidc/cookie_names.js';

describe('rules of the web face', () => {
  test('S6 under https cookies are __Host- or, with a path, __Secure-; on http loopback the same names without', () => {
    expect(cookieNames('allocataires', 'https://connexion.example.test/allocataires')).toEqual({
      session: '__Host-poterne.allocataires.session',
      interaction: '__Secure-poterne.allocataires.interaction',
      resume: '__Secure-poterne.allocataires.resume',
      device: '__Host-poterne.allocataires.device',
      trust: '__Host-poterne.allocataires.trust',
      account: '__Host-poterne.allocataires.account',
      accountRequest: '__Host-poterne.allocataires.account_request',
      organisation: '__Host-poterne.allocataires.organisation',
      organisationRequest: '__Host-poterne.allocataires.organisation_request',
      language: '__Host-poterne.language',
    });
    expect(Object.values(cookieNames('employeurs', 'http://localhost:3000/employeurs')).join()).not.toContain('__');
  });

  test('S6 form-action names the portal’s origin, or a native app’s scheme, and nothing for an unreadable address', () => {
    expect(formTarget('https://portail.example.test:8443/callback?x=1')).toBe('https://portail.example.test:8443');
    expect(formTarget('fr.example.app:/callback')).toBe('fr.example.app:');
    expect(formTarget('nonsense')).toBeUndefined();
    expect(contentSecurityPolicy(['https://portail.example.test'])).toContain(
      "form-action 'self' https://portail.example.test;",
    );
  });

  test('O2 what is logged of an error never holds its message', () => {
    const error = new Error('row with 2840588321025 is wrong', { cause: new Error('claire@example.test') });
    const text = JSON.stringify(errorForLog(error));
    expect(text).not.toContain('2840588321025');
    expect(text).not.toContain('claire');
    expect(text).toContain('frames');
  });

  test('O2 an outage is told from a fault of ours, through its causes', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(isOutage(refused)).toBe(true);
    expect(isOutage(new Error('wrapped', { cause: refused }))).toBe(true);
    expect(isOutage(new Error('Command timed out'))).toBe(true);
    expect(isOutage(new TypeError('x is not a function'))).toBe(false);
    expect(sortFault(refused, 'c')).toMatchObject({ code: 'unavailable', status: 503 });
    expect(sortFault(new TypeError('x'), 'c')).toMatchObject({ code: 'server-error', status: 500 });
  });

  test('O1 a taken port is one line; a refusal is its own words', () => {
    expect(explain(Object.assign(new Error('listen'), { code: 'EADDRINUSE', port: 3001 }))).toBe(
      'port 3001 is already in use',
    );
    expect(explain(Object.assign(new Error('configuration refused'), { name: 'ConfigurationError' }))).toBe(
      'configuration refused',
    );
  });

  test('S1 a device is listed by its browser’s family, never by its whole User-Agent', () => {
    expect(browserFamily('Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0')).toBe('Edge');
    expect(browserFamily('Mozilla/5.0 (iPhone) Version/17.0 Mobile Safari/604.1')).toBe('Safari');
    expect(browserFamily('curl/8')).toBe('autre');
  });

  test('P9 outgoing requests reach public addresses, and private ones only by name', async () => {
    for (const address of [
      '127.0.0.1',
      '10.0.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '0.0.0.0',
    ]) {
      expect({ address, isPublic: isPublicAddress(address) }).toEqual({ address, isPublic: false });
    }
    expect(isPublicAddress('93.184.216.34')).toBe(true);
    const guarded = createOutboundFetch({ allow: [], allowLoopback: false });
    await expect(guarded('http://127.0.0.1:9/')).rejects.toThrow(/refused/);
    await expect(guarded('http://localhost:9/')).rejects.toThrow(/refused/);
    const allowed = createOutboundFetch({ allow: ['127.0.0.1:9'], allowLoopback: false });
    await expect(allowed('http://127.0.0.1:9/')).rejects.not.toThrow(/private/);
  });
});
