/** The package that the APIs of portals install (A6): built before it is packed, with its licence, and nothing of Poterne in it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('step_up/package.json', 'utf8')) as Manifest;
const sources = readdirSync('step_up').filter((name) => name.endsWith('.ts'));

test('A6 what is packed is built first: a package of a README alone helps nobody', () => {
  expect(manifest.scripts['prepack']).toContain('npm run build');
  expect(manifest.scripts['prepack']).toContain('LICENSE');
  expect(manifest.files).toEqual(['dist']);
  for (const { types, default: code } of Object.values(manifest.exports)) {
    for (const built of [types, code]) {
      const source = built.replace('./dist/', 'step_up/').replace(/(\.d)?\.[jt]s$/, '.ts');
      expect([built, existsSync(source)]).toEqual([built, true]);
    }
  }
});

test('A6 what it imports is what it says it needs', () => {
  const named = new Set(
    sources.flatMap((name) =>
      [...readFileSync(`step_up/${name}`, 'utf8').matchAll(/from '([^.'][^']*)'/g)].map(([, from = '']) => from),
    ),
  );
  const known = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  const foreign = [...named].filter((name) => !name.startsWith('node:') && !known.includes(name));
  expect(foreign).toEqual([]);
});
