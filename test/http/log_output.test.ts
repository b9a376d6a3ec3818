/** What a process writes to its standard output, and when: lines travel together, but none is lost (O2). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';

const LOG = pathToFileURL(join(process.cwd(), 'src/http/log.ts')).href;
const HOOKS = pathToFileURL(join(process.cwd(), 'test/infrastructure/source_hooks.mjs')).href;

let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

/** @param lines what the process does with its `logger` */
function run(lines: string): ChildProcess {
  const program = `const { createLogger } = await import('${LOG}'); const logger = createLogger('info'); ${lines}`;
  child = spawn(process.execPath, ['--import', HOOKS, '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return child;
}

async function read(from: ChildProcess, until: string): Promise<readonly string[]> {
  let text = '';
  for await (const chunk of from.stdout ?? []) {
    text += String(chunk);
    if (text.includes(until)) break;
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}

const BLOCKED = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

test('O2 a fault’s line leaves at once, after those before it, though the process does nothing more', async () => {
  const from = run(`logger.info('before'); logger.error('fault'); ${BLOCKED}`);
  expect(await read(from, 'fault')).toEqual(['before', 'fault']);
});

test('O2 any other line leaves by itself while the process lives', async () => {
  const from = run(`setInterval(() => {}, 60_000); logger.info('alone');`);
  expect(await read(from, 'alone')).toEqual(['alone']);
});

test.each([
  ['exits', 'process.exit(0);'],
  ['has nothing more to do', ''],
  ['ends of an error that nobody caught', "throw new Error('the test’s own');"],
])('O2 nothing is lost when the process %s', async (_how, end) => {
  const from = run(`for (let at = 0; at < 300; at += 1) logger.info(String(at)); ${end}`);
  const ended = once(from, 'exit');
  // What was on its way may come after what is written at the end; each line holds its time.
  const seen = new Set(await read(from, 'never'));
  expect(seen).toEqual(new Set(Array.from({ length: 300 }, (_, at) => String(at))));
  await ended;
});
