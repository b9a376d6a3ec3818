/** O5, S7: signing keys rotated from publication to retirement while people sign in at two processes: none of them fails. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { openAgent } from '../harness/agent.js';
import { FEDERATED_PEOPLE } from '../harness/federated_people.js';
import { type FederatedPoterne, goThrough, startFederatedPoterne } from '../harness/federation.js';
import { type CommandAnswer, keyCommands } from '../harness/key_commands.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE } from '../harness/scenario.js';

const JWKS_CACHE_SECONDS = 1;
const environment = {
  KEYS_REFRESH_SECONDS: '0.3',
  JWKS_CACHE_SECONDS: String(JWKS_CACHE_SECONDS),
  KEYS_RETIRE_AFTER_SECONDS: '3',
};

describe('O5 S7 a rotation while people sign in', () => {
  let poterne: Restartable;
  let party: RelyingParty;
  let keys: (...args: readonly string[]) => Promise<CommandAnswer>;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'key_rotation_flow', ephemeral: 'redis', processes: 2, environment });
    party = await relyingParty(poterne);
    keys = keyCommands(poterne, environment);
  });
  afterAll(() => poterne.close());

  /** As strict as a portal may be: it keeps the set as long as it is told it may, and looks nowhere else. */
  function createStrictPortal() {
    let held: { readonly set: JSONWebKeySet; readonly until: number } | undefined;
    return async (token: string) => {
      if (!held || performance.now() >= held.until) {
        const asked = performance.now();
        const answer = await fetch(party.config.serverMetadata().jwks_uri ?? '');
        const seconds = Number(/max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1]);
        held = { set: (await answer.json()) as JSONWebKeySet, until: asked + seconds * 1000 };
      }
      return (await jwtVerify(token, createLocalJWKSet(held.set))).protectedHeader.kid;
    };
  }

  test('O5 S7 no sign-in fails, and no token that a portal cannot verify is issued', async () => {
    const signers = new Set<string | undefined>();
    const verify = createStrictPortal();
    let isRotating = true;
    let signIns = 0;
    const signInOnce = async () => {
      const { agent, request, callback } = await signIn(poterne, party, CLAIRE);
      const tokens = await party.redeem(request, callback);
      signers.add(await verify(tokens.id_token ?? ''));
      const refreshed = await party.refreshRaw(tokens.refresh_token ?? '');
      expect(refreshed.status).toBe(200);
      signers.add(await verify(String(refreshed.body['id_token'])));
      const hint = new URLSearchParams({ id_token_hint: tokens.id_token ?? '' });
      expect((await agent.get(`${party.config.serverMetadata().end_session_endpoint}?${hint}`)).status).toBe(200);
      signIns += 1;
    };
    const people = async () => {
      while (isRotating) await signInOnce();
    };
    await signInOnce();
    const rotation = keys('rotate', '--purpose', 'signing', '--wait').finally(() => {
      isRotating = false;
    });
    const [{ code, said }] = await Promise.all([rotation, people()]);
    await signInOnce();

    expect(code).toBe(0);
    for (const alg of ['ES256', 'RS256'])
      for (const step of ['published', 'activated', 'retired']) expect(said).toContain(`signing ${alg}: ${step}`);
    expect(signers.size).toBe(2);
    expect(signIns).toBeGreaterThan(3);
  });
});

describe('O5 S7 F1 our keys towards upstreams, rotated while people come by FranceConnect+', () => {
  let poterne: FederatedPoterne;
  let party: RelyingParty;
  beforeAll(async () => {
    const world = { ephemeral: 'redis', processes: 2, accounts: FEDERATED_PEOPLE } as const;
    poterne = await startFederatedPoterne({ name: 'key_rotation_upstream', ...world, environment });
    party = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const publishedKeys = async () => {
    const answer = await fetch(`${poterne.issuer('allocataires')}/federation/jwks`);
    return ((await answer.json()) as JSONWebKeySet).keys.map(({ kid }) => kid);
  };

  test('S7 F1 no sign-in fails while the decryption and authentication keys change', async () => {
    const keys = keyCommands(poterne, environment);
    const before = await publishedKeys();
    let isRotating = true;
    let signIns = 0;
    const signInOnce = async () => {
      const agent = openAgent(poterne.origin);
      const request = await party.request({ acr_values: 'eidas2' });
      const page = await goThrough(agent, await agent.get(request.url));
      expect((await party.redeem(request, page.left ?? page.url)).claims()?.['acr']).toBe('eidas2');
      signIns += 1;
    };
    const people = async () => {
      while (isRotating) await signInOnce();
    };
    const rotations = Promise.all(
      ['upstream_decryption', 'upstream_authentication'].map((purpose) =>
        keys('rotate', '--purpose', purpose, '--wait'),
      ),
    ).finally(() => {
      isRotating = false;
    });
    const [answers] = await Promise.all([rotations, people()]);
    await signInOnce();

    for (const { code, said } of answers) {
      expect(code).toBe(0);
      expect(said).toMatch(/: retired/);
    }
    expect((await publishedKeys()).filter((kid) => before.includes(kid))).toEqual([]);
    expect(signIns).toBeGreaterThan(3);
  });
});
