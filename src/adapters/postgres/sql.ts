/**
 * Hand-written statements, sent by pg itself: the same statement costs a process several times as much through Prisma's
 * raw queries (docs/benchmarks.md). Unnamed, so that a pooler between may give each to another connection.
 */
import type pg from 'pg';

export interface Sql {
  /** Values become parameters, in their order; parts are written out in their place. */
  rows<Rows extends readonly object[]>(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<Rows>;
  /** @returns how many rows the statement changed */
  count(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<number>;
}

export interface TransactionalSql extends Sql {
  /** Several statements, all or nothing: whatever `work` throws undoes them. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
}

/** A piece that several statements share, with its values. */
export class SqlPart {
  readonly parts: TemplateStringsArray;
  readonly values: readonly unknown[];

  constructor(parts: TemplateStringsArray, values: readonly unknown[]) {
    this.parts = parts;
    this.values = values;
  }
}

export function sqlPart(parts: TemplateStringsArray, ...values: readonly unknown[]): SqlPart {
  return new SqlPart(parts, values);
}

/** @param milliseconds since the epoch */
export function moment(milliseconds: number): SqlPart {
  return sqlPart`to_timestamp(${milliseconds}::bigint / 1000.0)`;
}

/** A column of moments as milliseconds since the epoch, numbers to JavaScript. */
export function milliseconds(column: SqlPart): SqlPart {
  return sqlPart`round(date_part('epoch', ${column}) * 1000)`;
}

export function createSql(pool: pg.Pool): TransactionalSql {
  return {
    ...statementsOf(pool),
    async transaction(work) {
      const connection = await pool.connect();
      let isBroken = false;
      try {
        await connection.query('BEGIN');
        const result = await work(statementsOf(connection));
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that cannot even be rolled back goes.
        await connection.query('ROLLBACK').catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        connection.release(isBroken);
      }
    },
  };
}

function statementsOf(connection: Pick<pg.Pool, 'query'> | pg.PoolClient): Sql {
  const run = (parts: TemplateStringsArray, values: readonly unknown[]) => {
    const parameters: unknown[] = [];
    return connection.query(writeOut(parts, values, parameters), parameters);
  };
  return {
    rows: async <Rows extends readonly object[]>(parts: TemplateStringsArray, ...values: readonly unknown[]) =>
      (await run(parts, values)).rows as unknown as Rows,
    count: async (parts, ...values) => (await run(parts, values)).rowCount ?? 0,
  };
}

/** @param parameters takes the values, in the order in which the text numbers them */
function writeOut(parts: TemplateStringsArray, values: readonly unknown[], parameters: unknown[]): string {
  let text = parts[0] ?? '';
  for (const [at, value] of values.entries()) {
    if (value instanceof SqlPart) text += writeOut(value.parts, value.values, parameters);
    else text += `$${parameters.push(value)}`;
    text += parts[at + 1] ?? '';
  }
  return text;
}
