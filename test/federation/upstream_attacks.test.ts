/** F1, F5: each forged answer of an upstream is refused, with the code of what is wrong with it. */
import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import {
  type Claims,
  type Forgery,
  makeKey,
  PERSON,
  sealToken,
  signToken,
  type TokenForgery,
} from '../harness/forging_upstream.js';
import { openStage, type UpstreamStage } from './upstream_stage.js';

let plus: UpstreamStage;
let low: UpstreamStage;
let netEntreprises: UpstreamStage;
const attacker = { ec: makeKey('ES256', 'sig'), rsa: makeKey('RS256', 'sig'), encryption: makeKey('ECDH-ES', 'enc') };

beforeAll(async () => {
  [plus, low, netEntreprises] = await Promise.all([
    openStage('franceconnect-plus'),
    openStage('franceconnect'),
    openStage('net-entreprises'),
  ]);
});
afterAll(async () => {
  await Promise.all([plus.close(), low.close(), netEntreprises.close()]);
});

const stages = () => ({ 'FranceConnect+': plus, FranceConnect: low, 'Net-entreprises': netEntreprises });
const having = (changes: Claims) => (claims: Claims) => {
  Object.assign(claims, changes);
};
/** Deletes rather than sets to undefined: the token has no such claim. */
const lacking = (name: string) => (claims: Claims) => {
  delete claims[name];
};
const seconds = (from = 0) => Math.floor(Date.now() / 1000) + from;

test('F1 what is forged below is accepted when nothing is forged', async () => {
  for (const stage of Object.values(stages())) expect(await stage.signIn()).toBe('accepted');
});

describe('F1 the response', () => {
  const altered: [string, string, NonNullable<Forgery['callback']>][] = [
    ['without iss', 'issuer', (given) => given.delete('iss')],
    ['with the iss of another', 'issuer', (given) => given.set('iss', 'https://attacker.example.test')],
    ['with two iss', 'malformed', (given) => given.append('iss', 'https://attacker.example.test')],
    ['with an iss that differs by a slash', 'issuer', (given) => given.set('iss', `${given.get('iss')}/`)],
    ['without state', 'state', (given) => given.delete('state')],
    [
      'with the state of another request',
      'state',
      (given) => given.set('state', randomBytes(32).toString('base64url')),
    ],
    ['with two states', 'malformed', (given) => given.append('state', 'x')],
    ['without code', 'malformed', (given) => given.delete('code')],
    ['with two codes', 'malformed', (given) => given.append('code', 'x')],
    ['with a code that nobody gave', 'code', (given) => given.set('code', 'invented')],
    ['as a JARM token', 'malformed', (given) => given.set('response', 'a.b.c')],
    ['with tokens in it', 'malformed', (given) => given.set('id_token', 'a.b.c')],
  ];
  test.each(altered)('F1 %s is refused: %s', async (_what, fault, callback) => {
    expect(await plus.signIn({ callback })).toBe(fault);
  });

  test('F1 mix-up: an answer of one upstream, sent to another’s callback, is refused by its iss', async () => {
    for (const [name, stage] of Object.entries(stages())) {
      for (const [otherName, other] of Object.entries(stages())) {
        if (name === otherName) continue;
        const { url, checks } = await stage.begin();
        const asked = stage.asked('token') + other.asked('token');
        // The attacker has the other upstream answer with this request's state and nonce.
        expect(await stage.complete(other.authorize(url), checks)).toBe('issuer');
        expect(stage.asked('token') + other.asked('token')).toBe(asked);
      }
    }
  });

  test('F1 mix-up: with a faked iss, the other’s code is not good here, and its tokens are another’s', async () => {
    const { url, checks } = await plus.begin();
    const callback = low.authorize(url, { callback: (given) => given.set('iss', plus.issuer) });
    expect(await plus.complete(callback, checks)).toBe('code');
    const relayed: TokenForgery = {
      sign: (claims) => signToken({ ...claims, iss: low.issuer, aud: low.settings.clientId }, low.signingKey()),
    };
    expect(await plus.signIn({ idToken: relayed })).toBe('signature');
  });

  test('F1 a code is good once, and for the request that it answers', async () => {
    const { url, checks } = await plus.begin();
    const callback = plus.authorize(url);
    expect(await plus.complete(callback, checks)).toBe('accepted');
    expect(await plus.complete(callback, checks)).toBe('code');
    const other = await plus.begin();
    const stolen = plus.authorize(url);
    stolen.searchParams.set('state', other.checks.state);
    expect(await plus.complete(stolen, other.checks)).toBe('code');
    expect(await plus.complete(plus.authorize(url), other.checks)).toBe('state');
  });
});

