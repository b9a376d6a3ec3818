/** What happens to a person is told to the portals they use, as it happens, and to no other (S8, P9, C7, U1, U2). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresSignalStreams } from '../../src/adapters/postgres/signals/signal_streams.js';
import type { EventType } from '../../src/domain/signals/event.js';
import type { StreamWish } from '../../src/ports/signals/signal_streams.js';
import { type Agent, formsOf } from '../harness/agent.js';
import { passSeconds } from '../harness/moving_time.js';
import { NO_BOX } from '../harness/no_box.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { type RelyingParty, relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { recordSecret } from '../infrastructure/log_watch.js';

const NEW_PASSWORD = '61937284';
const WISH: StreamWish = {
  delivery: { method: 'poll' },
  eventsRequested: [],
  events: ['session-revoked', 'credential-change', 'assurance-level-change'],
  description: null,
};

interface Told {
  readonly client: string;
  readonly type: EventType;
  readonly sid: string | null;
  readonly data: Readonly<Record<string, string>>;
}

describe('what portals are told', () => {
  let poterne: Restartable;
  let parties: Record<'caf' | 'caf-other', RelyingParty>;
  beforeAll(async () => {
    recordSecret('password', NEW_PASSWORD);
    poterne = await startPoterne({ name: 'signals' });
    const streams = createPostgresSignalStreams(poterne.service.database, NO_BOX);
    for (const [clientId, sector] of [
      ['caf', 'caf'],
      ['caf-other', 'autre'],
      ['simple', 'simple'],
    ] as const)
      await streams.create({ realm: 'allocataires', clientId }, sector, WISH, Date.now());
    // A client that may have a stream knows its sessions by name.
    const resources = JSON.stringify({ resources: [`${poterne.issuer('allocataires')}/ssf`] });
    await poterne.service.database.sql.count`
      UPDATE client SET metadata = metadata || ${resources}::jsonb WHERE client_id = 'caf'`;
    parties = {
      caf: await relyingParty(poterne, { scope: 'openid offline_access' }),
      'caf-other': await relyingParty(poterne, { clientId: 'caf-other' }),
    };
  });
  afterAll(() => poterne.close());

  const sql = () => poterne.service.database.sql;
  const noted = async (count: number) => {
    // A sub is noted behind the answer.
    for (let turn = 0; turn < 300; turn += 1) {
      const rows = await sql().rows`SELECT FROM pairwise_subject WHERE sector IN ('caf', 'autre')`;
      if (rows.length >= count) return;
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  /** What was written since the last time. */
  const told = async (): Promise<readonly Told[]> => {
    const rows = await sql().rows<Told[]>`
      WITH taken AS (DELETE FROM signal_event RETURNING *)
      SELECT s.client_id AS client, t.type, t.sid, t.data FROM taken t JOIN signal_stream s ON s.id = t.stream_id
      ORDER BY t.created_at, s.client_id, t.type, t.sid`;
    return rows;
  };
  const home = () => `${poterne.issuer('allocataires')}/account`;
  const endEverything = async (agent: Agent) => {
    const page = await agent.get(`${home()}/devices/everywhere`);
    await agent.submit(page, '/devices/everywhere');
  };
  const accountOf = async (familyName: string) => {
    const rows = await sql().rows<Array<{ id: string }>>`SELECT id FROM account WHERE family_name = ${familyName}`;
    return rows[0]?.id ?? '';
  };

  test('S8 P9 « sign out everywhere » is told once to each portal that the person has been to, and to no other', async () => {
    const { agent } = await signIn(poterne, parties.caf, CLAIRE);
    await agent.get((await parties['caf-other'].request()).url);
    await signIn(poterne, parties.caf, PAUL);
    await noted(3);
    await told();
    await endEverything(agent);
    expect(await told()).toEqual(
      ['caf', 'caf-other'].map((client) => ({
        client,
        type: 'session-revoked',
        sid: null,
        data: { by: 'user', reason: 'signed-out-everywhere' },
      })),
    );
  });

  test('S8 U1 the end of one session is told with the name that each portal knows it by', async () => {
    passSeconds(60);
    const here = await signIn(poterne, parties.caf, CLAIRE);
    const sidHere = (await parties.caf.redeem(here.request, here.callback)).claims()?.['sid'];
    passSeconds(60);
    await signIn(poterne, parties.caf, CLAIRE);
    await told();
    // The one that was used last, this one, stands first.
    const page = await here.agent.get(`${home()}/devices`);
    const other = formsOf(page).findLast(({ action }) => action.endsWith('/devices/end'));
    await here.agent.submit(page, '/devices/end', { ref: other?.fields['ref'] ?? '' });
    const ended = await told();
    expect(ended).toMatchObject([
      { client: 'caf', type: 'session-revoked', data: { by: 'user', reason: 'session-ended' } },
    ]);
    expect(ended[0]?.sid).toEqual(expect.any(String));
    expect(ended[0]?.sid).not.toBe(sidHere);
  });

  test('S8 signing out at the provider is told to the portals of that session', async () => {
    passSeconds(60);
    const { agent } = await signIn(poterne, parties.caf, CLAIRE);
    await told();
    const page = await agent.get(`${poterne.issuer('allocataires')}/session/end`);
    await agent.submit(page, '/session/end/confirm', { logout: 'yes' });
    expect(await told()).toMatchObject([
      { client: 'caf', type: 'session-revoked', sid: expect.any(String), data: { by: 'user', reason: 'signed-out' } },
    ]);
  });

  test('S8 I7 a password that is replaced: the credential, and the sessions that end, never the one that goes on', async () => {
    passSeconds(60);
    const here = await signIn(poterne, parties.caf, CLAIRE);
    const sidHere = (await parties.caf.redeem(here.request, here.callback)).claims()?.['sid'];
    passSeconds(60);
    await signIn(poterne, parties.caf, CLAIRE);
    await sql()
      .count`UPDATE credential SET state = 'compromised' WHERE account_id = ${await accountOf('MARTIN')}::uuid`;
    await told();
    passSeconds(3);
    const page = await here.agent.get((await parties.caf.request()).url);
    const words = { new_password: NEW_PASSWORD, repeated_password: NEW_PASSWORD };
    await here.agent.submit(page, '/change_password', words);
    const all = await told();
    expect(all.filter(({ type }) => type === 'credential-change')).toEqual(
      ['caf', 'caf-other'].map((client) => ({
        client,
        type: 'credential-change',
        sid: null,
        data: { by: 'user', reason: 'password-chosen', credential: 'password', change: 'update' },
      })),
    );
    const revoked = all.filter(({ type }) => type === 'session-revoked');
    expect(revoked.length).toBeGreaterThan(0);
    // Those of the other browsers alone: the session of this one goes on.
    expect(revoked.map(({ sid }) => sid)).toEqual(revoked.map(() => expect.any(String)));
    expect(sidHere).toEqual(expect.any(String));
    expect(revoked.map(({ sid }) => sid)).not.toContain(sidHere);
  });

  test('S8 somebody else who signs in on the same browser ends that session for the portals too', async () => {
    passSeconds(60);
    const claire = { ...CLAIRE, password: NEW_PASSWORD };
    const { agent, request, callback } = await signIn(poterne, parties.caf, claire);
    const sid = (await parties.caf.redeem(request, callback)).claims()?.['sid'];
    await told();
    await signIn(poterne, parties.caf, PAUL, { agent, parameters: { prompt: 'login' } });
    expect(await told()).toEqual([
      { client: 'caf', type: 'session-revoked', sid, data: { by: 'user', reason: 'session-ended' } },
    ]);
  });

  test('S8 A4 who steps up for one portal is told to the others of that session, by the name that each knows it by', async () => {
    passSeconds(60);
    const claire = { ...CLAIRE, password: NEW_PASSWORD };
    const { agent, request, callback } = await signIn(poterne, parties.caf, claire);
    const sid = (await parties.caf.redeem(request, callback)).claims()?.['sid'];
    await agent.get((await parties['caf-other'].request()).url);
    await told();
    passSeconds(60);
    await signIn(poterne, parties['caf-other'], claire, {
      agent,
      channel: 'sms',
      parameters: { acr_values: 'two-factor' },
    });
    let all: readonly Told[] = [];
    // Written behind the answer.
    for (let turn = 0; turn < 300 && all.length === 0; turn += 1) {
      all = await told();
      await new Promise((done) => setTimeout(done, 10));
    }
    const data = {
      by: 'user',
      reason: 'stepped-up',
      current: 'two-factor',
      previous: 'two-step',
      direction: 'increase',
    };
    expect(all).toEqual([{ client: 'caf', type: 'assurance-level-change', sid, data }]);
    // Answered again at the same level, nobody is told.
    await agent.get((await parties['caf-other'].request()).url);
    await agent.get((await parties.caf.request()).url);
    expect(await told()).toEqual([]);
  });

  test('S8 nothing of who it is lies in the outbox: no account, no contact, no number', async () => {
    await sql().count`DELETE FROM signal_event`;
    const { agent } = await signIn(poterne, parties.caf, { ...CLAIRE, password: NEW_PASSWORD });
    await endEverything(agent);
    const rows = await sql().rows<Array<{ row: string }>>`SELECT row_to_json(e)::text AS row FROM signal_event e`;
    expect(rows.length).toBeGreaterThan(0);
    const id = await accountOf('MARTIN');
    for (const { row } of rows)
      for (const word of [
        id,
        CLAIRE.identifier,
        CLAIRE.allocataire ?? '',
        CLAIRE.email ?? '',
        CLAIRE.mobile ?? '',
        'MARTIN',
      ])
        expect(row).not.toContain(word);
  });
});
