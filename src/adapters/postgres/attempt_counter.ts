/** Lifetime attempt counters in PostgreSQL: they outlive a lost Redis (O7). One statement judges and counts. */
import { type AttemptRule, judgeAttempt, longestWindowSeconds } from '../../domain/throttle/attempt_rule.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Database } from './connection.js';
import { type SqlPart, sqlPart } from './sql.js';

/** Was a window that closes ever full? The rows of `rule` are what it says; its hits are all kept. */
function hasClosed(hits: SqlPart, rule: AttemptRule): SqlPart {
  const closing = rule.windows.filter(({ closes, limit }) => closes && limit > 0);
  if (closing.length === 0) return sqlPart`false`;
  const spans = closing.map((window) => window.seconds * 1000);
  const limits = closing.map((window) => window.limit);
  return sqlPart`EXISTS (
    SELECT FROM unnest(${spans}::bigint[], ${limits}::int[]) AS rule (span, lim)
    WHERE (
      SELECT min(run.span) FROM (SELECT hit - lag(hit, rule.lim - 1) OVER (ORDER BY hit) AS span FROM unnest(${hits}) hit) run
    ) < rule.span)`;
}

/**
 * Judges an attempt and counts it; returns a row, the hits that count, only when it is allowed. The same rule as
 * domain/throttle/attempt_rule, where a contract test holds both together.
 *
 * @param key an expression: the lane
 * @param limited an expression: the limits of the rule's windows, where they depend on the lane
 */
export function countAttempt(key: SqlPart, rule: AttemptRule, now: number, limited?: SqlPart): SqlPart {
  const longest = longestWindowSeconds(rule) * 1000;
  const spans = rule.windows.map((window) => window.seconds * 1000);
  const limits = limited ?? sqlPart`${rule.windows.map((window) => window.limit)}::bigint[]`;
  const waits = (rule.waits ?? [0]).map((wait) => wait * 1000);
  // What this one closes stays until it is cleared.
  const expiry = (hits: SqlPart) => sqlPart`
    CASE WHEN ${hasClosed(hits, rule)} THEN 'infinity' ELSE to_timestamp((${now}::bigint + ${longest}::bigint) / 1000.0) END`;
  return sqlPart`
    INSERT INTO attempt_counter AS counter (key, hits, expires_at)
    SELECT ${key}, ARRAY[${now}::bigint], ${expiry(sqlPart`ARRAY[${now}::bigint]`)}
    WHERE 0 < ALL (${limits})
    ON CONFLICT (key) DO UPDATE SET
      hits = ARRAY(
        SELECT hit FROM unnest(counter.hits || ${now}::bigint) hit WHERE hit > ${now}::bigint - ${longest}::bigint
        ORDER BY hit),
      expires_at = ${expiry(sqlPart`counter.hits || ${now}::bigint`)}
    WHERE NOT ${hasClosed(sqlPart`counter.hits`, rule)} AND NOT EXISTS (
        SELECT FROM unnest(${spans}::bigint[], ${limits}) AS rule (span, lim)
        WHERE (SELECT count(*) FROM unnest(counter.hits) hit WHERE hit > ${now}::bigint - rule.span) >= rule.lim)
      AND (
        SELECT wait = 0 OR coalesce(last, 0) + wait <= ${now}::bigint
        FROM (
          SELECT max(hit) AS last, (${waits}::bigint[])[least(count(hit) + 1, cardinality(${waits}::bigint[]))] AS wait
          FROM unnest(counter.hits) hit WHERE hit > ${now}::bigint - ${longest}::bigint) counted)
    RETURNING cardinality(hits) AS hits`;
}

/** Uncounts the attempt made at `at`. */
export function giveBackAttempt(key: string, at: number): SqlPart {
  return sqlPart`
    UPDATE attempt_counter
    SET hits = hits[:array_position(hits, ${at}::bigint) - 1] || hits[array_position(hits, ${at}::bigint) + 1:]
    WHERE key = ${key} AND ${at}::bigint = ANY(hits)`;
}

export function createPostgresAttemptCounter(database: Database): AttemptCounter {
  const read = async (key: string): Promise<readonly number[]> => {
    const rows = await database.sql.rows<Array<{ hits: string[] }>>`
      SELECT hits FROM attempt_counter WHERE key = ${key}`;
    return (rows[0]?.hits ?? []).map(Number);
  };

  return {
    async attempt(key, rule, now) {
      for (;;) {
        const rows = await database.sql.rows<Array<{ hits: number }>>`${countAttempt(sqlPart`${key}`, rule, now)}`;
        if (rows[0]) return { allowed: true, hits: rows[0].hits, at: now };
        const verdict = judgeAttempt(await read(key), rule, now);
        if (!verdict.allowed) return verdict;
      }
    },
    async giveBack(key, at) {
      await database.sql.count`${giveBackAttempt(key, at)}`;
    },
    async clear(key) {
      await database.sql.count`DELETE FROM attempt_counter WHERE key = ${key}`;
    },
    async recent(key, seconds, now) {
      return (await read(key)).filter((hit) => hit > now - seconds * 1000);
    },
  };
}
