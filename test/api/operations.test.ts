/** Every operation of the back-office API, tried by a client that is generated from the served document (C6, C7, E1, S5). */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAgent } from '../harness/agent.js';
import { askForCode, giveCredentials, relyingParty, signIn, typeCode } from '../harness/relying_party.js';
import { CLAIRE, HELENE, PAUL } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';
import { APPLICANT, createApiStage, type Json, validateDocument } from './stage.js';

const stage = createApiStage({ name: 'api_operations' });
const tried = new Set<string>();

beforeAll(() => stage.start());
afterAll(() => stage.close());

const db = () => stage.poterne.service.database;
const call = (id: string, account: string, body: Json = {}, params: Record<string, string> = {}) => {
  tried.add(id);
  return stage.call(id, { params: { account, ...params }, body });
};
const letters = (accountId: string) => db().letter.findMany({ where: { accountId }, orderBy: { kind: 'asc' } });
const notices = (accountId: string) => db().notice.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
const kinds = async (accountId: string) => (await notices(accountId)).map(({ kind, channel }) => `${kind} ${channel}`);
const credentials = async (accountId: string) =>
  (await db().credential.findMany({ where: { accountId } })).map(({ kind }) => kind).sort();
const look = async (account: string, token?: string) => {
  tried.add('lookUp');
  return (await stage.call('lookUp', { params: { account }, ...(token ? { token } : {}) })).body;
};
/** Somebody who has a password, a device, a grant and a session. */
async function signedIn(person: typeof CLAIRE) {
  const party = await relyingParty(stage.poterne, { scope: 'openid allocataire' });
  const { agent, request, callback } = await signIn(stage.poterne, party, person);
  const tokens = await party.redeem(request, callback);
  tried.add('lookUpByIdentifier');
  const found = await stage.call('lookUpByIdentifier', { body: { identifier: person.identifier }, key: null });
  return { party, agent, tokens, account: String(found.body['account']) };
}

describe('the document', () => {
  test('C7 it is OpenAPI 3.1, and valid', async () => {
    expect(stage.document['openapi']).toBe('3.1.1');
    await validateDocument(stage.document);
  });

  test('X3 it is shown as a page in both languages, under 30 kB, without script of its own', async () => {
    for (const language of ['fr', 'en']) {
      const answer = await fetch(`${stage.origin}/api/v1/docs`, { headers: { 'accept-language': language } });
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(html).toContain('/accounts/{account}/mutation');
      expect(Buffer.byteLength(html)).toBeLessThan(16_000);
    }
  });
});

describe('enrolment and affiliation', () => {
  test('C6 an applicant gets a matricule and a provisional password by SMS', async () => {
    const { account, allocataire } = await stage.person();
    tried.add('enrolApplicant');
    expect(allocataire).toMatch(/^\d{7}$/);
    expect(await letters(account)).toEqual([]);
    expect((await kinds(account)).sort()).toEqual(['provisional_password sms', 'provisional_password_sent email']);
    expect(await look(account)).toMatchObject({
      standing: 'applicant',
      name: 'L••••• N•••••',
      credential: { state: 'provisional' },
      contacts: [
        { kind: 'email', masked: 'l•••••@example.test', state: 'verified' },
        { kind: 'mobile', masked: '06 •• •• •• 77', state: 'verified' },
      ],
    });
  });

  test('C6 on paper, identifier and password are two letters, and neither lies in clear', async () => {
    const { account } = await stage.person({ provisional_password: 'letter', allocataire: '7654321' });
    const waiting = await letters(account);
    expect(waiting.map(({ kind }) => kind)).toEqual(['identifier', 'provisional_password']);
    expect(JSON.stringify(waiting.map(({ data, dedupeKey }) => [data, dedupeKey]))).not.toContain('7654321');
    const again = await stage.call('enrolApplicant', { body: { ...APPLICANT, allocataire: '7654321' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'identifier-taken' } });
  });

  test('C6 affiliation lifts the restriction, retires the matricule, and is done once', async () => {
    const { account, allocataire } = await stage.person();
    const answer = await call('affiliate', account, { nir: '2 96 02 75 112 004', allocataire: '8888001' });
    expect(answer).toMatchObject({ status: 200, body: { standing: 'affiliated' } });
    expect(await look(account)).toMatchObject({ standing: 'affiliated' });
    const numbers = await db().identifier.findMany({ where: { accountId: account }, orderBy: { validFrom: 'asc' } });
    expect(numbers.map(({ kind, retirement }) => `${kind} ${retirement === 0n}`).sort()).toEqual([
      'allocataire false',
      'allocataire true',
      'nir true',
    ]);
    const byOld = await stage.call('lookUpByIdentifier', { body: { identifier: allocataire }, key: null });
    expect(byOld.status).toBe(404);
    expect(await call('affiliate', account)).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
  });
});

