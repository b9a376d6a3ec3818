/**
 * Writes synthetic people to standard output, one JSON object a line, ready for `ACCOUNTS_FILE`:
 * `node dist/population/main.js --realm allocataires --count 1000 --seed 7 [--first 0]`.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { POPULATION_REALMS, people } from './person.js';

const USAGE = `usage: main.js --realm ${POPULATION_REALMS.join('|')} --count N [--seed TEXT] [--first INDEX]`;
const LINES_PER_WRITE = 500;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      realm: { type: 'string', default: 'allocataires' },
      count: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
    },
  });
  let chunk = '';
  let lines = 0;
  for (const line of people({
    seed: values.seed,
    realm: values.realm,
    count: wholeNumber('count', values.count),
    first: wholeNumber('first', values.first),
  })) {
    chunk += `${JSON.stringify(line)}\n`;
    lines += 1;
    if (lines % LINES_PER_WRITE === 0) {
      await write(chunk);
      chunk = '';
    }
  }
  await write(chunk);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`--${option} takes a whole number, not ${text}`);
  return Number(text);
}

async function write(chunk: string): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

// A reader that stops early, as `head` does, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 1;
}
