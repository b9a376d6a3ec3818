/** « Ce n'est pas moi » (U2): what each event brought is stopped, once; nothing is given back, and looking never acts. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresContestStore } from '../../src/adapters/postgres/contest/contest_store.js';
import { REALMS } from '../../src/config/realms.js';
import type { VisitedAccount } from '../../src/ports/account/account_store.js';
import type { AuditLog } from '../../src/ports/audit/audit_log.js';
import type { NoticeKind } from '../../src/ports/notice/notice_outbox.js';
import { createTakeBackContact } from '../../src/services/contest/take_back_contact.js';
import { noticesTo } from '../../src/services/notice/tell_person.js';
import { type Agent, type AgentPage, openAgent, wordsOf } from '../harness/agent.js';
import { until } from '../harness/key_commands.js';
import { passSeconds } from '../harness/moving_time.js';
import { keepPasskey } from '../harness/passkeys.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askRecovery, openRecovery } from '../harness/recovery.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, seedOf, type TestPerson } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const DAY = 86_400;
const UNDERWAY = 'Il n’y a rien à arrêter ici';
const people = Array.from({ length: 30 }, (_, index): TestPerson => {
  const number = String(100 + index);
  return {
    ...CLAIRE,
    identifier: `2840588321${number}`,
    allocataire: `7654${number}`,
    familyName: `SEIZE${number}`,
    email: `p${number}@example.test`,
    mobile: `+33639981${number}`,
  };
});

let poterne: Restartable;
let caf: RelyingParty;
let place: string;
let next = 0;
beforeAll(async () => {
  poterne = await startPoterne({
    name: 'not_me',
    environment: { TRUSTED_PROXIES: '127.0.0.1, ::1' },
    accounts: people.map(seedOf),
  });
  caf = await relyingParty(poterne, { scope: 'openid email phone' });
  place = `${poterne.issuer('allocataires')}/not-me`;
});
afterAll(() => poterne.close());

const sql = () => poterne.service.database.sql;
const headingOf = (page: AgentPage) => /<h1[^>]*>(.*?)<\/h1>/s.exec(page.html)?.[1];

/** Somebody whom no other test touches. */
async function somebody() {
  const person = people[next] as TestPerson;
  next += 1;
  const [row] = await sql().rows<
    Array<{ id: string }>
  >`SELECT id FROM account WHERE family_name = ${person.familyName}`;
  const id = row?.id ?? '';
  return { person, id };
}

async function contactsOf(id: string) {
  const rows = await sql().rows<Array<{ value: string; state: string }>>`
    SELECT value, CASE WHEN frozen_at IS NOT NULL THEN 'frozen' WHEN verified_at IS NOT NULL THEN 'counts' ELSE 'waits' END AS state
    FROM contact WHERE account_id = ${id}::uuid ORDER BY value`;
  return new Map(rows.map(({ value, state }) => [value, state]));
}

/** Something happens and is told, as it would be; with what it brings. */
async function happens(person: TestPerson, id: string, kind: NoticeKind, bring: (at: number) => Promise<unknown>) {
  passSeconds(1);
  const at = Date.now();
  const rows = await sql().rows<Array<{ id: string; kind: 'email' | 'mobile'; value: string }>>`
    SELECT id, kind, value FROM contact WHERE account_id = ${id}::uuid AND verified_at IS NOT NULL AND frozen_at IS NULL`;
  const contacts = rows.map((row) => ({ ...row, verified: true }));
  const account = { ...person, id, realm: 'allocataires', locale: 'fr' as const, contacts };
  await bring(at);
  const [added] = await sql().rows<Array<{ id: string }>>`
    SELECT id FROM contact WHERE account_id = ${id}::uuid ORDER BY created_at DESC LIMIT 1`;
  const told = noticesTo(account, {
    kind,
    // As confirm_contact tells it.
    dedupe: kind === 'contact_added' ? (added?.id ?? '') : randomUUID(),
    data: { masked: 'x•••••@example.test', upstream: 'FranceConnect+' },
  });
  for (const { realm, accountId, locale, channel, destination, data, dedupeKey, event } of told) {
    await sql().count`
      INSERT INTO notice (id, realm, account_id, kind, locale, channel, destination, data, dedupe_key, event, batches, next_attempt_at, created_at)
      VALUES (${randomUUID()}::uuid, ${realm}, ${accountId}::uuid, ${kind}, ${locale}, ${channel}, ${destination}, ${JSON.stringify(data)}::jsonb,
        ${dedupeKey}, ${event ?? null}, true, to_timestamp((${at}::bigint + 300000) / 1000.0), to_timestamp(${at}::bigint / 1000.0))`;
  }
}

