// `npm test`: sees that Node 24 runs the tests, lets it load the sources as they are, and hands over to
// test/infrastructure/run.ts. Arguments are jest's: path patterns, `-t name`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const root = fileURLToPath(new URL('..', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');

process.chdir(root);
process.env.PATH = `${binaries}${delimiter}${process.env.PATH ?? ''}`;

if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  nodeModule.registerHooks({ resolve: resolveSource });
  const { runTests } = await import(pathToFileURL(join(root, 'test/infrastructure/run.ts')).href);
  process.exit(await runTests(process.argv.slice(2)));
}

const bundled = join(binaries, 'node');
if (!existsSync(bundled)) {
  console.error(`The tests need Node ${OLDEST_NODE}: run \`npm ci\` (it brings one on Linux x64) or install it.`);
  process.exit(1);
}
const child = spawn(
  bundled,
  ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

/** Sources import each other by the names of the built files (`./x.js`); without a build those are `./x.ts`. */
function resolveSource(specifier, context, next) {
  const importer = context.parentURL ?? '';
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && importer.endsWith('.ts') && !importer.includes('/node_modules/')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), importer);
    if (existsSync(source)) return next(source.href, context);
  }
  return next(specifier, context);
}
