/**
 * Indexes of migrations, built ahead. `CREATE INDEX` keeps everybody from writing to its table until it is done, which on a
 * large one takes minutes; `CREATE INDEX CONCURRENTLY` keeps nobody, but cannot be undone with the rest of a migration. So
 * an operator may build them before the new version starts, and a migration takes the one that it finds under its name.
 */
import type pg from 'pg';

export interface MigrationIndex {
  readonly name: string;
  readonly table: string;
  /** the statement as the migration has it */
  readonly statement: string;
  readonly isUnique: boolean;
  /** what follows the name of the table: columns, and of which rows */
  readonly shape: string;
}

type Client = Pick<pg.Client, 'query'>;

const STATEMENT = /CREATE (UNIQUE )?INDEX "(\w+)" ON "(\w+)"([^;]*);/g;
/** There is no such table or column yet: it comes with the migration, and so does the index. */
const NOT_THERE_YET = new Set(['42P01', '42703']);

/** @param sql of a migration */
export function indexesOf(sql: string): readonly MigrationIndex[] {
  return [...sql.matchAll(STATEMENT)].map(([statement, unique, name = '', table = '', shape = '']) => ({
    name,
    table,
    statement,
    isUnique: unique !== undefined,
    shape,
  }));
}

/**
 * A migration without the indexes that were built ahead.
 *
 * @throws Error where an index of that name is of another shape, or was left half built
 */
export async function withoutBuiltIndexes(client: Client, sql: string): Promise<string> {
  let rest = sql;
  for (const index of indexesOf(sql)) {
    const found = await find(client, index.name);
    if (!found) continue;
    if (!found.isValid) throw new Error(`index ${index.name} was left half built: poterne migrations prepare`);
    if (found.shape !== (await shapeOf(client, index)))
      throw new Error(`index ${index.name} is there, and is not that of the migration: drop it`);
    rest = rest.replace(index.statement, '');
  }
  return rest;
}

export interface PreparedIndex extends MigrationIndex {
  /** `later`: its table or a column comes with the migration, which builds it */
  readonly outcome: 'built' | 'there' | 'later';
}

/**
 * Builds what migrations will ask for, one after the other, while everybody writes. What an interrupted run left half built
 * is built anew.
 *
 * @param pending SQL of the migrations that are not applied yet, in their order
 * @param onBegin told before each, for it may take long
 * @throws Error of PostgreSQL, such as 23505: rows that a unique index forbids
 */
export async function prepareIndexes(
  client: Client,
  pending: readonly string[],
  onBegin: (index: MigrationIndex) => void,
): Promise<readonly PreparedIndex[]> {
  const prepared: PreparedIndex[] = [];
  const kept = pending
    .flatMap(indexesOf)
    .filter(({ name }) => !pending.some((sql) => sql.includes(`DROP INDEX "${name}"`)));
  for (const index of kept) prepared.push({ ...index, outcome: await prepare(client, index, onBegin) });
  return prepared;
}

async function prepare(
  client: Client,
  index: MigrationIndex,
  onBegin: (index: MigrationIndex) => void,
): Promise<PreparedIndex['outcome']> {
  try {
    const shape = await shapeOf(client, index);
    const found = await find(client, index.name);
    if (found?.isValid && found.shape === shape) return 'there';
    if (found?.isValid) throw new Error(`index ${index.name} is there, and is not that of the migration: drop it`);
    onBegin(index);
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS "${index.name}"`);
    await client.query(index.statement.replace('INDEX', 'INDEX CONCURRENTLY'));
    return 'built';
  } catch (error) {
    if (NOT_THERE_YET.has((error as { code?: string }).code ?? '')) return 'later';
    throw error;
  }
}

async function find(client: Client, name: string): Promise<{ shape: string; isValid: boolean } | undefined> {
  const { rows } = await client.query<{ definition: string; valid: boolean }>(
    `SELECT pg_get_indexdef(indexrelid) AS definition, indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)`,
    [`"${name}"`],
  );
  return rows[0] && { shape: withoutNames(rows[0].definition), isValid: rows[0].valid };
}

/** As PostgreSQL writes it down, of an empty copy of the table: it alone knows when two expressions are one. */
async function shapeOf(client: Client, { table, isUnique, shape }: MigrationIndex): Promise<string> {
  await client.query(`CREATE TEMP TABLE migration_shape (LIKE "${table}")`);
  try {
    await client.query(
      `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX migration_shape_index ON pg_temp.migration_shape${shape}`,
    );
    const { rows } = await client.query<{ definition: string }>(
      `SELECT pg_get_indexdef('pg_temp.migration_shape_index'::regclass) AS definition`,
    );
    return withoutNames(rows[0]?.definition ?? '');
  } finally {
    await client.query('DROP TABLE pg_temp.migration_shape').catch(() => {});
  }
}

/** `CREATE UNIQUE INDEX name ON schema.table USING btree (…) WHERE …` without its names. */
function withoutNames(definition: string): string {
  return `${definition.startsWith('CREATE UNIQUE') ? 'UNIQUE' : ''}${definition.slice(definition.indexOf(' USING '))}`;
}
