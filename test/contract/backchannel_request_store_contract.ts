/** What a store of callers' requests promises (CIBA; S1, P6), held against every database. */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  createBackchannelBox,
  createPostgresBackchannelRequestStore,
} from '../../src/adapters/postgres/backchannel/backchannel_request_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { keyRing } from '../../src/config/key_ring.js';
import { REALMS } from '../../src/config/realms.js';
import type { Realm } from '../../src/domain/realm.js';
import type { NewBackchannelRequest } from '../../src/ports/backchannel/backchannel_request_store.js';

const NOW = Date.UTC(2026, 10, 28, 9);
const realm = REALMS.find(({ id }) => id === 'allocataires') as Realm;
const rules = realm.backchannel;

export function describeBackchannelRequestStore(name: string, open: () => Database): void {
  describe(`callers' requests in ${name}`, () => {
    const box = createBackchannelBox(keyRing([{ id: 'k1', secret: randomBytes(32) }]));
    const store = () => createPostgresBackchannelRequestStore(open(), box);
    const requestTo = (subject: string, over: Partial<NewBackchannelRequest> = {}): NewBackchannelRequest => ({
      id: randomUUID(),
      realm: realm.id,
      clientId: 'centre',
      subject,
      message: '47 — Violette',
      scope: 'openid profile',
      acrValues: ['two-factor', 'two-step'],
      handle: `handle-${randomUUID()}`,
      isPinged: true,
      createdAt: NOW,
      expiresAt: NOW + 300_000,
      ...over,
    });
    const decide = (subject: string, id: string, at = NOW + 1000, decision: 'confirmed' | 'refused' = 'confirmed') =>
      store().decide({ realm: realm.id, accountId: subject, id }, decision, at, at + 30_000);

    test('S1 of twenty at once one is open, and the rest are told until when', async () => {
      const subject = randomUUID();
      const all = await Promise.all(Array.from({ length: 20 }, () => store().open(requestTo(subject), rules)));
      expect(all.filter(({ verdict }) => verdict === 'open')).toHaveLength(1);
      expect(all.find(({ verdict }) => verdict === 'wait')).toEqual({ verdict: 'wait', retryAt: NOW + 300_000 });
      expect(await store().waitingFor(realm.id, subject, NOW)).toHaveLength(1);
    });

    test('U1 it waits for its own person, as it was asked, until its end; its handle lies sealed', async () => {
      const subject = randomUUID();
      const request = requestTo(subject);
      await store().open(request, rules);
      const { subject: _, handle, isPinged: __, ...shown } = request;
      expect(await store().waitingFor(realm.id, subject, NOW)).toEqual([shown]);
      expect(await store().waitingFor(realm.id, randomUUID(), NOW)).toEqual([]);
      expect(await store().waitingFor('employeurs', subject, NOW)).toEqual([]);
      expect(await store().waitingFor(realm.id, subject, NOW + 300_000)).toEqual([]);
      const row = await open().backchannelRequest.findUniqueOrThrow({ where: { id: request.id } });
      expect(Buffer.from(row.sealed).includes(handle)).toBe(false);
    });

    test('P6 of twenty answers one wins; nobody else’s, none after its end, and none twice', async () => {
      const subject = randomUUID();
      const request = requestTo(subject);
      await store().open(request, rules);
      expect(await decide(randomUUID(), request.id)).toBeUndefined();
      expect(await decide(subject, request.id, NOW + 300_000)).toBeUndefined();
      const answers = await Promise.all(Array.from({ length: 20 }, () => decide(subject, request.id)));
      expect(answers.filter((each) => each !== undefined)).toEqual([
        expect.objectContaining({ handle: request.handle }),
      ]);
      expect(await decide(subject, request.id, NOW + 2000, 'refused')).toBeUndefined();
      await store().reopen(request.id);
      expect(await decide(subject, request.id, NOW + 2000, 'refused')).toBeDefined();
      expect(await store().waitingFor(realm.id, subject, NOW)).toEqual([]);
    });

    test('O2 a ping that is due goes to one process, comes again when it was put off, and ends', async () => {
      const subject = randomUUID();
      const [told, silent] = [requestTo(subject), requestTo(subject, { clientId: 'other', isPinged: false })];
      for (const each of [told, silent]) {
        await store().open(each, rules);
        await decide(subject, each.id);
      }
      const take = async (at: number) =>
        (await store().takeDuePings(realm.id, at, at + 30_000, 100)).filter(
          ({ id }) => id === told.id || id === silent.id,
        );
      expect(await take(NOW)).toEqual([]);
      const taken = await Promise.all(Array.from({ length: 5 }, () => take(NOW + 60_000)));
      expect(taken.flat()).toEqual([{ id: told.id, clientId: 'centre', handle: told.handle, attempts: 0 }]);
      await store().postponePing(told.id, NOW + 70_000);
      expect(await take(NOW + 70_000)).toMatchObject([{ attempts: 1 }]);
      await store().endPing(told.id);
      expect(await take(NOW + 900_000)).toEqual([]);
    });

    test('O7 a key that left the ring: nothing is confirmed, no ping is sent, and the others’ still are', async () => {
      const [subject, other] = [randomUUID(), randomUUID()];
      const [lost, kept] = [requestTo(subject), requestTo(other)];
      const before = createPostgresBackchannelRequestStore(
        open(),
        createBackchannelBox(keyRing([{ id: 'gone', secret: randomBytes(32) }])),
      );
      await before.open(lost, rules);
      await store().open(kept, rules);
      expect(await decide(subject, lost.id)).toBeUndefined();
      await decide(other, kept.id);
      const taken = await store().takeDuePings(realm.id, NOW + 60_000, NOW + 90_000, 100);
      expect(taken.map(({ id }) => id)).toContain(kept.id);
      expect(taken.map(({ id }) => id)).not.toContain(lost.id);
      await store().endPing(kept.id);
    });

    test('S1 nobody’s are kept and counted like anybody’s, and all go in the end', async () => {
      const subject = `nobody-${randomUUID()}`;
      const at = Date.UTC(2001, 0, 1);
      const old = requestTo(subject, { createdAt: at, expiresAt: at + 300_000 });
      expect(await store().open(old, rules)).toEqual({ verdict: 'open' });
      expect((await store().open({ ...old, id: randomUUID() }, rules)).verdict).toBe('wait');
      expect(await store().purge(at + 1)).toBeGreaterThanOrEqual(1);
      expect(await store().open({ ...old, id: randomUUID() }, rules)).toEqual({ verdict: 'open' });
    });
  });
}
