/** `poterne signals` on a real database (S8, O4). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import { createPostgresSignalStreams } from '../../src/adapters/postgres/signals/signal_streams.js';
import { GROUPS } from '../../src/cli/groups.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { NO_BOX } from '../harness/no_box.js';
import { testDatabase } from '../infrastructure/database.js';

describe('poterne signals', () => {
  let url: string;
  let database: Database;
  beforeAll(async () => {
    ({ url } = await testDatabase());
    database = connectDatabase(url, 2);
  });
  afterAll(() => database.$disconnect());

  const run = async (...args: string[]) => {
    const said: string[] = [];
    const code = await runGroups(GROUPS, ['signals', ...args], {
      environment: { DATABASE_URL: url },
      say: (line: string) => said.push(line),
      complain: (line: string) => said.push(line),
    } as never);
    return { code, said: said.join('\n') };
  };

  test('S8 an operator sees what waits and what was given up, enables a stream, and sends again', async () => {
    expect(await run('status')).toEqual({ code: 0, said: 'no portal has a stream' });
    const streams = createPostgresSignalStreams(database, NO_BOX);
    const outbox = createPostgresSignalOutbox(database, NO_BOX);
    const at = Date.parse('2026-11-28T10:00:00Z');
    const wish = { delivery: { method: 'poll' }, eventsRequested: [], events: [], description: null } as const;
    const stream = await streams.create({ realm: 'allocataires', clientId: 'caf' }, 'caf', wish, at);
    const id = stream?.id ?? '';
    await outbox.raiseOnStream(id, 'verification', {}, at);
    await outbox.raiseOnStream(id, 'verification', {}, at + 1_000);
    const [first] = await outbox.waiting(id, 1);
    await outbox.refused(id, first?.id ?? '', 'invalid_audience', at);
    await streams.setStatus(id, 'paused', { by: 'transmitter', reason: 'status 503', now: at });
    expect(await run('status')).toEqual({
      code: 0,
      said: 'allocataires/caf poll paused (status 503), 1 waiting since 2026-11-28T10:00:01.000Z, 1 given up',
    });
    expect(JSON.parse((await run('status', '--json')).said)).toMatchObject([{ status: 'paused', queued: 1, dead: 1 }]);

    expect(await run('resume', 'allocataires/caf')).toEqual({ code: 0, said: 'allocataires/caf is enabled' });
    expect(await run('retry', 'allocataires/caf')).toEqual({ code: 0, said: 'allocataires/caf: 1 queued again' });
    const waiting = await outbox.waiting(id, 10);
    expect(waiting.map(({ type, data }) => [type, data])).toContainEqual(['stream-updated', { status: 'enabled' }]);
    expect(waiting).toHaveLength(3);
    const audited = await database.sql.rows`SELECT outcome FROM audit_event WHERE type = 'signal_stream' ORDER BY at`;
    expect(audited).toEqual([{ outcome: 'enabled' }, { outcome: 'retried' }]);
    expect(await run('resume', 'employeurs/caf')).toEqual({ code: 3, said: 'employeurs/caf has no stream' });
    expect((await run('retry', 'caf')).code).toBe(2);
  });
});
