/** The arrows of the architecture hold, and the check sees every way to write an import. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const ROOT = process.cwd();
const CRUISER = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Cruises the source folders of a tree with the project's own configuration. */
function violations(tree: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'interactions', 'demo'],
    { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  if (summary.totalCruised === 0) throw new Error('no file was looked at');
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

describe('architecture: arrows run downwards only', () => {
  let tree: string;
  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'poterne-tree-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) cpSync(name, join(tree, name));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    write({
      'src/domain/rule.ts': 'export interface Rule { readonly name: string }\n',
      'src/ports/store.ts':
        "import type { Rule } from '../domain/rule.js';\nexport interface Store { find(): Promise<Rule> }\n",
      'src/services/find_rule.ts':
        "import type { Store } from '../ports/store.js';\nexport const findRule = (store: Store) => store.find();\n",
      'src/adapters/memory/store.ts':
        "import type { Store } from '../../ports/store.js';\nexport const store: Store = { find: async () => ({ name: '' }) };\n",
      'src/config/config.ts': 'export interface Config { readonly port: number }\nexport const DEFAULT_PORT = 3000;\n',
      'src/http/page.tsx':
        "import type { Config } from '../config/config.js';\nexport const Page = ({ port }: Config) => <p>{port}</p>;\n",
      'src/composition.ts':
        "import { store } from './adapters/memory/store.js';\nimport { app } from './app.js';\nexport const run = () => app(store);\n",
      'src/app.ts':
        "import { Login } from '../interactions/login/view.js';\nimport type { Store } from './ports/store.js';\nexport const app = (store: Store) => ({ store, Login });\n",
      'src/main.ts':
        "import { DEFAULT_PORT } from './config/config.js';\nimport { run } from './composition.js';\nconsole.log(run(), DEFAULT_PORT);\n",
      'interactions/login/view.tsx':
        "import { Page } from '../../src/http/page.js';\nexport const Login = () => <Page port={1} />;\n",
      'interactions/code/view.tsx':
        "import { findRule } from '../../src/services/find_rule.js';\nexport const Code = () => <p>{typeof findRule}</p>;\n",
      'demo/portal.ts': 'export const portal = 1;\n',
    });
  });
  afterEach(() => rmSync(tree, { recursive: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
  }

  test('an `import type`, an `export type … from` and an `import()` in a .tsx are three errors', () => {
    expect(violations(tree)).toEqual([]);
    write({
      'src/domain/planted.ts': "import type { Store } from '../ports/store.js';\nexport type Planted = Store;\n",
      'src/services/planted.ts': "export type { Config } from '../config/config.js';\n",
      'interactions/login/planted.tsx':
        "export const Planted = async () => <p>{typeof (await import('../code/view.js'))}</p>;\n",
    });
    expect(violations(tree)).toEqual([
      'domain-knows-nothing: src/domain/planted.ts → src/ports/store.ts',
      'services-see-ports: src/services/planted.ts → src/config/config.ts',
      'siblings-do-not-meet: interactions/login/planted.tsx → interactions/code/view.tsx',
    ]);
  });

  test('every other arrow that runs upwards is an error', () => {
    write({
      'src/domain/clock.ts': "import { setTimeout } from 'node:timers/promises';\nexport const wait = setTimeout;\n",
      'src/http/up.ts':
        "import type { findRule } from '../services/find_rule.js';\nexport type Up = typeof findRule;\n",
      'src/http/value.ts': "import { DEFAULT_PORT } from '../config/config.js';\nexport const port = DEFAULT_PORT;\n",
      'src/oidc/face.ts':
        "import type { Login } from '../../interactions/login/view.js';\nexport type Face = typeof Login;\n",
      'src/oidc/store.ts':
        "import type { store } from '../adapters/memory/store.js';\nexport type Face = typeof store;\n",
      'src/services/show.ts': "import { portal } from '../../demo/portal.js';\nexport const show = portal;\n",
      'src/services/one.ts': "import type { Two } from './two.js';\nexport type One = Two | 1;\n",
      'src/services/two.ts': "import type { One } from './one.js';\nexport type Two = One | 2;\n",
      'src/ports/lost.ts': "export type { Lost } from './nowhere.js';\n",
      'src/adapters/memory/up.ts': "import type { run } from '../../composition.js';\nexport type Up = typeof run;\n",
    });
    expect(new Set(violations(tree).map((violation) => violation.replace(/ → .*/, '')))).toEqual(
      new Set([
        'adapters-are-seen-by-composition: src/oidc/store.ts',
        'adapters-see-ports: src/adapters/memory/up.ts',
        'configuration-comes-as-a-parameter: src/http/value.ts',
        'domain-touches-nothing: src/domain/clock.ts',
        'every-import-is-found: src/ports/lost.ts',
        'http-serves-the-faces: src/http/up.ts',
        'no-cycle: src/services/one.ts',
        'nothing-depends-on-demonstrations: src/services/show.ts',
        'nothing-imports-the-top: src/adapters/memory/up.ts',
        'oidc-sees-services: src/oidc/face.ts',
        'oidc-sees-services: src/oidc/store.ts',
      ]),
    );
  });

  test('the project itself has none', () => {
    expect(violations(ROOT)).toEqual([]);
  });
});
