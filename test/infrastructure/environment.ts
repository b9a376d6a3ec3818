/**
 * What the test command tells the tests, by environment variables of its own. Jest started by hand has none of them.
 *
 * POTERNE_TEST_RUN_DIR       folder of this run, removed at its end
 * POTERNE_TEST_RUN_ID        part of every database name and key of this run
 * POTERNE_TEST_DATABASE_URL  PostgreSQL server where a test may create databases (see database.ts)
 * POTERNE_TEST_REDIS_URL     Redis server where a test may write below its own prefix (see redis.ts)
 * POTERNE_TEST_PGLITE_URL    the run's one embedded PostgreSQL (see pglite.ts)
 * POTERNE_TEST_LOG_DIR       where Poterne's logs and the secrets issued to it are written (see log_watch.ts)
 */
export type TestVariable =
  | 'POTERNE_TEST_RUN_DIR'
  | 'POTERNE_TEST_RUN_ID'
  | 'POTERNE_TEST_DATABASE_URL'
  | 'POTERNE_TEST_REDIS_URL'
  | 'POTERNE_TEST_PGLITE_URL'
  | 'POTERNE_TEST_LOG_DIR';

/** @throws when the tests were not started by `npm test` */
export function testVariable(name: TestVariable): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with \`npm test -- <path or -t name>\``);
  return value;
}

/** Start of every database name of this run. */
export function databasePrefix(): string {
  return `poterne_test_${testVariable('POTERNE_TEST_RUN_ID')}_`;
}

/** Start of every Redis key of this run. */
export function redisPrefix(): string {
  return `poterne_test_${testVariable('POTERNE_TEST_RUN_ID')}:`;
}