describe('events', () => {
  test('C7 separation ends password, sessions, grants and devices; a letter brings a provisional one', async () => {
    const { account, agent, party, tokens } = await signedIn(CLAIRE);
    const address = { lines: ['3 quai Vauban'], postcode: '25000', city: 'BESANÇON' };
    const answer = await call('separate', account, { address });
    expect(answer).toMatchObject({ status: 200, body: { provisional_password: 'letter' } });
    expect(await credentials(account)).toEqual(['provisional']);
    expect(await db().knownDevice.count({ where: { accountId: account } })).toBe(0);
    expect((await party.refreshRaw(tokens.refresh_token ?? '')).body['error']).toBe('invalid_grant');
    const page = await agent.get((await party.request({ prompt: 'none' })).url);
    expect(page.left?.searchParams.get('error')).toBe('login_required');
    expect((await kinds(account)).sort()).toEqual(['account_event email', 'account_event sms']);
    expect((await letters(account)).map(({ kind }) => kind)).toEqual(['provisional_password']);
  });

  test('C7 a mutation changes Caf and number, and keeps the old one as history', async () => {
    const { account, allocataire } = await stage.person();
    const answer = await call('moveToOtherCaf', account, { caf: '252', allocataire: '8888002' });
    expect(answer).toMatchObject({
      status: 200,
      body: { caf: '252', allocataire: '8888002', provisional_password: 'sms' },
    });
    expect(await look(account)).toMatchObject({ caf: '252' });
    expect((await stage.call('lookUpByIdentifier', { body: { identifier: allocataire }, key: null })).status).toBe(404);
    expect((await stage.call('lookUpByIdentifier', { body: { identifier: '8888002' }, key: null })).status).toBe(200);
    // Who owns a number keeps it.
    const other = await stage.person();
    const taken = await call('moveToOtherCaf', other.account, { caf: '253', allocataire: '8888002' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'identifier-taken' } });
    expect(await look(other.account)).toMatchObject({ caf: '751' });
  });

  test.each(['recordDeath', 'close'])(
    'C7 %s closes: nobody signs in, letters that wait are cancelled, it is told',
    async (id) => {
      const { account } = await stage.person({ provisional_password: 'letter' });
      const why = id === 'close' ? 'closure' : 'death';
      expect(await call(id, account)).toMatchObject({ status: 200, body: { status: 'closed', closed_for: why } });
      expect(await credentials(account)).toEqual([]);
      const waiting = await letters(account);
      expect(waiting.map(({ state, sealed }) => [state, sealed])).toEqual([
        ['cancelled', null],
        ['cancelled', null],
      ]);
      expect(await kinds(account)).toEqual(expect.arrayContaining(['account_event email', 'account_event sms']));
      expect(await look(account)).toMatchObject({ status: 'closed', credential: { state: 'disabled' } });
      expect(await call('separate', account)).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
      expect(await call('reinstate', account)).toMatchObject({ status: 200, body: { status: 'active' } });
      expect(await look(account)).not.toHaveProperty('closed_for');
    },
  );

  test('C7 suspended, then reinstated: the person begins anew', async () => {
    const { account } = await stage.person();
    expect(await call('suspend', account)).toMatchObject({ status: 200, body: { status: 'suspended' } });
    expect(await call('suspend', account)).toMatchObject({ status: 409 });
    expect(await call('reinstate', account)).toMatchObject({ status: 200 });
    expect(await look(account)).toMatchObject({ status: 'active', credential: { state: 'none' } });
    expect(await call('sendProvisionalPassword', account, { way: 'sms' })).toMatchObject({
      status: 201,
      body: { provisional_password: 'sms' },
    });
  });
});

