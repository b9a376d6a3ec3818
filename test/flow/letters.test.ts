/** The print room's commands, and what each process does beside answering requests (C8, U2, E1, O4). */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPostgresLetterOutbox } from '../../src/adapters/postgres/letter/letter_outbox.js';
import { createLetterBox } from '../../src/adapters/postgres/letter/letter_rows.js';
import { createPostgresNoticeOutbox } from '../../src/adapters/postgres/notice/notice_outbox.js';
import { createNoticeBox } from '../../src/adapters/postgres/notice/notice_rows.js';
import type { Manifest } from '../../src/cli/letter_folder.js';
import { letters } from '../../src/cli/letters.js';
import { runGroups } from '../../src/cli/run_groups.js';
import { readKeyRing } from '../../src/config/key_ring.js';
import { noticesTo } from '../../src/services/notice/tell_person.js';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { CLAIRE, LUCIEN } from '../harness/scenario.js';
import { serverFolder } from '../infrastructure/server_process.js';

let poterne: Restartable;
let claire: string;
beforeAll(async () => {
  poterne = await startPoterne({ name: 'letters' });
  claire = await idOf(CLAIRE.familyName);
});
afterAll(() => poterne.close());

const sql = () => poterne.service.database.sql;
const ring = () => {
  const reading = readKeyRing(poterne.secrets['KEY_ENCRYPTION_KEYS'] ?? '');
  if (!reading.ok) throw new Error(reading.why);
  return reading.ring;
};
async function idOf(familyName: string): Promise<string> {
  const rows = await sql().rows<Array<{ id: string }>>`SELECT id FROM account WHERE family_name = ${familyName}`;
  return rows[0]?.id ?? '';
}

describe('poterne letters', () => {
  const OUT = join(serverFolder('print-room'), 'out');
  const SECRET = '73190452';
  const queue = () =>
    createPostgresLetterOutbox(poterne.service.database, createLetterBox(ring())).add(
      {
        realm: 'allocataires',
        accountId: claire,
        kind: 'provisional_password',
        locale: 'fr',
        data: {},
        secret: SECRET,
        dedupeKey: randomUUID(),
      },
      Date.now(),
    );
  const run = async (...args: readonly string[]) => {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const environment = { ...poterne.secrets, DATABASE_URL: poterne.database.url };
    const code = await runGroups({ letters }, ['letters', ...args], { environment, say: note, complain: note });
    const said = lines.join('\n');
    return { code, said, batch: /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(said)?.[0] ?? '' };
  };
  const claim = () => run('claim', '--realm', 'allocataires', '--out', OUT);
  beforeEach(async () => {
    await sql().count`DELETE FROM letter`;
    await sql().count`
      UPDATE account SET postcode = '88000', city = 'Épinal', address_lines = ARRAY['1 rue X'] WHERE id = ${claire}::uuid`;
  });

  test('C8 claim writes one PDF a letter and a manifest, readable by their owner alone; printed wipes what is secret', async () => {
    await queue();
    expect((await run('waiting')).said).toContain('allocataires: 1 to print, 0 without an address');
    const { code, batch, said } = await claim();
    expect([code, said]).toEqual([0, expect.stringContaining('1 letters in')]);
    const folder = join(OUT, batch);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest).toMatchObject({
      batch,
      realm: 'allocataires',
      letters: [{ kind: 'provisional_password', pages: 1 }],
    });
    const [letter] = manifest.letters;
    const pdf = readFileSync(join(folder, letter?.file ?? ''));
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(letter?.sha256);
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);

    rmSync(OUT, { recursive: true });
    expect((await run('render', batch, '--out', OUT)).code).toBe(0);
    expect(readFileSync(join(folder, letter?.file ?? '')).equals(pdf)).toBe(true);
    expect((await run('render', batch, '--out', OUT)).code).toBe(0);

    expect((await run('printed', batch)).code).toBe(0);
    const again = await run('printed', batch);
    expect([again.code, again.said]).toEqual([3, `refused: batch ${batch} is printed`]);
    expect((await run('render', batch, '--out', OUT)).code).toBe(3);
    expect((await run('list', '--json')).said).toContain('"state": "printed"');
    expect((await claim()).code).toBe(3);
  });

  test('C8 a batch that is handed back is printed in another one; the audit knows who did what, and says no secret', async () => {
    await queue();
    const first = await claim();
    expect((await run('hand-back', first.batch)).code).toBe(0);
    const second = await claim();
    expect(second.code).toBe(0);
    expect(second.batch).not.toBe(first.batch);
    const events = await sql().rows<Array<{ outcome: string; row: string }>>`
      SELECT outcome, audit_event::text AS row FROM audit_event WHERE type = 'letters' AND data->>'batch' = ${first.batch}`;
    expect(events.map(({ outcome }) => outcome).sort()).toEqual(['claimed', 'handed_back', 'rendered']);
    for (const { row } of events) expect(row).not.toContain(SECRET);
  });

  test('C8 I10 a letter that says nothing any more is left out and cancelled', async () => {
    await queue();
    const outbox = createPostgresLetterOutbox(poterne.service.database, createLetterBox(ring()));
    const other = await idOf(LUCIEN.familyName);
    await sql().count`UPDATE account SET postcode = '88000', city = 'Épinal' WHERE id = ${other}::uuid`;
    const data = { cardId: randomUUID(), name: 'A7F2' };
    const card = { realm: 'allocataires', accountId: other, kind: 'code_card', locale: 'fr' } as const;
    await outbox.add({ ...card, data, secret: null, dedupeKey: randomUUID() }, Date.now());
    expect((await claim()).said).toContain('1 letters in');
    const states = await sql().rows<Array<{ state: string }>>`SELECT state FROM letter ORDER BY state`;
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'claimed']);
  });

  test('O4 a command line that is not understood, and a batch that is unknown, say so', async () => {
    for (const args of [
      ['claim'],
      ['claim', '--realm', 'x', '--out', OUT],
      ['printed'],
      ['printed', 'x'],
      ['claim', '--realm', 'allocataires'],
    ])
      expect((await run(...args)).code).toBe(2);
    expect((await run('printed', randomUUID())).code).toBe(3);
  });
});

