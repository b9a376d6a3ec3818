/** « Gérer mon compte » as a client: its keys over a rotation, its way to the provider, and what nobody else may register. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOwnFetch } from '../../src/adapters/system/outbound/own_fetch.js';
import { parseClients } from '../../src/config/clients_file.js';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { readKeyRing } from '../../src/config/key_ring.js';
import { deriveClientKeys, publicPart } from '../../src/consoles/relying_party/client_key.js';
import { consoleClientMetadata } from '../../src/consoles/relying_party/client_metadata.js';
import { openOwnRelyingParty } from '../../src/consoles/relying_party/relying_party.js';
import { maskName, spokenName } from '../../src/domain/account/masked_name.js';
import { ACCOUNT_CLIENT } from '../../src/domain/client/own_client.js';
import type { KeyRing } from '../../src/domain/keys/key_ring.js';
import { headingOf, openAgent } from '../harness/agent.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE } from '../harness/scenario.js';
import { visitorOf } from './visitor.js';

function ringOf(text: string): KeyRing {
  const reading = readKeyRing(text);
  if (!reading.ok) throw new Error(reading.why);
  return reading.ring;
}

describe('the account console as a client', () => {
  let poterne: Restartable;
  let otherKey: string;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_client' });
    const other = await generateSecrets();
    otherKey = `other:${(other['COOKIE_KEYS'] ?? '').split(':')[1]}`;
  });
  afterAll(() => poterne.close());

  /** Signs in for a relying party of this ring at a provider that knows the ring it was started with. */
  const redeemWith = async (ring: KeyRing) => {
    const issuer = poterne.issuer('allocataires');
    const keys = deriveClientKeys(ring, 'allocataires', ACCOUNT_CLIENT);
    const party = openOwnRelyingParty({ issuer, client: ACCOUNT_CLIENT, keys, fetch: createOwnFetch(undefined) });
    const { agent, enter } = visitorOf(poterne, CLAIRE);
    await enter();
    const { address, ...checks } = await party.ask({ acr_values: 'two-step' });
    const cookie = agent.cookies().map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(address, { headers: { cookie: cookie.join('; ') }, redirect: 'manual' });
    const { search } = new URL(answer.headers.get('location') ?? '');
    return party.redeem(search.slice(1), checks);
  };

  test('S7 a process whose ring has a newer key in front still signs in at one that does not know it', async () => {
    const ring = ringOf(`${otherKey},${poterne.secrets['COOKIE_KEYS']}`);
    expect(await redeemWith(ring)).toMatchObject({ acr: 'two-step' });
  });

  test('S7 a ring that shares no key is refused', async () => {
    await expect(redeemWith(ringOf(otherKey))).rejects.toMatchObject({ error: 'invalid_client' });
  });

  test('S7 keys follow the ring and the realm, and only their public parts are registered', () => {
    const ring = ringOf(`${otherKey},${poterne.secrets['COOKIE_KEYS']}`);
    const keys = deriveClientKeys(ring, 'allocataires', ACCOUNT_CLIENT);
    expect(keys).toEqual(deriveClientKeys(ring, 'allocataires', ACCOUNT_CLIENT));
    const all = [...keys, ...deriveClientKeys(ring, 'employeurs', ACCOUNT_CLIENT)];
    expect(new Set(all.map(({ kid }) => kid)).size).toBe(4);
    const { jwks } = consoleClientMetadata('https://connexion.example.test/allocataires', ACCOUNT_CLIENT, keys);
    expect(jwks).toEqual({ keys: keys.map(publicPart) });
    expect(JSON.stringify(jwks)).not.toContain('"d"');
  });

  test('P3 its client_id and sector are refused in CLIENTS_FILE, in words', () => {
    const entry = { realm: 'allocataires', client_id: 'poterne-account', redirect_uris: ['https://a.example.test/'] };
    const parse = (over: object) => () => parseClients(JSON.stringify([{ ...entry, ...over }]), ['allocataires']);
    expect(parse({})).toThrow('client 0: client_id "poterne-account" is Poterne\'s own and registered by itself');
    expect(parse({ client_id: 'other', sector: 'poterne:account' })).toThrow('sector "poterne:account"');
    expect(parse({ client_id: 'other' })).not.toThrow();
  });

  test('U1 a name is masked by its initials, whatever its length', () => {
    expect(maskName({ givenNames: ['Élodie', 'Anne'], familyName: 'Martin' })).toBe('É••••• M•••••');
    expect(maskName({ givenNames: [], familyName: 'Li' })).toBe('L•••••');
    expect(spokenName({ givenNames: ['Élodie'], familyName: 'Martin' })).toBe('É. M.');
  });
});

describe('where the provider is reached by SELF_URL', () => {
  let door: Server;
  let poterne: Restartable;
  const hosts: string[] = [];
  let isOpen = true;
  beforeAll(async () => {
    // Stands where the service is reached from inside, and passes requests on.
    door = createServer((request, response) => {
      hosts.push(`${request.headers.host} ${request.url?.split('?')[0]}`);
      if (isOpen) poterne.service.callback(request, response);
      else response.destroy();
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const { port } = door.address() as AddressInfo;
    const environment = { SELF_URL: `http://127.0.0.1:${port}` };
    poterne = await startPoterne({ name: 'account_self_url', environment });
  });
  afterAll(async () => {
    door.closeAllConnections();
    door.close();
    await poterne.close();
  });

  test('U1 an outage of the provider is told with a way on, and the next try works', async () => {
    isOpen = false;
    const { home } = visitorOf(poterne, CLAIRE);
    const page = await openAgent(poterne.origin).get(home);
    expect([page.status, headingOf(page)]).toEqual([503, 'La connexion ne répond pas en ce moment']);
    expect(page.headers.get('retry-after')).toBe('10');
    expect(page.html).toContain('href="/allocataires/account"');
    isOpen = true;
    expect((await openAgent(poterne.origin).get(home)).html).toContain('name="password"');
  });

  test('U1 its own requests go there under the issuer’s name; the browser’s do not', async () => {
    hosts.length = 0;
    const { enter } = visitorOf(poterne, CLAIRE);
    expect(headingOf(await enter())).toBe('Gérer mon compte');
    const host = new URL(poterne.origin).host;
    expect(hosts).toContain(`${host} /allocataires/token`);
    expect(hosts.filter((each) => !each.startsWith(host) || each.includes('/interaction/'))).toEqual([]);
  });

  test('U1 an outage in the middle leads back to a page, and nothing is half open', async () => {
    const { agent, home, leave, prove } = visitorOf(poterne, CLAIRE);
    const login = await agent.get(home);
    isOpen = false;
    const stopped = await prove(login);
    expect([stopped.status, headingOf(stopped)]).toEqual([503, 'La connexion ne répond pas en ce moment']);
    expect(stopped.url.pathname).toBe('/allocataires/account/stopped/unavailable');
    isOpen = true;
    expect((await leave(home)).pathname).toBe('/allocataires/auth');
    expect(headingOf(await agent.get(home))).toBe('Gérer mon compte');
  });
});
