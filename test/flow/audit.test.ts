/** S5, O4: what a sign-in leaves in the audit, and what `poterne audit` does with it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditAnswer, auditCommands } from '../harness/audit_commands.js';
import { keyCommands } from '../harness/key_commands.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { relyingParty, signIn } from '../harness/relying_party.js';
import { CLAIRE, PAUL } from '../harness/scenario.js';
import { withClient } from '../infrastructure/database.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('the audit of some sign-ins', () => {
  let poterne: Restartable;
  let audit: (...args: readonly string[]) => Promise<AuditAnswer>;
  let claire: string;
  const sql = (text: string) => withClient(poterne.database.url, (client) => client.query(text));
  beforeAll(async () => {
    poterne = await startPoterne({ name: 'audit' });
    const party = await relyingParty(poterne);
    for (const person of [CLAIRE, PAUL, CLAIRE]) await signIn(poterne, party, person);
    await poterne.close();
    audit = auditCommands({ ...poterne.secrets, DATABASE_URL: poterne.database.url });
    const found = await sql(`SELECT account_id FROM contact WHERE kind = 'email' AND value = '${CLAIRE.email}'`);
    claire = String(found.rows[0]?.account_id);
  });
  afterAll(() => poterne.database.drop());

  const exported = async (...args: readonly string[]) => {
    const { code, said } = await audit('export', ...args);
    expect(code).toBe(0);
    return said.map(
      (line) => JSON.parse(line) as { type: string; outcome: string; account: string; personal: unknown },
    );
  };

  test('S5 a service that ends leaves its chain sealed to the last event', async () => {
    const { code, said } = await audit('verify', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(said.join('\n'));
    expect(report).toMatchObject({ anchors: 1, unsealedEvents: 0, findings: [] });
    expect(report.sealedEvents).toBeGreaterThan(10);
  });

  test('S5 support reads which contact a code went to and from which browser, masked; the table and the log do not', async () => {
    const events = await exported('--account', claire);
    expect(events.every(({ account }) => account === claire)).toBe(true);
    const sent = events.filter(({ type }) => type === 'code_sent');
    expect(sent[0]).toMatchObject({ outcome: 'accepted', personal: { contact: expect.stringMatching(/^.•+@/) } });
    const entered = events.filter(({ type, outcome }) => type === 'code_entered' && outcome === 'right');
    expect(entered[0]?.personal).toEqual({ browser: expect.any(String) });
    const { rows } = await sql(`SELECT audit_event::text AS row FROM audit_event`);
    expect(rows.map(({ row }) => row).join()).not.toContain('•');
    expect(await exported('--account', claire, '--realm', 'employeurs')).toEqual([]);
    expect(await exported('--from', '2100-01-01')).toEqual([]);
  });

  test('S5 S7 the chain verifies after the key that signed it is gone, and its keys move with the ring', async () => {
    const keys = keyCommands(poterne);
    expect((await keys('rotate', '--purpose', 'signing', '--alg', 'ES256', '--now')).code).toBe(0);
    const ring = `new:${randomBytes(32).toString('base64url')},${poterne.secrets['KEY_ENCRYPTION_KEYS']}`;
    expect((await keyCommands(poterne, { KEY_ENCRYPTION_KEYS: ring })('reseal')).code).toBe(0);
    const moved = auditCommands({
      KEY_ENCRYPTION_KEYS: ring.split(',')[0],
      DATABASE_URL: poterne.database.url,
    });
    expect((await moved('verify')).said.at(-1)).toBe('the audit holds');
    const [line] = (await moved('export', '--account', claire)).said.filter((each) => each.includes('"code_sent"'));
    expect(line).toContain('•');
    audit = moved;
  });

  test('S5 an erasure asks for --yes, destroys what is personal, is recorded, and leaves the chain whole', async () => {
    expect(await audit('erase', claire)).toMatchObject({ code: 3 });
    expect((await exported('--account', claire)).some(({ personal }) => personal !== null)).toBe(true);
    expect(await audit('erase', claire, '--yes')).toMatchObject({ code: 0 });
    expect((await audit('erase', claire, '--yes')).said).toEqual([`the key of ${claire} was destroyed before`]);
    const events = await exported('--account', claire);
    expect(events.filter(({ personal }) => personal !== null)).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'audit_erasure',
        outcome: 'erased',
        data: { client: expect.stringMatching(/^cli:/) },
      }),
    );
    expect((await exported()).some(({ personal }) => personal !== null)).toBe(true);
    expect((await audit('verify')).code).toBe(0);
  });

  test('S5 nothing is purged before its time', async () => {
    expect((await audit('purge', '--dry-run', '--json')).said).toEqual(['{"segments":0,"events":0}']);
    expect((await audit('purge')).said).toEqual(['0 events in 0 sealed segments dropped, their anchors kept']);
    expect(await audit('seal')).toMatchObject({ code: 0, said: ['0 chains sealed'] });
  });

  test('S5 verify fails with 1 and names the first altered event', async () => {
    const { rows } = await sql(
      `UPDATE audit_event SET outcome = 'Right' WHERE type = 'password' AND outcome = 'right' RETURNING process_id, seq`,
    );
    const [{ process_id, seq }] = rows.sort((a, b) => Number(a.seq) - Number(b.seq));
    const { code, said } = await audit('verify');
    expect(code).toBe(1);
    const first = `altered: process ${process_id}, event ${seq}: its hash is not that of what it says`;
    expect(said.find((line) => line.startsWith('altered'))).toBe(first);
    expect(said.at(-1)).toMatch(/DOES NOT HOLD/);
  });

  test.each([
    [['verify', '--contains']],
    [['verify', '--yes']],
    [['verify', '--retention-days', 'x']],
    [['export', '--account', 'claire']],
    [['export', '--from', 'yesterday']],
    [['export', '--realm', 'nowhere']],
    [['erase', '--yes']],
    [['erase', NOBODY, 'x']],
    [['purge', NOBODY]],
    [['burn']],
    [[]],
  ])('O4 what is not understood ends with 2 before anything is opened: %j', async (args) => {
    const closed = auditCommands({});
    expect((await closed(...args)).code).toBe(2);
  });
});
