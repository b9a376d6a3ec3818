// `npm run fuzz`: sees that Node 24 runs it, lets it load the sources as they are (.tsx too), and hands over to
// test/fuzz/main.ts. Arguments: see there.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const root = fileURLToPath(new URL('../..', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');

process.chdir(root);
process.env.PATH = `${binaries}${delimiter}${process.env.PATH ?? ''}`;

if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  const generated = spawnSync(process.execPath, ['scripts/prisma_generate.mjs'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (generated.status !== 0) {
    console.error(String(generated.stderr));
    process.exit(1);
  }
  const { transformSync } = await import('@swc/core');
  nodeModule.registerHooks({
    resolve: resolveSource,
    load: (url, context, next) => loadSource(transformSync, url, context, next),
  });
  const { fuzz } = await import(pathToFileURL(join(root, 'test/fuzz/main.ts')).href);
  process.exit(await fuzz(process.argv.slice(2)));
}

const bundled = join(binaries, 'node');
if (!existsSync(bundled)) {
  console.error(`The fuzzing needs Node ${OLDEST_NODE}: run \`npm ci\` (it brings one on Linux x64) or install it.`);
  process.exit(1);
}
const child = spawn(
  bundled,
  ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

/** Sources import each other by the names of the built files (`./x.js`); without a build those are `./x.ts` or `./x.tsx`. */
function resolveSource(specifier, context, next) {
  const importer = context.parentURL ?? '';
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && /\.tsx?$/.test(importer) && !importer.includes('/node_modules/')) {
    for (const ending of ['.ts', '.tsx']) {
      const source = new URL(specifier.replace(/\.js$/, ending), importer);
      if (existsSync(source)) return next(source.href, context);
    }
  }
  return next(specifier, context);
}

/** Node reads TypeScript by itself, JSX it does not. */
function loadSource(transformSync, url, context, next) {
  if (!url.endsWith('.tsx')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2024',
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
