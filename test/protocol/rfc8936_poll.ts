/** RFC 8936, Poll-Based Security Event Token (SET) Delivery Using HTTP (S8). */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import type { SignalStream } from '../../src/ports/signals/signal_streams.js';
import { createPollSignals } from '../../src/services/signals/poll_signals.js';
import { passSeconds } from '../harness/moving_time.js';
import { NO_BOX } from '../harness/no_box.js';
import { CHANGED, REVOKED, receiverClient, signalStage } from './signal_stage.js';
import type { Json, Stage } from './stage.js';

export const clients = [receiverClient('poll-a')];

export function specify(stage: Stage): void {
  const signals = signalStage(stage);
  let streamId: string;
  beforeAll(() => signals.prepare(['poll-a']));
  beforeEach(async () => {
    streamId = await signals.stream('poll-a');
    passSeconds(1);
  });
  const poll = async (body: Json = { returnImmediately: true }) => {
    const { status, body: answer } = await signals.call('poll-a', 'POST', `/poll/${streamId}`, body);
    return { status, sets: Object.keys((answer['sets'] ?? {}) as object), more: answer['moreAvailable'] };
  };
  const wake = () => stage.poterne.service.sendSignals();

  test('§2.2 what is not acknowledged is given again, what is acknowledged never', async () => {
    await signals.happens(REVOKED, CHANGED);
    const first = await poll();
    expect(first).toMatchObject({ status: 200, more: undefined });
    expect(first.sets).toHaveLength(2);
    expect((await poll()).sets.sort()).toEqual(first.sets.toSorted());
    const [one = '', other = ''] = first.sets;
    expect((await poll({ returnImmediately: true, ack: [one] })).sets).toEqual([other]);
    expect((await poll({ maxEvents: 0, ack: [other] })).sets).toEqual([]);
    expect((await poll()).sets).toEqual([]);
  });

  test('§2.2 maxEvents bounds an answer, and moreAvailable says that there is more', async () => {
    await signals.happens(REVOKED, CHANGED);
    const first = await poll({ maxEvents: 1, returnImmediately: true });
    expect([first.sets.length, first.more]).toEqual([1, true]);
    const second = await poll({ maxEvents: 1, returnImmediately: true, ack: first.sets });
    expect([second.sets.length, second.more]).toEqual([1, undefined]);
    expect(second.sets).not.toEqual(first.sets);
  });

  test('§2.4 a token that the receiver says it cannot take is not given again', async () => {
    await signals.happens(REVOKED);
    const { sets } = await poll();
    const setErrs = Object.fromEntries(sets.map((id) => [id, { err: 'jwtIss', description: 'Claire MARTIN' }]));
    expect((await poll({ returnImmediately: true, setErrs })).sets).toEqual([]);
    const rows = await stage.poterne.service.database.sql.rows`
      SELECT state, why FROM signal_event WHERE stream_id = ${streamId}::uuid`;
    expect(rows).toEqual([{ state: 'dead', why: 'jwtIss' }]);
  });

  test('§2.2 a poll that may wait is answered as soon as something happens', async () => {
    let answered = false;
    const asked = poll({}).then((answer) => {
      answered = true;
      return answer;
    });
    await wake();
    expect(answered).toBe(false);
    await signals.happens(REVOKED);
    while (!answered) await wake();
    expect((await asked).sets).toHaveLength(1);
  });

  test('§2.2 S8 what is paused meanwhile gives nothing to a poll that waits', async () => {
    let answered = false;
    const asked = poll({}).then((answer) => {
      answered = true;
      return answer;
    });
    await wake();
    await signals.call('poll-a', 'POST', '/status', { stream_id: streamId, status: 'paused' });
    await signals.happens(REVOKED);
    while (!answered) await wake();
    expect(await asked).toMatchObject({ status: 200, sets: [] });
    await signals.call('poll-a', 'POST', '/status', { stream_id: streamId, status: 'enabled' });
    expect((await poll()).sets).toHaveLength(1);
  });

  test('§2.2 a poll waits for some seconds at most; a newer one of the same stream ends the older', async () => {
    let now = Date.now();
    let waits = 0;
    const clock = {
      now: () => {
        waits += 1;
        return now;
      },
    };
    const { database } = stage.poterne.service;
    const outbox = createPostgresSignalOutbox(database, NO_BOX);
    const streams = { of: async () => null };
    const polling = createPollSignals({ outbox, streams, clock, sign: async () => 'a.b.c', issuers: new Map() });
    const stream = { id: streamId, status: 'enabled', realm: '', clientId: '' } as SignalStream;
    const request = { maxEvents: 1, returnImmediately: false, acknowledged: [], errors: new Map() };
    /** Resolves once the request waits: only then does it look at the clock. */
    const waiting = async () => {
      const before = waits;
      let over = false;
      const answer = polling.poll(stream, request).then((given) => {
        over = true;
        return given;
      });
      while (waits === before) await new Promise((done) => setImmediate(done));
      return { answer, isOver: () => over };
    };
    const older = await waiting();
    const newer = await waiting();
    expect((await older.answer).sets).toEqual({});
    now += 24_999;
    await polling.wake();
    expect(newer.isOver()).toBe(false);
    now += 1;
    await polling.wake();
    expect((await newer.answer).sets).toEqual({});
    const last = await waiting();
    polling.close();
    expect((await last.answer).sets).toEqual({});
  });

  test('§3 P3 a client whose sector changed is told of nobody under the names of the former one', async () => {
    await signals.happens(REVOKED);
    expect((await poll()).sets).toHaveLength(1);
    const { sql } = stage.poterne.service.database;
    const move = (sector: string) => sql.count`
      UPDATE client SET metadata = metadata || jsonb_build_object('sector', ${sector}::text) WHERE client_id = 'poll-a'`;
    await move('poll-elsewhere');
    // Every process has read its clients again by then.
    passSeconds(11);
    expect((await poll()).sets).toEqual([]);
    await signals.happens(CHANGED);
    expect((await poll()).sets).toEqual([]);
    await move('poll-a');
    passSeconds(11);
  });

  test('§2.4 a request that is none is refused; ids of another’s tokens are passed over', async () => {
    const manyErrors = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`id-${at}`, { err: 'a' }]));
    for (const body of [
      { maxEvents: -1 },
      { ack: 'all' },
      { setErrs: [] },
      { setErrs: manyErrors },
      { returnImmediately: 'no' },
    ])
      expect((await poll(body as Json)).status).toBe(400);
    await signals.happens(REVOKED);
    const ack = ['00000000-0000-4000-8000-000000000000', "' OR 1=1 --"];
    expect((await poll({ returnImmediately: true, ack })).sets).toHaveLength(1);
  });
}
