/** What a command reads on standard input, or asks for on a terminal (O4). */
import { createInterface } from 'node:readline/promises';
import { type Terminal, UsageError } from './run_groups.js';

/** More than this is no line of an import. */
const MOST_BYTES = 64 * 1024;

export async function readAll({ input = process.stdin }: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MOST_BYTES) throw new UsageError('standard input is longer than 64 KiB');
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}

/** @throws UsageError where nobody can be asked */
export async function askFor(question: string, { input = process.stdin }: Terminal): Promise<string> {
  if (!('isTTY' in input) || !input.isTTY)
    throw new UsageError('who? --identifier-stdin, --identifier-file or --account');
  const asking = createInterface({ input, output: process.stderr });
  try {
    return (await asking.question(question)).trim();
  } finally {
    asking.close();
  }
}
