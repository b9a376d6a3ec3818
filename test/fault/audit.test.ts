import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresAuditLog } from '../../src/adapters/postgres/audit/audit_log.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { followChains } from './audit_chain.js';
import { openWire, type Wire } from './proxy.js';

const CLOCK = { now: () => Date.UTC(2026, 10, 22, 12), pause: async () => {} };
const EVENT = { type: 'password', outcome: 'wrong', realm: 'allocataires' } as const;

describe('the audit while PostgreSQL is away', () => {
  let own: TestDatabase;
  let wire: Wire;
  let database: Database;
  beforeAll(async () => {
    own = await testDatabase();
    wire = await openWire(own.url);
    database = connectDatabase(wire.through(own.url), 2);
  });
  afterAll(async () => {
    await database.$disconnect();
    await wire.close();
    await own.drop();
  });

  test('S5 what happened during an outage is written after it, in one unbroken chain, and once', async () => {
    const losses: number[] = [];
    const audit = createPostgresAuditLog(database, CLOCK, (lost) => losses.push(lost));
    for (let number = 0; number < 3; number += 1) audit.record({ ...EVENT, data: { number } });
    await audit.flush();
    // The answer to this batch is never heard: it is written, and will be sent again.
    const fault = wire.resetAt('INSERT INTO', 'unanswered');
    audit.record({ ...EVENT, data: { number: 3 } });
    await audit.flush();
    await fault;
    wire.cut();
    for (let number = 4; number < 250; number += 1) audit.record({ ...EVENT, data: { number } });
    await audit.flush();
    expect(await followChains(own.url)).toMatchObject({ events: 4, breaks: [] });
    wire.heal();
    await audit.flush();
    expect(await followChains(own.url)).toEqual({ events: 250, processes: 1, breaks: [] });
    await audit.close();
    expect(losses).toEqual([]);
  });

  test('S5 an event with bytes that PostgreSQL refuses holds up none of those that follow', async () => {
    const audit = createPostgresAuditLog(database, CLOCK, () => {});
    audit.record({ ...EVENT, data: { asked: 'a\0b \uD800' } });
    audit.record(EVENT);
    await audit.close();
    expect(await followChains(own.url)).toEqual({ events: 252, processes: 2, breaks: [] });
  });

  test('S5 a process that ends while PostgreSQL is away says how many events it takes with it', async () => {
    const losses: number[] = [];
    const audit = createPostgresAuditLog(database, CLOCK, (lost) => losses.push(lost));
    wire.cut();
    audit.record(EVENT);
    audit.record(EVENT);
    await audit.close();
    wire.heal();
    expect(losses).toEqual([2]);
  });
});
