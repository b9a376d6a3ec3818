/**
 * Every operation of the back-office API, asked in every wrong way: the right status and problem document, and nothing
 * written (S5, C7; RFC 6750, RFC 9457).
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { PROBLEMS } from '../../src/api/problem.js';
import { until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import { relyingParty, signIn } from '../harness/relying_party.js';
import { PAUL, PORTAL, SECRET } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { ALL_SCOPES, APPLICANT, type ApiAnswer, createApiStage, type Json, OTHER_API } from './stage.js';

const stage = createApiStage({ name: 'api_refusals', environment: { API_REQUESTS_PER_MINUTE: '100000' } });
let person = { account: '', allocataire: '' };

beforeAll(async () => {
  await stage.start();
  person = await stage.person();
});
afterAll(() => stage.close());

interface Case {
  readonly id: string;
  readonly scope: string;
  readonly body: Json | undefined;
  readonly writes: boolean;
  /** does its address or body name a person? */
  readonly names: boolean;
}

const ADDRESS = { caf: '252', allocataire: '8888010' };
const SIRET = '21140020200019';
const CASES: readonly Case[] = [
  { id: 'enrolApplicant', scope: 'accounts:enrol', body: APPLICANT, writes: true, names: false },
  { id: 'lookUpByIdentifier', scope: 'accounts:read', body: { identifier: '0000001' }, writes: false, names: true },
  { id: 'lookUp', scope: 'accounts:read', body: undefined, writes: false, names: true },
  { id: 'affiliate', scope: 'accounts:write', body: {}, writes: true, names: true },
  { id: 'separate', scope: 'accounts:events', body: {}, writes: true, names: true },
  { id: 'moveToOtherCaf', scope: 'accounts:events', body: ADDRESS, writes: true, names: true },
  { id: 'recordDeath', scope: 'accounts:events', body: {}, writes: true, names: true },
  { id: 'close', scope: 'accounts:events', body: {}, writes: true, names: true },
  { id: 'suspend', scope: 'accounts:write', body: {}, writes: true, names: true },
  { id: 'reinstate', scope: 'accounts:write', body: {}, writes: true, names: true },
  { id: 'unlock', scope: 'accounts:write', body: {}, writes: true, names: true },
  { id: 'signOut', scope: 'accounts:write', body: {}, writes: true, names: true },
  {
    id: 'setContact',
    scope: 'accounts:contacts',
    body: { kind: 'email', value: 'a@example.test' },
    writes: true,
    names: true,
  },
  { id: 'removeContact', scope: 'accounts:contacts', body: {}, writes: true, names: true },
  { id: 'listContested', scope: 'accounts:read', body: undefined, writes: false, names: false },
  { id: 'closeContested', scope: 'accounts:contacts', body: {}, writes: true, names: true },
  { id: 'releaseContact', scope: 'accounts:contacts', body: {}, writes: true, names: true },
  { id: 'removeAuthenticators', scope: 'accounts:contacts', body: {}, writes: true, names: true },
  { id: 'sendProvisionalPassword', scope: 'accounts:provisional', body: {}, writes: true, names: true },
  { id: 'giveDeskCode', scope: 'accounts:activate', body: {}, writes: true, names: true },
  { id: 'orderCodeCard', scope: 'accounts:activate', body: {}, writes: true, names: true },
  { id: 'setTelephoneCode', scope: 'accounts:activate', body: {}, writes: true, names: true },
  { id: 'exportPerson', scope: 'accounts:export', body: undefined, writes: false, names: true },
  { id: 'erasePerson', scope: 'accounts:erase', body: undefined, writes: true, names: true },
  {
    id: 'resolveSubject',
    scope: 'subjects:resolve',
    body: { sector: 'caf', sub: 'x'.repeat(43) },
    writes: false,
    names: true,
  },
  {
    id: 'createOrganisation',
    scope: 'organisations:write',
    body: { siret: SIRET, name: 'Mairie de Saint-Aubin' },
    writes: true,
    names: false,
  },
  { id: 'lookUpOrganisation', scope: 'organisations:read', body: { siret: SIRET }, writes: false, names: false },
  { id: 'readOrganisation', scope: 'organisations:read', body: undefined, writes: false, names: false },
  { id: 'nameAdministrator', scope: 'organisations:write', body: { login: 'n.petit' }, writes: true, names: false },
  {
    id: 'inviteAdministrator',
    scope: 'organisations:write',
    body: {
      login: 'n.petit',
      family_name: 'Petit',
      given_names: ['Nadia'],
      contacts: [{ kind: 'email', value: 'n.petit@example.test' }],
    },
    writes: true,
    names: false,
  },
];
const OF_ORGANISATIONS = CASES.filter(({ scope }) => scope.startsWith('organisations:'));
const WRITES = CASES.filter(({ writes }) => writes);