describe('F1 what the id_token says', () => {
  const claims: [string, string, (claims: Claims) => void][] = [
    ['iss of another', 'issuer', having({ iss: 'https://attacker.example.test' })],
    ['no iss', 'issuer', lacking('iss')],
    ['aud of another client', 'audience', having({ aud: 'another-client' })],
    ['no aud', 'audience', lacking('aud')],
    ['several aud, no azp', 'audience', having({ aud: ['client-of-franceconnect-plus', 'another-client'] })],
    [
      'several aud, azp of another',
      'audience',
      having({ aud: ['client-of-franceconnect-plus', 'another-client'], azp: 'another-client' }),
    ],
    ['nonce of another request', 'nonce', having({ nonce: randomBytes(32).toString('base64url') })],
    ['no nonce', 'nonce', lacking('nonce')],
    ['no sub', 'subject', lacking('sub')],
    ['an empty sub', 'subject', having({ sub: '' })],
    ['a sub that is a number', 'subject', having({ sub: 1 })],
    ['expired', 'clock', having({ iat: seconds(-180), exp: seconds(-120) })],
    ['not yet valid, by nbf', 'clock', having({ nbf: seconds(120) })],
    ['issued in the future', 'clock', having({ iat: seconds(120), exp: seconds(180) })],
    ['no exp', 'malformed', lacking('exp')],
    ['no iat', 'malformed', lacking('iat')],
    ['auth_time in the future', 'clock', having({ auth_time: seconds(120) })],
    ['auth_time that is no number', 'malformed', having({ auth_time: 'now' })],
    ['at_hash of another access token', 'signature', having({ at_hash: randomBytes(16).toString('base64url') })],
    ['no at_hash', 'malformed', lacking('at_hash')],
  ];
  test.each(claims)('F1 %s is refused: %s', async (_what, fault, alter) => {
    expect(await plus.signIn({ idToken: { claims: alter } })).toBe(fault);
  });

  test('F1 several aud with azp ours, and no auth_time, are accepted', async () => {
    const aud = [plus.settings.clientId, 'another-client'];
    expect(await plus.signIn({ idToken: { claims: having({ aud, azp: plus.settings.clientId }) } })).toBe('accepted');
    expect(await plus.signIn({ idToken: { claims: lacking('auth_time') } })).toBe('accepted');
  });

  test('F1 amr is relayed as far as it is known, whatever its type', async () => {
    for (const [amr, relayed] of [
      [
        ['fc', 'pwd', 'mail', 'PWD', 7, null, 'pwd'],
        ['fc', 'pwd', 'mail'],
      ],
      ['mfa', []],
      [{ mfa: true }, []],
    ]) {
      const { url, checks } = await plus.begin();
      const callback = plus.authorize(url, { idToken: { claims: having({ amr }) } });
      expect(await plus.provider.complete(callback, checks)).toMatchObject({ ok: true, answer: { amr: relayed } });
    }
  });
});

describe('F1 A1 the level', () => {
  test('F1 lower than what was asked is refused, higher is accepted', async () => {
    expect(await plus.signIn({ acr: 'eidas2' }, 'eidas3')).toBe('acr');
    expect(await plus.signIn({ acr: 'eidas1' }, 'eidas2')).toBe('acr');
    expect(await plus.signIn({ acr: 'eidas3' }, 'eidas2')).toBe('accepted');
  });

  test('F1 eidas2 or 3 from FranceConnect, which can give eidas1 only, is refused', async () => {
    expect(await low.signIn({ acr: 'eidas2' })).toBe('acr');
    expect(await low.signIn({ acr: 'eidas3' })).toBe('acr');
  });

  test.each(['eidas4', 'EIDAS2', 'two-factor', 'toString', '', undefined])(
    'F1 the unknown level %p is refused',
    async (acr) => {
      expect(await plus.signIn({ acr })).toBe('acr');
    },
  );
});

