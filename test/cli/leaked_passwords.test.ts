/** C1: the offline list of leaked passwords, as an operator builds it and as a choice of password asks it. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openLeakedPasswords } from '../../src/adapters/system/password/leaked_passwords.js';
import { createPasswordStrength } from '../../src/adapters/system/password/password_strength.js';
import { leakedPasswords } from '../../src/cli/leaked_passwords.js';
import { runGroups } from '../../src/cli/run_groups.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'poterne-leaked-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

async function run(args: readonly string[], input = '', environment: Record<string, string> = {}) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await runGroups({ 'leaked-passwords': leakedPasswords }, ['leaked-passwords', ...args], {
    environment,
    say: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
    input: Readable.from([input]),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('C1 a list of leaked passwords', () => {
  test('C1 holds what every form of input names, and nothing else', async () => {
    writeFileSync(
      at('hashes.txt'),
      ['azerty', 'Soleil33', 'rare'].map((word, n) => `${sha1(word)}:${9 - n * 4}`).join('\r\n'),
    );
    writeFileSync(at('plain.txt.gz'), gzipSync('motdepasse\nété à la plage\n\nazerty\n'));
    writeFileSync(at('last_line.txt'), 'doudou');
    const inputs = ['hashes.txt', 'plain.txt.gz', 'last_line.txt'].map(at);
    const built = await run(['build', ...inputs, '--out', at('list'), '--json']);
    expect(built.code).toBe(0);
    expect(JSON.parse(built.said)).toMatchObject({ lines: 8, entries: 6 });
    const list = await openLeakedPasswords(at('list'));
    const listed = ['azerty', 'Soleil33', 'rare', 'motdepasse', 'été à la plage', 'doudou'];
    for (const password of listed) expect([password, await list.has(password)]).toEqual([password, true]);
    for (const password of ['', 'Azerty', 'soleil33', 'doudou\n', 'motdepasse '])
      expect(await list.has(password)).toBe(false);
    await list.close();
  });

  test('C1 leaves out what was seen less often than told', async () => {
    const built = await run(['build', at('hashes.txt'), '--out', at('often'), '--min-count', '5', '--json']);
    expect(JSON.parse(built.said)).toMatchObject({ lines: 3, entries: 2 });
  });

  test('C1 finds every one of 20,000, and none of the others asked', async () => {
    writeFileSync(at('many.txt'), Array.from({ length: 20_000 }, (_, n) => `leaked ${n}`).join('\n'));
    await run(['build', at('many.txt'), '--out', at('many')]);
    const list = await openLeakedPasswords(at('many'));
    expect(list.entries).toBe(20_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 19_999 }), async (n) => {
        expect(await list.has(`leaked ${n}`)).toBe(true);
        expect(await list.has(`other ${n}`)).toBe(false);
      }),
      { numRuns: 500 },
    );
    await list.close();
  });

  test('C1 finds the first, the last and those in between of a bucket too large for one read', async () => {
    // Six bytes of a hash are all that is kept: equal first bytes make one bucket.
    const tail = (n: number) => n.toString(16).padStart(8, '0').toUpperCase();
    const lines = Array.from({ length: 5_000 }, (_, n) => `FFFF${tail(n * 7)}${'0'.repeat(28)}`);
    const wanted = sha1('in the same bucket');
    writeFileSync(at('bucket.txt'), [...lines.map((line) => wanted.slice(0, 4) + line.slice(4)), wanted].join('\n'));
    await run(['build', at('bucket.txt'), '--out', at('bucket')]);
    const list = await openLeakedPasswords(at('bucket'));
    expect(await list.has('in the same bucket')).toBe(true);
    expect(await list.has('in another one')).toBe(false);
    await list.close();
  });

  test('C1 replaces the former list at once, and leaves nothing beside it', async () => {
    const before = readFileSync(at('list'));
    expect((await run(['build', at('missing.txt'), '--out', at('list')])).code).toBe(1);
    expect(readFileSync(at('list')).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('C1 a file that is none, or is cut off, is refused', async () => {
    writeFileSync(at('cut'), readFileSync(at('list')).subarray(0, -1));
    for (const name of ['cut', 'plain.txt.gz']) await expect(openLeakedPasswords(at(name))).rejects.toThrow(/cut off/);
    await expect(openLeakedPasswords(at('nowhere'))).rejects.toThrow(/ENOENT/);
  });

  test('C1 check answers by line, never repeats a password, and ends with 3 when one is listed', async () => {
    const environment = { LEAKED_PASSWORDS_FILE: at('list') };
    const asked = await run(['check'], 'azerty\nune phrase à moi\n', environment);
    expect(asked).toMatchObject({ code: 3, said: 'line 1: leaked\nline 2: not on the list' });
    expect((await run(['check'], 'une phrase à moi', environment)).code).toBe(0);
    const json = await run(['check', '--json'], 'azerty', environment);
    expect(JSON.parse(json.said)).toEqual({ line: 1, leaked: true });
  });

  test.each([
    [[]],
    [['burn']],
    [['build']],
    [['build', 'a.txt']],
    [['build', 'a.txt', '--out', 'b', '--min-count', '0']],
    [['build', 'a.txt', '--out', 'b', '--file', 'c']],
    [['check']],
    [['check', 'azerty']],
    [['check', '--out', 'b']],
  ])('O4 %j is not understood', async (args) => {
    const { code, complained } = await run(args);
    expect(code).toBe(2);
    expect(complained).not.toContain('azerty');
  });

  test('O4 --help says what there is', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, said: expect.stringContaining('--min-count') });
  });
});

describe('C1 the dictionaries', () => {
  const strength = createPasswordStrength();

  test.each([
    ['Motdepasse2024', 2],
    ['Azertyuiop1', 1],
    ['Marseille13', 2],
    ['Bonjour2025', 2],
  ])('C1 %s is no more than %i', async (password, most) => {
    expect(await strength.of(password, [])).toBeLessThanOrEqual(most);
  });

  test('C1 words of the file are guessed first', async () => {
    const password = 'Wojciechowska9';
    const [withFile, without] = [await strength.of(password, ['Wojciechowska']), await strength.of(password, [])];
    expect(withFile).toBeLessThan(without);
    expect(withFile).toBeLessThan(3);
  });

  test('C1 a hostile length costs no more than its first 32 characters', async () => {
    const [start, rest] = ['aA1p@ssw0rdp@ssw0rdp@ssw0rdp@ssw', 'correct horse battery staple'];
    expect(await strength.of(start + rest, [])).toBe(await strength.of(start, []));
  });

  test('C1 the commonest numbers are known', async () => {
    expect(await strength.isCommon('14725836')).toBe(true);
    expect(await strength.isCommon('48291706')).toBe(false);
  });
});
