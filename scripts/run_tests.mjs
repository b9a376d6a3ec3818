// `npm test`: sees that Node 24 runs the tests, lets it load the sources as they are, and hands over to
// test/infrastructure/run.ts. Arguments are jest's: path patterns, `-t name`.
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNode24, root } from './node_24.mjs';

await ensureNode24('tests', import.meta.url);
nodeModule.registerHooks({ resolve: resolveSource });
const { runTests } = await import(pathToFileURL(join(root, 'test/infrastructure/run.ts')).href);
process.exit(await runTests(process.argv.slice(2)));

/** Sources import each other by the names of the built files (`./x.js`); without a build those are `./x.ts`. */
function resolveSource(specifier, context, next) {
  const importer = context.parentURL ?? '';
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && importer.endsWith('.ts') && !importer.includes('/node_modules/')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), importer);
    if (existsSync(source)) return next(source.href, context);
  }
  return next(specifier, context);
}
