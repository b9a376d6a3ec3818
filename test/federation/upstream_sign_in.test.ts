/** F1, F2, F3: what is asked of an upstream, what an honest one answers, and how the person leaves it again. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { makeKey, PERSON } from '../harness/forging_upstream.js';
import { openStage, REDIRECT_URI, type UpstreamStage } from './upstream_stage.js';

describe('F1 F2 F3 the authorization request', () => {
  let plus: UpstreamStage;
  let netEntreprises: UpstreamStage;
  beforeAll(async () => {
    [plus, netEntreprises] = await Promise.all([openStage('franceconnect-plus'), openStage('net-entreprises')]);
  });
  afterAll(async () => {
    await Promise.all([plus.close(), netEntreprises.close()]);
  });

  test('F1 FranceConnect+ is asked for a level, for amr by the claims parameter, with PKCE S256', async () => {
    const { url, checks } = await plus.begin('eidas3');
    expect(`${url.origin}${url.pathname}`).toBe(`${plus.issuer}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-of-franceconnect-plus',
      redirect_uri: REDIRECT_URI,
      scope: 'openid identite_pivot',
      acr_values: 'eidas3',
      claims: '{"id_token":{"amr":{"essential":true}}}',
      ui_locales: 'fr',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('F1 state, nonce and verifier are 32 random bytes each, and new each time', async () => {
    const requests = await Promise.all([plus.begin(), plus.begin()]);
    const secrets = requests.flatMap(({ checks }) => [checks.state, checks.nonce, checks.codeVerifier]);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(new Set(secrets).size).toBe(6);
  });

  test('F1 preparing a request asks nothing of the network', async () => {
    expect(plus.asked('jwks') + plus.asked('token')).toBe(0);
  });

  test('F3 an upstream without levels is asked for none', async () => {
    const { url } = await netEntreprises.begin();
    expect(url.searchParams.has('acr_values')).toBe(false);
    expect(url.searchParams.has('claims')).toBe(false);
  });
});

describe('F1 F2 F3 honest answers', () => {
  test.each(['ECDH-ES', 'RSA-OAEP-256'] as const)(
    'F1 FranceConnect+ encrypted by %s vouches for a level and six fields',
    async (encryption) => {
      const stage = await openStage('franceconnect-plus', { encryption });
      try {
        const { url, checks } = await stage.begin('eidas2');
        const outcome = await stage.provider.complete(stage.authorize(url, { acr: 'eidas3' }), checks);
        if (!outcome.ok) throw new Error(outcome.detail);
        const { answer } = outcome;
        expect(answer).toEqual({
          subject: PERSON['sub'],
          level: 'eidas3',
          amr: ['fc', 'pwd'],
          authTime: expect.any(Number),
          identity: {
            familyName: 'SYNTHETIC-DUBOIS',
            givenNames: ['Angela', 'Claire', 'Louise'],
            gender: 'female',
            birthdate: '1962-08-24',
            birthplace: '75107',
            birthcountry: '99100',
            siret: undefined,
          },
          idToken: expect.any(String),
        });
        expect(Math.abs((answer.authTime ?? 0) - Date.now())).toBeLessThan(10_000);
        expect(decodeProtectedHeader(answer.idToken)).toMatchObject({ alg: 'ES256' });
        expect(answer.idToken.split('.')).toHaveLength(3);
      } finally {
        await stage.close();
      }
    },
  );

  test('F2 FranceConnect signs without encrypting, and vouches for eidas1', async () => {
    const stage = await openStage('franceconnect');
    try {
      const { url, checks } = await stage.begin();
      const outcome = await stage.provider.complete(stage.authorize(url), checks);
      expect(outcome).toMatchObject({ ok: true, answer: { level: 'eidas1', identity: { birthplace: '75107' } } });
    } finally {
      await stage.close();
    }
  });

  test('F3 Net-entreprises answers plain JSON; its acr is not believed; claims follow the configuration', async () => {
    const stage = await openStage('net-entreprises');
    try {
      const { url, checks } = await stage.begin();
      const callback = stage.authorize(url, {
        acr: 'eidas3',
        idToken: { claims: (claims) => Object.assign(claims, { auth_time: undefined, at_hash: undefined }) },
        userinfo: {
          claims: (claims) =>
            Object.assign(claims, { siret: '12345678200010', family_name: '', usual_name: 'SYNTHETIC-MARTIN' }),
        },
      });
      const outcome = await stage.provider.complete(callback, checks);
      if (!outcome.ok) throw new Error(outcome.detail);
      expect(outcome.answer.level).toBeUndefined();
      expect(outcome.answer.authTime).toBeUndefined();
      expect(outcome.answer.identity).toEqual({
        familyName: 'SYNTHETIC-MARTIN',
        givenNames: 'Angela Claire Louise',
        gender: undefined,
        birthdate: undefined,
        birthplace: undefined,
        birthcountry: undefined,
        siret: '12345678200010',
      });
    } finally {
      await stage.close();
    }
  });

  test('F1 a birthplace left empty, abroad, is undefined; rnipp claims come first where they are granted', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      const { url, checks } = await stage.begin();
      const callback = stage.authorize(url, {
        userinfo: {
          claims: (claims) =>
            Object.assign(claims, { birthplace: '', birthcountry: '99352', rnipp_family_name: 'SYNTHETIC-DURAND' }),
        },
      });
      expect(await stage.provider.complete(callback, checks)).toMatchObject({
        answer: { identity: { birthplace: undefined, birthcountry: '99352', familyName: 'SYNTHETIC-DURAND' } },
      });
    } finally {
      await stage.close();
    }
  });

  test('F1 private_key_jwt: an assertion signed for this upstream, never twice the same', async () => {
    const stage = await openStage('franceconnect-plus', { authentication: 'private_key_jwt' });
    try {
      expect(await stage.signIn()).toBe('accepted');
      expect(await stage.signIn()).toBe('accepted');
      expect(new Set(stage.assertions.map(({ jti }) => jti)).size).toBe(stage.assertions.length);
      stage.ownKeys.authentication = (await makeKey('ES256', 'sig')).privateKey;
      expect(await stage.signIn()).toBe('misconfigured');
    } finally {
      await stage.close();
    }
  });

  test('F1 the access token is revoked once userinfo was read, and after a refusal too', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      expect(await stage.signIn()).toBe('accepted');
      expect(await stage.signIn({ acr: 'eidas1' })).toBe('acr');
      await expect(
        (async () => {
          while (stage.revoked.length < 2) await new Promise((resolve) => setImmediate(resolve));
          return stage.revoked.every((token) => token.length > 0);
        })(),
      ).resolves.toBe(true);
    } finally {
      await stage.close();
    }
  });
});

describe('F1 keys that rotate', () => {
  test('F1 our decryption key rotates while we run: the old one is accepted until it is retired', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      const next = await makeKey('ECDH-ES', 'enc');
      expect(await stage.signIn()).toBe('accepted');
      stage.ownKeys.decryption = [next.privateKey, ...stage.ownKeys.decryption];
      expect(await stage.signIn()).toBe('accepted');
      stage.encryptFor(next.publicKey);
      expect(await stage.signIn()).toBe('accepted');
      const { kid: _kid, ...unnamed } = next.publicKey;
      stage.encryptFor(unnamed);
      stage.ownKeys.decryption.reverse();
      expect(await stage.signIn()).toBe('accepted');
      stage.encryptFor(next.publicKey);
      stage.ownKeys.decryption = stage.ownKeys.decryption.filter(({ kid }) => kid !== next.privateKey.kid);
      expect(await stage.signIn()).toBe('encryption');
    } finally {
      await stage.close();
    }
  });

  test('F1 the upstream’s key rotates: one refetch, and the answer is accepted', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      expect(await stage.signIn()).toBe('accepted');
      expect(await stage.signIn()).toBe('accepted');
      expect(stage.asked('jwks')).toBe(1);
      await stage.rotate(true);
      expect(await stage.signIn()).toBe('accepted');
      expect(stage.asked('jwks')).toBe(2);
    } finally {
      await stage.close();
    }
  });

  test('F1 an unknown kid: one refetch, then refused; many at once share it; seconds later it may be asked again', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      expect(await stage.signIn()).toBe('accepted');
      await stage.rotate(false);
      expect(await stage.signIn()).toBe('signature');
      expect(stage.asked('jwks')).toBe(2);
      expect(await Promise.all(Array.from({ length: 8 }, () => stage.signIn()))).toEqual(Array(8).fill('signature'));
      expect(stage.asked('jwks')).toBe(2);
      stage.passSeconds(6);
      expect(await stage.signIn()).toBe('signature');
      expect(stage.asked('jwks')).toBe(3);
    } finally {
      await stage.close();
    }
  });

  test('F5 keys that are known outlive an outage of their address, and are renewed behind a sign-in', async () => {
    const stage = await openStage('franceconnect');
    try {
      expect(await stage.signIn()).toBe('accepted');
      stage.answerJwks((response) => response.writeHead(503).end());
      stage.passSeconds(20);
      expect(await stage.signIn()).toBe('accepted');
      expect(stage.asked('jwks')).toBe(1);
      // A day later, by our clock alone: the tokens are the upstream's of a day later too.
      stage.passSeconds(86_400);
      expect(await stage.signIn({ clockSeconds: 86_420 })).toBe('accepted');
      expect(stage.asked('jwks')).toBe(2);
      stage.answerJwks(undefined);
      stage.passSeconds(10);
      expect(await stage.signIn({ clockSeconds: 86_430 })).toBe('accepted');
      expect(stage.asked('jwks')).toBe(3);
    } finally {
      await stage.close();
    }
  });
});

describe('F5 leaving the upstream', () => {
  const hop = {
    idToken: 'header.payload.signature',
    state: 'state-of-the-hop',
    postLogoutRedirectUri: 'https://connexion.example.test/fin',
  };

  test('F5 the sign-out address has the decrypted id_token, the state and the way back, nothing else', async () => {
    const stage = await openStage('franceconnect-plus');
    try {
      const address = await stage.provider.signOutAddress(hop);
      expect(`${address?.origin}${address?.pathname}`).toBe(`${stage.issuer}/session/end`);
      expect(Object.fromEntries(address?.searchParams ?? [])).toEqual({
        id_token_hint: hop.idToken,
        state: hop.state,
        post_logout_redirect_uri: hop.postLogoutRedirectUri,
      });
    } finally {
      await stage.close();
    }
  });

  test('F5 an outage skips the hop; one look serves ten seconds', async () => {
    const stage = await openStage('franceconnect-plus');
    stage.answerJwks((response) => response.writeHead(502).end());
    expect(await stage.provider.signOutAddress(hop)).toBeUndefined();
    stage.answerJwks(undefined);
    expect(await stage.provider.signOutAddress(hop)).toBeUndefined();
    expect(stage.asked('jwks')).toBe(1);
    stage.passSeconds(10);
    expect(await stage.provider.signOutAddress(hop)).toBeInstanceOf(URL);
    await stage.close();
    expect(await stage.provider.signOutAddress(hop)).toBeInstanceOf(URL);
    stage.passSeconds(10);
    expect(await stage.provider.signOutAddress(hop)).toBeUndefined();
  });

  test('F3 an upstream without a sign-out address has no hop', async () => {
    const stage = await openStage('net-entreprises');
    try {
      expect(await stage.provider.signOutAddress(hop)).toBeUndefined();
    } finally {
      await stage.close();
    }
  });
});
