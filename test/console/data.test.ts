import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { text } from '../../src/consoles/account/data/text.js';
import { type AgentPage, headingOf, wordsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE, HELENE, PAUL } from '../harness/scenario.js';
import { type Visitor, visitorOf } from './visitor.js';

const READY = 'Vos données sont prêtes';
const ENDED = '?news=ended';

describe('« Mes données » in « Gérer mon compte »', () => {
  let poterne: Restartable;
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'account_data' });
  });
  afterAll(() => poterne.close());

  const csrfIn = ({ html }: AgentPage) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  /** From the page of data to the button that hands it out, through a new code. */
  const ask = async (visitor: Visitor, language = ''): Promise<AgentPage> => {
    const page = await visitor.agent.get(`${visitor.home}/data${language}`);
    return visitor.prove(await visitor.agent.submit(page, '/data'));
  };
  /** The button pressed, its answer as it is. */
  const press = (visitor: Visitor, csrf: string): Promise<Response> =>
    fetch(`${visitor.home}/data/download`, {
      method: 'POST',
      body: new URLSearchParams({ csrf }),
      headers: {
        cookie: visitor.agent
          .cookies()
          .map(({ name, value }) => `${name}=${value}`)
          .join('; '),
      },
      redirect: 'manual',
    });
  const newsOf = (answer: Response) => new URL(answer.headers.get('location') ?? '', poterne.origin).search;
  const downloads = async () => poterne.service.database.notice.count({ where: { kind: 'data_downloaded' } });

  test('S5 all that is held leaves once, as a file that explains itself; told on every contact, audited', async () => {
    const visitor = visitorOf(poterne, CLAIRE);
    await visitor.enter();
    const ready = await ask(visitor);
    expect(headingOf(ready)).toBe(READY);
    const answers = await Promise.all([press(visitor, csrfIn(ready)), press(visitor, csrfIn(ready))]);
    const [file, other] = answers.toSorted((one, two) => one.status - two.status);
    expect(file?.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(file?.headers.get('content-disposition')).toMatch(
      /^attachment; filename="mes-donnees-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(file?.headers.get('cache-control')).toBe('no-store');
    expect(file?.headers.get('x-content-type-options')).toBe('nosniff');
    const written = (await file?.text()) ?? '';
    const { 'lisez-moi': keys, ...held } = JSON.parse(written) as Record<string, object> & { 'lisez-moi': object };
    expect(Object.keys(keys).toSorted()).toEqual(Object.keys(held).toSorted());
    expect(Object.keys(text.en.file.keys)).toEqual(Object.keys(keys));
    expect(held).toMatchObject({ account: { family_name: 'MARTIN' } });
    expect(held['identifiers']).toMatchObject([{ value: CLAIRE.identifier }, {}]);
    expect(held['events']).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'code_entered' })]));
    expect(written).not.toMatch(/argon2|sealed|ciphertext|_hash|"network"|secret_/);

    // Pressed twice at once, or again: one file, and how to ask for another.
    expect([other?.status, newsOf(other as Response)]).toEqual([303, '?news=downloaded']);
    const again = await visitor.agent.submit(ready, '/data/download');
    expect(wordsOf(again)).toContain('Vos données ont été téléchargées');
    expect(wordsOf(again)).toContain('demandez-le en bas de cette page');
    expect((await visitor.agent.get(`${visitor.home}/data/ready`)).url.search).toBe('?news=downloaded');

    const { database } = poterne.service;
    const notices = await database.notice.findMany({ where: { kind: 'data_downloaded' } });
    expect(notices.map(({ channel }) => channel).toSorted()).toEqual(['email', 'sms']);
    expect(notices.every(({ event }) => event !== null)).toBe(true);
    passSeconds(301);
    await poterne.service.sendNotices();
    expect(poterne.outbox.messages.map((message) => message.text).join()).toContain('données de votre compte');
    const second = await press(visitor, csrfIn(await ask(visitor, '?lang=en')));
    expect(second.headers.get('content-disposition')).toContain('my-data-');
    expect(JSON.parse(await second.text())['events']).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'data_downloaded', outcome: 'done' })]),
    );
  });

  test('S5 A5 without a new code for this very action nothing leaves: not by the session, nor by another action', async () => {
    const visitor = visitorOf(poterne, PAUL);
    const before = await downloads();
    await visitor.enter();
    const csrf = csrfIn(await visitor.agent.get(visitor.home));
    expect(newsOf(await press(visitor, csrf))).toBe(ENDED);
    expect((await visitor.agent.get(`${visitor.home}/data/ready`)).url.search).toBe(ENDED);
    const form = await visitor.prove(
      await visitor.agent.submit(await visitor.agent.get(`${visitor.home}/password`), '/password'),
    );
    expect(headingOf(form)).toContain('mot de passe');
    expect(newsOf(await press(visitor, csrf))).toBe(ENDED);
    // Made weaker on the way, the request confirms nothing.
    const leaving = await visitor.leave(`${visitor.home}/data`, { csrf });
    leaving.searchParams.set('acr_values', 'two-step');
    expect(headingOf(await visitor.agent.get(leaving))).toBe('Confirmez cette action');
    expect(newsOf(await press(visitor, csrf))).toBe(ENDED);
    expect(await downloads()).toBe(before);
  });

  test('S5 S6 the permission is of one session, for five minutes, and dies with it; a form that is not ours takes nothing', async () => {
    const visitor = visitorOf(poterne, HELENE);
    const before = await downloads();
    await visitor.enter();
    const csrf = csrfIn(await ask(visitor));
    const other = visitorOf(poterne, HELENE);
    await other.enter();
    expect(newsOf(await press(other, csrfIn(await other.agent.get(other.home))))).toBe(ENDED);
    expect((await press(visitor, 'forged')).status).toBe(403);
    expect((await press(visitor, csrfIn(await other.agent.get(other.home)))).status).toBe(403);
    passSeconds(5 * 60);
    expect(newsOf(await press(visitor, csrf))).toBe(ENDED);

    const anew = await ask(visitor);
    expect(headingOf(anew)).toBe(READY);
    const cookies = visitor.agent.cookies().map(({ name, value }) => `${name}=${value}`);
    await visitor.agent.submit(await visitor.agent.get(visitor.home), '/sign-out');
    const late = await fetch(`${visitor.home}/data/download`, {
      method: 'POST',
      body: new URLSearchParams({ csrf: csrfIn(anew) }),
      headers: { cookie: cookies.join('; ') },
      redirect: 'manual',
    });
    expect([late.status, late.headers.get('location')]).toEqual([303, expect.stringContaining('/auth?')]);
    expect(await downloads()).toBe(before);
  });
});
