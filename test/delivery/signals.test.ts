/** A portal that is slow keeps no other one waiting for its security events (S8). */
import { describe, expect, test } from '@jest/globals';
import type { StoredSignal } from '../../src/domain/signals/claims.js';
import type { PushAnswer } from '../../src/domain/signals/delivery_rules.js';
import type { ClaimedStream, Leaving, SignalOutbox } from '../../src/ports/signals/signal_outbox.js';
import type { StreamStanding } from '../../src/ports/signals/signal_streams.js';
import { createDeliverSignals } from '../../src/services/signals/deliver_signals.js';
import { tidySignalsJob } from '../../src/services/signals/tidy_signals.js';

const ISSUER = 'https://connexion.example.test/allocataires';

function eventOf(streamId: string): StoredSignal {
  const at = { happenedAt: 0, createdAt: 0 };
  return { id: `of-${streamId}`, streamId, type: 'verification', sub: null, sid: null, data: {}, ...at };
}

/** Streams with one event each, in memory; the receivers answer when the test says so. */
function world(ids: readonly string[]) {
  const waiting = new Map(ids.map((id) => [id, [eventOf(id)]]));
  const held = new Set<string>();
  const left: Array<readonly [string, Leaving['how']]> = [];
  const asked = new Map<string, (answer: PushAnswer) => void>();
  const outbox = {
    claim: async (_owner: string, limit: number) => {
      const free = ids.filter((id) => !held.has(id) && (waiting.get(id)?.length ?? 0) > 0).slice(0, limit);
      for (const id of free) held.add(id);
      return free.map(
        (id) => ({ id, realm: 'allocataires', sector: 'caf', endpointUrl: id, failures: 0 }) as ClaimedStream,
      );
    },
    hold: async () => true,
    leave: async (id: string, _owner: string, leaving: Leaving) => {
      held.delete(id);
      left.push([id, leaving.how]);
      return null;
    },
    waiting: async (id: string) => waiting.get(id) ?? [],
    delivered: async (id: string) => {
      waiting.set(id, []);
      return 1;
    },
  } as unknown as SignalOutbox;
  const deliver = createDeliverSignals({
    outbox,
    streams: {} as never,
    push: {
      mayReach: () => true,
      push: ({ url }) => new Promise((resolve) => asked.set(url, resolve)),
    },
    sign: async () => 'a.b.c',
    receiverOf: async () => ({ sector: 'caf' }),
    issuers: new Map([['allocataires', ISSUER]]),
    pauseAfterMs: 1,
    audit: { record() {} },
    clock: { now: () => 0 },
    onFault: (error) => {
      throw error;
    },
  });
  const until = async (holds: () => boolean) => {
    for (let turn = 0; turn < 10_000 && !holds(); turn += 1) await new Promise((done) => setImmediate(done));
    expect(holds()).toBe(true);
  };
  return { deliver, asked, left, until };
}

describe('streams that nobody pushes to', () => {
  test('S8 whose client may have none any more is ended, whose sector changed is moved; others are left alone', async () => {
    const done: unknown[] = [];
    const stream = { realm: 'allocataires', sector: 'caf', status: 'enabled' };
    const standings = [
      { ...stream, id: 'gone', clientId: 'gone' },
      { ...stream, id: 'paused', clientId: 'gone', status: 'paused' },
      { ...stream, id: 'ended', clientId: 'gone', status: 'disabled' },
      { ...stream, id: 'elsewhere', clientId: 'gone', realm: 'another' },
      { ...stream, id: 'moved', clientId: 'moved' },
      { ...stream, id: 'kept', clientId: 'kept' },
    ] as unknown as readonly StreamStanding[];
    const job = tidySignalsJob(
      {
        outbox: { tidy: async () => 0 },
        streams: {
          standings: async () => standings,
          setStatus: async (id, status, { by }) => {
            done.push([id, status, by]);
            return null;
          },
          move: async (id, sector) => {
            done.push([id, sector]);
          },
        },
        receiverOf: async (_realm, clientId) =>
          clientId === 'gone' ? undefined : { sector: clientId === 'moved' ? 'new' : 'caf' },
        issuers: new Map([['allocataires', ISSUER]]),
        audit: { record: ({ outcome }) => void done.push(outcome) },
      },
      7,
    );
    expect(await job.run(0, 1_000, null)).toBeNull();
    expect(done).toEqual([
      ['gone', 'disabled', 'transmitter'],
      'disabled',
      ['paused', 'disabled', 'transmitter'],
      'disabled',
      ['moved', 'new'],
    ]);
  });
});

describe('pushing to many portals', () => {
  test('S8 the others have theirs while one portal hangs, and the next look takes up what is free', async () => {
    const ids = ['slow', 'quick', 'other'];
    const { deliver, asked, left, until } = world(ids);
    expect(await deliver.begin()).toBe(3);
    await until(() => asked.size === 3);
    asked.get('quick')?.({ outcome: 'accepted' });
    asked.get('other')?.({ outcome: 'accepted' });
    await until(() => left.length === 2);
    expect(left).toEqual([
      ['quick', 'done'],
      ['other', 'done'],
    ]);
    expect(await deliver.begin()).toBe(0);
    asked.get('slow')?.({ outcome: 'unavailable', why: 'timeout' });
    expect(await deliver.settled()).toBe(3);
    expect(left.at(-1)).toEqual(['slow', 'failed']);
  });

  test('S8 of a crowd of portals that hang a process holds so many, and leaves the others to whoever has room', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `portal-${at}`);
    const { deliver, asked, until } = world(ids);
    expect([await deliver.begin(), await deliver.begin()]).toEqual([16, 0]);
    await until(() => asked.size === 16);
    for (const answer of asked.values()) answer({ outcome: 'accepted' });
    await deliver.settled();
    expect(await deliver.begin()).toBe(16);
    await until(() => asked.size === 32);
    for (const answer of asked.values()) answer({ outcome: 'accepted' });
    expect(await deliver.settled()).toBe(16);
  });
});
