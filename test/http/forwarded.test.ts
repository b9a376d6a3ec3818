import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import { clientAddress, isWithin, networkPrefix, readRanges, trustOnlyProxies } from '../../src/http/forwarded.js';

const PROXIES = readRanges('10.0.0.0/8, 127.0.0.1, fd00::/8');

describe('forwarded headers', () => {
  test('S6 TRUSTED_PROXIES takes addresses and ranges, and names what is neither', () => {
    expect(isWithin('10.1.2.3', PROXIES)).toBe(true);
    expect(isWithin('::ffff:10.1.2.3', PROXIES)).toBe(true);
    expect(isWithin('127.0.0.1', PROXIES)).toBe(true);
    expect(isWithin('11.1.2.3', PROXIES)).toBe(false);
    expect(isWithin('fd12::1', PROXIES)).toBe(true);
    expect(isWithin('not an address', PROXIES)).toBe(false);
    expect(() => readRanges('10.0.0.0/8,proxy')).toThrow(/TRUSTED_PROXIES: "proxy"/);
  });

  test.each([
    ['10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['10.0.0.1', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
    ['10.0.0.1', '203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['203.0.113.50', '198.51.100.9', '203.0.113.50'],
  ])(
    'S6 the client behind %s that forwards for %s is %s: what a client wrote itself is never believed',
    (peer, forwarded, client) => {
      expect(clientAddress(peer, forwarded, PROXIES)).toBe(client);
    },
  );

  test('S1 an address counts by its /32, an IPv6 one by its /64', () => {
    expect(networkPrefix('203.0.113.7')).toBe('203.0.113.7/32');
    expect(networkPrefix('::ffff:203.0.113.7')).toBe('203.0.113.7/32');
    expect(networkPrefix('2001:db8:1:2:aaaa::1')).toBe(networkPrefix('2001:db8:1:2:bbbb::2'));
    expect(networkPrefix('2001:db8:1:3::1')).not.toBe(networkPrefix('2001:db8:1:2::1'));
    expect(networkPrefix('garbage')).toBe('unknown');
  });

  test('S6 a stranger’s headers are removed, and the public scheme and host are the issuer’s', async () => {
    const app = new Koa();
    app.proxy = true;
    app.use(trustOnlyProxies(readRanges('192.0.2.1'), () => ({ host: 'connexion.example.test', scheme: 'https' })));
    app.use((ctx) => {
      ctx.body = {
        host: ctx.host,
        protocol: ctx.protocol,
        certificate: ctx.get('x-ssl-client-cert'),
        address: ctx.state['address'],
      };
    });
    const server = createServer(app.callback());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      headers: {
        'x-forwarded-for': '198.51.100.9',
        'x-forwarded-proto': 'ftp',
        'x-ssl-client-cert': 'mine',
        'x-forwarded-host': 'evil.example',
      },
    });
    const seen = await answer.json();
    server.closeAllConnections();
    server.close();
    expect(seen).toEqual({ host: 'connexion.example.test', protocol: 'https', certificate: '', address: '127.0.0.1' });
  });
});
