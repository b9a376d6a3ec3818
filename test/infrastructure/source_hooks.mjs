// For `node --import`: a process of its own runs the sources as they are, without a build. What was compiled is kept in
// the run's folder, so that the second process of a run starts sooner.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const SWC = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2024',
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' },
};
const folder = join(process.env.POTERNE_TEST_RUN_DIR ?? tmpdir(), 'compiled');
mkdirSync(folder, { recursive: true, mode: 0o700 });

registerHooks({
  resolve(specifier, context, next) {
    const importer = context.parentURL ?? '';
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && importer.startsWith('file:') && !importer.includes('/node_modules/')) {
      for (const ending of ['.ts', '.tsx']) {
        const source = new URL(specifier.replace(/\.js$/, ending), importer);
        if (existsSync(source)) return next(source.href, context);
      }
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
    return { format: 'module', shortCircuit: true, source: compiled(fileURLToPath(url)) };
  },
});

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const kept = join(folder, `${createHash('sha256').update(file).update(source).digest('hex')}.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const { code } = transformSync(source, { ...SWC, filename: file, swcrc: false });
  const unfinished = `${kept}.${process.pid}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, kept);
  return code;
}