describe('contacts', () => {
  test('E1 a contact set by an agent waits 48 hours, is told to the others, and can be refused', async () => {
    const { account } = await stage.person();
    const told = (await notices(account)).length;
    const answer = await call('setContact', account, { kind: 'mobile', value: '06 39 98 00 99' });
    expect(answer).toMatchObject({ status: 201, body: { contact: { masked: '06 •• •• •• 99' } } });
    expect((await kinds(account)).slice(told).sort()).toEqual(['contact_pending email', 'contact_pending sms']);
    const contacts = (await look(account))['contacts'] as Array<{ id: string; state: string }>;
    const [first, , added] = contacts;
    expect(added?.state).toBe('pending');
    // Who could refuse it stays.
    const early = await call('removeContact', account, {}, { contact: first?.id ?? '' });
    expect(early).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
    // Neither a code nor a provisional password goes there meanwhile.
    await call('sendProvisionalPassword', account, { way: 'sms' });
    const secret = (await notices(account)).filter(({ kind }) => kind === 'provisional_password');
    expect(secret.map(({ destination }) => destination)).not.toContain('+33639980099');
    expect(await call('removeContact', account, {}, { contact: added?.id ?? '' })).toMatchObject({ status: 200 });
    expect(await call('removeContact', account, {}, { contact: first?.id ?? '' })).toMatchObject({ status: 200 });
    const gone = await call('removeContact', account, {}, { contact: randomUUID() });
    expect(gone).toMatchObject({ status: 404, body: { code: 'unknown-contact' } });
  });
});

describe('contacts taken away', () => {
  const told = async (account: string, kind: string) =>
    (await notices(account))
      .filter((each) => each.kind === kind)
      .map(({ destination }) => destination)
      .sort();
  const contactOf = async (account: string, kind: string) =>
    ((await look(account))['contacts'] as Array<{ id: string; kind: string }>).find((each) => each.kind === kind)?.id ??
    '';
  const remove = async (account: string, kind: string) =>
    call('removeContact', account, {}, { contact: await contactOf(account, kind) });
  /** As if what was told had been told then: the clock stays, for the tokens' sake. */
  const longAgo = (accountId: string, hours: number) =>
    db().notice.updateMany({ where: { accountId }, data: { createdAt: new Date(Date.now() - hours * 3_600_000) } });
  const BOTH = ['+33639980077', 'linh@example.test'];

  test('E1 U2 a removal is told everywhere, and there too; a letter tells whoever has no other contact', async () => {
    const { account } = await stage.person();
    expect((await remove(account, 'email')).status).toBe(200);
    expect(await told(account, 'contact_removed')).toEqual(BOTH);
    expect(await letters(account)).toEqual([]);
    expect((await remove(account, 'mobile')).status).toBe(200);
    expect(await told(account, 'contact_removed')).toEqual(['+33639980077', ...BOTH]);
    expect(await letters(account)).toMatchObject([{ kind: 'account_event', data: { event: 'contact_removed' } }]);
  });

  test('E1 U2 what is set within 48 hours of a removal is told to those who were removed, and on paper', async () => {
    const { account } = await stage.person();
    await remove(account, 'email');
    await remove(account, 'mobile');
    await longAgo(account, 47);
    expect((await call('setContact', account, { kind: 'mobile', value: '06 39 98 00 98' })).status).toBe(201);
    expect(await told(account, 'contact_pending')).toEqual(BOTH);
    const events = (await letters(account)).map(({ data }) => (data as { event: string }).event).sort();
    expect(events).toEqual(['contact_pending', 'contact_removed']);
    // Who waits is never told of itself.
    expect((await remove(account, 'mobile')).status).toBe(200);
    expect(await told(account, 'contact_removed')).not.toContain('+33639980098');
  });

  test('E1 U2 a frozen contact is told of nothing, even where it was told of a removal before', async () => {
    const { account } = await stage.person();
    await remove(account, 'mobile');
    const [email] = await db().contact.findMany({ where: { accountId: account, kind: 'email' } });
    await db().contact.updateMany({ where: { id: email?.id ?? '' }, data: { frozenAt: new Date() } });
    await call('setContact', account, { kind: 'email', value: 'new@example.test' });
    const places = await told(account, 'contact_pending');
    expect(places).toHaveLength(1);
    expect(places).not.toContain(email?.value);
  });

  test('E1 who was removed longer ago is told no more', async () => {
    const { account } = await stage.person();
    await remove(account, 'email');
    await longAgo(account, 49);
    await call('setContact', account, { kind: 'email', value: 'new@example.test' });
    expect(await told(account, 'contact_pending')).toEqual(['+33639980077']);
    expect(await letters(account)).toEqual([]);
  });
});

