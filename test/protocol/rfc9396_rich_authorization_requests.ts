/** RFC 9396, Rich Authorization Requests: the sensitive actions that a portal names (A5). */
import { expect, test } from '@jest/globals';
import { type Agent, headingOf, wordsOf } from '../harness/agent.js';
import { askForCode, typeCode } from '../harness/relying_party.js';
import { CLAIRE, PORTAL } from '../harness/scenario.js';
import { CLIENT_JWKS, signAsClient } from './keys.js';
import { basic, CHALLENGE, type Fields, type Json, payloadOf, portal, type Stage, textOf } from './stage.js';

const RESOURCE = 'https://api.acting.example.test/';
const TYPE = 'test.change_bank_details';
const DETAILS: Json = { type: TYPE, iban_last4: '0189' };

export const resources = [{ realm: 'allocataires', resource: RESOURCE, sector: 'acting' }];

export const actions = [
  {
    realm: 'allocataires',
    type: TYPE,
    clients: ['acting', 'acting-limited', 'acting-public'],
    label: { fr: 'modifier vos coordonnées bancaires', en: 'change your bank details' },
    fields: [{ name: 'iban_last4', label: { fr: 'IBAN finissant par', en: 'IBAN ending in' }, longest_characters: 4 }],
  },
  { type: 'test.close_file', label: { fr: 'fermer votre dossier', en: 'close your file' } },
  {
    realm: 'employeurs',
    type: 'test.other_realm',
    label: { fr: 'signer une déclaration', en: 'sign a declaration' },
  },
];

export const clients = [
  portal('acting', { jwks: CLIENT_JWKS, resources: [RESOURCE], sector: 'acting' }),
  portal('acting-other'),
  portal('acting-limited', { authorization_details_types: ['test.close_file'] }),
  portal('acting-public', { token_endpoint_auth_method: 'none', client_secret: undefined }),
];

