/** Lifetime attempt counters in PostgreSQL: they outlive a lost Redis (O7). One statement judges and counts. */
import { judgeAttempt, longestWindowSeconds } from '../../domain/attempt_rule.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { Database } from './connection.js';

export function createPostgresAttemptCounter(database: Database): AttemptCounter {
  const read = async (key: string): Promise<readonly number[]> => {
    const rows = await database.sql.rows<Array<{ hits: string[] }>>`
      SELECT hits FROM attempt_counter WHERE key = ${key}`;
    return (rows[0]?.hits ?? []).map(Number);
  };

  return {
    async attempt(key, rule, now) {
      const longest = longestWindowSeconds(rule) * 1000;
      const spans = rule.windows.map((window) => window.seconds * 1000);
      const limits = rule.windows.map((window) => window.limit);
      const waits = (rule.waits ?? [0]).map((wait) => wait * 1000);
      for (;;) {
        // The same rule as domain/attempt_rule, where a contract test holds both together.
        const rows = await database.sql.rows<Array<{ hits: number }>>`
          INSERT INTO attempt_counter AS counter (key, hits, expires_at)
          VALUES (${key}, ARRAY[${now}::bigint], to_timestamp((${now}::bigint + ${longest}::bigint) / 1000.0))
          ON CONFLICT (key) DO UPDATE SET
            hits = ARRAY(
              SELECT hit FROM unnest(counter.hits || ${now}::bigint) hit WHERE hit > ${now}::bigint - ${longest}::bigint
              ORDER BY hit),
            expires_at = excluded.expires_at
          WHERE NOT EXISTS (
              SELECT FROM unnest(${spans}::bigint[], ${limits}::bigint[]) AS rule (span, lim)
              WHERE (SELECT count(*) FROM unnest(counter.hits) hit WHERE hit > ${now}::bigint - rule.span) >= rule.lim)
            AND (
              SELECT wait = 0 OR coalesce(last, 0) + wait <= ${now}::bigint
              FROM (
                SELECT max(hit) AS last, (${waits}::bigint[])[least(count(hit) + 1, cardinality(${waits}::bigint[]))] AS wait
                FROM unnest(counter.hits) hit WHERE hit > ${now}::bigint - ${longest}::bigint) counted)
          RETURNING cardinality(hits) AS hits`;
        if (rows[0]) return { allowed: true, hits: rows[0].hits, at: now };
        const verdict = judgeAttempt(await read(key), rule, now);
        if (!verdict.allowed) return verdict;
      }
    },
    async giveBack(key, at) {
      await database.sql.count`
        UPDATE attempt_counter
        SET hits = hits[:array_position(hits, ${at}::bigint) - 1] || hits[array_position(hits, ${at}::bigint) + 1:]
        WHERE key = ${key} AND ${at}::bigint = ANY(hits)`;
    },
    async clear(key) {
      await database.sql.count`DELETE FROM attempt_counter WHERE key = ${key}`;
    },
    async recent(key, seconds, now) {
      return (await read(key)).filter((hit) => hit > now - seconds * 1000);
    },
  };
}
