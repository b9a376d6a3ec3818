/** `poterne deliveries` on a real database (O3, O4). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import {
  createPostgresDeliveryHistory,
  createPostgresDeliveryLog,
  type WrittenDeliveryLog,
} from '../../src/adapters/postgres/delivery/delivery_attempts.js';
import { GROUPS } from '../../src/cli/groups.js';
import { runGroups } from '../../src/cli/run_groups.js';
import type { DeliveryAttempt } from '../../src/ports/delivery/delivery_status.js';
import { testDatabase } from '../infrastructure/database.js';

const ACCOUNT = randomUUID();

describe('poterne deliveries', () => {
  let url: string;
  let database: Database;
  let log: WrittenDeliveryLog;
  beforeAll(async () => {
    ({ url } = await testDatabase());
    database = connectDatabase(url, 2);
    log = createPostgresDeliveryLog(database, { of: (purpose, value) => `${purpose}-${value.length}` }, () => {});
  });
  afterAll(async () => {
    await log.close();
    await database.$disconnect();
  });

  const run = async (...args: string[]) => {
    const said: string[] = [];
    const code = await runGroups(GROUPS, ['deliveries', ...args], {
      environment: { DATABASE_URL: url },
      say: (line: string) => said.push(line),
      complain: (line: string) => said.push(line),
    } as never);
    return { code, said: said.join('\n') };
  };
  const attempt = (fields: Partial<DeliveryAttempt>): DeliveryAttempt => ({
    id: randomUUID(),
    messageId: 'm-1',
    channel: 'sms',
    provider: 'http',
    outcome: 'accepted',
    why: null,
    at: Date.now(),
    milliseconds: 12,
    realm: 'allocataires',
    accountId: ACCOUNT,
    destination: '+33639980001',
    reference: null,
    ...fields,
  });

  test('O3 attempts are shown by account, message and failure, and counted by provider', async () => {
    const now = Date.now();
    log.attempted(attempt({ outcome: 'timeout', why: 'no answer within 4750 ms', at: now - 2 }));
    log.attempted(attempt({ provider: 'smpp', reference: 'op-7', at: now - 1 }));
    log.attempted(attempt({ messageId: 'm-2', channel: 'voice', provider: 'voice', accountId: null, at: now }));
    await log.settled();
    const mine = await run('account', ACCOUNT);
    expect(mine.code).toBe(0);
    expect(mine.said.split('\n').map((line) => line.split('  ').slice(1, 4).join(' '))).toEqual([
      'sms smpp accepted',
      'sms http timeout',
    ]);
    expect((await run('message', 'm-1', '--json')).said).toContain('"provider": "smpp"');
    expect((await run('failures')).said).toContain('no answer within 4750 ms');
    expect((await run('counts')).said.split('\n')).toEqual([
      'sms  http  timeout 1',
      'sms  smpp  accepted 1',
      'voice  voice  accepted 1',
    ]);
    expect((await run('message', 'nobody')).said).toBe('nothing is kept of it');
    expect((await run('account', 'x')).code).toBe(2);
    expect((await run('failures', '--hours', '0')).code).toBe(2);
  });

  test('O3 an attempt answered after its time, and its receipt, are one row with its last word', async () => {
    const late = attempt({ messageId: 'm-3', outcome: 'timeout', why: 'silence' });
    log.attempted(late);
    await log.settled();
    log.attempted({ ...late, outcome: 'accepted', why: null, reference: 'op-9' });
    log.receipt({
      provider: 'smpp',
      reference: 'op-9',
      outcome: 'undelivered',
      why: 'not its provider',
      at: Date.now(),
    });
    log.receipt({ provider: 'http', reference: 'op-9', outcome: 'delivered', why: null, at: Date.now() });
    await log.settled();
    const [row, ...others] = await createPostgresDeliveryHistory(database).ofMessage('m-3');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ outcome: 'delivered', why: null });
  });

  test('O3 a receipt that overtakes its attempt is kept until the attempt is there', async () => {
    log.receipt({ provider: 'smpp', reference: 'op-11', outcome: 'delivered', why: null, at: Date.now() });
    await log.settled();
    log.attempted(attempt({ messageId: 'm-4', provider: 'smpp', reference: 'op-11' }));
    await log.settled();
    expect((await createPostgresDeliveryHistory(database).ofMessage('m-4'))[0]?.outcome).toBe('delivered');
  });

  test('S5 O3 what cannot be written is forgotten beyond a bound, and told; nothing fails', async () => {
    const lost: number[] = [];
    const broken = createPostgresDeliveryLog(
      {
        sql: { count: () => Promise.reject(new Error('away')), rows: () => Promise.reject(new Error('away')) } as never,
      },
      { of: () => 'x' },
      (count) => lost.push(count),
    );
    for (let times = 0; times < 5_010; times += 1) broken.attempted(attempt({}));
    await broken.settled();
    expect(lost).toEqual([10]);
  });
});
