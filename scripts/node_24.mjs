// Sees that Node 24 runs a program of this repository: the machine's own Node, or the one that `npm ci` brought.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const binaries = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules', '.bin');

/** The repository's folder; programs run from here. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Returns under Node 24; under an older one runs `entry` again with the bundled Node and ends as that does.
 *
 * @param what the program, for the message when there is no Node 24
 * @param entry the running file's import.meta.url
 */
export async function ensureNode24(what, entry) {
  process.chdir(root);
  process.env.PATH = `${binaries}${delimiter}${process.env.PATH ?? ''}`;
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  const bundled = join(binaries, 'node');
  if (!existsSync(bundled)) {
    console.error(`The ${what} need Node ${OLDEST_NODE}: run \`npm ci\` (it brings one on Linux x64) or install it.`);
    process.exit(1);
  }
  const again = ['--disable-warning=ExperimentalWarning', fileURLToPath(entry), ...process.argv.slice(2)];
  const child = spawn(bundled, again, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  await new Promise(() => child.on('exit', (code) => process.exit(code ?? 1)));
}
