/** A forgotten password from the login page to the next sign-in (C4), and what attackers get of it (S1, ASVS 6.3.8). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANSWER_TICK_MS } from '../../src/domain/throttle/answer_tick.js';
import { type Agent, type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { enrolApp } from '../harness/authenticator.js';
import { passSeconds } from '../harness/moving_time.js';
import { keepPasskey } from '../harness/passkeys.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askRecovery, BORN, chooseNewPassword, openRecovery, typeRecoveryCode } from '../harness/recovery.js';
import {
  askForCode,
  giveCredentials,
  type RelyingParty,
  relyingParty,
  signIn,
  typeCode,
} from '../harness/relying_party.js';
import { CLAIRE, LUCIEN, PAUL, seedOf, type TestPerson } from '../harness/scenario.js';

const A_DAY = 25 * 3600;
const NEW_PASSWORD = '36914725';
/** a valid number that nobody here has */
const NOBODY: TestPerson = { ...CLAIRE, identifier: '2550814168025' };
const person = (order: number, more: Partial<TestPerson> = {}): TestPerson => ({
  realm: 'allocataires',
  identifier: `2550814168${order}`,
  password: '85207413',
  familyName: 'PERSONNE',
  givenNames: ['Une'],
  email: `personne.${order}@example.test`,
  mobile: `+336399810${String(order).slice(-2)}`,
  ...more,
});
const SUSPENDED = person(111);
const FLOODED = person(112);
const GUESSED = person(113);
const RACED = person(114);
const BARRED = person(115);
const REOPENED = person(116);
const PROVISIONAL = person(117);
const SEPARATED = person(118);
const KEPT_WAITING = person(119);
const KEEPING = person(120, { familyName: 'GARDIENNE' });
const OTHERS = [KEEPING, SUSPENDED, FLOODED, GUESSED, RACED, BARRED, REOPENED, PROVISIONAL, SEPARATED, KEPT_WAITING];

