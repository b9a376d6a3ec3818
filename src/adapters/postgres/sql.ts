/**
 * Hand-written statements, sent by pg itself: the same statement costs a process several times as much through Prisma's
 * raw queries (docs/benchmarks.md). Unnamed, so that a pooler between may give each to another connection.
 */
import type pg from 'pg';

export interface Sql {
  /** Values become parameters, in their order. */
  rows<Rows extends readonly object[]>(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<Rows>;
  /** @returns how many rows the statement changed */
  count(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<number>;
}

export function createSql(pool: pg.Pool): Sql {
  const texts = new WeakMap<TemplateStringsArray, string>();
  const textOf = (parts: TemplateStringsArray) => {
    const known = texts.get(parts);
    if (known !== undefined) return known;
    const text = parts.reduce((before, part, at) => `${before}$${at}${part}`);
    texts.set(parts, text);
    return text;
  };
  return {
    rows: async <Rows extends readonly object[]>(parts: TemplateStringsArray, ...values: readonly unknown[]) =>
      (await pool.query(textOf(parts), [...values])).rows as unknown as Rows,
    count: async (parts, ...values) => (await pool.query(textOf(parts), [...values])).rowCount ?? 0,
  };
}