describe('credentials', () => {
  test('C3 the NIMS task never shows the password, and the current one stays good', async () => {
    const { account } = await signedIn(PAUL);
    const address = await call('sendProvisionalPassword', account, { way: 'letter' });
    expect(address).toMatchObject({ status: 409, body: { code: 'unreachable' } });
    const { account: other } = await stage.person();
    const answer = await call('sendProvisionalPassword', other);
    expect(Object.keys(answer.body).sort()).toEqual(['account', 'provisional_password']);
    expect(await credentials(account)).toEqual(['password']);
  });

  test('S1 unlocking opens the lanes that failures closed', async () => {
    const { account } = await stage.person();
    const now = BigInt(Date.now());
    for (const purpose of ['password', 'code', 'voice', 'voice-legacy']) {
      await db().attemptCounter.create({
        data: {
          key: `${purpose}:${account}:unknown`,
          hits: Array.from({ length: 100 }, (_, at) => now - BigInt(100 - at)),
          expiresAt: new Date(Date.now() + 3_600_000),
        },
      });
    }
    expect(await look(account)).toMatchObject({ lanes: { password: { state: 'closed' }, code: { state: 'closed' } } });
    expect(await call('unlock', account)).toMatchObject({ status: 200 });
    const open = { state: 'open', failures: 0 };
    expect(await look(account)).toMatchObject({
      lanes: { password: open, code: open, voice: open, voice_four_digits: open },
    });
  });

  test('P9 signed out everywhere: session, grant and refresh token end, the password stays, the person is told once', async () => {
    const { agent, party, tokens, account } = await signedIn(PAUL);
    const key = randomUUID();
    const order = { params: { account }, body: {}, key };
    expect(await stage.call('signOut', order)).toMatchObject({ status: 200, body: { account } });
    expect(await stage.call('signOut', order)).toMatchObject({ status: 200, body: { account } });
    tried.add('signOut');
    expect((await kinds(account)).filter((kind) => kind.startsWith('signed_out'))).toEqual([
      'signed_out_everywhere email',
    ]);
    expect(await party.refreshRaw(tokens.refresh_token ?? '')).toMatchObject({ body: { error: 'invalid_grant' } });
    expect((await agent.get((await party.request()).url)).html).toContain('name="password"');
    expect(await credentials(account)).toEqual(['password']);
    expect((await signIn(stage.poterne, party, PAUL)).callback.searchParams.get('code')).toBeTruthy();
  });

  test('I10 a desk gets one code, good for an hour; a card goes by letter, once a while', async () => {
    const { account } = await stage.person();
    const desk = await call('giveDeskCode', account);
    expect(desk).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^\d{6}$/) } });
    const hour = Date.parse(String(desk.body['expires_at'])) - Date.now();
    expect(hour / 60_000).toBeCloseTo(60, 0);
    expect(await call('orderCodeCard', account)).toMatchObject({ status: 201 });
    expect((await letters(account)).map(({ kind }) => kind)).toEqual(['code_card']);
    const soon = await call('orderCodeCard', account);
    expect(soon).toMatchObject({ status: 429, body: { code: 'too-soon' } });
    expect(Number(soon.headers['retry-after'])).toBeGreaterThan(60);
  });

  test('U2 what waits after « Ce n’est pas moi » is listed until an agent closed it; a frozen contact is given back', async () => {
    const { account } = await stage.person();
    const [contact] = await db().contact.findMany({ where: { accountId: account, kind: 'email' } });
    await db().contact.updateMany({ where: { id: contact?.id ?? '' }, data: { frozenAt: new Date() } });
    const release = () => call('releaseContact', account, {}, { contact: contact?.id ?? '' });
    const listed = async () => {
      tried.add('listContested');
      const { body } = await stage.call('listContested', {});
      return (body['contested'] as ReadonlyArray<{ account: string }>).filter((each) => each.account === account);
    };
    expect(await listed()).toEqual([]);
    expect(await call('closeContested', account)).toMatchObject({ status: 409 });
    const contest = { id: randomUUID(), accountId: account, realm: 'allocataires', noticeId: randomUUID() };
    await db().contest.create({ data: { ...contest, outcome: 'agent', froze: false, at: new Date() } });
    const event = { event: `contact_added:${account}:1`, contestId: contest.id, kind: 'contact_added' };
    await db().contestedEvent.create({ data: { ...event, happenedAt: new Date() } });
    expect(await listed()).toMatchObject([{ id: contest.id, of: ['contact_added'] }]);
    expect(await look(account)).toMatchObject({ contacts: [{ state: 'frozen' }, { state: 'verified' }] });

    expect(await call('closeContested', account)).toMatchObject({ status: 200 });
    expect(await listed()).toEqual([]);
    expect(await db().contest.findUnique({ where: { id: contest.id } })).toMatchObject({ closedBy: 'back-office' });
    expect(await release()).toMatchObject({ status: 200, body: { released: contact?.id } });
    // It counts from now on: who contests the release finds it in its wake.
    const released = await db().contact.findUnique({ where: { id: contact?.id ?? '' } });
    expect(released?.verifiedAt?.getTime()).toBeGreaterThan(contact?.verifiedAt?.getTime() ?? 0);
    expect(await look(account)).toMatchObject({ contacts: [{ state: 'verified' }, { state: 'verified' }] });
    expect(await release()).toMatchObject({ status: 409 });
    const exported = await call('exportPerson', account);
    expect(exported.body['contests']).toMatchObject([{ outcome: 'agent', of: ['contact_added'] }]);
  });

  const addPasskey = (accountId: string) =>
    db().passkeyUser.upsert({
      where: { accountId },
      update: { passkeys: { create: passkeyRow() } },
      create: { accountId, handle: randomBytes(32), passkeys: { create: passkeyRow() } },
    });

  test('I5 I6 a lost phone: its apps, recovery codes and passkeys go, the person is told; a separation removes them too', async () => {
    const { account } = await stage.person();
    const enrol = async (id = randomUUID()) => {
      const at = new Date();
      await db().authenticator.create({
        data: {
          ...{ id, accountId: account, name: 'Téléphone', cipherKeyId: 'k1', sealed: new Uint8Array(60) },
          ...{ lastStep: 1n, addedAt: at },
        },
      });
      const card = { accountId: account, kind: 'recovery', keyId: 'k1', nonce: 'n', size: 10, issuedAt: at };
      await db().codeCard.create({
        data: { ...card, id: randomUUID(), expiresAt: new Date(at.getTime() + 86_400_000) },
      });
    };
    expect(await call('removeAuthenticators', account)).toMatchObject({ status: 409 });
    await enrol();
    expect(await look(account)).toMatchObject({ authenticators: 1 });
    const exported = await call('exportPerson', account);
    expect(exported.body['authenticators']).toEqual([expect.objectContaining({ name: 'Téléphone' })]);
    expect(JSON.stringify(exported.body)).not.toContain('sealed');

    expect(await call('removeAuthenticators', account)).toMatchObject({ status: 200 });
    expect(await look(account)).toMatchObject({ authenticators: 0 });
    expect(await db().codeCard.count({ where: { accountId: account, revokedAt: null } })).toBe(0);
    expect((await kinds(account)).filter((kind) => kind.startsWith('authenticator_removed'))).not.toEqual([]);

    await addPasskey(account);
    expect(await look(account)).toMatchObject({ passkeys: 1 });
    expect(await call('removeAuthenticators', account)).toMatchObject({ status: 200 });
    expect(await db().passkey.count({ where: { accountId: account } })).toBe(0);
    expect((await kinds(account)).filter((kind) => kind.startsWith('passkey_removed'))).not.toEqual([]);

    await enrol();
    await addPasskey(account);
    expect(await call('separate', account)).toMatchObject({ status: 200 });
    expect(await db().passkeyUser.count({ where: { accountId: account } })).toBe(0);
    expect(await look(account)).toMatchObject({ authenticators: 0 });
    expect(await db().codeCard.count({ where: { accountId: account, kind: 'recovery', revokedAt: null } })).toBe(0);
  });

  test('I8 a telephone code where passwords are not digits, and only there', async () => {
    const token = await stage.token('employeurs');
    const found = await stage.call('lookUpByIdentifier', { body: { identifier: HELENE.identifier }, token, key: null });
    const account = String(found.body['account']);
    tried.add('setTelephoneCode');
    const answer = await stage.call('setTelephoneCode', { params: { account }, body: {}, token });
    expect(answer).toMatchObject({ status: 201, body: { telephone_code: expect.stringMatching(/^\d{8}$/) } });
    expect(await credentials(account)).toEqual(['password', 'telephone_code']);
    const { account: applicant } = await stage.person();
    expect(await call('setTelephoneCode', applicant)).toMatchObject({ status: 409 });
  });
});

