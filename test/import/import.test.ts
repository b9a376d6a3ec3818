import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateSecrets } from '../../src/config/development_secrets.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
import { waitUntil } from '../infrastructure/server_process.js';
import { contentOf, type Environment, importCommand, importProcess, query } from './command.js';
import { BAD_ROWS, expectedRejects, peopleFile, row } from './people_file.js';

const LINES = 2_000;
const GOOD = LINES - BAD_ROWS.length;
const PATIENCE_MS = 20_000;

let folder: string;
let secrets: Record<string, string>;
/** of one run, and of one that was killed */
let [whole, killed]: [TestDatabase | undefined, TestDatabase | undefined] = [undefined, undefined];

const inFolder = (name: string) => join(folder, name);
const on = (database: TestDatabase | undefined): Environment => ({ ...secrets, DATABASE_URL: database?.url ?? '' });
const rejectsIn = (name: string) =>
  readFileSync(inFolder(name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poterne-import-'));
  secrets = await generateSecrets();
  [whole, killed] = await Promise.all([testDatabase(), testDatabase()]);
  writeFileSync(inFolder('people.ndjson'), peopleFile(LINES));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('C9 an import', () => {
  test('a dry run tells what would be created and rejected, and writes nothing', async () => {
    const { code, said } = await importCommand(
      on(whole),
      inFolder('people.ndjson'),
      ...['--realm', 'allocataires', '--dry-run', '--rejects', inFolder('dry.ndjson')],
    );
    expect(said).toContain(`would create ${GOOD}, there already 0, rejected ${BAD_ROWS.length}`);
    expect(code).toBe(3);
    expect(rejectsIn('dry.ndjson')).toEqual(expectedRejects());
    expect(await contentOf(whole?.url ?? '')).toEqual([]);
    expect(await query(whole?.url ?? '', 'SELECT id FROM import_run UNION SELECT type FROM audit_event')).toEqual([]);
  });

  test('of a file with 1 % of bad lines of 21 kinds, all good ones are in and each bad one is explained', async () => {
    const { code, said } = await importCommand(
      on(whole),
      inFolder('people.ndjson'),
      ...['--realm', 'allocataires', '--batch', '100', '--json'],
    );
    expect(JSON.parse(said)).toMatchObject({ created: GOOD, present: 0, rejected: BAD_ROWS.length });
    expect(code).toBe(3);
    expect(rejectsIn('people.ndjson.rejects.ndjson')).toEqual(expectedRejects());
    expect(statSync(inFolder('people.ndjson.rejects.ndjson')).mode & 0o077).toBe(0);
    expect(await contentOf(whole?.url ?? '')).toHaveLength(GOOD);
    const [event] = await query<{ data: unknown }>(
      whole?.url ?? '',
      `SELECT data FROM audit_event WHERE type = 'import'`,
    );
    expect(event?.data).toMatchObject({
      created: GOOD,
      rejected: BAD_ROWS.length,
      actor: expect.stringMatching(/^cli:./),
    });
  });

  test('killed at half and begun again, it ends as one run would', async () => {
    const url = killed?.url ?? '';
    // The batch that crosses the middle takes its time: the process dies while PostgreSQL still works for it.
    await query(
      url,
      `CREATE FUNCTION wait_at_half() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.7); RETURN NEW; END $$;
       CREATE TRIGGER half BEFORE UPDATE ON import_run FOR EACH ROW
         WHEN (OLD.next_line <= 1000 AND NEW.next_line > 1000) EXECUTE FUNCTION wait_at_half()`,
    );
    const args = [inFolder('people.ndjson'), '--realm', 'allocataires', '--rejects', inFolder('killed.ndjson')];
    const child = importProcess(on(killed), ...args, '--batch', '100');
    const isAtHalf = async () =>
      (await query(url, `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`))
        .length > 0;
    await waitUntil(isAtHalf, PATIENCE_MS);
    const died = once(child, 'exit');
    child.kill('SIGKILL');
    await died;
    // As if it had died between a rejected line and the batch that counts it.
    appendFileSync(inFolder('killed.ndjson'), '{"line":1,"field":"","code":"not-js');

    const first = await importCommand(on(killed), ...args, '--resume');
    expect(first).toMatchObject({
      code: 1,
      said: expect.stringContaining('another process imports this file right now'),
    });
    const isFree = async () => (await query(url, `SELECT FROM pg_locks WHERE locktype = 'advisory'`)).length === 0;
    await waitUntil(isFree, PATIENCE_MS);
    const [run] = await query<{ next_line: string }>(url, 'SELECT next_line FROM import_run');
    expect(Number(run?.next_line)).toBe(1001);
    const resumed = await importCommand(on(killed), ...args, '--batch', '150');
    expect(resumed.said).toContain('goes on at line 1001');
    expect(resumed.said).toContain(`created ${GOOD}, there already 0, rejected ${BAD_ROWS.length}`);

    expect(rejectsIn('killed.ndjson')).toEqual(expectedRejects());
    expect(await contentOf(url)).toEqual(await contentOf(whole?.url ?? ''));
    expect((await importCommand(on(killed), ...args, '--resume')).said).toContain(
      'the import of this file is finished',
    );
  });

  test('a second run creates nothing', async () => {
    const before = await contentOf(killed?.url ?? '');
    const { said } = await importCommand(on(killed), inFolder('people.ndjson'), '--realm', 'allocataires', '--json');
    // The repeated line is the first person's, who is there.
    expect(JSON.parse(said)).toMatchObject({ created: 0, present: GOOD + 1, rejected: BAD_ROWS.length - 1 });
    expect(await contentOf(killed?.url ?? '')).toEqual(before);
  });

  test('CSV brings the same people as NDJSON, and its own mistakes are told', async () => {
    const columns = Object.keys(row(0));
    const cell = (value: unknown) => (Array.isArray(value) ? value.join('|') : String(value ?? ''));
    const csv = (index: number) => columns.map((name) => cell(row(index)[name])).join(';');
    const lines = [`\ufeff${columns.join(';')}`, ...Array.from({ length: 20 }, (_, at) => csv(at + 5_000))];
    lines[3] = lines[3]?.replace('ÉPINAL', '"ÉPI""NAL"') ?? '';
    lines[4] = lines[4]?.replace('ÉPINAL', '"ÉPINAL') ?? '';
    lines[5] += ';one too many';
    const latin1 = Buffer.from(`${lines[6]}\r\n`, 'latin1');
    const rest = Buffer.from(lines.slice(7).join('\r\n'));
    writeFileSync(
      inFolder('people.csv'),
      Buffer.concat([Buffer.from(`${lines.slice(0, 6).join('\r\n')}\r\n`), latin1, rest]),
    );
    writeFileSync(inFolder('same.ndjson'), [0, 1, 2].map((at) => JSON.stringify(row(5_000 + at))).join('\n'));

    const { said } = await importCommand(on(whole), inFolder('people.csv'), '--realm', 'allocataires', '--json');
    expect(JSON.parse(said)).toMatchObject({ created: 17, rejected: 3 });
    expect(rejectsIn('people.csv.rejects.ndjson')).toMatchObject([
      { line: 5, code: 'not-csv' },
      { line: 6, code: 'columns' },
      { line: 7, code: 'not-utf8' },
    ]);
    expect(await query(whole?.url ?? '', `SELECT city FROM account WHERE city LIKE '%"%'`)).toEqual([
      { city: 'ÉPI"NAL' },
    ]);
    const again = await importCommand(on(whole), inFolder('same.ndjson'), '--realm', 'allocataires', '--json');
    expect(JSON.parse(again.said)).toMatchObject({ created: 0, present: 3, rejected: 0 });
    expect(again.code).toBe(0);
  });

  test('somebody who is there with other numbers is told, and nobody is changed', async () => {
    const url = whole?.url ?? '';
    const before = await contentOf(url);
    writeFileSync(
      inFolder('taken.ndjson'),
      [
        { ...row(3), allocataire: '9999998' },
        { ...row(6_000), nir: row(3)['nir'] },
        { ...row(3), family_name: 'AUTRE' },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    const { said } = await importCommand(on(whole), inFolder('taken.ndjson'), '--realm', 'allocataires', '--json');
    expect(JSON.parse(said)).toMatchObject({ created: 0, present: 1, rejected: 2 });
    expect(rejectsIn('taken.ndjson.rejects.ndjson')).toMatchObject([
      { line: 1, field: 'nir', code: 'identifier-taken' },
      { line: 2, field: 'nir', code: 'identifier-taken' },
    ]);
    expect(await contentOf(url)).toEqual(before);
  });

  test('what is not understood ends with 2 and a reason', async () => {
    writeFileSync(inFolder('bad.csv'), 'nir;surname\n1;2\n');
    const file = inFolder('people.ndjson');
    const cases: ReadonlyArray<readonly [readonly string[], string]> = [
      [[], 'which file?'],
      [[file], '--realm must be one of'],
      [[file, '--realm', 'allocataires', '--format', 'xml'], '--format must be one of'],
      [[file, '--realm', 'allocataires', '--batch', '0'], '--batch takes a number'],
      [[file, '--realm', 'allocataires', '--rejects', file], '--rejects must not be the file itself'],
      [[file, '--realm', 'employeurs', '--resume'], 'no import of this file was interrupted'],
      [[inFolder('bad.csv'), '--realm', 'allocataires'], 'the header names what is no field: surname'],
    ];
    for (const [args, why] of cases) {
      expect(await importCommand(on(whole), ...args)).toMatchObject({ code: 2, said: expect.stringContaining(why) });
    }
    expect(
      await importCommand({ DATABASE_URL: 'postgresql://nowhere' }, file, '--realm', 'allocataires'),
    ).toMatchObject({
      code: 2,
      said: expect.stringMatching(/IDENTIFIER_ENCRYPTION_KEYS: is missing[\s\S]*IDENTIFIER_INDEX_KEYS: is missing/),
    });
    expect((await importCommand(on(whole), inFolder('none.ndjson'), '--realm', 'allocataires')).code).toBe(1);
  });
});