const addContact = (id: string, value: string) => (at: number) =>
  sql().count`
  INSERT INTO contact (id, account_id, kind, value, verified_at, created_at) VALUES (${randomUUID()}::uuid, ${id}::uuid,
    ${value.includes('@') ? 'email' : 'mobile'}, ${value}, to_timestamp(${at}::bigint / 1000.0), to_timestamp(${at}::bigint / 1000.0))`;

async function trustABrowser(id: string): Promise<void> {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 7 * DAY * 1000);
  const moments = { rotatedAt: now, firstTrustedAt: now, trustedAt: now, lastUsedAt: now, expiresAt };
  const data = { id: randomUUID(), accountId: id, realm: 'allocataires', deviceHash: id, secretHash: id, ...moments };
  await poterne.service.database.trustedDevice.create({ data });
}

async function leave(): Promise<void> {
  passSeconds(301);
  await poterne.service.sendNotices();
}

const lastTo = (to: string | undefined) => poterne.outbox.messages.findLast((message) => message.to === to)?.text ?? '';

/** The page that the last e-mail to somebody leads to. */
function linkTo(email: string | undefined): string {
  const link = /https?:\S+\/not-me\/\S+/.exec(lastTo(email))?.[0];
  if (!link) throw new Error(`no link in: ${lastTo(email)}`);
  recordSecret('token', link.split('/').at(-1) ?? '');
  return link;
}

function referenceTo(mobile: string | undefined): string {
  const reference = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(lastTo(mobile))?.[0];
  if (!reference) throw new Error(`no reference in: ${lastTo(mobile)}`);
  return reference;
}

const stranger = () => openAgent(poterne.origin);
async function press(address: string, agent: Agent = stranger()): Promise<AgentPage> {
  const page = await agent.get(address);
  if (!page.html.includes('name="csrf"')) return page;
  return agent.submit(page, new URL(address).pathname);
}

async function type(reference: string, agent = stranger()): Promise<AgentPage> {
  return agent.submit(await agent.get(place), '/not-me', { reference });
}

async function isSignedIn(agent: Agent): Promise<boolean> {
  const silent = await agent.get((await caf.request({ prompt: 'none' })).url);
  return silent.left?.searchParams.get('code') !== null;
}

const contestsOf = (id: string) => sql().rows<Array<{ outcome: string; froze: boolean; stopped: string[] }>>`
  SELECT outcome, froze, stopped FROM contest WHERE account_id = ${id}::uuid ORDER BY at`;

/** Noted behind the answer. */
async function waitForSubject(id: string): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    if ((await poterne.service.database.pairwiseSubject.count({ where: { accountId: id } })) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no subject was noted');
}

