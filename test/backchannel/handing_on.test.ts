/** An answer that cannot be handed on to the caller was not given (O2, P6): a store that is away, a caller that went. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createBackchannelBox,
  createPostgresBackchannelRequestStore,
} from '../../src/adapters/postgres/backchannel/backchannel_request_store.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { keyRing } from '../../src/config/key_ring.js';
import { REALMS } from '../../src/config/realms.js';
import type { BackchannelAnswers, ProvedAnswer } from '../../src/ports/backchannel/backchannel_answers.js';
import { createAnswerBackchannelRequests } from '../../src/services/backchannel/answer_backchannel_request.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';

const NOW = Date.UTC(2026, 10, 28, 9);
const PROVED = { acr: 'two-factor-fresh', amr: ['pwd', 'otp', 'sms', 'mfa'], authTime: NOW / 1000 };

describe('an answer that is handed on', () => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await testDatabase();
    database = connectDatabase(server.url, 5);
  });
  afterAll(async () => {
    await database.$disconnect();
    await server.drop();
  });

  /** Somebody with one request that waits. @param handOn what becomes of a confirmation */
  const someone = async (handOn: (proved: ProvedAnswer) => boolean | Error) => {
    const [accountId, id] = [randomUUID(), randomUUID()];
    const realm = REALMS.find((each) => each.id === 'allocataires');
    if (!realm) throw new Error('no realm');
    const store = createPostgresBackchannelRequestStore(
      database,
      createBackchannelBox(keyRing([{ id: 'k1', secret: randomBytes(32) }])),
    );
    await store.open(
      {
        ...{ id, realm: realm.id, clientId: 'centre', subject: accountId, message: '47 — Violette', scope: 'openid' },
        ...{ acrValues: ['two-factor'], handle: 'a-handle', isPinged: true },
        ...{ createdAt: NOW, expiresAt: NOW + 300_000 },
      },
      realm.backchannel,
    );
    const pinged: string[] = [];
    const outcomes: string[] = [];
    const given = (proved: ProvedAnswer) => {
      const answer = handOn(proved);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const answers: BackchannelAnswers = {
      confirm: async (handle, proved) => handle === 'a-handle' && given(proved),
      refuse: async () => given({ accountId, ...PROVED }),
      ping: ({ id: told }) => void pinged.push(told),
    };
    const requests = createAnswerBackchannelRequests({
      realm: realm.id,
      backchannelRequests: store,
      answers,
      audit: { record: ({ outcome }) => void outcomes.push(outcome), flush: async () => {} },
      clock: { now: () => NOW, pause: async () => {} },
    });
    return { id, accountId, requests, pinged, outcomes };
  };

  test('A4 the caller gets the level it asked for, the means and the moment, once, and is told', async () => {
    const said: ProvedAnswer[] = [];
    const { id, accountId, requests, pinged, outcomes } = await someone((proved) => said.push(proved) === 1);
    expect(await requests.confirm(id, { accountId, ...PROVED })).toBe('done');
    expect(said).toEqual([{ accountId, ...PROVED, acr: 'two-factor' }]);
    expect(await requests.confirm(id, { accountId, ...PROVED })).toBe('gone');
    expect([pinged, outcomes]).toEqual([[id], ['confirmed']]);
  });

  test('O2 while the store of callers is away nothing was confirmed, and the person can do it again', async () => {
    let away = true;
    const { id, accountId, requests, pinged, outcomes } = await someone(() => (away ? new Error('away') : true));
    await expect(requests.confirm(id, { accountId, ...PROVED })).rejects.toThrow('away');
    expect(await requests.waitingFor(accountId)).toHaveLength(1);
    expect([pinged, outcomes]).toEqual([[], []]);
    away = false;
    expect(await requests.confirm(id, { accountId, ...PROVED })).toBe('done');
  });

  test('S1 a refusal stands though the caller cannot hear it: nobody can confirm after it', async () => {
    const { id, accountId, requests, outcomes } = await someone(() => new Error('away'));
    await expect(requests.refuse(accountId, id, true)).rejects.toThrow('away');
    expect(outcomes).toEqual(['contested']);
    expect(await requests.confirm(id, { accountId, ...PROVED })).toBe('gone');
  });

  test('P6 a caller that went gets nothing, and the person is not told that they confirmed', async () => {
    const { id, accountId, requests, pinged, outcomes } = await someone(() => false);
    expect(await requests.confirm(id, { accountId, ...PROVED })).toBe('gone');
    expect([pinged, outcomes]).toEqual([[], ['confirmed_late']]);
  });

  test('A4 a proof without a level confirms nothing', async () => {
    const { id, accountId, requests } = await someone(() => true);
    await expect(requests.confirm(id, { accountId, ...PROVED, acr: '' })).rejects.toThrow('without a level');
    expect(await requests.waitingFor(accountId)).toHaveLength(1);
  });
});
