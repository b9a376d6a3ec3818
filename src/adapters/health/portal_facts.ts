/** What `poterne doctor` asks PostgreSQL of portals: what they have not heard yet (O4, S8, P9). */
import type pg from 'pg';
import type { LogoutFacts, PingFacts, PortalFacts, StreamFacts } from '../../domain/health/judge_portals.js';

/** The last of the pings that are tried has been tried (oidc/backchannel/answers). */
const PINGS = 4;

const at = (moment: string) => `extract(epoch FROM ${moment})::float8 * 1000`;

export async function portalFacts(client: pg.Client): Promise<PortalFacts> {
  const streams = await client.query<StreamFacts>(
    `SELECT s.realm, s.client_id AS "clientId", s.delivery, s.status, s.status_by AS "statusBy", s.reason,
       ${at('s.failing_since')} AS "failingSince", q.queued, q.oldest AS "oldestAt", d.dead AS "deadToday"
     FROM signal_stream s,
       LATERAL (SELECT count(*)::int AS queued, ${at('min(created_at)')} AS oldest FROM signal_event
         WHERE stream_id = s.id AND state = 'queued') q,
       LATERAL (SELECT count(*)::int AS dead FROM signal_event
         WHERE stream_id = s.id AND state = 'dead' AND settled_at > now() - interval '1 day') d
     ORDER BY s.realm, s.client_id`,
  );
  const logouts = await client.query<LogoutFacts>(
    `SELECT realm, client_id AS "clientId", count(*)::int AS waiting, ${at('min(created_at)')} AS "oldestAt",
       max(attempts) AS tries FROM logout_notice GROUP BY realm, client_id ORDER BY realm, client_id`,
  );
  const pings = await client.query<PingFacts>(
    `SELECT realm, client_id AS "clientId", count(*)::int AS answered,
       count(*) FILTER (WHERE pings >= ${PINGS})::int AS missed, ${at('min(ping_due_at)')} AS "dueSince"
     FROM backchannel_request WHERE is_pinged AND decided_at > now() - interval '1 day'
     GROUP BY realm, client_id ORDER BY realm, client_id`,
  );
  const endings = await client.query<{ oldest: number | null }>(
    `SELECT ${at('min(begun_at)')} AS oldest FROM session_ending`,
  );
  return {
    streams: streams.rows,
    logouts: logouts.rows,
    pings: pings.rows,
    oldestEndingAt: endings.rows[0]?.oldest ?? null,
  };
}
