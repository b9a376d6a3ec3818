// Runs a program of this repository from its sources, without a build:
//   node scripts/run_source.mjs test/fuzz/main.ts fuzz [arguments…]
// Calls the named export with the arguments and exits with what it answers; `-` only loads the file.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNode24, root } from './node_24.mjs';

const [file, name, ...args] = process.argv.slice(2);
await ensureNode24('programs', import.meta.url);

const generated = spawnSync(process.execPath, ['scripts/prisma_generate.mjs'], { stdio: ['ignore', 'ignore', 'pipe'] });
if (generated.status !== 0) {
  console.error(String(generated.stderr));
  process.exit(1);
}
await import('../test/infrastructure/source_hooks.mjs');
process.argv.splice(2, 2);
const program = await import(pathToFileURL(join(root, file)).href);
if (name !== '-') process.exit(await program[name](args));
