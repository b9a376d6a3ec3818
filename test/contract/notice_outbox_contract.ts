/** What every notice outbox promises (U2, C3, C4): each notice to one process at a time, until it was sent or given up. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { NewNotice } from '../../src/ports/notice/notice_outbox.js';

const KEY = { id: 'one', secret: randomBytes(32) };
/** Long before whatever other tests of the same database queue. */
const EARLY = Date.UTC(2001, 0, 1);
const LEASE_SECONDS = 60;

export function describeNoticeOutbox(adapter: string, databaseOf: () => Database): void {
  const outbox = () => createPostgresNoticeOutbox(databaseOf(), createNoticeBox(keyRing([KEY])));
  const own = new Set<string>();
  const notice = (changes: Partial<NewNotice> = {}): NewNotice => {
    const accountId = randomUUID();
    own.add(accountId);
    return {
      realm: 'allocataires',
      accountId,
      kind: 'account_event',
      locale: 'fr',
      channel: 'email',
      destination: 'claire@example.test',
      data: { label: 'C••••• M•••••' },
      secret: null,
      dedupeKey: `password_changed:${accountId}`,
      ...changes,
    };
  };
  const rowOf = async ({ dedupeKey }: NewNotice) => {
    const rows = await databaseOf().sql.rows<Array<Record<string, unknown>>>`
      SELECT state, attempts, sealed, why, notice::text AS row FROM notice WHERE dedupe_key = ${dedupeKey}`;
    return rows[0];
  };
  afterEach(async () => {
    await databaseOf().sql.count`DELETE FROM notice WHERE account_id = ANY(${[...own]}::uuid[])`;
  });

  describe(`U2 notices in ${adapter}`, () => {
    test('U2 a notice is claimed as it was added, once within a lease, and the same is queued once', async () => {
      const [one, other] = [notice(), notice({ channel: 'sms', destination: '+33639980012' })];
      expect(await outbox().add([one, other, one], EARLY)).toBe(2);
      expect(await outbox().add([one], EARLY)).toBe(0);
      expect(await outbox().add([], EARLY)).toBe(0);
      expect(await outbox().claim(10, LEASE_SECONDS, EARLY - 1)).toEqual([]);
      const claimed = await outbox().claim(10, LEASE_SECONDS, EARLY);
      expect(claimed).toHaveLength(2);
      expect(claimed).toContainEqual({ ...one, id: expect.any(String), attempts: 1, batchId: expect.any(String) });
      expect(await rowOf(one)).toMatchObject({ state: 'sending', attempts: 1 });
      expect(await outbox().claim(10, LEASE_SECONDS, EARLY + LEASE_SECONDS * 1000 - 1)).toEqual([]);
    });

    test('E1 where a kind of news went since a moment, each place once', async () => {
      const about = { accountId: notice().accountId, kind: 'contact_removed' } as const;
      const to = (destination: string, day: number) =>
        notice({ ...about, destination, dedupeKey: `${destination} ${day}` });
      await outbox().add([to('old@example.test', 1)], EARLY);
      await outbox().add([to('a@example.test', 2), to('b@example.test', 2)], EARLY + 1_000);
      await outbox().add([to('a@example.test', 3)], EARLY + 2_000);
      const asked = (since: number) => outbox().destinations(about.accountId, 'contact_removed', since);
      const places = (...all: string[]) => all.map((destination) => ({ channel: 'email', destination }));
      expect(await asked(EARLY + 1_000)).toEqual(places('a@example.test', 'b@example.test'));
      expect(await asked(EARLY + 2_001)).toEqual([]);
      expect(await outbox().destinations(about.accountId, 'contact_added', EARLY)).toEqual([]);
      expect(await outbox().destinations(notice().accountId, 'contact_removed', EARLY)).toEqual([]);
    });

    test('U2 a notice whose process died is claimed again after its lease, under the same id', async () => {
      await outbox().add([notice()], EARLY);
      const [first] = await outbox().claim(1, LEASE_SECONDS, EARLY);
      const [again] = await outbox().claim(1, LEASE_SECONDS, EARLY + LEASE_SECONDS * 1000);
      expect(again).toEqual({ ...first, attempts: 2 });
    });

    test('U2 what happens to one account within five minutes leaves to each place as one message; the first starts the clock', async () => {
      const { accountId } = notice();
      const news = (dedupeKey: string, changes: Partial<NewNotice> = {}) =>
        notice({ accountId, kind: 'contact_added', dedupeKey: `${accountId}:${dedupeKey}`, ...changes });
      await outbox().add([news('first'), news('sms', { channel: 'sms', destination: '+33639980012' })], EARLY);
      await outbox().add([notice({ kind: 'contact_added', dedupeKey: randomUUID() })], EARLY);
      await outbox().add([news('second')], EARLY + 120_000);
      await outbox().add([news('third'), news('urgent', { kind: 'account_event' })], EARLY + 299_999);
      const at = (now: number) => outbox().claim(10, LEASE_SECONDS, now);
      const keys = (claimed: Awaited<ReturnType<typeof at>>) =>
        [...Map.groupBy(claimed, ({ batchId }) => batchId).values()]
          .map((message) => message.map(({ dedupeKey }) => dedupeKey.split(':').at(-1)).join())
          .sort();
      const urgent = await at(EARLY + 299_999);
      expect(keys(urgent)).toEqual(['urgent']);
      await outbox().sent(urgent[0]?.batchId ?? '', EARLY + 299_999);
      const claimed = await at(EARLY + 300_000);
      const [other = ''] = keys(claimed).filter((key) => !/first|sms/.test(key));
      expect(keys(claimed)).toEqual(['first,second,third', 'sms', other].sort());
      // What comes now waits for the next message, and slides onto nothing.
      await outbox().add([news('late')], EARLY + 300_001);
      expect(await at(EARLY + 300_002)).toEqual([]);

      // Its process died: the same message, under the same id, whatever joined the queue meanwhile.
      const again = await at(EARLY + 300_000 + LEASE_SECONDS * 1000);
      expect(new Set(again.map(({ batchId }) => batchId))).toEqual(new Set(claimed.map(({ batchId }) => batchId)));
      expect(keys(again)).toEqual(keys(claimed));
      const led = again.find(({ dedupeKey }) => dedupeKey.endsWith(':second'));
      await outbox().failed(led?.batchId ?? '', 'busy', EARLY + 400_000);
      expect(keys(await at(EARLY + 400_000))).toContain('first,second,third');
      await outbox().sent(led?.batchId ?? '', EARLY + 400_001);
      for (const key of ['first', 'second', 'third'])
        expect(await rowOf(news(key))).toMatchObject({ state: 'sent', attempts: 3 });
      expect(keys(await at(EARLY + 600_001))).toContain('late');
    });

    test('C4 U2 the secret lies sealed, and is wiped once the notice was sent or given up', async () => {
      const [sent, lost] = [notice({ secret: '73190452' }), notice({ secret: '73190452' })];
      await outbox().add([sent, lost], EARLY);
      for (const each of [sent, lost]) {
        const row = await rowOf(each);
        expect(row?.['sealed']).not.toBeNull();
        expect(row?.['row']).not.toContain('73190452');
        expect(row?.['row']).not.toContain(Buffer.from('73190452').toString('hex'));
      }
      const claimed = await outbox().claim(10, LEASE_SECONDS, EARLY);
      const idOf = ({ dedupeKey }: NewNotice) => claimed.find((each) => each.dedupeKey === dedupeKey)?.id ?? '';
      expect(claimed.map(({ secret }) => secret)).toEqual(['73190452', '73190452']);
      await outbox().sent(idOf(sent), EARLY + 1);
      await outbox().failed(idOf(lost), 'refused', null);
      expect(await rowOf(sent)).toMatchObject({ state: 'sent', sealed: null });
      expect(await rowOf(lost)).toMatchObject({ state: 'failed', sealed: null, why: 'refused' });
      expect(await outbox().claim(10, LEASE_SECONDS, EARLY + 10 * LEASE_SECONDS * 1000)).toEqual([]);
      expect(await outbox().purge(EARLY, 10)).toBe(0);
      expect(await outbox().purge(EARLY + LEASE_SECONDS * 1000 + 1, 10)).toBe(2);
    });

    test('U2 S7 a secret that does not open holds up none of the others', async () => {
      const [altered, other] = [notice({ secret: '73190452' }), notice({ secret: '15926480' })];
      await outbox().add([altered, other], EARLY);
      await databaseOf().sql.count`
        UPDATE notice SET sealed = (SELECT sealed FROM notice WHERE dedupe_key = ${other.dedupeKey})
        WHERE dedupe_key = ${altered.dedupeKey}`;
      const claimed = await outbox().claim(10, LEASE_SECONDS, EARLY);
      expect(new Set(claimed.map(({ secret }) => secret))).toEqual(new Set([null, '15926480']));
    });

    test('U2 one that failed waits for its next attempt, secret kept; a late word of one that was sent changes nothing', async () => {
      const each = notice({ secret: '73190452' });
      await outbox().add([each], EARLY);
      const [first] = await outbox().claim(1, LEASE_SECONDS, EARLY);
      await outbox().failed(first?.id ?? '', 'busy', EARLY + 500);
      expect(await outbox().claim(1, LEASE_SECONDS, EARLY + 499)).toEqual([]);
      const [again] = await outbox().claim(1, LEASE_SECONDS, EARLY + 500);
      expect(again).toMatchObject({ id: first?.id, attempts: 2, secret: '73190452' });
      await outbox().sent(first?.id ?? '', EARLY + 501);
      await outbox().failed(first?.id ?? '', 'too late', EARLY + 502);
      expect(await rowOf(each)).toMatchObject({ state: 'sent' });
      expect(await outbox().claim(1, LEASE_SECONDS, EARLY + 900_000)).toEqual([]);
    });
  });
}