describe('F1 signatures', () => {
  const forged: [string, string, () => Promise<TokenForgery>][] = [
    ['alg none', 'signature', async () => ({ sign: (claims) => new UnsecuredJWT(claims).encode() })],
    [
      'alg none, with a signature',
      'signature',
      async () => ({ sign: (claims) => `${new UnsecuredJWT(claims).encode()}x` }),
    ],
    ['HS256 with the public key as secret', 'signature', async () => ({ sign: (claims) => hmacWithPublicKey(claims) })],
    ['RS256 where ES256 is registered', 'signature', async () => signedBy((await attacker.rsa).privateKey)],
    [
      'another key under the right kid',
      'signature',
      async () => signedBy((await attacker.ec).privateKey, plus.signingKey().kid),
    ],
    ['another key without kid', 'signature', async () => signedBy((await attacker.ec).privateKey, undefined)],
    [
      'a signature cut short',
      'signature',
      async () => ({ sign: async (claims) => (await honest(claims)).slice(0, -8) }),
    ],
    ['claims changed after signing', 'signature', async () => ({ sign: changedAfterSigning })],
    ['a key given in the header, jwk', 'signature', async () => pointingTo({ jwk: (await attacker.ec).publicKey })],
    ['a key given by address, jku', 'signature', async () => pointingTo({ jku: `${low.issuer}/jwks` })],
    ['a key given by address, x5u', 'signature', async () => pointingTo({ x5u: `${low.issuer}/jwks` })],
    ['a critical header that nobody knows', 'signature', async () => ({ sign: withUnknownCriticalHeader })],
    ['no token', 'malformed', async () => ({ sign: () => 'not a token' })],
  ];
  describe.each(['idToken', 'userinfo'] as const)('F1 of the %s', (part) => {
    test.each(forged)('F1 %s is refused: %s', async (_what, fault, forge) => {
      const asked = low.asked('jwks');
      expect(await plus.signIn({ [part]: await forge() })).toBe(fault);
      expect(low.asked('jwks')).toBe(asked);
    });
  });

  test('F1 ES256 where RS256 is registered is refused', async () => {
    expect(await netEntreprises.signIn({ idToken: signedBy((await attacker.ec).privateKey) })).toBe('signature');
  });

  const honest = (claims: Claims) => signToken(claims, plus.signingKey());
  function signedBy(key: Claims & { kid?: string }, kid = key.kid): TokenForgery {
    const { kid: _kid, ...unnamed } = key;
    return { sign: (claims) => signToken(claims, kid === undefined ? unnamed : { ...unnamed, kid }) };
  }
  async function pointingTo(header: Claims): Promise<TokenForgery> {
    const key = (await attacker.ec).privateKey;
    return { sign: (claims) => signToken(claims, key, header) };
  }
  function hmacWithPublicKey(claims: Claims): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const data = `${part({ alg: 'HS256', kid: plus.publicKey().kid })}.${part(claims)}`;
    return `${data}.${createHmac('sha256', JSON.stringify(plus.publicKey())).update(data).digest('base64url')}`;
  }
  async function changedAfterSigning(claims: Claims): Promise<string> {
    const [header, , signature] = (await honest(claims)).split('.');
    return `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url')}.${signature}`;
  }
  async function withUnknownCriticalHeader(claims: Claims): Promise<string> {
    // jose does not sign what it does not know: the header is put in afterwards, and refused before the signature.
    const [, payload, signature] = (await honest(claims)).split('.');
    const header = { alg: 'ES256', kid: plus.signingKey().kid, crit: ['invented'], invented: true };
    return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
  }
});

