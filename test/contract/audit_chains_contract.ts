/** What chains, anchors and the keys of persons promise in a database (S5): sealed once, found when altered, purged and erased without a break. */
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createPostgresAuditChains } from '../../src/adapters/postgres/audit/audit_chains.js';
import { createPostgresAuditLog } from '../../src/adapters/postgres/audit/audit_log.js';
import { createPostgresAuditVault } from '../../src/adapters/postgres/audit/audit_vault.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createKeyMaker } from '../../src/adapters/system/keys/key_maker.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { SecurityEvent } from '../../src/ports/audit/audit_log.js';
import { createCheckAnchor, createSignAnchor } from '../../src/services/audit/anchor_signature.js';
import { createAuditErasure } from '../../src/services/audit/erase_audit.js';
import { createPurgeAudit } from '../../src/services/audit/purge_audit.js';
import { createReadAudit } from '../../src/services/audit/read_audit.js';
import { createSealAudit } from '../../src/services/audit/seal_audit.js';
import { createVerifyAudit } from '../../src/services/audit/verify_audit.js';
import { createTestClock } from './clock_of_test.js';

const HOUR_SECONDS = 3_600;
const RETENTION_MS = 30 * 86_400_000;
const RING = keyRing([{ id: 'k1', secret: randomBytes(32) }]);
const EVENT: SecurityEvent = { type: 'password', outcome: 'right', realm: 'allocataires' };

