/** What every audit log promises (S5): every event, in order, in a chain that shows a changed byte. */
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresAuditLog } from '../../src/adapters/postgres/audit/audit_log.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { chainHash } from '../../src/domain/audit/chain_hash.js';
import type { SecurityEvent } from '../../src/ports/audit/audit_log.js';
import { createTestClock, START } from './clock_of_test.js';

type Rows = Awaited<ReturnType<Database['auditEvent']['findMany']>>;

/** The seq of the first event that breaks its chain, or undefined when the chain holds. */
function firstBreak(rows: Rows): bigint | undefined {
  const [first] = rows;
  let previous = createHash('sha256')
    .update(first?.processId ?? '')
    .digest();
  let seq = 0n;
  for (const row of rows) {
    seq += 1n;
    const event = {
      processId: row.processId,
      seq: Number(row.seq),
      at: row.at.toISOString(),
      realm: row.realm ?? '',
      type: row.type as SecurityEvent['type'],
      outcome: row.outcome,
      accountId: row.accountId ?? undefined,
      data: row.data as Record<string, string>,
    };
    const hash = chainHash(previous, event);
    const holds = row.seq === seq && previous.equals(row.previousHash) && hash.equals(row.hash);
    if (!holds) return row.seq;
    previous = Buffer.from(row.hash);
  }
  return undefined;
}

export function describeAuditLog(adapter: string, open: () => Database): void {
  const realmOfTest = () => `realm-${randomUUID()}`;
  const read = (realm: string) => open().auditEvent.findMany({ where: { realm }, orderBy: { seq: 'asc' } });

  async function recorded(count: number): Promise<Rows> {
    const realm = realmOfTest();
    const clock = createTestClock();
    const lost: unknown[] = [];
    const log = createPostgresAuditLog(open(), clock, (...loss) => lost.push(loss));
    for (let event = 1; event <= count; event += 1) {
      clock.passSeconds(0.001);
      const accountId = event % 3 === 0 ? undefined : randomUUID();
      const data = { network: `h${event}`, known_device: event % 2 === 0, tries: event, channel: undefined };
      log.record({ type: 'password', outcome: event % 2 ? 'wrong' : 'right', realm, accountId, data });
    }
    await log.flush();
    await log.close();
    expect(lost).toEqual([]);
    return read(realm);
  }

  describe(`S5 the audit in ${adapter}`, () => {
    test('S5 every event is stored, with who, what, when and outcome', async () => {
      const realm = realmOfTest();
      const accountId = randomUUID();
      const log = createPostgresAuditLog(open(), createTestClock(), () => {});
      log.record({ type: 'sign_in', outcome: 'done', realm, accountId, data: { acr: 'two-step', voids: undefined } });
      await log.flush();
      await log.close();
      expect(await read(realm)).toMatchObject([
        { type: 'sign_in', outcome: 'done', accountId, at: new Date(START), seq: 1n, data: { acr: 'two-step' } },
      ]);
    });

    test('S5 the chain of more events than one batch holds, in order', async () => {
      const rows = await recorded(450);
      expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 450 }, (_, at) => at + 1));
      expect(firstBreak(rows)).toBeUndefined();
    });

    test.each<[string, (row: Rows[number]) => Partial<Rows[number]>]>([
      ['outcome', () => ({ outcome: 'righT' })],
      ['time, by a millisecond', ({ at }) => ({ at: new Date(at.getTime() + 1) })],
      ['person', () => ({ accountId: randomUUID() })],
      ['kind', () => ({ type: 'sign_in' })],
      ['realm', ({ realm }) => ({ realm: `${realm}x` })],
      ['data', () => ({ data: { network: 'h9', known_device: true, tries: 4 } })],
      ['hash', ({ hash }) => ({ hash: hash.map((byte, at) => (at === 31 ? byte ^ 1 : byte)) })],
    ])('S5 a changed %s breaks the chain where it was changed', async (_, change) => {
      const rows = await recorded(6);
      const altered = rows.map((row) => (row.seq === 4n ? { ...row, ...change(row) } : row));
      expect(firstBreak(altered)).toBe(4n);
    });

    test('S5 a removed event and two that changed places are found', async () => {
      const rows = await recorded(6);
      expect(firstBreak(rows.filter(({ seq }) => seq !== 3n))).toBe(4n);
      expect(firstBreak(rows.toSpliced(2, 2, ...rows.slice(2, 4).reverse()))).toBe(4n);
    });

    test('S5 each process has a chain of its own', async () => {
      const [first, second] = [await recorded(2), await recorded(2)];
      expect(first[0]?.processId).not.toBe(second[0]?.processId);
      expect(firstBreak(first)).toBeUndefined();
      expect(firstBreak(second)).toBeUndefined();
    });

    test('S5 events flushed twice at once are stored once', async () => {
      const realm = realmOfTest();
      const log = createPostgresAuditLog(open(), createTestClock(), () => {});
      for (let event = 0; event < 20; event += 1) log.record({ type: 'sign_out', outcome: 'done', realm });
      await Promise.all([log.flush(), log.flush(), log.flush()]);
      await log.close();
      expect(await read(realm)).toHaveLength(20);
    });

    test('S5 an unreachable database neither throws nor loses events that fit in memory', async () => {
      const realm = realmOfTest();
      let isDown = true;
      const flaky = new Proxy(open(), {
        get: (target, name) => {
          if (name !== 'sql' || !isDown) return Reflect.get(target, name);
          return { count: () => Promise.reject(new Error('down')) };
        },
      });
      const lost: number[] = [];
      const log = createPostgresAuditLog(flaky, createTestClock(), (count) => lost.push(count));
      for (let event = 0; event < 3; event += 1) log.record({ type: 'sign_out', outcome: 'done', realm });
      await log.flush();
      expect(await read(realm)).toHaveLength(0);
      isDown = false;
      await log.close();
      const rows = await read(realm);
      expect(rows).toHaveLength(3);
      expect(firstBreak(rows)).toBeUndefined();
      expect(lost).toEqual([]);
    });
  });
}