const paramsOf = ({ id }: Pick<Case, 'id'>, account: string): Record<string, string> => ({
  ...(/enrol|ByIdentifier|resolve|list|Organisation|Administrator/.test(id) ? {} : { account }),
  ...(/^(remove|release)Contact$/.test(id) ? { contact: randomUUID() } : {}),
  ...(/^(readOrganisation|nameAdministrator|inviteAdministrator)$/.test(id) ? { organisation: randomUUID() } : {}),
});
const bodyOf = ({ id, body }: Case, account: string) => (id === 'erasePerson' ? { confirm: account } : body);
const ask = (each: Case, options: Parameters<typeof stage.call>[1] = {}, account = person.account) =>
  stage.call(each.id, { params: paramsOf(each, account), body: bodyOf(each, account), ...options });

function expectProblem(answer: ApiAnswer, code: keyof typeof PROBLEMS): void {
  expect([answer.status, answer.body['code']]).toEqual([PROBLEMS[code].status, code]);
  expect(String(answer.headers['content-type'])).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: `/api/v1/docs#problem-${code}`, status: answer.status });
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  expect(JSON.stringify(answer.body)).not.toContain(person.allocataire);
}

/** Runs what must change nothing. */
async function unchanged(work: () => Promise<void>): Promise<void> {
  const before = await stage.counts();
  await work();
  expect(await stage.counts()).toEqual(before);
}

test('S5 the table has every operation of the document', () => {
  const paths = stage.document['paths'] as Record<string, Record<string, { operationId: string }>>;
  const all = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(CASES.map(({ id }) => id).sort()).toEqual(all.sort());
});

describe('who calls', () => {
  test.each(CASES)('S5 $id: without a token, and with one that is none', (each) =>
    unchanged(async () => {
      const without = await ask(each, { token: null });
      expectProblem(without, 'invalid-token');
      expect(without.headers['www-authenticate']).toBe('Bearer realm="poterne"');
      const none = await ask(each, { token: 'nobody-gave-this' });
      expectProblem(none, 'invalid-token');
      expect(none.headers['www-authenticate']).toBe('Bearer realm="poterne", error="invalid_token"');
    }),
  );

  test.each(CASES)('S5 $id: every other scope does not open it', (each) =>
    unchanged(async () => {
      const others = ALL_SCOPES.split(' ').filter((scope) => scope !== each.scope);
      const answer = await ask(each, { token: await stage.token('allocataires', others.join(' ')) });
      expectProblem(answer, 'insufficient-scope');
      expect(answer.headers['www-authenticate']).toBe(
        `Bearer realm="poterne", error="insufficient_scope", scope="${each.scope}"`,
      );
    }),
  );

  test.each(CASES)('S5 $id: a token for another API, and one of a person', (each) =>
    unchanged(async () => {
      expectProblem(
        await ask(each, { token: await stage.token('allocataires', ALL_SCOPES, OTHER_API) }),
        'invalid-token',
      );
    }),
  );

  test.each(CASES.filter(({ names }) => names))('S5 $id: nobody of one realm is found from the other', (each) =>
    unchanged(async () => {
      const answer = await ask(each, { token: await stage.token('employeurs') });
      expectProblem(answer, 'unknown-person');
    }),
  );

  test('S5 enrolment knows no other realm', async () => {
    await unchanged(async () => {
      const enrol = CASES[0] as Case;
      expectProblem(await ask(enrol, { token: await stage.token('employeurs') }), 'wrong-realm');
    });
  });

  test.each(OF_ORGANISATIONS)('S5 $id: a realm without organisations, and one that is not there', (each) =>
    unchanged(async () => {
      const isCreating = each.id === 'createOrganisation';
      expectProblem(await ask(each), isCreating ? 'wrong-realm' : 'unknown-organisation');
      if (isCreating) return;
      expectProblem(await ask(each, { token: await stage.token('employeurs') }), 'unknown-organisation');
    }),
  );

  test('S5 a token that Poterne did not sign, one of a person, and one whose client is gone', async () => {
    const look = CASES[2] as Case;
    const claims = {
      iss: stage.poterne.issuer('allocataires'),
      aud: stage.audience,
      sub: 'back-office',
      client_id: 'back-office',
      scope: ALL_SCOPES,
    };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode('k'.repeat(32)));
    const [, payload] = (await stage.token()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
    const party = await relyingParty(stage.poterne);
    const { request, callback } = await signIn(stage.poterne, party, PAUL);
    const tokens = await party.redeem(request, callback);
    await until(async () => Number((await stage.counts())['pairwise_subject']) > 0, 'the first subject');
    const subjects = (await stage.counts())['pairwise_subject'];
    const confused = await relyingParty(stage.poterne, { clientId: 'portal-with-api', scope: 'openid accounts:read' });
    const asked = await signIn(stage.poterne, confused, PAUL, { parameters: { resource: stage.audience } });
    const answer = await fetch(`${stage.poterne.issuer('allocataires')}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`portal-with-api:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: asked.callback.searchParams.get('code') ?? '',
        redirect_uri: PORTAL,
        code_verifier: asked.request.verifier ?? '',
        resource: stage.audience,
      }),
    });
    // What portals know of a person is noted behind the answer: it must not land in what changes nothing.
    await until(async () => (await stage.counts())['pairwise_subject'] !== subjects, 'the subject');
    const ofPerson = ((await answer.json()) as { access_token: string }).access_token;
    expect(JSON.parse(Buffer.from(ofPerson.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      aud: stage.audience,
      scope: 'accounts:read',
    });
    for (const token of [forged, unsigned, tokens.access_token, tokens.id_token ?? '', ofPerson]) {
      recordSecret('token', token);
      expectProblem(await ask(look, { token }), 'invalid-token');
    }
  });
});