/** Written behind the answer. */
async function audited(id: string, outcome: string, what: string): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const events = await poterne.service.database.auditEvent.findMany({ where: { accountId: id, type: 'contest' } });
    if (events.some((event) => event.outcome === outcome && JSON.stringify(event.data).includes(what))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no event says ${outcome} ${what}`);
}

describe('a sign-in from a new device', () => {
  test('U2 the first ever tells nobody; the next one tells every channel but the one that carried its code, and can be stopped', async () => {
    const { person, id } = await somebody();
    const owner = await signIn(poterne, caf, person);
    await leave();
    expect(poterne.outbox.messages.filter(({ to }) => to === person.mobile)).toEqual([]);

    const thief = await signIn(poterne, caf, person, { channel: 'email' });
    const before = poterne.outbox.messages.length;
    await leave();
    const told = poterne.outbox.messages.slice(before);
    expect(told.map(({ to }) => to)).toEqual([person.mobile]);
    expect(told[0]?.text).toContain('nouvel appareil');
    // The same browser again is no news.
    await signIn(poterne, caf, person, { agent: thief.agent, parameters: { prompt: 'login' } });
    await leave();
    expect(poterne.outbox.messages.filter(({ to }) => to === person.mobile)).toHaveLength(1);

    const page = await type(referenceTo(person.mobile).toLowerCase().replace('-', ' '));
    expect(headingOf(page)).toBe('Ce n’est pas vous\u00a0?');
    expect(page.html).toContain('C••••• S•••••');
    expect(page.html).not.toContain(person.familyName);
    expect(await isSignedIn(thief.agent)).toBe(true);
    const done = await press(page.url.href);
    expect(headingOf(done)).toBe('C’est arrêté');
    expect(done.html).toContain('L’appareil inconnu est oublié');
    for (const { agent } of [owner, thief]) expect(await isSignedIn(agent)).toBe(false);
    const [devices] = await sql().rows<Array<{ known: number }>>`
      SELECT count(*)::int AS known FROM known_device WHERE account_id = ${id}::uuid`;
    expect(devices?.known).toBe(1);
    await poterne.service.sendNotices();
    for (const to of [person.email, person.mobile])
      expect(lastTo(to)).toContain('Ce n’est pas moi'.replace('’', to === person.mobile ? "'" : '’'));
    expect(await contestsOf(id)).toEqual([{ outcome: 'stopped', froze: false, stopped: ['device'] }]);
  });
});

describe('a browser that comes after the others were forgotten', () => {
  test('U2 is told: whoever forgets every browser with a stolen session does not sign in unnoticed from another', async () => {
    const { person, id } = await somebody();
    await signIn(poterne, caf, person);
    await waitForSubject(id);
    await sql().count`DELETE FROM known_device WHERE account_id = ${id}::uuid`;
    const before = poterne.outbox.messages.length;
    await signIn(poterne, caf, person, { channel: 'email' });
    await leave();
    const told = poterne.outbox.messages.slice(before).filter(({ text }) => text.includes('nouvel appareil'));
    expect(told.map(({ to }) => to)).toEqual([person.mobile]);
  });
});

describe('looking', () => {
  test('U2 GET and HEAD never act, whoever fetches; a form that is not ours is refused; the address goes nowhere', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'contact_added', addContact(id, 'thief@example.test'));
    await leave();
    const link = linkTo(person.email);
    for (let fetched = 0; fetched < 3; fetched += 1) {
      expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
      const answer = await fetch(link);
      expect([answer.status, answer.headers.get('referrer-policy'), answer.headers.get('cache-control')]).toEqual([
        ...[200, 'no-referrer', 'no-store'],
      ]);
    }
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }]) {
      const forged = await stranger().post(link, { csrf: 'x' }, headers);
      expect(forged.status).toBe(403);
    }
    expect(await contestsOf(id)).toEqual([]);
    expect((await contactsOf(id)).get('thief@example.test')).toBe('counts');
    const english = await stranger().get(`${link}?lang=en`);
    expect(headingOf(english)).toBe('Was this not you?');
  });

  test('U2 unknown, garbage, another realm’s, used and too old are one page, that says what to do', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'password_changed', async () => {});
    await leave();
    const link = linkTo(person.email);
    const token = link.split('/').at(-1) ?? '';
    const used = await somebody();
    await happens(used.person, used.id, 'password_changed', async () => {});
    await leave();
    const usedLink = linkTo(used.person.email);
    await press(usedLink);
    // The back button, or the message again, within the hour: what was stopped.
    expect(headingOf(await stranger().get(usedLink))).toBe('C’est arrêté');
    passSeconds(3601);
    const usedDone = await stranger().get(`${usedLink}/done`);
    const elsewhere = `${poterne.issuer('employeurs')}/not-me/${token}`;
    const pages = [
      ...(await Promise.all(
        [usedLink, `${place}/x`, `${place}/${'A'.repeat(43)}`, `${place}/${token.slice(0, -2)}AA`].map((each) =>
          stranger().get(each),
        ),
      )),
      usedDone,
      await type('K7Q4M-ZRB2W'),
    ];
    expect((await stranger().get(link)).status).toBe(200);
    passSeconds(7 * DAY);
    pages.push(await stranger().get(link));
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 404));
    const shape = ({ html }: AgentPage) => html.replace(/<h1[\s\S]*?<\/h1>/, (title) => title);
    expect(new Set(pages.map(shape)).size).toBe(1);
    expect(headingOf(pages[0] as AgentPage)).toBe(UNDERWAY);
    expect((await stranger().get(elsewhere)).status).toBe(404);
    const late = await stranger().post(link, { csrf: 'x' });
    expect(late.status).toBe(403);
    expect(await contestsOf(id)).toEqual([]);
  });

  test('U2 S1 references are not guessed: a network is told to wait, and a right one costs it nothing', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'password_changed', async () => {});
    await leave();
    const agent = openAgent(poterne.origin, { 'x-forwarded-for': '203.0.113.9' });
    // One form for all: what is counted is what is sent.
    const form = await agent.get(place);
    const send = (reference: string) => agent.submit(form, '/not-me', { reference });
    const right = referenceTo(person.mobile);
    for (let times = 0; times < 21; times += 1) expect((await send(right)).status).toBe(200);
    expect((await send('trop court')).status).toBe(422);
    const answers: number[] = [];
    for (let guess = 0; guess < 22; guess += 1) {
      answers.push((await send(`ZZZZZ-ZZZ${String(guess).padStart(2, '0')}`)).status);
    }
    expect(answers.slice(-2)).toEqual([429, 429]);
    expect(answers.filter((status) => status === 429).length).toBeLessThan(5);
    const told = await send('ZZZZZ-ZZZZZ');
    expect(told.html).toMatch(/Réessayez dans \d+ minutes/);
    // The link of an e-mail is nobody's guess.
    expect((await agent.get(linkTo(person.email))).status).toBe(200);
    passSeconds(3601);
    expect((await type(referenceTo(person.mobile), agent)).status).toBe(200);
  });

  test('U2 S1 a crowd of guessers closes the page to nobody: the digits of the telephone are asked for as well', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'password_changed', async () => {});
    await leave();
    const right = referenceTo(person.mobile);
    const networks = Array.from({ length: 16 }, (_, index) =>
      openAgent(poterne.origin, { 'x-forwarded-for': `198.51.${index}.9` }),
    );
    await Promise.all(
      networks.map(async (agent, index) => {
        const form = await agent.get(place);
        for (let guess = 0; guess < 19; guess += 1)
          await agent.submit(form, '/not-me', { reference: `YYYYY-${100 + index}${10 + guess}` });
      }),
    );
    const owner = openAgent(poterne.origin, { 'x-forwarded-for': '192.0.2.77' });
    const asked = await owner.submit(await owner.get(place), '/not-me', { reference: right });
    expect(asked.status).toBe(422);
    expect(wordsOf(asked)).toContain('les 4 derniers chiffres du téléphone');
    expect(asked.html).toContain(`value="${right}"`);
    const digits = person.mobile?.slice(-4) ?? '';
    const other = String((Number(digits) + 1) % 10_000).padStart(4, '0');
    expect((await owner.submit(asked, '/not-me', { reference: right, digits: other })).url.pathname).toMatch(
      /nothing$/,
    );
    const found = await owner.submit(asked, '/not-me', { reference: right, digits: ` ${digits}` });
    expect(headingOf(found)).toBe('Ce n’est pas vous\u00a0?');
    expect(found.html).toContain('Compte');
    // Quiet again, the reference alone does.
    passSeconds(3_601);
    expect((await owner.submit(await owner.get(place), '/not-me', { reference: right })).status).toBe(200);
  });
});

describe('pressing', () => {
  const KINDS: ReadonlyArray<
    readonly [NoticeKind, string | null, (id: string) => (at: number) => Promise<unknown>, string]
  > = [
    [
      'contact_added',
      'contact',
      (id) => addContact(id, 'new@example.test'),
      `SELECT frozen_at IS NOT NULL AS stopped FROM contact WHERE value = 'new@example.test' AND account_id = $1`,
    ],
    [
      'contact_pending',
      'pending',
      (id) => (at) =>
        sql().count`
        INSERT INTO contact (id, account_id, kind, value, pending_until, created_at) VALUES (${randomUUID()}::uuid, ${id}::uuid, 'email',
          'waits@example.test', to_timestamp(${at + 172_800_000}::bigint / 1000.0), to_timestamp(${at}::bigint / 1000.0))`,
      `SELECT count(*) = 0 AS stopped FROM contact WHERE value = 'waits@example.test' AND account_id = $1`,
    ],
    [
      'password_changed',
      'password',
      (id) => (at) =>
        sql().count`UPDATE credential SET set_at = to_timestamp(${at}::bigint / 1000.0) WHERE account_id = ${id}::uuid`,
      `SELECT state = 'compromised' AS stopped FROM credential WHERE account_id = $1`,
    ],
    [
      'link_added',
      'link',
      (id) => (at) =>
        sql().count`
        INSERT INTO identity_link (id, realm, account_id, upstream, issuer, subject, status, proved_by, linked_at, last_used_at)
        VALUES (${randomUUID()}::uuid, 'allocataires', ${id}::uuid, 'u', 'https://u.example.test', ${randomUUID()}, 'active', 'match',
          to_timestamp(${at}::bigint / 1000.0), to_timestamp(${at}::bigint / 1000.0))`,
      `SELECT status = 'undone' AS stopped FROM identity_link WHERE account_id = $1`,
    ],
    [
      'authenticator_added',
      'authenticator',
      (id) => (at) =>
        sql().count`
          INSERT INTO authenticator (id, account_id, name, cipher_key_id, sealed, last_step, added_at) VALUES (${randomUUID()}::uuid,
            ${id}::uuid, 'n', 'k', ''::bytea, 1, to_timestamp(${at}::bigint / 1000.0))`,
      'SELECT count(*) = 0 AS stopped FROM authenticator WHERE account_id = $1',
    ],
    [
      'passkey_added',
      'passkey',
      (id) => async (at) => {
        await sql().count`
          INSERT INTO passkey_user (account_id, handle) VALUES (${id}::uuid, ${randomBytes(32)})`;
        await sql().count`
          INSERT INTO passkey (id, account_id, realm, credential_id, public_key, counter, aaguid, transports, backup_eligible,
            backup_state, name, added_at) VALUES (${randomUUID()}::uuid, ${id}::uuid, 'allocataires', ${randomBytes(32)},
            ''::bytea, 0, '', '{}', true, true, 'n', to_timestamp(${at}::bigint / 1000.0))`;
      },
      'SELECT frozen_at IS NOT NULL AS stopped FROM passkey WHERE account_id = $1',
    ],
    [
      'code_card_ordered',
      'card',
      (id) => (at) =>
        sql().count`
        INSERT INTO code_card (id, account_id, kind, key_id, nonce, size, issued_at, expires_at) VALUES (${randomUUID()}::uuid, ${id}::uuid,
          'letter', 'k', 'n', 20, to_timestamp(${at}::bigint / 1000.0), now() + interval '1 year')`,
      `SELECT revoked_at IS NOT NULL AS stopped FROM code_card WHERE account_id = $1`,
    ],
    [
      'provisional_password_sent',
      'provisional',
      (id) => (at) =>
        sql().count`
        INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, set_at, expires_at) VALUES (${randomUUID()}::uuid,
          ${id}::uuid, 'provisional', 'h', 'k', 'provisional', to_timestamp(${at}::bigint / 1000.0), now() + interval '30 days')`,
      `SELECT bool_and(kind = 'password' AND state = 'chosen') AS stopped FROM credential WHERE account_id = $1`,
    ],
    [
      'provisional_used',
      'provisional',
      (id) => (at) =>
        sql().count`
        UPDATE credential SET state = 'provisional', set_at = to_timestamp(${at}::bigint / 1000.0) WHERE account_id = ${id}::uuid`,
      'SELECT count(*) = 0 AS stopped FROM credential WHERE account_id = $1',
    ],
    ['link_removed', null, () => async () => {}, 'SELECT true AS stopped'],
  ];

  /** Looked up together: events are written behind the answers. */
  const pressed: Array<{ readonly id: string; readonly kind: NoticeKind }> = [];
  test.each(KINDS)(
    'U2 I3 %s is stopped with all trust, and what stood before stays',
    async (kind, what, bring, stopped) => {
      const { person, id } = await somebody();
      await trustABrowser(id);
      await happens(person, id, kind, bring(id));
      await leave();
      const done = await press(linkTo(person.email));
      expect(headingOf(done)).toBe('C’est arrêté');
      const rows = await poterne.service.database.$queryRawUnsafe<Array<{ stopped: boolean }>>(
        stopped.replace('$1', `'${id}'::uuid`),
      );
      expect(rows).toEqual([{ stopped: true }]);
      const contacts = await contactsOf(id);
      for (const value of [person.email, person.mobile]) expect(contacts.get(value ?? '')).toBe('counts');
      const froze = what !== null && what !== 'pending';
      expect(await contestsOf(id)).toEqual([{ outcome: 'stopped', froze, stopped: what === null ? [] : [what] }]);
      expect(await poterne.service.database.trustedDevice.count({ where: { accountId: id } })).toBe(0);
      pressed.push({ id, kind });
    },
  );

  test('U2 S5 the audit has each of them', async () => {
    expect(pressed).toHaveLength(KINDS.length);
    for (const { id, kind } of pressed) await audited(id, 'stopped', kind);
  });

  const AGENTS = [['right_granted'], ['administrator_named'], ['contact_given_back']] as const;
  test.each(AGENTS)(
    'U2 E1 %s signs everybody out and is an agent’s, with what began in its wake blocked',
    async (kind) => {
      const { person, id } = await somebody();
      await trustABrowser(id);
      await happens(person, id, kind, addContact(id, `${kind}@example.test`));
      await leave();
      const link = linkTo(person.email);
      expect((await stranger().get(link)).html).toContain('un conseiller prend la suite');
      const done = await press(link);
      expect(headingOf(done)).toBe('Un conseiller va vous appeler');
      expect(done.html).toContain('Le nouveau contact est bloqué');
      expect(await contestsOf(id)).toEqual([{ outcome: 'agent', froze: true, stopped: ['contact'] }]);
      expect(await poterne.service.database.trustedDevice.count({ where: { accountId: id } })).toBe(0);
      await poterne.service.sendNotices();
      expect(lastTo(person.email)).toContain('un conseiller va vous appeler');
    },
  );

  test('U2 once: two copies pressed four times at once are one contest, and a second press reads what came of the first', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'contact_added', addContact(id, 'raced@example.test'));
    await leave();
    const typed = (await type(referenceTo(person.mobile))).url.href;
    const link = linkTo(person.email);
    expect(typed).not.toBe(link);
    const pages = await Promise.all([link, typed, link, typed].map((each) => press(each)));
    expect(await contestsOf(id)).toHaveLength(1);
    expect(pages.filter((page) => headingOf(page) === 'C’est arrêté').length).toBeGreaterThanOrEqual(1);
    const again = await Promise.all([link, typed].map((each) => press(each)));
    expect(again.map(headingOf).sort()).toEqual(['C’est arrêté', UNDERWAY]);
    await poterne.service.sendNotices();
    expect(
      poterne.outbox.messages.filter(({ to, text }) => to === person.email && text.includes('Quelqu’un a répondu')),
    ).toHaveLength(1);
  });

  test('U2 A5 a frozen contact carries nothing: no choice, no code on its way, no recovery, no claim', async () => {
    const { person, id } = await somebody();
    const thief = { email: 'a-thief@example.test', mobile: '+33639982777' };
    // A code is on its way to it while it is frozen.
    await happens(person, id, 'contact_added', addContact(id, thief.mobile));
    await leave();
    const link = linkTo(person.email);
    const agent = stranger();
    let page = await giveCredentials(agent, await agent.get((await caf.request()).url), person);
    const id2 = /value="(sms\.[^"]+)"/g;
    const choices = [...page.html.matchAll(id2)].map(([, value = '']) => value);
    expect(choices).toHaveLength(2);
    page = await agent.submit(page, '/one_time_code/send', { contact: choices.at(-1) ?? '' });
    const code = poterne.outbox.code(thief.mobile);
    await press(link);
    page = await typeCode(agent, page, code);
    expect(page.left).toBeUndefined();

    const owner = await signIn(poterne, caf, person);
    const tokens = await caf.redeem(owner.request, owner.callback);
    const userinfo = (await (
      await fetch(`${poterne.issuer('allocataires')}/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      })
    ).json()) as Record<string, unknown>;
    expect(userinfo['phone_number']).toBe(person.mobile);
    const later = stranger();
    const choosing = await giveCredentials(later, await later.get((await caf.request()).url), person);
    expect([...choosing.html.matchAll(id2)]).toHaveLength(1);
    const before = poterne.outbox.messages.length;
    const recovering = stranger();
    await askRecovery(recovering, await openRecovery(recovering, caf), person, 'sms');
    await poterne.service.settled();
    expect(poterne.outbox.messages.slice(before).map(({ to }) => to)).not.toContain(thief.mobile);
  });

  test('U2 C7 a sign-in that was under way when somebody pressed proves nothing any more', async () => {
    const { person, id } = await somebody();
    await signIn(poterne, caf, person);
    await happens(person, id, 'password_changed', async () => {});
    await leave();
    const agent = stranger();
    let page = await giveCredentials(agent, await agent.get((await caf.request()).url), person);
    page = await askForCode(agent, page, 'sms');
    passSeconds(1);
    await press(linkTo(person.email));
    passSeconds(3);
    page = await typeCode(agent, page, poterne.outbox.code(person.mobile));
    expect(page.left?.searchParams.get('code') ?? null).toBeNull();
  });
});