describe('what the law gives', () => {
  test('S5 an export holds all that is kept, and no secret', async () => {
    const { account, allocataire } = await stage.person({ nir: '2960275112007' });
    tried.add('exportPerson');
    const { status, body } = await stage.call('exportPerson', { params: { account }, key: null });
    expect(status).toBe(200);
    expect(body['identifiers']).toMatchObject([{ value: '2960275112007' }, { value: allocataire }]);
    expect(body['contacts']).toHaveLength(2);
    expect(body['events']).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'back_office', outcome: 'done' })]),
    );
    expect(JSON.stringify(body)).not.toMatch(/argon2|"sealed"|ciphertext/);
  });

  test('S5 an erasure leaves nothing but the audit, and is asked twice', async () => {
    const { account } = await stage.person({ provisional_password: 'letter' });
    expect(await call('erasePerson', account, { confirm: randomUUID() })).toMatchObject({ status: 409 });
    expect(await call('erasePerson', account, { confirm: account })).toMatchObject({
      status: 200,
      body: { erased: true },
    });
    expect((await stage.call('lookUp', { params: { account } })).status).toBe(404);
    for (const rows of [await letters(account), await notices(account), await credentials(account)])
      expect(rows).toEqual([]);
    expect(await db().identifier.count({ where: { accountId: account } })).toBe(0);
    expect(await call('erasePerson', account, { confirm: account })).toMatchObject({ status: 404 });
  });
});