describe.each(['memory', 'redis'] as const)('C4 with ephemeral state in %s', (ephemeral) => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    poterne = await startPoterne({
      name: `recovery_${ephemeral}`,
      ephemeral,
      environment: { TRUSTED_PROXIES: '127.0.0.1, ::1' },
      accounts: [CLAIRE, PAUL, LUCIEN, ...OTHERS].map(seedOf),
    });
    caf = await relyingParty(poterne);
    await poterne.service.database.$executeRaw`UPDATE account SET status = 'suspended' WHERE id IN (
      SELECT account_id FROM contact WHERE value = ${SUSPENDED.email})`;
  });
  afterAll(() => poterne.close());

  /** What no store decides is tried with one of them. */
  const inMemory = ephemeral === 'memory' ? test : () => undefined;
  const agentOf = () => openAgent(poterne.origin);
  const start = async (who: TestPerson, way: 'email' | 'sms' | 'none' = 'email', agent = agentOf(), born = BORN) => {
    const page = await askRecovery(agent, await openRecovery(agent, caf), { identifier: who.identifier, born }, way);
    await poterne.service.settled();
    return { agent, page };
  };
  const sentTo = (to: string | undefined) => poterne.outbox.messages.filter((message) => message.to === to).length;
  const mailTo = ({ email }: TestPerson) => poterne.outbox.messages.findLast(({ to }) => to === email)?.text ?? '';
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test('C4 number, birth date, code, new password: no session, the old password ends, the person is told on every contact', async () => {
    const before = await signIn(poterne, caf, CLAIRE);
    const { agent, page } = await start(CLAIRE);
    expect(headingOf(page)).toBe('Quel code avez-vous reçu\u00a0?');
    expect(page.html).not.toMatch(/example\.test|••/);
    const choosing = await typeRecoveryCode(agent, page, poterne.outbox.code(CLAIRE.email));
    expect(headingOf(choosing)).toBe('Choisissez un mot de passe');
    const refused = await chooseNewPassword(agent, choosing, '12345678');
    expect(refused.status).toBe(422);
    const done = await chooseNewPassword(agent, refused, NEW_PASSWORD);
    expect(headingOf(done)).toBe('Votre mot de passe est changé');
    expect(wordsOf(done)).toContain('par e-mail et par SMS');
    // No alarm where nothing else signs in.
    expect(wordsOf(done)).not.toContain('sert toujours');
    passSeconds(301);
    await poterne.service.sendNotices();
    const told = poterne.outbox.messages.slice(-2).map(({ to }) => to);
    expect(new Set(told)).toEqual(new Set([CLAIRE.email, CLAIRE.mobile]));
    expect(mailTo(CLAIRE)).not.toContain('servent toujours');

    // Nobody is signed in: not here, and no longer where somebody was.
    for (const who of [agent, before.agent]) {
      const again = await who.get((await caf.request({ prompt: 'none' })).url);
      expect(again.left?.searchParams.get('error')).toBe('login_required');
    }
    const login = await agent.get(done.url.href.replace('/forgotten_password', ''));
    expect((await giveCredentials(agent, login, CLAIRE)).status).toBe(422);
    const code = await giveCredentials(agent, login, CLAIRE, NEW_PASSWORD);
    expect(code.status).toBe(200);
  });

  inMemory(
    'C4 I5 I6 what still signs in is shown by name, make and day, and each leads in one press to its removal',
    async () => {
      const own = await keepPasskey(poterne, KEEPING.familyName);
      const theirs = await keepPasskey(poterne, KEEPING.familyName);
      const blocked = await keepPasskey(poterne, KEEPING.familyName);
      const app = await enrolApp(poterne, KEEPING.familyName);
      const { passkey } = poterne.service.database;
      const google = 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4';
      await passkey.update({ where: { id: own.id }, data: { name: '<i>Le mien</i>', aaguid: google } });
      await passkey.update({
        where: { id: theirs.id },
        data: { name: 'Inconnu', addedAt: new Date('2026-03-03T12:00:00Z') },
      });
      await passkey.update({ where: { id: blocked.id }, data: { name: 'Contesté', frozenAt: new Date() } });
      const { agent, page } = await start(KEEPING);
      const choosing = await typeRecoveryCode(agent, page, poterne.outbox.code(KEEPING.email));
      for (const before of [page, choosing]) expect(wordsOf(before)).not.toMatch(/Inconnu|Le mien/);
      const done = await chooseNewPassword(agent, choosing, NEW_PASSWORD);
      const words = wordsOf(done);
      expect(words).toContain('Ce qui sert toujours à vous connecter');
      expect(done.html).toContain('&lt;i>Le mien&lt;/i>');
      expect(words).toContain('Clé d’accès (empreinte ou visage), Google');
      expect(words).toContain('Inconnu Clé d’accès (empreinte ou visage) Depuis le 3 mars 2026');
      expect(words).toContain('Téléphone Application d’authentification');
      expect(words).not.toContain('Contesté');
      expect([...done.html.matchAll(/href="[^"]*\/account\/([^"]+)\/remove"/g)].map(([, place]) => place)).toEqual([
        ...[theirs.id, own.id].map((id) => `passkeys/${id}`),
        `authenticators/${app.id}`,
      ]);
      // Another browser is shown nothing of it.
      expect(wordsOf(await agentOf().get(done.url))).not.toContain('Inconnu');
      passSeconds(301);
      await poterne.service.sendNotices();
      expect(mailTo(KEEPING)).toContain(
        'Les clés d’accès et applications d’authentification de ce compte servent toujours.',
      );

      // Nothing goes without a sign-in, and a proof that names it.
      const removal = `${poterne.issuer('allocataires')}/account/passkeys/${theirs.id}/remove`;
      const login = await agent.get(removal);
      expect(headingOf(login)).toBe('Connectez-vous');
      const byApp = await giveCredentials(agent, login, KEEPING, NEW_PASSWORD);
      const ways = await agent.get(`${byApp.url.href}/one_time_code/channels`);
      const code = await askForCode(agent, ways, 'sms');
      const question = await typeCode(agent, code, poterne.outbox.code(KEEPING.mobile));
      expect([question.url.href, wordsOf(question)]).toEqual([removal, expect.stringContaining('Inconnu')]);
      passSeconds(60);
      expect(wordsOf(await agent.submit(question, '/remove'))).toContain('supprimer une clé d’accès');
      expect(await passkey.count({ where: { id: theirs.id } })).toBe(1);
    },
  );

  inMemory('C4 the mailbox that carried the code is no second step for 48 hours, but the telephone is', async () => {
    const { agent, page } = await start(BARRED);
    const choosing = await typeRecoveryCode(agent, page, poterne.outbox.code(BARRED.email));
    const done = await chooseNewPassword(agent, choosing, NEW_PASSWORD);
    expect(wordsOf(done)).toContain('48');
    const recovered = { ...BARRED, password: NEW_PASSWORD };
    const offered = async () => {
      const stranger = agentOf();
      return giveCredentials(stranger, await stranger.get((await caf.request()).url), recovered);
    };
    const choice = await offered();
    expect(choice.html).toContain('value="sms.');
    expect(choice.html).not.toContain('value="email.');
    expect((await signIn(poterne, caf, recovered, { channel: 'sms' })).callback.searchParams.get('code')).toBeTruthy();
    passSeconds(48 * 3600 + 60);
    expect((await offered()).html).toContain('value="email.');
  });

  inMemory(
    'C4 ASVS 6.3.8 nobody, a wrong birth date, a suspended account and one without such a contact: the same answers, headers and Argon2 work',
    async () => {
      const answers: string[] = [];
      for (const [who, born] of [
        [PAUL, BORN],
        [NOBODY, BORN],
        [PAUL, { ...BORN, day: '12' }],
        [SUSPENDED, BORN],
        [LUCIEN, BORN],
      ] as const) {
        passSeconds(A_DAY);
        const before = poterne.verifications();
        const { agent, page } = await start(who, 'email', agentOf(), born);
        const wrong = await typeRecoveryCode(agent, page, '000000');
        const again = await agent.submit(wrong, '/forgotten_password/resend', { channel: 'sms' });
        answers.push(
          [page, wrong, again]
            .map((each) => JSON.stringify([each.status, [...each.headers.keys()].sort(), shapeOf(each)]))
            .join('\n'),
        );
        expect(poterne.verifications() - before).toBe(0);
      }
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('Si ces informations correspondent');
    },
  );

  inMemory('C4 no answer waits for a message: the page is there while the provider has not answered', async () => {
    passSeconds(A_DAY);
    let release: (() => void) | undefined;
    poterne.outbox.answerWith(
      () => new Promise((resolve) => (release = () => resolve({ accepted: false, why: 'too late' }))),
    );
    const agent = agentOf();
    const page = await askRecovery(agent, await openRecovery(agent, caf), PAUL);
    expect(headingOf(page)).toBe('Quel code avez-vous reçu\u00a0?');
    while (!release) await new Promise((resolve) => setImmediate(resolve));
    poterne.outbox.answerWith(undefined);
    release();
    await poterne.service.settled();
    // Its failure is told to nobody, and the wait it caused is not charged.
    expect((await agent.get(page.url)).status).toBe(200);
  });

  test('C4 a recovery’s code signs nobody in, and a sign-in’s code recovers nothing', async () => {
    passSeconds(A_DAY);
    const agent = agentOf();
    const login = await agent.get((await caf.request()).url);
    const typing = await askForCode(agent, await giveCredentials(agent, login, PAUL));
    const ofSignIn = poterne.outbox.code(PAUL.email);
    const { agent: recovering, page } = await start(PAUL);
    const ofRecovery = poterne.outbox.code(PAUL.email);
    expect((await typeCode(agent, typing, ofRecovery)).status).toBe(422);
    expect((await typeRecoveryCode(recovering, page, ofSignIn)).status).toBe(422);
    expect((await typeCode(agent, typing, ofSignIn)).left).toBeDefined();
  });

  test('C4 P6 of 20 parallel entries of a right code one wins, and of 20 parallel choices one', async () => {
    passSeconds(A_DAY);
    const { agent, page } = await start(RACED);
    const code = poterne.outbox.code(RACED.email);
    const twenty = () => Array.from({ length: 20 }, () => copyOf(poterne.origin, agent));
    const entries = await Promise.all(twenty().map((each) => typeRecoveryCode(each, page, code)));
    // The others are told that it was used, or see what has become of it: which, is a matter of milliseconds.
    expect(entries.filter(({ status }) => status !== 200 && status !== 422)).toEqual([]);
    const choosing = await agent.get(page.url);
    expect(headingOf(choosing)).toBe('Choisissez un mot de passe');
    const passwords = Array.from({ length: 20 }, (_, index) => `369147${String(index + 10)}`);
    await Promise.all(twenty().map((each, index) => chooseNewPassword(each, choosing, passwords[index] ?? '')));
    await poterne.service.sendNotices();
    const { count } = (
      await poterne.service.database.$queryRaw<Array<{ count: bigint }>>`
      SELECT count(*) FROM notice WHERE destination = ${RACED.email} AND kind = 'password_recovered'`
    )[0] ?? { count: 0n };
    expect(Number(count)).toBe(1);
    const right = await poterne.service.database.$queryRaw<Array<{ count: bigint }>>`
      SELECT count(*) FROM audit_event e, contact c WHERE e.account_id = c.account_id AND c.value = ${RACED.email}
        AND e.type = 'code_entered' AND e.outcome = 'right'`;
    expect(Number(right[0]?.count)).toBe(1);
    expect((await typeRecoveryCode(agent, page, code)).html).not.toContain('name="new_password"');
  });

  inMemory('C4 no step is reached by its address, by another browser, or with another browser’s form', async () => {
    passSeconds(A_DAY);
    const { agent, page } = await start(PAUL);
    const stranger = agentOf();
    const theirs = await openRecovery(stranger, caf);
    const password = { new_password: NEW_PASSWORD, repeated_password: NEW_PASSWORD };
    const csrf = (from: AgentPage) => /name="csrf" value="([^"]+)"/.exec(from.html)?.[1] ?? '';
    // Skipping: the form of the last step, posted while the code is still asked for.
    const skipped = await agent.post(`${page.url.href}/password`, { csrf: csrf(page), ...password });
    expect(headingOf(skipped)).toBe('Quel code avez-vous reçu\u00a0?');
    for (const below of ['/password', '/code', '/provisional', '/done'])
      expect(headingOf(await agent.get(`${page.url.href}${below}`))).toBe('Quel code avez-vous reçu\u00a0?');
    // The same address in another browser, with its own form and with ours.
    expect((await stranger.get(page.url)).status).toBe(400);
    const stolen = await stranger.post(`${page.url.href}/code`, {
      csrf: csrf(page),
      code: poterne.outbox.code(PAUL.email),
    });
    expect(stolen.status).toBe(400);
    expect((await agent.post(`${page.url.href}/code`, { csrf: csrf(theirs), code: '123456' })).status).toBe(403);
    expect((await typeRecoveryCode(agent, page, poterne.outbox.code(PAUL.email))).html).toContain('new_password');
  });

  inMemory(
    'S1 a flood of recoveries by a stranger: few messages leave, the owner signs in as ever, and recovers from a known device',
    async () => {
      passSeconds(A_DAY);
      const { agent: owner } = await signIn(poterne, caf, FLOODED);
      const before = sentTo(FLOODED.email);
      for (let i = 0; i < 12; i += 1) {
        passSeconds(16 * 60);
        const stranger = await start(FLOODED);
        passSeconds(31);
        if (stranger.page.status === 200) await stranger.agent.submit(stranger.page, '/forgotten_password/resend');
      }
      await poterne.service.settled();
      expect(sentTo(FLOODED.email) - before).toBe(6);
      const sixSent = sentTo(FLOODED.email);
      owner.dropCookies(/session/);
      expect((await signIn(poterne, caf, FLOODED)).callback.searchParams.get('code')).toBeTruthy();
      const { page } = await start(FLOODED, 'email', owner);
      expect(sentTo(FLOODED.email)).toBe(sixSent + 2);
      expect((await typeRecoveryCode(owner, page, poterne.outbox.code(FLOODED.email))).html).toContain('new_password');
    },
  );

  test('S1 recoveries of one number ask for waits, the same whether or not anybody has it', async () => {
    passSeconds(A_DAY);
    const seen: number[][] = [];
    for (const who of [NOBODY, PAUL]) {
      const statuses = [];
      for (let i = 0; i < 7; i += 1) {
        const paused = poterne.pauses.length;
        statuses.push((await start(who)).page.status);
        // Whoever has the number, and whatever it took, the answer leaves on a tick.
        const tick = poterne.pauses.slice(paused).at(-1) ?? 0;
        expect(tick > 0 && tick <= ANSWER_TICK_MS).toBe(true);
      }
      seen.push(statuses);
    }
    expect(seen[0]).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(seen[1]).toEqual(seen[0]);
    passSeconds(31);
    expect((await start(PAUL)).page.status).toBe(200);
  });

  test('S1 a stranger who knows the number alone keeps nobody of another network from recovering, and nobody at all from the letter', async () => {
    passSeconds(A_DAY);
    const from = (address: string) => openAgent(poterne.origin, { 'x-forwarded-for': address });
    const wrong = { ...BORN, day: '12' };
    for (const who of [KEPT_WAITING, NOBODY]) {
      for (let i = 0; i < 6; i += 1) await start(who, 'email', from('198.51.100.9'), wrong);
      expect((await start(who, 'email', from('198.51.100.9'))).page.status).toBe(429);
      const left = await start(who, 'none', from('198.51.100.9'));
      expect([left.page.status, headingOf(left.page)]).toEqual([
        200,
        'Comment recevoir un mot de passe provisoire\u00a0?',
      ]);
      const elsewhere = await start(who, 'email', from('203.0.113.7'));
      expect([elsewhere.page.status, headingOf(elsewhere.page)]).toEqual([200, 'Quel code avez-vous reçu\u00a0?']);
    }
    expect(sentTo(KEPT_WAITING.email)).toBe(1);
  });

  inMemory(
    'S1 wrong codes count over all of an account’s recoveries, in silence: then even the right one is wrong, the person is told, and signing in stays open',
    async () => {
      passSeconds(A_DAY);
      const early = await start(GUESSED);
      const right = poterne.outbox.code(GUESSED.email);
      for (let i = 0; i < 5; i += 1) {
        passSeconds(60);
        const stranger = await start(GUESSED);
        const wrong = other(poterne.outbox.code(GUESSED.email));
        const page = await typeRecoveryCode(stranger.agent, stranger.page, wrong);
        expect(wordsOf(page)).toContain('il vous reste 4 essais');
      }
      const late = await typeRecoveryCode(early.agent, early.page, right);
      expect(wordsOf(late)).toContain('il vous reste 4 essais');
      await poterne.service.settled();
      await poterne.service.sendNotices();
      const notice = poterne.outbox.messages.findLast(
        ({ to, text }) => to === GUESSED.mobile && !/\d{6}\b/.test(text.slice(0, 7)),
      );
      expect(notice?.text).toContain('trop de codes faux');
      const before = sentTo(GUESSED.email);
      passSeconds(3600);
      expect((await start(GUESSED)).page.status).toBe(200);
      expect(sentTo(GUESSED.email)).toBe(before);
      expect((await signIn(poterne, caf, GUESSED)).callback.searchParams.get('code')).toBeTruthy();
      passSeconds(A_DAY);
      const next = await start(GUESSED);
      expect((await typeRecoveryCode(next.agent, next.page, poterne.outbox.code(GUESSED.email))).html).toContain(
        'new_password',
      );
    },
  );

  inMemory('S1 a recovery opens the lanes that a stranger’s failures had closed; code entry once a month', async () => {
    passSeconds(A_DAY);
    const lock = async (password: string) => {
      for (let status = 200; status !== 429; passSeconds(40)) {
        const agent = agentOf();
        let page = await giveCredentials(agent, await agent.get((await caf.request()).url), REOPENED, password);
        page = await askForCode(agent, page, 'sms');
        for (let i = 0; i < 5 && page.html.includes('name="code"'); i += 1)
          page = await typeCode(agent, page, other(poterne.outbox.code(REOPENED.mobile)));
        status = page.status;
      }
    };
    const recover = async (password: string) => {
      const { agent, page } = await start(REOPENED);
      await chooseNewPassword(
        agent,
        await typeRecoveryCode(agent, page, poterne.outbox.code(REOPENED.email)),
        password,
      );
    };
    const canSignIn = async (password: string) => {
      const agent = agentOf();
      const page = await giveCredentials(agent, await agent.get((await caf.request()).url), REOPENED, password);
      return (await askForCode(agent, page, 'sms')).status === 200;
    };
    await lock(REOPENED.password);
    expect(await canSignIn(REOPENED.password)).toBe(false);
    await recover('36914725');
    expect(await canSignIn('36914725')).toBe(true);
    await lock('36914725');
    await recover('47036915');
    expect(await canSignIn('47036915')).toBe(false);
  });

  inMemory(
    'C3 C4 without a code: a provisional password by SMS or letter, at most one a day, the same answer and work for nobody',
    async () => {
      passSeconds(A_DAY);
      const words: string[] = [];
      for (const who of [PROVISIONAL, NOBODY, PROVISIONAL]) {
        const { agent, page } = await start(who, 'none');
        const sent = await agent.submit(page, '/forgotten_password/provisional', { by: 'sms' });
        await poterne.service.settled();
        words.push(`${sent.status} ${shapeOf(sent)}`);
      }
      expect(new Set(words).size).toBe(1);
      await poterne.service.sendNotices();
      const secrets = poterne.outbox.messages.filter(
        ({ to, text }) => to === PROVISIONAL.mobile && /\b\d{8}\b/.test(text),
      );
      expect(secrets).toHaveLength(1);
      // The present one stays good: asking for somebody else's harms nobody (C3).
      expect((await signIn(poterne, caf, PROVISIONAL)).callback.searchParams.get('code')).toBeTruthy();
    },
  );

  inMemory(
    'C7 after a separation the shared mailbox and telephone take nothing back: no code, not even one sent before, and a letter alone',
    async () => {
      passSeconds(A_DAY);
      const { database } = poterne.service;
      const { accountId } = await database.contact.findFirstOrThrow({ where: { value: SEPARATED.email ?? '' } });
      const begun = await start(SEPARATED);
      const early = poterne.outbox.code(SEPARATED.email);
      // As the back office's separation leaves it, while the letter is in the post.
      await database.credential.deleteMany({ where: { accountId } });
      await database.account.update({
        where: { id: accountId },
        data: {
          signInsVoidBefore: new Date(),
          addressLines: ['3 rue des Tilleuls'],
          postcode: '88000',
          city: 'Épinal',
        },
      });
      passSeconds(60);
      expect((await typeRecoveryCode(begun.agent, begun.page, early)).html).not.toContain('new_password');
      const before = [sentTo(SEPARATED.email), sentTo(SEPARATED.mobile)];
      await begun.agent.submit(begun.page, '/forgotten_password/resend');
      for (const way of ['email', 'sms'] as const) {
        const { page } = await start(SEPARATED, way);
        expect(headingOf(page)).toBe('Quel code avez-vous reçu\u00a0?');
      }
      expect([sentTo(SEPARATED.email), sentTo(SEPARATED.mobile)]).toEqual(before);
      const { agent, page } = await start(SEPARATED, 'none');
      await agent.submit(page, '/forgotten_password/provisional', { by: 'sms' });
      await poterne.service.settled();
      const issued = await database.credential.findFirstOrThrow({ where: { accountId, kind: 'provisional' } });
      expect(issued.carriedBy).toBeNull();
      expect(await database.letter.count({ where: { accountId, kind: 'provisional_password' } })).toBe(1);
      expect(await database.notice.count({ where: { accountId, kind: 'provisional_password' } })).toBe(0);
    },
  );

  inMemory(
    'C4 a date that no calendar has and a number of another form are told at once, and count for nothing',
    async () => {
      const agent = agentOf();
      const page = await openRecovery(agent, caf);
      const wrong = await askRecovery(agent, page, { identifier: '2840588', born: { ...BORN, month: '13' } });
      expect(wrong.status).toBe(422);
      expect(wrong.html).toContain('value="13"');
      expect(headingOf(await agent.submit(page, '/forgotten_password/ask', {}))).toBe('Mot de passe oublié');
    },
  );
});

/** A page without what differs at each visit: addresses, tokens, the seconds of a countdown. */
function shapeOf({ html }: AgentPage): string {
  return html
    .replace(/interaction\/[\w-]+/g, 'interaction/…')
    .replace(/name="csrf" value="[^"]+"/g, 'csrf')
    .replace(/data-seconds="\d+"/g, 'seconds')
    .replace(/\d+ ?(?:\u00a0)?(?:minutes?|secondes?)/g, 'time');
}

/** Another tab of the same browser. */
function copyOf(origin: string, agent: Agent): Agent {
  const copy = openAgent(origin);
  for (const cookie of agent.cookies()) copy.setCookie(cookie);
  return copy;
}
