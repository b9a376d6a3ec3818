/** Three processes over a year, each of which may die at any statement: everybody is told everything, and once (C3, E1). */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import { createPostgresDueChanges } from '../../src/adapters/postgres/schedule/due_changes.js';
import { createPostgresJobStore } from '../../src/adapters/postgres/schedule/job_store.js';
import { keyRing } from '../../src/config/key_ring.js';
import { REALMS } from '../../src/config/realms.js';
import type { Message } from '../../src/ports/delivery/delivery.js';
import { createSendNotices } from '../../src/services/notice/send_notices.js';
import { passwordReminderJobs } from '../../src/services/password/password_reminders.js';
import { housekeepingJobs } from '../../src/services/schedule/housekeeping.js';
import { createScheduler, type Scheduler } from '../../src/services/schedule/scheduler.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';

const RING = keyRing([{ id: 'one', secret: randomBytes(32) }]);
const DAY_MS = 86_400_000;
const BEGINNING = Date.UTC(2027, 0, 1);
const PROCESSES = 3;
/** whose passwords expire all over the year, by mailbox */
const SPREAD = 120;
/** whose passwords expire within one minute: more than one piece of work */
const TOGETHER = 230;
/** by mailbox and by telephone · by letter */
const BOTH = 40;
const ON_PAPER = 20;

let server: TestDatabase;
let databases: Database[];
beforeAll(async () => {
  server = await testDatabase();
  databases = Array.from({ length: PROCESSES }, () => connectDatabase(server.url, 2));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.$disconnect()));
  await server.drop();
});

/** `expires`: SQL over the person's number n; `contacts`: kinds. */
async function addPeople(
  group: string,
  count: number,
  expires: string,
  contacts: readonly string[],
  city: string | null,
) {
  const [database] = databases as [Database];
  const at = (moment: number) => new Date(moment).toISOString();
  await database.$executeRawUnsafe(
    `WITH person AS (
       INSERT INTO account (id, realm, family_name, given_names, gender, birthdate, birthplace, postcode, city)
       SELECT gen_random_uuid(), 'allocataires', '${group}', ARRAY['Claire'], 'female', '1984-05-11', n::text,
         '88000', ${city ? `'${city}'` : 'NULL'} FROM generate_series(1, ${count}) n RETURNING id, birthplace::int AS n),
     kept AS (
       INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, set_at, expires_at)
       SELECT gen_random_uuid(), id, 'password', 'x', 'p', 'chosen', timestamptz '${at(BEGINNING - DAY_MS)}',
         timestamptz '${at(BEGINNING)}' + ${expires} FROM person)
     INSERT INTO contact (id, account_id, kind, value, verified_at)
     SELECT gen_random_uuid(), id, kind, CASE kind WHEN 'email' THEN '${group}-' || n || '@example.test' ELSE '+336399800' || lpad(n::text, 2, '0') END, now()
     FROM person, unnest(ARRAY[${contacts.map((kind) => `'${kind}'`).join()}]::text[]) kind`,
  );
}

test('C3 over a year each reminder is sent once, by three processes that die again and again', async () => {
  await addPeople('spread', SPREAD, "n * interval '3 days' + interval '35 days'", ['email'], null);
  await addPeople('together', TOGETHER, "interval '100 days' + n * interval '0.1 seconds'", ['email'], null);
  await addPeople('both', BOTH, "n * interval '3 days' + interval '32 days'", ['email', 'mobile'], null);
  await addPeople('paper', ON_PAPER, "n * interval '10 days' + interval '31 days'", [], 'Épinal');

  let now = BEGINNING;
  let random = 7;
  const chance = (oneIn: number) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (random >> 8) % oneIn === 0;
  };
  const clock = { now: () => now, pause: async () => {} };
  const sent: Array<{ readonly at: number; readonly message: Message }> = [];
  let deaths = 0;
  /** every other time: a reminder that comes a week late is not sent at all */
  let mayDie = false;
  const faults: string[] = [];

  /** A process: once it has died, none of its statements ends any more. */
  function startProcess(database: Database): { scheduler: Scheduler; died: Promise<void> } {
    let isDead = false;
    let die = () => {};
    const died = new Promise<void>((resolve) => {
      die = resolve;
    });
    const mortal = <Store extends object>(store: Store, oneIn: number): Store =>
      new Proxy(store, {
        get:
          (target, name) =>
          async (...given: unknown[]) => {
            const passes = async () => {
              if (!isDead && mayDie && chance(oneIn)) {
                isDead = true;
                deaths += 1;
                die();
              }
              if (isDead) await new Promise(() => {});
            };
            await passes();
            const answer = await (target[name as keyof Store] as (...all: unknown[]) => Promise<unknown>)(...given);
            await passes();
            return answer;
          },
      });
    const due = mortal(createPostgresDueChanges(database, createNoticeBox(RING)), 12);
    const notices = mortal(createPostgresNoticeOutbox(database, createNoticeBox(RING)), 12);
    const letters = mortal(createPostgresLetterOutbox(database, createLetterBox(RING)), 12);
    const jobs = mortal(createPostgresJobStore(database), 12);
    const scheduler = createScheduler(
      [
        ...passwordReminderJobs({ due, notices, letters, clock }),
        ...housekeepingJobs({ notices, letters, due, realms: [], onStaleBatches: () => {} }).filter(
          ({ name }) => name === 'purge',
        ),
      ],
      {
        jobs,
        clock,
        onFault: (job, error) => faults.push(`${job}: ${String(error)}`),
      },
    );
    return { scheduler, died };
  }

  const processes = databases.map(startProcess);
  const [database] = databases as [Database];
  const send = createSendNotices({
    notices: createPostgresNoticeOutbox(database, createNoticeBox(RING)),
    delivery: {
      send: async (message) => {
        sent.push({ at: now, message });
        return { accepted: true };
      },
    },
    realms: REALMS,
    audit: { record() {} },
    clock,
  });
  while (now < BEGINNING + 405 * DAY_MS) {
    now += (chance(2) ? 1 : 3) * DAY_MS;
    mayDie = !mayDie;
    await Promise.all(
      processes.map(async ({ scheduler, died }, index) => {
        let isOver = false;
        await Promise.race([scheduler.tick(), died.then(() => (isOver = true))]);
        if (isOver) processes[index] = startProcess(databases[index] as Database);
      }),
    );
    // What falls within five minutes leaves as one message (U2): it is sent when that is over, not days later.
    now += 301_000;
    while ((await send()) > 0);
  }
  while ((await send()) > 0);

  expect(faults).toEqual([]);
  expect(deaths).toBeGreaterThan(20);
  const contacts = SPREAD + TOGETHER + 2 * BOTH;
  const toldOf = new Map<string, string[]>();
  for (const { at, message } of sent) {
    const what = message.text.includes('a expiré') ? 'expired' : 'expires';
    toldOf.set(message.to, [...(toldOf.get(message.to) ?? []), `${what} ${at}`]);
  }
  expect(toldOf.size).toBe(contacts);
  for (const told of toldOf.values()) {
    expect(told.map((each) => each.split(' ')[0])).toEqual(['expires', 'expires', 'expired']);
    expect(new Set(told).size).toBe(3);
  }
  expect(new Set(sent.map(({ message }) => message.id)).size).toBe(3 * contacts);
  const letters = await database.sql.rows<Array<{ account_id: string }>>`SELECT account_id FROM letter`;
  expect(letters).toHaveLength(ON_PAPER);
  expect(new Set(letters.map(({ account_id }) => account_id)).size).toBe(ON_PAPER);
});
