/** What endings of sessions promise, whatever PostgreSQL they lie in (P9, S8). */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createPostgresSubjectStore } from '../../src/adapters/postgres/account/subject_store.js';
import type { Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresLogoutNotices } from '../../src/adapters/postgres/protocol/logout_notices.js';
import { createPostgresSessionEndings } from '../../src/adapters/postgres/protocol/session_endings.js';
import { createPostgresSignalStreams, createSignalBox } from '../../src/adapters/postgres/signals/signal_streams.js';
import { keyRing } from '../../src/config/key_ring.js';
import type { SessionEnding } from '../../src/ports/protocol/session_endings.js';

/** Before what any other test writes. */
const EARLY = 2_000_000;
const HELD_UNTIL = EARLY + 30_000;

export function describeSessionEndings(where: string, databaseOf: () => Database): void {
  describe(`endings of sessions in ${where}`, () => {
    const endings = () => createPostgresSessionEndings(databaseOf());
    const notices = () => createPostgresLogoutNotices(databaseOf());
    const eventsOf = (streamId: string) =>
      databaseOf().sql.rows<Array<{ sid: string }>>`
        SELECT sid FROM signal_event WHERE stream_id = ${streamId}::uuid ORDER BY created_at`;
    /** A realm of its own for each test. */
    const world = async () => {
      const realm = `r-${randomUUID().slice(0, 8)}`;
      const accountId = randomUUID();
      await databaseOf().sql.count`
        INSERT INTO account (id, realm, family_name, given_names, gender, birthdate)
        VALUES (${accountId}::uuid, ${realm}, 'MARTIN', ARRAY['Claire'], 'female', '1984-05-11')`;
      await createPostgresSubjectStore(databaseOf()).note([{ realm, sector: 'caf', accountId, sub: randomUUID() }]);
      const box = createSignalBox(keyRing([{ id: 'one', secret: randomBytes(32) }]));
      const stream = await createPostgresSignalStreams(databaseOf(), box).create(
        { realm, clientId: 'caf' },
        'caf',
        { delivery: { method: 'poll' }, eventsRequested: [], events: ['session-revoked'], description: null },
        EARLY,
      );
      if (!stream) throw new Error('no stream');
      const ending: SessionEnding = {
        realm,
        accountId,
        uid: randomUUID(),
        grants: ['one-grant', 'another-grant'],
        portals: [
          { clientId: 'caf', sid: 'as-caf-knows-it' },
          { clientId: 'other', sid: undefined },
        ],
        facts: [
          {
            type: 'session-revoked',
            by: 'user',
            reason: 'signed-out',
            session: { clientId: 'caf', sid: 'as-caf-knows-it' },
          },
        ],
      };
      const unfinished = async (before: number) =>
        (await endings().unfinished(before, 1_000)).filter((each) => each.realm === realm);
      return { realm, accountId, stream, ending, unfinished };
    };

    test('P9 S8 the wish, a notice for each portal and its security events are written together', async () => {
      const { realm, accountId, stream, ending, unfinished } = await world();
      const held = await endings().begin(ending, EARLY, HELD_UNTIL);
      const expected = ending.portals.map((portal) => ({ ...portal, realm, accountId, attempts: 0 }));
      expect(held).toMatchObject(expected);
      // The caller's alone until then.
      expect(await notices().takeDue(realm, HELD_UNTIL - 1, HELD_UNTIL, 10)).toEqual([]);
      const due = await notices().takeDue(realm, HELD_UNTIL, HELD_UNTIL + 1, 10);
      const byClient = (a: { clientId: string }, b: { clientId: string }) => a.clientId.localeCompare(b.clientId);
      expect(due.toSorted(byClient)).toEqual([...held].sort(byClient));
      expect(await eventsOf(stream.id)).toEqual([{ sid: 'as-caf-knows-it' }]);
      expect(await unfinished(EARLY + 1)).toEqual([{ realm, uid: ending.uid, grants: ending.grants }]);
    });

    test('P9 what cannot be told is not wished either: all or nothing', async () => {
      const { realm, ending, unfinished, stream } = await world();
      // NUL is no text to PostgreSQL.
      const broken = { ...ending, portals: [{ clientId: 'caf', sid: 'a\0b' }] };
      await expect(endings().begin(broken, EARLY, HELD_UNTIL)).rejects.toThrow();
      expect(await unfinished(EARLY + 1)).toEqual([]);
      expect(await notices().takeDue(realm, HELD_UNTIL, HELD_UNTIL, 10)).toEqual([]);
      expect(await eventsOf(stream.id)).toEqual([]);
    });

    test('P9 a wish is found by whoever comes later, until it is crossed out', async () => {
      const { realm, ending, unfinished } = await world();
      await endings().begin(ending, EARLY, EARLY);
      expect(await unfinished(EARLY)).toEqual([]);
      expect(await unfinished(EARLY + 1)).toHaveLength(1);
      await endings().finish(realm, randomUUID());
      expect(await unfinished(EARLY + 1)).toHaveLength(1);
      await endings().finish(realm, ending.uid);
      await endings().finish(realm, ending.uid);
      expect(await unfinished(EARLY + 1)).toEqual([]);
    });

    test('P9 asked for again it is one wish, with everything that either was to end', async () => {
      const { ending, unfinished } = await world();
      await endings().begin(ending, EARLY, EARLY);
      await endings().begin({ ...ending, grants: ['another-grant', 'third-grant'] }, EARLY + 5, EARLY + 5);
      const left = await unfinished(EARLY + 6);
      expect(left.map(({ grants }) => [...grants].sort())).toEqual([['another-grant', 'one-grant', 'third-grant']]);
      expect(await unfinished(EARLY + 5)).toEqual([]);
    });

    test('P9 S8 a session of no portal leaves a wish alone', async () => {
      const { realm, ending, unfinished } = await world();
      expect(await endings().begin({ ...ending, grants: [], portals: [], facts: [] }, EARLY, EARLY)).toEqual([]);
      expect(await unfinished(EARLY + 1)).toEqual([{ realm, uid: ending.uid, grants: [] }]);
    });
  });
}