describe('a process that dies', () => {
  test('U2 P9 between the press and the end of the sign-ins: a job ends them, once', async () => {
    const { person, id } = await somebody();
    const { agent } = await signIn(poterne, caf, person);
    await happens(person, id, 'password_changed', async () => {});
    const [notice] = await poterne.service.database.notice.findMany({ where: { accountId: id, channel: 'email' } });
    const contests = createPostgresContestStore(poterne.service.database);
    const now = Date.now();
    const bounds = { notBefore: now - DAY * 1000, frozenSince: now - DAY * 1000, now };
    await contests.press({ noticeId: notice?.id ?? '', realm: 'allocataires', ...bounds, tell: () => [] });
    const left = () => poterne.service.database.contest.count({ where: { accountId: id, signInsToEnd: true } });
    const told = () => poterne.service.database.auditEvent.count({ where: { accountId: id, type: 'sign_ins_ended' } });
    expect([await left(), await poterne.service.database.grant.count({ where: { accountId: id } })]).toEqual([1, 1]);
    passSeconds(121);
    await poterne.service.runJobs();
    expect([await left(), await poterne.service.database.grant.count({ where: { accountId: id } })]).toEqual([0, 0]);
    expect(await isSignedIn(agent)).toBe(false);
    passSeconds(121);
    await poterne.service.runJobs();
    await poterne.service.settled();
    await until(async () => (await told()) === 1, 'the audit of the sign-ins that the job ended');
    // A press that nobody interrupted leaves nothing to do.
    expect(await poterne.service.database.contest.count({ where: { signInsToEnd: true } })).toBe(0);
  });
});