describe('F1 encryption', () => {
  const A256GCM = { alg: 'ECDH-ES', enc: 'A256GCM' };
  const ours = () => plus.ownKeys.decryption[0] ?? {};
  const publicPart = () => {
    const { d: _private, ...key } = ours();
    return key;
  };
  const sealed: [string, string, () => Promise<TokenForgery>][] = [
    ['not encrypted', 'encryption', async () => ({ seal: (signed) => signed })],
    ['for a key of somebody else', 'encryption', async () => sealedFor((await attacker.encryption).publicKey)],
    [
      'for a key of somebody else under our kid',
      'encryption',
      async () => sealedFor({ ...(await attacker.encryption).publicKey, kid: ours().kid ?? '' }),
    ],
    [
      'by another alg than registered',
      'encryption',
      async () => ({ seal: (signed) => sealToken(signed, publicPart(), { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' }) }),
    ],
    [
      'by another enc than registered',
      'encryption',
      async () => ({ seal: (signed) => sealToken(signed, publicPart(), { alg: 'ECDH-ES', enc: 'A128CBC-HS256' }) }),
    ],
    ['twice', 'encryption', async () => ({ seal: async (signed) => plus.seal(await plus.seal(signed)) })],
    ['around nothing signed', 'malformed', async () => ({ seal: () => plus.seal(JSON.stringify(PERSON)) })],
    [
      'with a changed tag',
      'encryption',
      async () => ({ seal: async (signed) => `${(await plus.seal(signed)).slice(0, -4)}AAAA` }),
    ],
    ['with an unreadable header', 'malformed', async () => ({ seal: () => '%%.a.b.c.d' })],
  ];
  describe.each(['idToken', 'userinfo'] as const)('F1 of the %s', (part) => {
    test.each(sealed)('F1 %s is refused: %s', async (_what, fault, forge) => {
      expect(await plus.signIn({ [part]: await forge() })).toBe(fault);
    });
  });

  test('F1 encrypted where no encryption is registered is refused', async () => {
    const seal = (signed: string) => sealToken(signed, publicPart(), A256GCM);
    expect(await low.signIn({ idToken: { seal } })).toBe('encryption');
    expect(await low.signIn({ userinfo: { seal } })).toBe('encryption');
  });

  const sealedFor = (key: Parameters<typeof sealToken>[1]): TokenForgery => ({
    seal: (signed) => sealToken(signed, key, A256GCM),
  });
});

describe('F1 userinfo', () => {
  const claims: [string, string, (claims: Claims) => void][] = [
    ['of another person', 'subject', having({ sub: 'somebody-else' })],
    ['without sub', 'subject', lacking('sub')],
    ['with an empty sub', 'subject', having({ sub: '' })],
    ['with the iss of another', 'issuer', having({ iss: 'https://attacker.example.test' })],
    ['without iss', 'issuer', lacking('iss')],
    ['for another client', 'audience', having({ aud: 'another-client' })],
    ['without aud', 'audience', lacking('aud')],
    ['expired', 'clock', having({ exp: seconds(-120) })],
  ];
  test.each(claims)('F1 %s is refused: %s', async (_what, fault, alter) => {
    expect(await plus.signIn({ userinfo: { claims: alter } })).toBe(fault);
  });

  test('F1 unsigned, as plain JSON, is refused; F3 and where JSON is registered its sub counts too', async () => {
    const answer = (status: number, body: unknown, type = 'application/json') => ({
      answers: {
        userinfo: (response: import('node:http').ServerResponse) =>
          void response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body)),
      },
    });
    expect(await plus.signIn(answer(200, PERSON))).toBe('signature');
    expect(await low.signIn(answer(200, PERSON))).toBe('signature');
    expect(await netEntreprises.signIn(answer(200, PERSON))).toBe('accepted');
    expect(await netEntreprises.signIn(answer(200, PERSON, 'application/jwt'))).toBe('malformed');
    expect(await netEntreprises.signIn(answer(200, { ...PERSON, sub: 'somebody-else' }))).toBe('subject');
    expect(await netEntreprises.signIn(answer(200, {}))).toBe('subject');
    expect(await netEntreprises.signIn(answer(200, []))).toBe('malformed');
  });

  test('F1 optional claims may be missing', async () => {
    const { url, checks } = await plus.begin();
    const callback = plus.authorize(url, {
      userinfo: {
        sign: ({ sub, iss, aud }) => signToken({ sub, iss, aud, gender: 7, birthplace: null }, plus.signingKey()),
      },
    });
    const outcome = await plus.provider.complete(callback, checks);
    if (!outcome.ok) throw new Error(outcome.detail);
    expect(new Set(Object.values(outcome.answer.identity))).toEqual(new Set([undefined]));
  });
});

describe('F1 F5 clocks that differ', () => {
  test.each([120, -120])('F5 by %i seconds: refused beyond the tolerance, accepted within', async (clockSeconds) => {
    expect(await plus.signIn({ clockSeconds })).toBe('clock');
    const patient = plus.createProvider({ clockToleranceSeconds: 150 });
    expect(await plus.signIn({ clockSeconds }, undefined, patient)).toBe('accepted');
  });

  test.each([20, -20])('F5 by %i seconds: accepted', async (clockSeconds) => {
    expect(await plus.signIn({ clockSeconds })).toBe('accepted');
  });
});
