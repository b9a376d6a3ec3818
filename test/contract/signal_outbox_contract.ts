/** What streams of security events and their outbox promise, whatever PostgreSQL they lie in (S8). */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresSubjectStore } from '../../src/adapters/postgres/account/subject_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresSignalOutbox } from '../../src/adapters/postgres/signals/signal_outbox.js';
import { createPostgresSignalStreams, createSignalBox } from '../../src/adapters/postgres/signals/signal_streams.js';
import { EVENT_URIS, type SignalFact } from '../../src/domain/signals/event.js';
import type { StreamWish } from '../../src/ports/signals/signal_streams.js';

const EARLY = 1_000_000;
const LEASE_MS = 30_000;
const REVOKED: SignalFact = { type: 'session-revoked', by: 'user', reason: 'signed-out-everywhere' };
const CHANGED: SignalFact = {
  type: 'credential-change',
  by: 'user',
  reason: 'password-chosen',
  credential: 'password',
  change: 'update',
};

const ring = (...keys: Array<{ id: string; secret: Buffer }>) => {
  const [current] = keys;
  if (!current) throw new Error('a ring has a key');
  return { current, keys, byId: (id: string) => keys.find((key) => key.id === id) ?? current };
};

export function describeSignalOutbox(where: string, databaseOf: () => Database): void {
  describe(`security events in ${where}`, () => {
    const old = { id: 'k1', secret: randomBytes(32) };
    const box = createSignalBox(ring(old) as never);
    const outbox = () => createPostgresSignalOutbox(databaseOf(), box);
    const streams = () => createPostgresSignalStreams(databaseOf(), box);
    const poll: StreamWish = {
      delivery: { method: 'poll' },
      eventsRequested: Object.values(EVENT_URIS),
      events: ['session-revoked', 'credential-change'],
      description: null,
    };
    const push: StreamWish = {
      ...poll,
      delivery: {
        method: 'push',
        endpointUrl: 'https://portal.example.test/signals',
        authorization: 'Bearer s3cret-word',
      },
    };
    /** A realm of its own for each test: what others left waits elsewhere. */
    const world = async (wish = push) => {
      const realm = `r-${randomUUID().slice(0, 8)}`;
      const accountId = randomUUID();
      await databaseOf().sql.count`
        INSERT INTO account (id, realm, family_name, given_names, gender, birthdate)
        VALUES (${accountId}::uuid, ${realm}, 'MARTIN', ARRAY['Claire'], 'female', '1984-05-11')`;
      const sub = `sub-${randomUUID()}`;
      await createPostgresSubjectStore(databaseOf()).note([{ realm, sector: 'caf', accountId, sub }]);
      const stream = await streams().create({ realm, clientId: 'caf' }, 'caf', wish, EARLY);
      if (!stream) throw new Error('no stream');
      return { realm, accountId, sub, stream, owner: { realm, clientId: 'caf' } };
    };
    const realms = async () => (await streams().standings()).map(({ realm }) => realm);
    const claimed = async (owner: string, streamId: string, now = EARLY) =>
      (await outbox().claim(owner, 1_000, { leaseUntil: now + LEASE_MS, now, realms: await realms() })).find(
        ({ id }) => id === streamId,
      );

    test('S8 an event is written for the sector that the person has been to, once a moment, and for nobody else', async () => {
      const { realm, accountId, sub, stream } = await world(poll);
      const elsewhere = await streams().create({ realm, clientId: 'other' }, 'other', poll, EARLY);
      expect(await outbox().raise(accountId, [REVOKED, CHANGED], EARLY)).toBe(2);
      expect(await outbox().raise(accountId, [REVOKED], EARLY)).toBe(0);
      expect(await outbox().raise(accountId, [REVOKED], EARLY + 1)).toBe(1);
      expect(await outbox().raise(randomUUID(), [REVOKED], EARLY)).toBe(0);
      const waiting = await outbox().waiting(stream.id, 10);
      expect(waiting.map(({ type }) => type).sort()).toEqual([
        'credential-change',
        'session-revoked',
        'session-revoked',
      ]);
      for (const signal of waiting) expect(signal).toMatchObject({ sub, sid: null, streamId: stream.id });
      expect(JSON.stringify(waiting)).not.toContain(accountId);
      expect(await outbox().waiting(elsewhere?.id ?? '', 10)).toEqual([]);
    });

    test('S8 what was not asked for, whom the receiver left out and another portal’s session are not written', async () => {
      const { accountId, sub, stream } = await world({ ...poll, events: ['credential-change'] });
      expect(await outbox().raise(accountId, [REVOKED], EARLY)).toBe(0);
      await streams().setWanted(stream.id, 'sub-of-nobody', false);
      await streams().setWanted(stream.id, sub, false);
      expect(await outbox().raise(accountId, [CHANGED], EARLY)).toBe(0);
      await streams().setWanted(stream.id, sub, true);
      expect(await outbox().raise(accountId, [CHANGED], EARLY)).toBe(1);
      const { accountId: person, stream: other } = await world(poll);
      const session = (clientId: string) => ({ ...REVOKED, session: { clientId, sid: 'sid-1' } }) as SignalFact;
      expect(await outbox().raise(person, [session('another'), session('caf')], EARLY)).toBe(1);
      expect(await outbox().waiting(other.id, 10)).toMatchObject([{ sid: 'sid-1' }]);
    });

    test('S8 a client has one stream, and reaches no other', async () => {
      const { realm, owner, stream } = await world();
      expect(await streams().create(owner, 'caf', poll, EARLY)).toBeNull();
      const stranger = { realm, clientId: 'stranger' };
      expect(await streams().of(stranger)).toBeNull();
      expect(await streams().replace(stranger, stream.id, poll, EARLY)).toBeNull();
      expect(await streams().remove(stranger, stream.id)).toBe(false);
      expect(await streams().of({ realm: 'elsewhere', clientId: 'caf' })).toBeNull();
      expect(await streams().remove(owner, stream.id)).toBe(true);
      expect(await streams().of(owner)).toBeNull();
    });

    test('S8 a stream is in the hands of one process until its lease ends; whoever lost it changes nothing', async () => {
      const { accountId, stream } = await world();
      await outbox().raise(accountId, [REVOKED], EARLY);
      const [first, second] = [randomUUID(), randomUUID()];
      const taken = await Promise.all([claimed(first, stream.id), claimed(second, stream.id)]);
      expect(taken.filter((each) => each !== undefined)).toHaveLength(1);
      const [winner, loser] = taken[0] ? [first, second] : [second, first];
      expect(taken.find((each) => each !== undefined)?.authorization).toBe('Bearer s3cret-word');
      expect(await claimed(loser, stream.id, EARLY + LEASE_MS - 1)).toBeUndefined();
      const elsewhere = { leaseUntil: EARLY, now: EARLY + LEASE_MS, realms: ['another'] };
      expect(await outbox().claim(loser, 1_000, elsewhere)).toEqual([]);
      expect(await claimed(loser, stream.id, EARLY + LEASE_MS)).toBeDefined();
      expect(await outbox().hold(stream.id, winner, EARLY + 90_000)).toBe(false);
      const failed = { how: 'failed', retryAt: EARLY + 99_000, now: EARLY, why: 'timeout' } as const;
      expect(await outbox().leave(stream.id, winner, failed)).toBeNull();
      expect(await outbox().leave(stream.id, loser, failed)).toBe(EARLY);
      expect(await claimed(first, stream.id, EARLY + 98_999)).toBeUndefined();
      expect(await claimed(first, stream.id, EARLY + 99_000)).toMatchObject({ failures: 1, reason: 'timeout' });
      await outbox().leave(stream.id, first, { how: 'done', now: EARLY + 99_000 });
      expect(await streams().of({ realm: stream.realm, clientId: 'caf' })).toMatchObject({ reason: null });
    });

    test('S8 an address that is replaced is pushed to no longer, and what its former one answers changes nothing', async () => {
      const { accountId, stream, owner } = await world();
      await outbox().raise(accountId, [REVOKED], EARLY);
      const [before, after] = [randomUUID(), randomUUID()];
      expect(await claimed(before, stream.id)).toBeDefined();
      const delivery = {
        method: 'push',
        endpointUrl: 'https://new.example.test/signals',
        authorization: null,
      } as const;
      await streams().replace(owner, stream.id, { delivery }, EARLY);
      expect(await outbox().hold(stream.id, before, EARLY + LEASE_MS)).toBe(false);
      const failed = { how: 'failed', retryAt: EARLY + 99_000, now: EARLY, why: 'timeout' } as const;
      expect(await outbox().leave(stream.id, before, failed)).toBeNull();
      expect(await claimed(after, stream.id)).toMatchObject({
        endpointUrl: 'https://new.example.test/signals',
        authorization: null,
        failures: 0,
      });
    });

    test('S8 what the receiver has, or will never take, waits no more; ids of another stream change nothing', async () => {
      const { accountId, stream } = await world();
      const { stream: other } = await world();
      await outbox().raise(accountId, [REVOKED, CHANGED], EARLY);
      const ids = (await outbox().waiting(stream.id, 10)).map(({ id }) => id);
      expect(await outbox().delivered(other.id, ids, EARLY)).toBe(0);
      expect(await outbox().delivered(stream.id, [ids[0] ?? '', randomUUID()], EARLY)).toBe(1);
      expect(await outbox().delivered(stream.id, [ids[0] ?? ''], EARLY)).toBe(0);
      await outbox().refused(other.id, ids[1] ?? '', 'invalid_request', EARLY);
      expect(await outbox().waiting(stream.id, 10)).toHaveLength(1);
      await outbox().refused(stream.id, ids[1] ?? '', 'invalid_request', EARLY);
      expect(await outbox().haveWaiting([stream.id, other.id])).toEqual([]);
      const standing = (await streams().standings()).find(({ id }) => id === stream.id);
      expect(standing).toMatchObject({ queued: 0, dead: 1, oldestAt: null });
      expect(await streams().retryDead(stream.id, EARLY)).toBe(1);
      expect(await outbox().haveWaiting([stream.id, other.id])).toEqual([stream.id]);
    });

    test('S8 a paused stream holds what happens, a disabled one keeps nothing, one whose sector changed forgets whom it knew', async () => {
      const { accountId, stream } = await world();
      const how = { by: 'receiver', reason: null, now: EARLY } as const;
      await streams().setStatus(stream.id, 'paused', how);
      expect(await outbox().raise(accountId, [REVOKED], EARLY)).toBe(1);
      expect(await claimed(randomUUID(), stream.id)).toBeUndefined();
      await streams().setStatus(stream.id, 'enabled', how);
      expect(await claimed(randomUUID(), stream.id)).toBeDefined();
      await streams().setStatus(stream.id, 'disabled', how);
      expect(await outbox().raise(accountId, [REVOKED], EARLY + 1)).toBe(0);
      expect(await outbox().haveWaiting([stream.id])).toEqual([]);
      await streams().setStatus(stream.id, 'enabled', how);
      await outbox().raise(accountId, [REVOKED, CHANGED], EARLY + 2);
      const [given] = await outbox().waiting(stream.id, 1);
      await outbox().refused(stream.id, given?.id ?? '', 'invalid_request', EARLY + 2);
      await streams().move(stream.id, 'other');
      expect(await streams().retryDead(stream.id, EARLY + 2)).toBe(0);
      expect(await outbox().haveWaiting([stream.id])).toEqual([]);
      expect(await outbox().raise(accountId, [REVOKED], EARLY + 3)).toBe(0);
    });

    test('S8 of two verifications within the interval one is taken', async () => {
      const { stream } = await world();
      const take = (now: number) => streams().takeVerification(stream.id, 60_000, now);
      expect((await Promise.all([take(EARLY), take(EARLY)])).filter((wait) => wait === null)).toHaveLength(1);
      expect(await take(EARLY + 59_999)).toBe(1);
      expect(await take(EARLY + 60_000)).toBeNull();
    });

    test('S8 what nobody took is given up, and what is settled goes after its time', async () => {
      const { accountId, stream } = await world();
      await outbox().raise(accountId, [REVOKED], EARLY);
      await outbox().raise(accountId, [CHANGED], EARLY + 5_000);
      const tidy = (queued: number, delivered: number, dead: number, now: number) =>
        outbox().tidy({ queued, delivered, dead }, now, 1_000);
      await tidy(EARLY + 1, 0, 0, EARLY + 6_000);
      const standing = async () => (await streams().standings()).find(({ id }) => id === stream.id);
      expect(await standing()).toMatchObject({ queued: 1, dead: 1, oldestAt: EARLY + 5_000 });
      await tidy(EARLY, EARLY + 90_000, EARLY + 6_000, EARLY + 6_000);
      expect(await standing()).toMatchObject({ queued: 1, dead: 1 });
      await tidy(EARLY, EARLY, EARLY + 6_001, EARLY + 7_000);
      expect(await standing()).toMatchObject({ queued: 1, dead: 0 });
    });

    test('S8 S7 a receiver’s Authorization header lies sealed, opens in its own row only, and is sealed anew', async () => {
      const { stream, accountId } = await world();
      const { stream: thief } = await world();
      const rows = await databaseOf().sql.rows<Array<{ row: string }>>`
        SELECT row_to_json(s)::text AS row FROM signal_stream s WHERE id = ${stream.id}::uuid`;
      expect(rows[0]?.row).not.toContain('s3cret-word');
      expect(rows[0]?.row).not.toContain(Buffer.from('s3cret-word').toString('hex'));
      const next = { id: 'k2', secret: randomBytes(32) };
      const both = createSignalBox(ring(next, old) as never);
      const sealedAnew = createPostgresSignalStreams(databaseOf(), both);
      await sealedAnew.reseal();
      await outbox().raise(accountId, [REVOKED], EARLY);
      const anew = createPostgresSignalOutbox(databaseOf(), both);
      const find = async () =>
        (await anew.claim(randomUUID(), 1_000, { leaseUntil: EARLY, now: EARLY, realms: await realms() })).find(
          ({ id }) => id === stream.id,
        );
      expect((await find())?.authorization).toBe('Bearer s3cret-word');
      await databaseOf().sql.count`
        UPDATE signal_stream SET sealed = (SELECT sealed FROM signal_stream WHERE id = ${thief.id}::uuid)
        WHERE id = ${stream.id}::uuid`;
      expect((await find())?.authorization).toBeNull();
    });
  });
}
