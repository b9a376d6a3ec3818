/**
 * The arrows of the architecture (docs/architecture.md), downwards only:
 * main → composition → app → interactions | api | consoles | oidc → services → ports → domain.
 * `import type`, `export type … from` and `import()` count as imports.
 */
const FACES = '^(interactions|src/(api|consoles|oidc))/';
const CLIENT = '^src/adapters/postgres/client/';

/** What one part may import inside the repository, besides itself; everything else is an error. */
function mayOnlyImport(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: '^(src|interactions)/', pathNot: [from, ...allowed] },
  };
}

/** Configuration may be named as a type everywhere above the services; its values come as parameters. */
const CONFIG_TYPES_ONLY = {
  name: 'configuration-comes-as-a-parameter',
  comment: 'Environment and realms are read once, by main: the rest takes values.',
  severity: 'error',
  from: { path: '^(interactions|src/(app|api|consoles|oidc|http|adapters))[./]' },
  to: { path: '^src/config/', dependencyTypesNot: ['type-only'] },
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayOnlyImport('domain-knows-nothing', '^src/domain/', [], 'Rules are pure: plain values, `now` as a parameter.'),
    {
      name: 'step-up-stands-alone',
      comment:
        'It is published for the APIs of others: nothing of Poterne, and no package but jose and the types of Koa.',
      severity: 'error',
      from: { path: '^step_up/' },
      to: { pathNot: '^step_up/|^(node:)?crypto$|node_modules/(jose|koa|@types/koa|@types/node)/' },
    },
    {
      name: 'domain-touches-nothing',
      comment: 'Rules know no clock, database or HTTP.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        path: '^(node:)?(child_process|dgram|dns|fs|http|https|http2|net|timers|tls|worker_threads)(/|$)|node_modules/(@prisma|ioredis|koa|nodemailer|oidc-provider|pg|pino)/',
      },
    },
    mayOnlyImport(
      'ports-see-domain',
      '^src/ports/',
      ['^src/domain/'],
      'A port is a promise in the words of the domain.',
    ),
    mayOnlyImport(
      'services-see-ports',
      '^src/services/',
      ['^src/(ports|domain)/'],
      'A use case knows promises, not adapters.',
    ),
    mayOnlyImport(
      'http-serves-the-faces',
      '^src/http/',
      ['^src/(ports|domain|config)/'],
      'What all pages share knows no use case.',
    ),
    mayOnlyImport('configuration-sees-domain', '^src/config/', ['^src/domain/'], 'Configuration is plain values.'),
    mayOnlyImport(
      'adapters-see-ports',
      '^src/adapters/',
      ['^src/(ports|domain|config)/'],
      'An adapter keeps a port’s promise.',
    ),
    ...['interactions', 'src/api', 'src/consoles', 'src/oidc'].map((face) =>
      mayOnlyImport(
        `${face.replace('src/', '')}-sees-services`,
        `^${face}/`,
        ['^src/(http|services|ports|domain|config)/'],
        'A face knows use cases and what all pages share, neither another face nor what is above.',
      ),
    ),
    mayOnlyImport(
      'app-sees-faces',
      '^src/app(/|[.]ts)',
      [FACES, '^src/(http|services|ports|domain|config)/'],
      'app assembles.',
    ),
    {
      name: 'adapters-are-seen-by-composition',
      comment: 'One file chooses the adapters.',
      severity: 'error',
      from: { path: '^(src|interactions|demo)/', pathNot: '^src/(composition(/|[.]ts)|adapters/)' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'nothing-imports-the-top',
      comment: 'main and the command line are entries; composition is theirs.',
      severity: 'error',
      from: { path: '^(src|interactions)/', pathNot: '^src/(main|composition|cli)[./]' },
      to: { path: '^src/(main|composition|cli)[./]' },
    },
    {
      name: 'composition-does-not-know-its-entries',
      severity: 'error',
      from: { path: '^src/composition[./]' },
      to: { path: '^src/(main|cli)[./]' },
    },
    CONFIG_TYPES_ONLY,
    {
      name: 'siblings-do-not-meet',
      comment: 'A step of the sign-in is one folder; what two steps share goes below them.',
      severity: 'error',
      from: { path: '^interactions/([^/]+)/' },
      to: { path: '^interactions/([^/]+)/', pathNot: '^interactions/$1/' },
    },
    {
      name: 'nothing-depends-on-demonstrations',
      comment: 'What runs in production stands without demonstration, tests, benchmarks and synthetic people.',
      severity: 'error',
      from: { path: '^(src|interactions)/' },
      to: { path: '^(demo|test|bench|population)/' },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: { pathNot: CLIENT },
      to: { circular: true, viaOnly: { pathNot: CLIENT } },
    },
    {
      name: 'every-import-is-found',
      comment: 'An import that is not resolved would escape every rule.',
      severity: 'error',
      from: { pathNot: CLIENT },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', CLIENT] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