describe('subjects', () => {
  test('P3 a sub leads to its account, in its own sector and realm only', async () => {
    const { account, tokens } = await signedIn(PAUL);
    const sub = tokens.claims()?.sub ?? '';
    tried.add('resolveSubject');
    const ask = (sector: string, token?: string) =>
      stage.call('resolveSubject', { body: { sector, sub }, key: null, ...(token ? { token } : {}) });
    expect(await ask('caf')).toMatchObject({ status: 200, body: { account } });
    expect((await ask('autre')).status).toBe(404);
    expect((await ask('caf', await stage.token('employeurs'))).status).toBe(404);
  });
});

describe('tokens', () => {
  test('C6 an applicant signs in with the provisional password: tokens say what is open, until the file is affiliated', async () => {
    const { account, allocataire } = await stage.person({
      contacts: [
        { kind: 'email', value: 'jean.petit@example.test' },
        { kind: 'mobile', value: '06 39 98 00 55' },
      ],
    });
    await stage.poterne.service.sendNotices();
    const sms = stage.poterne.outbox.messages.findLast(({ to }) => to === '+33639980055')?.text ?? '';
    const provisional = /\b\d{8}\b/.exec(sms)?.[0] ?? '';
    recordSecret('password', provisional);
    const party = await relyingParty(stage.poterne, { scope: 'openid allocataire' });
    const agent = openAgent(stage.poterne.origin);
    const request = await party.request();
    const person = { ...CLAIRE, identifier: allocataire, password: provisional };
    let page = await askForCode(agent, await giveCredentials(agent, await agent.get(request.url), person), 'email');
    page = await typeCode(agent, page, stage.poterne.outbox.code('jean.petit@example.test'));
    page = await agent.submit(page, '/change_password', { new_password: '73915284' });
    const tokens = await party.redeem(request, page.left ?? new URL('http://localhost:9/'));
    const claims = async () => {
      const answer = await fetch(`${stage.poterne.issuer('allocataires')}/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      });
      return ((await answer.json()) as Json)['allocataire'];
    };
    expect(await claims()).toEqual({
      number: allocataire,
      status: 'active',
      standing: 'applicant',
      open_services: ['follow-request', 'send-document', 'contact', 'ask-caf', 'change-password'],
    });
    await call('affiliate', account);
    expect(await claims()).toEqual({ number: allocataire, status: 'active', standing: 'affiliated' });
  });
});

describe('organisations', () => {
  const siret = '211 400 202 00019';
  const inRealm = async (id: string, options: Parameters<typeof stage.call>[1] = {}) => {
    tried.add(id);
    return stage.call(id, { token: await stage.token('employeurs'), ...options });
  };
  const found = async () => {
    const { body } = await inRealm('lookUpOrganisation', { body: { siret }, key: null });
    return body;
  };

  test('E1 C7 one is created, once; its first administrators are invited and named, and told', async () => {
    const body = { siret, name: 'Mairie de Saint-Aubin' };
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => inRealm('createOrganisation', { body, key })));
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map((answer) => answer.body['organisation'])).size).toBe(1);
    expect(await db().organisation.count({ where: { siret: '21140020200019' } })).toBe(1);
    expect(await inRealm('createOrganisation', { body })).toMatchObject({
      status: 409,
      body: { code: 'identifier-taken' },
    });
    const organisation = String(done[0]?.body['organisation']);
    expect(await found()).toMatchObject({ organisation, siret: '21140020200019', users: 0, administrators: 0 });

    const invitation = {
      login: 'N.Petit',
      family_name: 'Petit',
      given_names: ['Nadia'],
      contacts: [
        { kind: 'email', value: 'n.petit@example.test' },
        { kind: 'landline', value: '05 56 00 00 12' },
      ],
    };
    const invite = (more: Json = {}) =>
      inRealm('inviteAdministrator', { params: { organisation }, body: { ...invitation, ...more } });
    const invited = await invite();
    expect(invited).toMatchObject({
      status: 201,
      body: { organisation, provisional_password: 'email', activation: 'telephone' },
    });
    expect(JSON.stringify(invited.body)).not.toMatch(/petit/i);
    expect(await invite()).toMatchObject({ status: 409, body: { code: 'identifier-taken' } });
    const alike = [
      { kind: 'mobile', value: '06 39 98 00 77' },
      { kind: 'landline', value: '05 56 00 00 12' },
    ];
    expect(await invite({ contacts: alike })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    const account = String(invited.body['account']);
    expect(await kinds(account)).toEqual(['invitation email']);
    expect(await db().membership.findFirst({ where: { accountId: account } })).toMatchObject({
      role: 'administrator',
      status: 'active',
      createdBy: null,
      activatedAt: null,
    });

    const name = (login: string) => inRealm('nameAdministrator', { params: { organisation }, body: { login } });
    const named = await name(HELENE.identifier);
    expect(named).toMatchObject({ status: 200, body: { organisation } });
    expect(await name(HELENE.identifier)).toMatchObject({ status: 409, body: { code: 'state-conflict' } });
    expect(await name('nobody.here')).toMatchObject({ status: 404, body: { code: 'unknown-person' } });
    expect((await kinds(String(named.body['account']))).length).toBeGreaterThan(0);
    expect((await inRealm('readOrganisation', { params: { organisation } })).body).toMatchObject({
      users: 2,
      administrators: 1,
    });
    const realm = await stage.token();
    expect(await inRealm('readOrganisation', { params: { organisation }, token: realm })).toMatchObject({
      status: 404,
      body: { code: 'unknown-organisation' },
    });
  });
});

test('C7 every operation of the document was tried', () => {
  const paths = stage.document['paths'] as Record<string, Record<string, { operationId: string }>>;
  const all = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect([...tried].sort()).toEqual(all.sort());
});

/** As an enrolment writes it; nobody signs with it here. */
function passkeyRow() {
  return {
    ...{ id: randomUUID(), realm: 'allocataires', credentialId: randomBytes(32), publicKey: randomBytes(77) },
    ...{ counter: 0n, aaguid: '', transports: [], backupEligible: true, backupState: true, name: 'Téléphone' },
    addedAt: new Date(),
  };
}