export function specify(stage: Stage): void {
  const request = (details: unknown, changes: Fields = {}): Fields => ({
    response_type: 'code',
    redirect_uri: PORTAL,
    scope: 'openid',
    state: 'acting',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
    ...changes,
  });
  const push = (client: string, details: unknown, changes: Fields = {}) =>
    stage.post('pushed_authorization_request', { client_id: client, ...request(details, changes) }, basic(client));
  const pushed = async (client: string, details: unknown, changes: Fields = {}) =>
    textOf((await push(client, details, changes)).body, 'request_uri');
  /** The browser at the page that asks for the code, then back at the portal. */
  const confirm = async (request_uri: string, agent?: Agent) => {
    const browser = agent ?? (await stage.signedIn());
    const choice = await stage.send({ client_id: 'acting', request_uri }, browser);
    const entry = await askForCode(browser, choice);
    const done = await typeCode(browser, entry, stage.poterne.outbox.code(CLAIRE.email));
    return { choice, entry, code: done.left?.searchParams.get('code') ?? '', browser };
  };

  test('§10 discovery lists authorization_details_types_supported, of this realm alone', () => {
    const types = stage.metadata['authorization_details_types_supported'] as readonly string[];
    expect(types).toEqual(expect.arrayContaining([TYPE, 'test.close_file', 'account.undo_identity_link']));
    expect(types).not.toContain('test.other_realm');
  });

  test('§2 §7 the code page names the action and its fields; ID Token, access token and answer echo them once', async () => {
    const { choice, entry, code } = await confirm(await pushed('acting', [DETAILS]));
    expect(headingOf(choice)).toBe('Confirmez cette action');
    for (const page of [choice, entry]) {
      expect(wordsOf(page)).toContain('Il faut un code de 6 chiffres pour modifier vos coordonnées bancaires');
      expect(wordsOf(page)).toContain('IBAN finissant par 0189');
    }
    expect(stage.poterne.outbox.messages.at(-1)?.subject).toContain('modifier vos coordonnées bancaires');
    const { body } = await stage.redeem('acting', code);
    const echoed = [{ ...DETAILS, transaction_id: expect.stringMatching(/^[\w-]{22}$/) }];
    expect(body['authorization_details']).toEqual(echoed);
    const idToken = payloadOf(textOf(body, 'id_token'));
    expect(idToken).toMatchObject({ acr: 'two-step-fresh', authorization_details: body['authorization_details'] });
    expect(body['expires_in']).toBeLessThanOrEqual(300);
    const token = textOf(body, 'access_token');
    const introspected = await stage.post('introspection', { token }, basic('acting'));
    expect(introspected.body).toMatchObject({
      active: true,
      acr: 'two-step-fresh',
      authorization_details: body['authorization_details'],
    });
  });

  test('§9.1 a JWT access token for the named resource carries them; another authorization has another transaction', async () => {
    const ids = new Set<unknown>();
    for (let time = 0; time < 2; time += 1) {
      const { code } = await confirm(await pushed('acting', [DETAILS], { resource: RESOURCE }));
      const { body } = await stage.redeem('acting', code, { resource: RESOURCE });
      const claims = payloadOf(textOf(body, 'access_token'));
      expect(claims).toMatchObject({ aud: RESOURCE, acr: 'two-step-fresh', authorization_details: [DETAILS] });
      expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(300);
      ids.add((claims['authorization_details'] as Json[])[0]?.['transaction_id']);
    }
    expect(ids.size).toBe(2);
  });

  test('A4 a refreshed token carries neither the action nor the fresh level', async () => {
    const { code } = await confirm(await pushed('acting', [DETAILS]));
    const { body } = await stage.redeem('acting', code);
    const grant = { grant_type: 'refresh_token', refresh_token: textOf(body, 'refresh_token') };
    const about = await stage.post('introspection', { token: grant.refresh_token }, basic('acting'));
    expect(about.body).not.toHaveProperty('authorization_details');
    const refreshed = (await stage.post('token', grant, basic('acting'))).body;
    expect(refreshed).not.toHaveProperty('authorization_details');
    const idToken = payloadOf(textOf(refreshed, 'id_token'));
    expect(idToken['acr']).toBe('two-step');
    expect(idToken).not.toHaveProperty('authorization_details');
    const token = textOf(refreshed, 'access_token');
    const introspected = (await stage.post('introspection', { token }, basic('acting'))).body;
    expect(introspected).toMatchObject({ active: true, acr: 'two-step' });
    expect(introspected).not.toHaveProperty('authorization_details');
  });

  test('§5 what is unknown, missing, too long or cannot be shown is invalid_authorization_details', async () => {
    const cases: ReadonlyArray<readonly [unknown, RegExp]> = [
      ['{not json', /JSON/],
      [{ type: TYPE }, /array/],
      [['text'], /object/],
      [[{}], /type/],
      [[{ type: 'unregistered' }], /unsupported/],
      [[{ type: 'test.other_realm' }], /unsupported/],
      [[{ type: TYPE }], /iban_last4/],
      [[{ ...DETAILS, iban_last4: 189 }], /iban_last4/],
      [[{ ...DETAILS, iban_last4: '' }], /iban_last4/],
      [[{ ...DETAILS, iban_last4: '    ' }], /iban_last4/],
      [[{ ...DETAILS, iban_last4: '01890' }], /longer than 4/],
      [[{ ...DETAILS, iban_last4: '<b>' }], /markup/],
      [[{ ...DETAILS, iban_last4: '1\u202e2' }], /bidirectional/],
      [[{ ...DETAILS, iban_last4: '1\n2' }], /control/],
      [[{ ...DETAILS, iban_last4: ' 12' }], /space/],
      [[{ ...DETAILS, note: 'x' }], /not registered/],
      [[{ ...DETAILS, transaction_id: 'chosen' }], /not registered/],
      [[{ ...DETAILS, locations: [RESOURCE] }], /not registered/],
      [[DETAILS, DETAILS], /exactly one/],
      [[DETAILS, { type: 'test.close_file' }], /exactly one/],
    ];
    for (const [details, why] of cases) {
      const { status, body } = await push('acting', details);
      expect([details, status, body['error']]).toEqual([details, 400, 'invalid_authorization_details']);
      expect(body['error_description']).toMatch(why);
    }
  });

  test('§5 an action of another client, or one that this client did not register for, is refused', async () => {
    for (const [client, details] of [
      ['acting-other', DETAILS],
      ['acting-limited', DETAILS],
      ['acting', { type: 'account.undo_identity_link', identity: 'FranceConnect+' }],
    ] as const) {
      const { body } = await push(client, [details]);
      expect([client, body['error']]).toEqual([client, 'invalid_authorization_details']);
    }
    expect((await push('acting-limited', [{ type: 'test.close_file' }])).status).toBe(201);
  });

  test('A5 through the browser it is invalid_request: unsigned, in a forged request object, or from another client', async () => {
    const unsigned = await stage.response('acting', { authorization_details: JSON.stringify([DETAILS]) });
    expect(unsigned.get('error')).toBe('invalid_request');
    const body = Buffer.from(JSON.stringify({ ...request([DETAILS]), client_id: 'acting' })).toString('base64url');
    const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const none = await stage.send({ client_id: 'acting', request: forged });
    expect(none.left?.searchParams.get('code') ?? null).toBeNull();
    const request_uri = await pushed('acting', [DETAILS]);
    const other = await stage.send({ client_id: 'acting-other', request_uri });
    expect(other.left?.searchParams.get('code') ?? null).toBeNull();
    expect(other.html).not.toContain('one_time_code');
  });

  test('A5 a signed request object names it as well as a pushed request', async () => {
    const signed = await signAsClient({
      ...request([DETAILS]),
      authorization_details: [DETAILS],
      client_id: 'acting',
      iss: 'acting',
      aud: stage.issuer,
      exp: Math.floor(Date.now() / 1000) + 60,
    });
    const page = await stage.send({ client_id: 'acting', request: signed }, await stage.signedIn());
    expect(headingOf(page)).toBe('Confirmez cette action');
    const beside = await stage.send({
      client_id: 'acting',
      request: signed,
      authorization_details: JSON.stringify([{ ...DETAILS, iban_last4: '6666' }]),
    });
    expect(wordsOf(beside)).toContain('0189');
    expect(wordsOf(beside)).not.toContain('6666');
  });

  test('A5 what stands beside the request_uri in the address changes nothing of the action', async () => {
    const request_uri = await pushed('acting', [DETAILS]);
    const altered = JSON.stringify([{ ...DETAILS, iban_last4: '6666' }]);
    const page = await stage.send(
      { client_id: 'acting', request_uri, authorization_details: altered, acr_values: 'one-step' },
      await stage.signedIn(),
    );
    expect(wordsOf(page)).toContain('0189');
    expect(page.html).not.toContain('6666');
  });

  test('A5 a client without a secret pushes its request as any other', async () => {
    const answer = await stage.post('pushed_authorization_request', {
      client_id: 'acting-public',
      ...request([DETAILS]),
    });
    expect(answer.status).toBe(201);
  });
}
