/** Jest on ECMAScript modules, as started by scripts/run_tests.mjs. */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  // Sources import by the names of the built files; packages keep the file they name.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2024',
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/test/infrastructure/jest_global_setup.mjs',
  maxWorkers: 2,
  // A worker keeps a share of every module it ever loaded: a new one costs less than the memory.
  workerIdleMemoryLimit: '1GB',
  // A worker of 700 MB whose last handle is closed takes the machine half a second and more to clear away, jest's own
  // limit; what is still there after this was left open.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 30_000,
};