describe('what is asked', () => {
  test.each(CASES.filter(({ names, id }) => names && !['lookUpByIdentifier', 'resolveSubject'].includes(id)))(
    'C7 $id: nobody has this account',
    (each) =>
      unchanged(async () =>
        expectProblem(
          await ask(each, {}, randomUUID()),
          each.id === 'setTelephoneCode' ? 'state-conflict' : 'unknown-person',
        ),
      ),
  );

  test.each(CASES.filter(({ body, id }) => body !== undefined || id === 'erasePerson'))(
    'C7 $id: whatever is wrong with a body is said without repeating it',
    async (each) => {
      const good = bodyOf(each, person.account) ?? {};
      await unchanged(async () => {
        expectProblem(await ask(each, { body: { ...good, unheard_of: 'Zanzibar' } }), 'invalid-request');
        await fc.assert(
          fc.asyncProperty(
            fc.oneof(
              fc.constantFrom('null', '[]', '"text"', '7', 'true'),
              fc
                .record({ name: fc.constantFrom(...Object.keys(good), 'x'), value: fc.anything({ maxDepth: 1 }) })
                .map(({ name, value }) => JSON.stringify({ ...good, [name]: { wrong: JSON.stringify(value) ?? '' } })),
            ),
            async (text) => {
              const answer = await post(each, text);
              expect(answer.status).toBe(400);
              expect(String(answer.headers['content-type'])).toMatch(/problem\+json/);
            },
          ),
          { numRuns: 3 },
        );
        for (const text of ['{', '{"a":1,"a":2}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', `\ufeff{}`, '[['.repeat(40)]) {
          expect((await post(each, text)).body['code']).toBe('malformed-body');
        }
        expect((await post(each, Buffer.from([0x7b, 0xff, 0x7d]))).body['code']).toBe('malformed-body');
        expect((await post(each, `{"a":"${'x'.repeat(65_600)}"}`)).body['code']).toBe('too-large');
        expect((await post(each, '{}', 'text/plain')).body['code']).toBe('unsupported-media-type');
      });
    },
  );

  test('C7 addresses, methods and agents that are none', async () => {
    await unchanged(async () => {
      const headers = { authorization: `Bearer ${await stage.token()}` };
      const get = async (path: string, init: RequestInit = {}) => {
        const answer = await fetch(`${stage.origin}${path}`, { ...init, headers: { ...headers, ...init.headers } });
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          body: (await answer.json()) as Json,
        };
      };
      for (const path of ['/api', '/api/v2/accounts', '/api/v1/accounts/not-a-uuid', '/api/v1/nothing']) {
        expectProblem(await get(path), 'not-found');
      }
      const wrong = await get('/api/v1/accounts', { method: 'DELETE' });
      expectProblem(wrong, 'method-not-allowed');
      expect(wrong.headers['allow']).toBe('POST');
      expectProblem(await get(`/api/v1/accounts/${person.account}?nir=2840588321025`), 'invalid-request');
      const agent = { 'poterne-agent': 'somebody <script>' };
      expectProblem(await get(`/api/v1/accounts/${person.account}`, { headers: agent }), 'invalid-request');
    });
  });
});