export function describeAuditChains(adapter: string, databaseOf: () => Database): void {
  async function stage(ring = RING) {
    const database = databaseOf();
    const clock = createTestClock();
    const key = await createKeyMaker(2048)('signing', 'ES256');
    const usable = {
      ...key,
      state: 'active' as const,
      publishedAt: 0,
      activatedAt: 0,
      deactivatedAt: undefined,
      retiredAt: undefined,
    };
    const chains = createPostgresAuditChains(database);
    const unopenable: unknown[] = [];
    const vaultWith = (other: typeof RING) =>
      createPostgresAuditVault(database, other, clock, (error) => unopenable.push(error));
    const vault = vaultWith(ring);
    const breaks: object[] = [];
    const sealing = createSealAudit({
      chains,
      sign: createSignAnchor(() => [usable]),
      onSealed() {},
      onBreak: (chain) => breaks.push(chain),
    });
    const log = (using = vault) => createPostgresAuditLog(database, clock, () => {}, using);
    const verify = createVerifyAudit({ chains, check: createCheckAnchor(new Map([[key.kid, key.publicJwk]])) });
    /** A process that records some events, seals them, and goes on. */
    async function recordSealed(counts: readonly number[], event: (at: number) => SecurityEvent = () => EVENT) {
      const audit = log();
      let recorded = 0;
      for (const count of counts) {
        for (const last = recorded + count; recorded < last; recorded += 1) audit.record(event(recorded));
        await audit.flush();
        clock.passSeconds(HOUR_SECONDS);
        const head = audit.written();
        if (head) await sealing.own(head, clock.now());
      }
      return { audit, processId: audit.written()?.processId ?? '' };
    }
    return {
      database,
      clock,
      chains,
      vault,
      vaultWith,
      sealing,
      breaks,
      unopenable,
      log,
      recordSealed,
      check: (expected?: string) => verify({ now: clock.now(), retentionMs: RETENTION_MS, expected }),
      read: createReadAudit(chains, vault),
      purging: createPurgeAudit({ chains, audit: { record() {} }, retentionMs: RETENTION_MS }),
    };
  }

  describe(`S5 anchors, purge and erasure in ${adapter}`, () => {
    beforeEach(async () => {
      await databaseOf().sql.count`TRUNCATE audit_event, audit_anchor, audit_person_key`;
    });

    test('S5 what was recorded and sealed verifies, and the unsealed rest is told', async () => {
      const { recordSealed, check } = await stage();
      const { audit } = await recordSealed([3, 450]);
      await recordSealed([2]);
      audit.record(EVENT);
      await audit.flush();
      expect(await check()).toMatchObject({
        processes: 2,
        anchors: 3,
        sealedEvents: 455,
        unsealedEvents: 1,
        findings: [],
        found: 0,
      });
    });

    test('S5 nothing new, nothing sealed; two that seal one chain at once make one anchor', async () => {
      const { recordSealed, sealing, clock, check } = await stage();
      const { audit } = await recordSealed([3]);
      const head = audit.written();
      if (!head) throw new Error('nothing was written');
      expect(await sealing.own(head, clock.now())).toBe(false);
      audit.record(EVENT);
      await audit.flush();
      const later = audit.written() ?? head;
      clock.passSeconds(3 * HOUR_SECONDS);
      await Promise.all([sealing.own(later, clock.now()), sealing.dead(clock.now()), sealing.dead(clock.now())]);
      expect(await check()).toMatchObject({ anchors: 2, sealedEvents: 4, unsealedEvents: 0, findings: [] });
    });

    test('S5 a process that died is sealed by another two hours later, and no sooner', async () => {
      const { log, sealing, clock, check } = await stage();
      const audit = log();
      for (let event = 0; event < 5; event += 1) audit.record(EVENT);
      await audit.flush();
      clock.passSeconds(2 * HOUR_SECONDS);
      expect(await sealing.dead(clock.now())).toBe(0);
      clock.passSeconds(1);
      expect(await sealing.dead(clock.now())).toBe(1);
      expect(await sealing.dead(clock.now())).toBe(0);
      expect(await check()).toMatchObject({ anchors: 1, sealedEvents: 5, unsealedEvents: 0, findings: [] });
    });

    test('S5 a dead chain that does not hold is sealed up to there, and the operator is told where', async () => {
      const { log, sealing, clock, check, breaks, database } = await stage();
      const audit = log();
      for (let event = 0; event < 5; event += 1) audit.record(EVENT);
      await audit.flush();
      await database.sql.count`UPDATE audit_event SET outcome = 'wrong' WHERE seq = 4`;
      clock.passSeconds(3 * HOUR_SECONDS);
      await sealing.dead(clock.now());
      const process = audit.written()?.processId;
      expect(breaks).toEqual([{ process, seq: 4 }]);
      expect((await check()).findings).toEqual([
        expect.objectContaining({ kind: 'altered', processId: process, seq: 4, throughSeq: 4 }),
      ]);
    });

    const forged = randomBytes(32);
    test.each<[string, (database: Database) => Promise<unknown>, object]>([
      [
        'an outcome',
        ({ sql }) => sql.count`UPDATE audit_event SET outcome = 'Right' WHERE seq = 4`,
        { kind: 'altered', seq: 4, throughSeq: 4 },
      ],
      [
        'a time',
        ({ sql }) => sql.count`UPDATE audit_event SET at = at + interval '1 ms' WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a realm',
        ({ sql }) => sql.count`UPDATE audit_event SET realm = NULL WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a type',
        ({ sql }) => sql.count`UPDATE audit_event SET type = 'sign_in' WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a person',
        ({ sql }) => sql.count`UPDATE audit_event SET account_id = gen_random_uuid() WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'data',
        ({ sql }) => sql.count`UPDATE audit_event SET data = '{"why":"x"}' WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a personal field',
        ({ sql }) =>
          sql.count`UPDATE audit_event SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a personal field away',
        ({ sql }) => sql.count`UPDATE audit_event SET sealed = NULL WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a hash',
        ({ sql }) => sql.count`UPDATE audit_event SET hash = ${forged} WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'the hash before',
        ({ sql }) => sql.count`UPDATE audit_event SET previous_hash = ${forged} WHERE seq = 4`,
        { kind: 'altered', seq: 4 },
      ],
      [
        'a row away',
        ({ sql }) => sql.count`DELETE FROM audit_event WHERE seq = 4`,
        { kind: 'missing', seq: 4, throughSeq: 4 },
      ],
      [
        'the sealed end away',
        ({ sql }) => sql.count`DELETE FROM audit_event WHERE seq > 8`,
        { kind: 'missing', seq: 9, throughSeq: 10 },
      ],
      [
        'a row into the past',
        ({ sql }) =>
          sql.count`INSERT INTO audit_event SELECT (jsonb_populate_record(e, '{"seq":0}')).* FROM audit_event e WHERE seq = 1`,
        { kind: 'inserted', seq: 0 },
      ],
      [
        'two rows for each other',
        async ({ sql }) => {
          await sql.count`UPDATE audit_event SET seq = seq + 100 WHERE seq IN (4, 5)`;
          return sql.count`UPDATE audit_event SET seq = 109 - seq WHERE seq > 100`;
        },
        { kind: 'altered', seq: 1, throughSeq: 4 },
      ],
      [
        'an anchor away',
        ({ sql }) => sql.count`DELETE FROM audit_anchor WHERE seq = 6`,
        { kind: 'anchor-missing', seq: 7 },
      ],
      [
        'an anchor’s hash',
        ({ sql }) => sql.count`UPDATE audit_anchor SET hash = ${forged} WHERE seq = 6`,
        { kind: 'anchor-altered', seq: 1 },
      ],
      [
        'an anchor’s times',
        ({ sql }) => sql.count`UPDATE audit_anchor SET last_at = last_at - interval '40 days' WHERE seq = 6`,
        { kind: 'anchor-altered', seq: 1 },
      ],
      [
        'an anchor’s signature',
        ({ sql }) =>
          sql.count`UPDATE audit_anchor SET signature = overlay(signature placing 'AAAA' from length(signature) - 10) WHERE seq = 6`,
        { kind: 'anchor-forged', seq: 1 },
      ],
      [
        'an anchor by a purge too soon',
        ({ sql }) =>
          sql.count`WITH p AS (UPDATE audit_anchor SET purged_at = sealed_at WHERE seq = 6) DELETE FROM audit_event WHERE seq <= 6`,
        { kind: 'purged-early', seq: 1, throughSeq: 6 },
      ],
      [
        'an anchor by a purge to come',
        ({ sql }) =>
          sql.count`WITH p AS (UPDATE audit_anchor SET purged_at = sealed_at + interval '60 days' WHERE seq = 6) DELETE FROM audit_event WHERE seq <= 6`,
        { kind: 'purged-early', seq: 1 },
      ],
    ])('S5 verify names what was changed: %s', async (_, change, finding) => {
      const { recordSealed, check, database } = await stage();
      const accountId = randomUUID();
      await recordSealed([6, 4], (at) => ({
        ...EVENT,
        accountId,
        outcome: `o${at}`,
        personal: { contact: 'a•••@b.fr' },
      }));
      expect((await check()).findings).toEqual([]);
      expect(await change(database)).toBeGreaterThan(0);
      const { findings } = await check();
      expect(findings[0]).toMatchObject(finding);
    });

    test('S5 an anchor that somebody kept a digest of cannot be taken away, not even the newest', async () => {
      const { recordSealed, check, database } = await stage();
      await recordSealed([2]);
      await recordSealed([2]);
      const { newestAnchor } = await check();
      expect((await check(newestAnchor ?? '')).findings).toEqual([]);
      await database.sql
        .count`DELETE FROM audit_event WHERE process_id = (SELECT process_id FROM audit_anchor ORDER BY sealed_at DESC LIMIT 1)`;
      await database.sql.count`DELETE FROM audit_anchor WHERE sealed_at = (SELECT max(sealed_at) FROM audit_anchor)`;
      expect((await check()).findings).toEqual([]);
      expect((await check(newestAnchor ?? '')).findings).toEqual([expect.objectContaining({ kind: 'digest-unknown' })]);
    });

    test('S5 a purge drops whole segments past the retention, keeps their anchors, and verify passes after it', async () => {
      const { recordSealed, check, purging, clock, database } = await stage();
      const { audit } = await recordSealed([6, 4]);
      clock.passSeconds(RETENTION_MS / 1000 - 1.5 * HOUR_SECONDS);
      audit.record(EVENT);
      await audit.flush();
      expect(await purging.preview(clock.now())).toEqual({ segments: 1, events: 6 });
      expect(await purging.run(clock.now())).toEqual({ segments: 1, events: 6 });
      expect(await purging.run(clock.now())).toEqual({ segments: 0, events: 0 });
      expect(await database.auditEvent.count()).toBe(5);
      expect(await check()).toMatchObject({
        anchors: 2,
        purgedEvents: 6,
        sealedEvents: 4,
        unsealedEvents: 1,
        findings: [],
      });
    });

    test('S5 a purge that was interrupted verifies, and the next one ends it', async () => {
      const { recordSealed, check, purging, clock, database } = await stage();
      await recordSealed([6]);
      clock.passSeconds(RETENTION_MS / 1000 + 1);
      await database.sql.count`UPDATE audit_anchor SET purged_at = ${new Date(clock.now())}`;
      await database.sql.count`DELETE FROM audit_event WHERE seq < 4`;
      expect((await check()).findings).toEqual([]);
      await database.sql.count`UPDATE audit_event SET outcome = 'x' WHERE seq = 5`;
      expect((await check()).findings).toEqual([expect.objectContaining({ kind: 'altered', seq: 5 })]);
      expect(await purging.run(clock.now())).toEqual({ segments: 1, events: 3 });
      expect(await check()).toMatchObject({ purgedEvents: 6, sealedEvents: 0, findings: [] });
    });

    test('S5 personal fields lie encrypted, open while the key lives, and are gone with it; verify passes after that', async () => {
      const { recordSealed, check, read, vault, vaultWith, clock, database, log } = await stage();
      const [accountId, other] = [randomUUID(), randomUUID()];
      const personal = { contact: 'j•••••@example.fr' };
      await recordSealed([4], (at) => ({ ...EVENT, accountId: at % 2 ? accountId : other, personal }));
      const rows = await database.sql.rows<Array<{ row: string }>>`SELECT audit_event::text AS row FROM audit_event`;
      expect(JSON.stringify(rows)).not.toContain('example.fr');
      expect(JSON.stringify(rows)).not.toContain(Buffer.from('example.fr').toString('hex'));
      expect(await read.eventsOf(accountId)).toMatchObject([{ type: 'password', personal }, { personal }]);

      const events: SecurityEvent[] = [];
      const erasure = createAuditErasure({ vault, audit: { record: (event) => events.push(event) }, clock });
      expect(await erasure.erase(accountId)).toBe(true);
      expect(await erasure.erase(accountId)).toBe(false);
      expect(events).toMatchObject([
        { type: 'audit_erasure', outcome: 'erased', accountId },
        { outcome: 'was_erased' },
      ]);
      expect(await read.eventsOf(accountId)).toMatchObject([{ personal: null }, { personal: null }]);
      expect(await read.eventsOf(other)).toMatchObject([{ personal }, { personal }]);
      expect((await check()).findings).toEqual([]);

      // Neither another process nor a later event brings a key back.
      const late = log(vaultWith(RING));
      late.record({ ...EVENT, accountId, personal });
      await late.close();
      expect(await database.auditEvent.count({ where: { accountId, sealed: { not: null } } })).toBe(2);
      expect(await database.auditPersonKey.findUnique({ where: { accountId } })).toMatchObject({
        sealed: null,
        cipherKeyId: null,
        destroyedAt: new Date(clock.now()),
      });
    });

    test('S5 processes that meet a person at once share one key, and a row opens nowhere but in its place', async () => {
      const { log, vaultWith, read, database } = await stage();
      const accountId = randomUUID();
      const logs = Array.from({ length: 5 }, () => log(vaultWith(RING)));
      for (const [at, audit] of logs.entries()) audit.record({ ...EVENT, accountId, personal: { browser: `b${at}` } });
      await Promise.all(logs.map((audit) => audit.close()));
      const opened = (await read.eventsOf(accountId)).map(({ personal }) => personal?.['browser']).sort();
      expect(opened).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
      await database.sql
        .count`UPDATE audit_event SET sealed = (SELECT sealed FROM audit_event ORDER BY process_id LIMIT 1)`;
      expect((await read.eventsOf(accountId)).filter(({ personal }) => personal !== null)).toHaveLength(1);
    });

    test('S5 keys of persons move to the ring’s newest key; without their key nothing opens and nothing is lost', async () => {
      const { log, vault, vaultWith, read, database, unopenable } = await stage();
      const [kept, erased] = [randomUUID(), randomUUID()];
      const audit = log();
      for (const accountId of [kept, erased]) audit.record({ ...EVENT, accountId, personal: { browser: 'Firefox' } });
      await audit.flush();
      await vault.destroy(erased, 0);
      const newer = { id: 'k2', secret: randomBytes(32) };
      const alone = vaultWith(keyRing([newer]));
      const stranger = log(alone);
      stranger.record({ ...EVENT, accountId: kept, personal: { browser: 'Safari' } });
      await stranger.close();
      expect(unopenable).toHaveLength(1);
      expect(await database.auditEvent.count({ where: { accountId: kept } })).toBe(2);

      expect(await vaultWith(keyRing([newer, RING.current])).reseal()).toBe(1);
      const { events } = createReadAudit(createPostgresAuditChains(database), vaultWith(keyRing([newer])));
      const opened: unknown[] = [];
      for await (const { personal } of events({ accountId: kept })) opened.push(personal);
      expect(opened).toHaveLength(2);
      expect(opened).toEqual(expect.arrayContaining([{ browser: 'Firefox' }, null]));
      expect(await read.eventsOf(erased)).toMatchObject([{ personal: null }]);
    });

    test('S5 events are selected by person, realm and time, in order and past one page', async () => {
      const { log, clock, read } = await stage();
      const accountId = randomUUID();
      const audit = log();
      for (let event = 0; event < 2_100; event += 1) {
        audit.record({ ...EVENT, realm: event % 2 ? 'employeurs' : 'allocataires', accountId, data: { event } });
        if (event % 7 === 0) clock.passSeconds(1);
      }
      await audit.flush();
      const select = async (filter: Parameters<typeof read.events>[0]) => {
        const numbers: unknown[] = [];
        for await (const { data } of read.events(filter)) numbers.push(data['event']);
        return numbers;
      };
      const all = Array.from({ length: 2_100 }, (_, at) => at);
      expect(await select({ accountId })).toEqual(all);
      expect(await select({ realm: 'employeurs' })).toEqual(all.filter((at) => at % 2 === 1));
      expect(await select({ accountId: randomUUID() })).toEqual([]);
      const to = clock.now() - 100_000;
      const before = await select({ to });
      expect(before.length).toBeGreaterThan(0);
      expect([...before, ...(await select({ from: to }))]).toEqual(all);
    });

    test('S5 events lost in a long outage are told in their place, and the chain goes on', async () => {
      const { clock, check, sealing, database } = await stage();
      const longestQueue = 300;
      let isDown = true;
      const flaky = new Proxy(database, {
        get: (target, name) =>
          name === 'sql' && isDown ? { count: () => Promise.reject(new Error('down')) } : Reflect.get(target, name),
      });
      const lost: number[] = [];
      const audit = createPostgresAuditLog(flaky, clock, (count) => lost.push(count), undefined, longestQueue);
      for (let event = 0; event < longestQueue + 40; event += 1) audit.record(EVENT);
      await audit.flush();
      for (let event = 0; event < 9; event += 1) audit.record(EVENT);
      await audit.flush();
      // One more each time: the event that tells takes a place too.
      expect(lost).toEqual([41, 9]);
      expect(audit.waiting()).toBe(longestQueue);
      isDown = false;
      await audit.flush();
      const head = audit.written();
      if (head) await sealing.own(head, clock.now());
      expect(await database.auditEvent.findMany({ where: { type: 'audit_gap' } })).toMatchObject([
        { seq: 201n, outcome: 'lost', data: { lost: 50 } },
      ]);
      expect(await check()).toMatchObject({ sealedEvents: longestQueue, findings: [] });
    });
  });
}
