/** O1: the embedded database keeps the statements of several connections apart. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { pgliteDatabase } from '../infrastructure/pglite.js';

let database: Database;
beforeAll(async () => {
  database = connectDatabase(await pgliteDatabase(), 8);
});
afterAll(() => database.$disconnect());

test('O1 statements with other parameters, from eight connections at once, each get their own answer', async () => {
  const one = async (n: number) => (await database.sql.rows<Array<{ a: number }>>`SELECT ${n}::int AS a`)[0]?.a;
  const two = async (n: number) =>
    (await database.sql.rows<Array<{ a: number }>>`SELECT ${n}::int + ${n}::int + ${0}::int AS a`)[0]?.a;
  // A transaction that begins between the Parse and the Bind of another connection.
  const within = (n: number) =>
    database.sql.transaction(async (sql) => (await sql.rows<Array<{ a: number }>>`SELECT ${n}::int AS a`)[0]?.a);
  const answers = await Promise.all(Array.from({ length: 400 }, (_, n) => [one, two, within][n % 3]?.(n)));
  expect(answers).toEqual(Array.from({ length: 400 }, (_, n) => (n % 3 === 1 ? 2 * n : n)));
});

test('O1 a connection that is lost in the middle holds up nobody', async () => {
  const lost = connectDatabase(await pgliteDatabase(), 1);
  const going = lost.sql.rows`SELECT pg_sleep(0)::text`.catch(() => []);
  await lost.$disconnect();
  await going;
  expect(await database.sql.rows`SELECT 1 AS a`).toEqual([{ a: 1 }]);
});