/** Sends bytes as they are. */
async function post({ id, writes }: Case, body: string | Buffer, type = 'application/json'): Promise<ApiAnswer> {
  const paths = stage.document['paths'] as Record<string, Record<string, { operationId: string }>>;
  const [path = ''] = Object.entries(paths).find(([, each]) => each['post']?.operationId === id) ?? [];
  const params: Record<string, string> = paramsOf({ id }, person.account);
  const answer = await fetch(
    `${stage.audience}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')}`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await stage.token()}`,
        'content-type': type,
        ...(writes ? { 'idempotency-key': randomUUID() } : {}),
      },
      body: body as string,
    },
  );
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: (await answer.json()) as Json };
}

describe('idempotency', () => {
  test.each(WRITES)('C7 $id: without a key', (each) =>
    unchanged(async () => expectProblem(await ask(each, { key: null }), 'idempotency-key-missing')),
  );

  // Those have something to do only for a person of whom something else was done before: their own tests do it.
  const NEEDS_MORE = ['removeContact', 'setTelephoneCode', 'closeContested', 'releaseContact', 'removeAuthenticators'];
  test.each(WRITES.filter((each) => !OF_ORGANISATIONS.includes(each) && !NEEDS_MORE.includes(each.id)))(
    'C7 $id: ten at once are one; the same again is answered again; another body is refused',
    async (each) => {
      const fresh = await stage.person({ allocataire: String(8_800_000 + CASES.indexOf(each)), caf: '751' });
      if (each.id === 'reinstate') await stage.call('suspend', { params: { account: fresh.account }, body: {} });
      const key = randomUUID();
      const body =
        each.id === 'moveToOtherCaf' ? { caf: '252', allocataire: String(8_810_000) } : bodyOf(each, fresh.account);
      const options = { params: paramsOf(each, fresh.account), body, key };
      const before = await stage.counts();
      const answers = await Promise.all(Array.from({ length: 10 }, () => stage.call(each.id, options)));
      const done = answers.filter(({ status }) => status < 300);
      const others = answers.filter(({ status }) => status >= 300);
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
      for (const other of others) {
        expectProblem(other, 'request-in-progress');
        expect(Number(other.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect(done.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
      const after = await stage.counts();
      expect(after['idempotency_record']).toBe((before['idempotency_record'] ?? 0) + 1);

      const again = await stage.call(each.id, options);
      expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([
        done[0]?.status,
        done[0]?.body,
        'true',
      ]);
      const other = await stage.call(each.id, { ...options, headers: { 'poterne-agent': 'another' } });
      expectProblem(other, 'idempotency-key-reused');
      expect(await stage.counts()).toEqual(after);
    },
  );

  test('C7 another client may use the same key, and a day later it is free', async () => {
    const key = randomUUID();
    const first = await stage.call('enrolApplicant', { body: APPLICANT, key });
    expect(first.status).toBe(201);
    passSeconds(25 * 3600);
    const token = await freshToken();
    const next = await stage.call('enrolApplicant', { body: APPLICANT, key, token });
    expect(next.status).toBe(201);
    expect(next.body['account']).not.toBe(first.body['account']);
  });

  test('C7 a claim whose process died is taken over, once, after a minute', async () => {
    const token = await freshToken();
    const key = randomUUID();
    const first = await stage.call('enrolApplicant', { body: APPLICANT, key, token });
    const { database } = stage.poterne.service;
    await database.$executeRaw`UPDATE idempotency_record SET status = NULL, body = NULL WHERE key = ${key}`;
    expectProblem(await stage.call('enrolApplicant', { body: APPLICANT, key, token }), 'request-in-progress');
    passSeconds(61);
    const taken = await Promise.all([0, 1, 2].map(() => stage.call('enrolApplicant', { body: APPLICANT, key, token })));
    const done = taken.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body['account'])).size).toBe(1);
    expect(done[0]?.body['account']).not.toBe(first.body['account']);
  });
});

/** After the clock has moved beyond the life of the others. */
function freshToken(): Promise<string> {
  return stage.token('allocataires', ALL_SCOPES, stage.audience, true);
}

test('S1 a client that asks too often waits', async () => {
  const limited = createApiStage({ name: 'api_limited', environment: { API_REQUESTS_PER_MINUTE: '3' } });
  await limited.start();
  try {
    const answers: number[] = [];
    for (let asked = 0; asked < 4; asked += 1) {
      const answer = await limited.call('lookUp', { params: { account: randomUUID() } });
      answers.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(answers).toEqual([404, 404, 404, 429]);
    passSeconds(61);
    expect((await limited.call('lookUp', { params: { account: randomUUID() } })).status).toBe(404);
  } finally {
    await limited.close();
  }
});

test('S5 a token that has expired', async () => {
  const token = await stage.token();
  passSeconds(700);
  expectProblem(await ask(CASES[2] as Case, { token }), 'invalid-token');
});