describe('what was frozen', () => {
  test('U2 its owner takes it back by a code sent there, once, and everybody on the account is told', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'contact_added', addContact(id, 'mine@example.test'));
    await leave();
    await press(linkTo(person.email));
    const rows = await sql().rows<Array<{ id: string; value: string }>>`
      SELECT id, value FROM contact WHERE account_id = ${id}::uuid`;
    const contacts = rows.map((row) => {
      const frozenAt = row.value === 'mine@example.test' ? Date.now() : null;
      return { ...row, kind: row.value.includes('@') ? 'email' : 'mobile', verified: frozenAt === null, frozenAt };
    });
    const account = { ...person, id, realm: 'allocataires', locale: 'fr', contacts } as unknown as VisitedAccount;
    const contactId = contacts.find(({ frozenAt }) => frozenAt !== null)?.id ?? '';
    const asked: unknown[] = [];
    const takeBack = createTakeBackContact({
      contests: createPostgresContestStore(poterne.service.database),
      accounts: { forget() {} },
      issueCode: async (issue) => {
        asked.push(issue);
        return { ok: true };
      },
      verifyCode: async () => ({ ok: true, proof: { contact: contactId } }) as never,
      audit: { record() {} } as unknown as AuditLog,
      clock: { now: () => Date.now(), pause: async () => {} },
    });
    const [realm] = REALMS;
    const issue = { realm, account, contactId } as unknown as Parameters<typeof takeBack.send>[0];
    expect(await takeBack.send(issue)).toEqual({ ok: true });
    expect(asked).toMatchObject([{ isNew: true, takesBack: true, contactId }]);
    const other = contacts.find(({ frozenAt }) => frozenAt === null)?.id ?? '';
    expect(await takeBack.send({ ...issue, contactId: other })).toEqual({ ok: false, code: 'unknown-contact' });
    const footing = { begunAt: Date.now(), session: undefined };
    const attempt = { realm, account, footing } as unknown as Parameters<typeof takeBack.verify>[0];
    const before = poterne.outbox.messages.length;
    // A proof given before somebody pressed « Ce n’est pas moi » takes nothing back.
    const stale = { ...attempt, footing: { ...footing, begunAt: Date.now() - 3_600_000 } };
    expect(await takeBack.verify(stale)).toEqual({ ok: false, code: 'gone' });
    const both = await Promise.all([takeBack.verify(attempt), takeBack.verify(attempt)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect((await contactsOf(id)).get('mine@example.test')).toBe('counts');
    await leave();
    const told = poterne.outbox.messages
      .slice(before)
      .filter(({ text }) => text.includes('n’est plus bloqué') || text.includes("n'est plus bloqué"));
    expect(new Set(told.map(({ to }) => to))).toEqual(new Set([person.email, person.mobile]));
    expect(told).toHaveLength(2);
    // Somebody else took it: said of that message, it waits for an agent, since the one freeze is spent.
    expect(headingOf(await press(linkTo(person.email)))).toBe('Un conseiller va vous appeler');
  });
});

