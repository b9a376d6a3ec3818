/** The way to a first password by a 4-digit code (C5), and what attackers get of it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANSWER_TICK_MS } from '../../src/domain/throttle/answer_tick.js';
import { type AgentPage, headingOf, openAgent, wordsOf } from '../harness/agent.js';
import { codesOfCard } from '../harness/card_codes.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { askRecovery, BORN, chooseNewPassword, follow, openLegacyAccess, openRecovery } from '../harness/recovery.js';
import { giveCredentials, type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, seedOf, type TestPerson } from '../harness/scenario.js';

const CODE = '4719';
const FIRST_PASSWORD = '36914725';
const POSTCODE = '88000';

const person = (order: number, more: Partial<TestPerson> = {}): TestPerson => ({
  realm: 'allocataires',
  identifier: `2550814168${order}`,
  allocataire: `7654${order}`,
  password: '',
  familyName: 'PERSONNE',
  givenNames: ['Une'],
  email: `ancienne.${order}@example.test`,
  ...more,
});
const WITH_MAILBOX = person(201);
const { email: _, ...ALONE } = person(202, { familyName: 'SEULE' });
const GUESSED = person(203);
const HAS_PASSWORD = person(204, { password: '85207413' });
const KEYS = person(205);

describe('C5', () => {
  let poterne: Restartable;
  let caf: RelyingParty;
  beforeAll(async () => {
    const legacy = (who: TestPerson) => ({
      ...seedOf(who),
      password: who.password || null,
      legacyCode: who.password ? null : CODE,
      postalAddress: { lines: ['3 rue des Tilleuls'], postcode: POSTCODE, city: 'Épinal', country: null },
    });
    const accounts = [...[WITH_MAILBOX, ALONE, GUESSED, HAS_PASSWORD, KEYS].map(legacy), seedOf(CLAIRE)];
    poterne = await startPoterne({ name: 'legacy_access', accounts });
    caf = await relyingParty(poterne);
  });
  afterAll(() => poterne.close());

  const answer = (who: TestPerson, over: Record<string, string> = {}) => ({
    allocataire: who.allocataire ?? '',
    postcode: POSTCODE,
    birth_day: BORN.day,
    birth_month: BORN.month,
    code: CODE,
    ...over,
  });
  const give = async (who: TestPerson, over: Record<string, string> = {}, agent = openAgent(poterne.origin)) => {
    const page = await openLegacyAccess(agent, caf);
    return { agent, page: await agent.submit(page, '/legacy_access/ask', answer(who, over)) };
  };

  test('C5 four things, a code to a contact, a first password: no session, and the 4-digit code is gone', async () => {
    const { agent, page } = await give(WITH_MAILBOX);
    expect(headingOf(page)).toBe('Comment voulez-vous recevoir un code\u00a0?');
    expect(page.html).not.toMatch(/example\.test|••/);
    expect(page.html).not.toContain('value="sms"');
    const typing = await agent.submit(page, '/legacy_access/second', { way: 'email' });
    const code = poterne.outbox.code(WITH_MAILBOX.email);
    expect(poterne.outbox.messages.at(-1)?.subject).toContain('choisir votre mot de passe');
    expect((await agent.submit(typing, '/legacy_access/code', { code: other(code) })).status).toBe(422);
    const choosing = await agent.submit(typing, '/legacy_access/code', { code });
    const done = await chooseNewPassword(agent, choosing, FIRST_PASSWORD, 'legacy_access');
    expect(headingOf(done)).toBe('Votre mot de passe est enregistré');
    const quiet = await agent.get((await caf.request({ prompt: 'none' })).url);
    expect(quiet.left?.searchParams.get('error')).toBe('login_required');

    // The 4-digit code was the first thing proved, so the mailbox is no bar to the first sign-in.
    const recovered = { ...WITH_MAILBOX, password: FIRST_PASSWORD };
    expect((await signIn(poterne, caf, recovered)).callback.searchParams.get('code')).toBeTruthy();
    const again = await give(WITH_MAILBOX);
    expect(again.page.status).toBe(422);
    expect(wordsOf(again.page)).toContain('Votre code à 4 chiffres ne sert plus');
  });

  test('C5 I10 without a contact a letter brings a card of codes, and its code leads on', async () => {
    const first = await give(ALONE);
    expect(first.page.html).not.toContain('value="card"');
    const ordered = await first.agent.submit(first.page, '/legacy_access/second', { way: 'order' });
    expect(headingOf(ordered)).toBe('Un courrier va partir');
    const soon = await first.agent.submit(first.page, '/legacy_access/second', { way: 'order' });
    expect(soon.status).toBe(429);

    passSeconds(4 * 86_400);
    const { agent, page } = await give(ALONE);
    const typing = await agent.submit(page, '/legacy_access/second', { way: 'card' });
    const [name = '', number = ''] = (/carte (\w+), saisissez le code n°\s*(\d+)/.exec(wordsOf(typing)) ?? []).slice(1);
    expect(name).toHaveLength(4);
    const code = (await codesOfCard(poterne, ALONE.familyName)).get(Number(number)) ?? '';
    expect((await agent.submit(typing, '/legacy_access/card', { code: other(code) })).status).toBe(422);
    const choosing = await agent.submit(typing, '/legacy_access/card', { code });
    const done = await chooseNewPassword(agent, choosing, FIRST_PASSWORD, 'legacy_access');
    expect(headingOf(done)).toBe('Votre mot de passe est enregistré');
    expect(wordsOf(done)).toContain('pas d’adresse ni de numéro où vous prévenir');
  });

  test('C5 five failures in an account’s life, the same for a number that nobody has; then a letter only', async () => {
    const nobody = { ...GUESSED, allocataire: '1111111' };
    const seen: string[][] = [];
    for (const who of [GUESSED, nobody]) {
      const answers: string[] = [];
      for (let i = 0; i < 7; i += 1) {
        const [before, paused] = [poterne.verifications(), poterne.pauses.length];
        const { page } = await give(who, { code: `000${i}` });
        // Whoever has the number, and whatever it took, the answer leaves on a tick.
        expect(poterne.pauses.slice(paused).map((ms) => ms > 0 && ms <= ANSWER_TICK_MS)).toEqual([true]);
        answers.push(`${page.status} ${poterne.verifications() - before} ${shapeOf(page, who)}`);
        passSeconds(40 * 86_400);
      }
      seen.push(answers);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.map((each) => each.slice(0, 5))).toEqual([...Array(4).fill('422 1'), '429 1', '429 0', '429 0']);
    // The right code is of no use any more, years later; a letter is.
    passSeconds(3 * 365 * 86_400);
    const { agent, page } = await give(GUESSED);
    expect(headingOf(page)).toBe('Ce code à 4 chiffres ne sert plus');
    const asking = await follow(agent, page, 'forgotten_password/ask');
    const choice = await askRecovery(agent, asking, GUESSED, 'none');
    await agent.submit(choice, '/forgotten_password/provisional', { by: 'sms' });
    await poterne.service.settled();
    const letters = await poterne.service.database.$queryRaw<Array<{ kind: string }>>`
      SELECT l.kind FROM letter l JOIN contact c ON c.account_id = l.account_id WHERE c.value = ${GUESSED.email}`;
    expect(letters).toEqual([{ kind: 'provisional_password' }]);
  });

  test.each([
    ['postcode', { postcode: '88001' }],
    ['day of birth', { birth_day: '12' }],
    ['month of birth', { birth_month: '6' }],
    ['code', { code: '4718' }],
  ])('C5 another %s leads nowhere', async (_name, over) => {
    const { page } = await give(KEYS, over);
    expect(page.status).toBe(422);
    expect(headingOf(page)).toBe('Choisir votre premier mot de passe');
  });

  test('C5 whoever has a password gets the same answer and work as a wrong code', async () => {
    const shapes: string[] = [];
    for (const [who, code] of [
      [HAS_PASSWORD, CODE],
      [{ ...HAS_PASSWORD, allocataire: '2222222' }, CODE],
    ] as const) {
      const before = poterne.verifications();
      const { page } = await give(who, { code });
      shapes.push(`${page.status} ${poterne.verifications() - before} ${shapeOf(page, who)}`);
    }
    expect(shapes[0]).toBe(shapes[1]);
  });

  test('C4 C5 no recovery leads past the 4-digit code: a forgotten password is one that was chosen', async () => {
    const before = poterne.outbox.messages.length;
    const agent = openAgent(poterne.origin);
    const page = await askRecovery(agent, await openRecovery(agent, caf), KEYS);
    await poterne.service.settled();
    expect(headingOf(page)).toBe('Quel code avez-vous reçu\u00a0?');
    expect(poterne.outbox.messages.length).toBe(before);
  });

  test('C5 X1 keys pressed without script give the digits back in the form, and count for no attempt', async () => {
    const agent = openAgent(poterne.origin);
    let page = await openLegacyAccess(agent, caf);
    const keys = { 9: 1, clear: 0, 4: 1, 7: 2, 2: 3, delete: 2, 1: 3 } as const;
    for (const key of ['9', 'clear', '4', '7', '2', 'delete', '1'] as const) {
      page = await agent.submit(page, '/legacy_access/ask', answer(KEYS, { code: '', code_key: key }));
      expect([page.status, page.url.search]).toEqual([200, '']);
      expect(wordsOf(page)).toContain(`${keys[key]} chiffre`);
      expect(page.html).not.toMatch(/id="code"[^>]*value="\d|value="\d[^>]*id="code"/);
    }
    // The keyboard goes on where the keys stopped, and what was kept is of no use in another sign-in.
    const kept = /name="code_kept" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const elsewhere = await give(KEYS, { code: '9', code_kept: kept });
    expect(elsewhere.page.status).toBe(422);
    expect(page.html).toContain(`value="${KEYS.allocataire}"`);
    const next = await agent.submit(page, '/legacy_access/ask', answer(KEYS, { code: '9' }));
    expect(headingOf(next)).toBe('Comment voulez-vous recevoir un code\u00a0?');
  });

  test('C5 no step is reached by its address, the 4-digit code is no password, and a realm without such codes has no such way', async () => {
    passSeconds(86_400);
    const { agent, page } = await give(KEYS);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    // Four failures stand from before: a right answer has forgiven none.
    expect((await give(KEYS, { code: '4718' })).page.status).toBe(429);
    const skipped = await agent.post(`${page.url.href}/password`, { csrf, new_password: FIRST_PASSWORD });
    expect(headingOf(skipped)).toBe('Comment voulez-vous recevoir un code\u00a0?');
    expect(headingOf(await agent.get(`${page.url.href}/password`))).toBe(headingOf(skipped));
    const login = await agent.get((await caf.request()).url);
    expect((await giveCredentials(agent, login, KEYS, CODE)).status).toBe(422);
    expect((await giveCredentials(agent, login, KEYS, `${CODE}${CODE}`)).status).toBe(422);
    const employers = await relyingParty(poterne, { realm: 'employeurs', clientId: 'peps' });
    const employer = openAgent(poterne.origin);
    const theirs = await employer.get((await employers.request()).url);
    expect(theirs.html).not.toContain('legacy_access');
    expect((await employer.get(`${theirs.url.href}/legacy_access`)).url.pathname).toBe(theirs.url.pathname);
  });
});

function other(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

function shapeOf({ html }: AgentPage, who: TestPerson): string {
  return html
    .replace(/interaction\/[\w-]+/g, 'interaction/…')
    .replace(/name="csrf" value="[^"]+"/g, 'csrf')
    .replaceAll(who.allocataire ?? '', 'number');
}