describe('beside requests', () => {
  const outbox = () => createPostgresNoticeOutbox(poterne.service.database, createNoticeBox(ring()));

  test('U2 a notice that is refused is tried again, told once, and carries the same id each time', async () => {
    const account = {
      id: claire,
      realm: 'allocataires',
      locale: 'fr' as const,
      givenNames: ['Claire'],
      familyName: 'MARTIN',
      contacts: [{ id: 'c', kind: 'email' as const, value: 'told@example.test', verified: true }],
    };
    const ids: Array<string | undefined> = [];
    poterne.outbox.answerWith(async ({ id }) => {
      ids.push(id);
      return ids.length < 3 ? { accepted: false, why: 'busy' } : { accepted: true };
    });
    await outbox().add(noticesTo(account, { kind: 'password_changed', dedupe: 1 }), Date.now());
    expect(await poterne.service.sendNotices()).toBe(0);
    passSeconds(300);
    expect(await poterne.service.sendNotices()).toBe(1);
    expect(await poterne.service.sendNotices()).toBe(0);
    passSeconds(61);
    expect(await poterne.service.sendNotices()).toBe(1);
    passSeconds(301);
    expect(await poterne.service.sendNotices()).toBe(1);
    passSeconds(86_400);
    expect(await poterne.service.sendNotices()).toBe(0);
    poterne.outbox.answerWith(undefined);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(poterne.outbox.messages.filter(({ to }) => to === 'told@example.test')).toHaveLength(1);
  });

  test('E1 a contact that nobody refused counts once its time is over, and the person is told', async () => {
    const id = randomUUID();
    await sql().count`
      INSERT INTO contact (id, account_id, kind, value, pending_until)
      VALUES (${id}::uuid, ${claire}::uuid, 'mobile', '+33639980077', to_timestamp(${Date.now() + 60_000}::bigint / 1000.0))`;
    const isVerified = async () => {
      const rows = await sql().rows<Array<{ verified: boolean }>>`
        SELECT verified_at IS NOT NULL AND pending_until IS NULL AS verified FROM contact WHERE id = ${id}::uuid`;
      return rows[0]?.verified;
    };
    await poterne.service.runJobs();
    expect(await isVerified()).toBe(false);
    passSeconds(61);
    expect(await poterne.service.runJobs()).toContain('pending_contacts');
    expect(await isVerified()).toBe(true);
    passSeconds(301);
    await poterne.service.sendNotices();
    const told = poterne.outbox.messages.filter(({ text }) => text.includes('06 '));
    expect(told.map(({ to }) => to)).toContain(CLAIRE.email);
    expect(told.map(({ text }) => text).join()).not.toContain('+33639980077');
  });
});