describe('who presses to win', () => {
  test('U2 an old mailbox stops things and gets nothing: it is not restored, receives no code, and recovers nothing', async () => {
    const { person, id } = await somebody();
    const owner = { ...person, email: 'the-new-address@example.test' };
    await happens(person, id, 'contact_added', addContact(id, owner.email));
    await happens(
      person,
      id,
      'contact_removed',
      () => sql().count`DELETE FROM contact WHERE account_id = ${id}::uuid AND value = ${person.email}`,
    );
    await leave();
    const done = await press(linkTo(person.email));
    expect(headingOf(done)).toBe('C’est arrêté');
    const contacts = await contactsOf(id);
    expect(contacts.has(person.email ?? '')).toBe(false);
    expect(contacts.get(owner.email)).toBe('frozen');
    expect(contacts.get(person.mobile ?? '')).toBe('counts');
    const before = poterne.outbox.messages.length;
    const agent = stranger();
    await askRecovery(agent, await openRecovery(agent, caf), person, 'email');
    await poterne.service.settled();
    passSeconds(301);
    await poterne.service.sendNotices();
    expect(poterne.outbox.messages.slice(before).map(({ to }) => to)).not.toContain(person.email);
    // Its owner is not shut out.
    expect((await signIn(poterne, caf, person, { channel: 'sms' })).callback.searchParams.get('code')).toBeTruthy();
  });

  test('U2 whoever was frozen does not freeze the owner; the second contest that would freeze is an agent’s, and freezes nothing', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'contact_added', addContact(id, 'intruder@example.test'));
    await leave();
    const first = linkTo(person.email);
    // The intruder is told of what the owner does next.
    await happens(
      person,
      id,
      'password_recovered',
      (at) =>
        sql().count`UPDATE credential SET set_at = to_timestamp(${at}::bigint / 1000.0) WHERE account_id = ${id}::uuid`,
    );
    await leave();
    const intruders = linkTo('intruder@example.test');
    await sql().count`UPDATE credential SET set_at = set_at - interval '1 day' WHERE account_id = ${id}::uuid`;
    expect(headingOf(await press(first))).toBe('C’est arrêté');
    expect(headingOf(await press(intruders))).toBe(UNDERWAY);
    expect(await contestsOf(id)).toHaveLength(1);
    await audited(id, 'refused_frozen_copy', 'email');

    passSeconds(20 * DAY);
    await happens(person, id, 'contact_added', addContact(id, 'another@example.test'));
    await leave();
    const second = await press(linkTo(person.email));
    expect(headingOf(second)).toBe('Un conseiller va vous appeler');
    expect((await contactsOf(id)).get('another@example.test')).toBe('counts');
    expect((await contestsOf(id)).map(({ outcome, froze }) => [outcome, froze])).toEqual([
      ['stopped', true],
      ['agent', false],
    ]);
    passSeconds(11 * DAY);
    await happens(person, id, 'contact_added', addContact(id, 'third@example.test'));
    await leave();
    expect(headingOf(await press(linkTo(person.email)))).toBe('C’est arrêté');
  });

  test('U2 I6 a passkey is blocked by every press: alone it would let its maker in again while an agent is waited for', async () => {
    const { person, id } = await somebody();
    await happens(person, id, 'contact_added', addContact(id, 'first@example.test'));
    await leave();
    expect(headingOf(await press(linkTo(person.email)))).toBe('C’est arrêté');
    passSeconds(DAY);
    await happens(person, id, 'contact_added', addContact(id, 'second@example.test'));
    await happens(person, id, 'passkey_added', () => keepPasskey(poterne, person.familyName));
    await leave();
    expect(headingOf(await press(linkTo(person.email)))).toBe('Un conseiller va vous appeler');
    expect((await contactsOf(id)).get('second@example.test')).toBe('counts');
    const kept = await poterne.service.database.passkey.findMany({ where: { accountId: id } });
    expect(kept.map(({ frozenAt }) => frozenAt !== null)).toEqual([true]);
    expect((await contestsOf(id)).at(-1)).toEqual({ outcome: 'agent', froze: false, stopped: ['passkey'] });
  });

  test('U2 an intruder does not spend the one freeze on something of their own, also by a contact that is gone since', async () => {
    for (const isGone of [false, true]) {
      const { person, id } = await somebody();
      await happens(person, id, 'contact_added', addContact(id, 'stays@example.test'));
      await leave();
      const owners = linkTo(person.email);
      await happens(person, id, 'contact_added', addContact(id, 'spends@example.test'));
      await happens(person, id, 'contact_added', addContact(id, 'victim@example.test'));
      await leave();
      expect(headingOf(await press(linkTo('spends@example.test')))).toBe('C’est arrêté');
      expect((await contactsOf(id)).get('victim@example.test')).toBe('frozen');
      if (isGone)
        await sql().count`DELETE FROM contact WHERE account_id = ${id}::uuid AND value = 'spends@example.test'`;
      expect(headingOf(await press(owners))).toBe('C’est arrêté');
      expect((await contactsOf(id)).get('stays@example.test')).toBe('frozen');
    }
  });
});
