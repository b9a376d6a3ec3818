/**
 * « Ce n'est pas moi » in PostgreSQL (U2). The account is held while it is contested, so that of two copies at once one
 * finds the events and the other none; all that is stopped, and what tells it, is one transaction.
 */
import { randomUUID } from 'node:crypto';
import { isTakenUpByAgent } from '../../../domain/message/notice_rules.js';
import type { Channel, Locale } from '../../../domain/realm.js';
import type { CredentialType, SignalFact } from '../../../domain/signals/event.js';
import type { Contest, ContestOutcome, ContestStore, Stopped } from '../../../ports/contest/contest_store.js';
import type { NoticeKind } from '../../../ports/notice/notice_outbox.js';
import type { Database } from '../connection.js';
import { standingFooting } from '../contact/footing_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type Sql, sqlPart } from '../sql.js';
import { freeze, frozenNow, hasFrozen, isBlockedEachTime, sinceWhen, stop } from './contested_wake.js';

interface EventRow {
  realm: string;
  account_id: string;
  channel: string;
  locale: string;
  destination: string;
  kind: string;
  event: string;
  data: Record<string, string | number>;
  created_at: Date;
}

interface ContestRow {
  id: string;
  account_id: string;
  outcome: string;
  stopped: string[];
  kinds: string[] | null;
  at: Date;
}

export function createPostgresContestStore({ sql }: Pick<Database, 'sql'>): ContestStore {
  return {
    async find(noticeId, notBefore) {
      const rows = await eventsOf(sql, noticeId, notBefore);
      const [first] = rows;
      if (!first) return null;
      return {
        realm: first.realm,
        accountId: first.account_id,
        channel: first.channel as Channel,
        locale: first.locale as Locale,
        events: rows.map(({ kind, data, created_at }) => ({
          kind: kind as NoticeKind,
          data,
          at: created_at.getTime(),
        })),
      };
    },

    async findByReference(indexes, realm, notBefore, lastDigits) {
      const rows = await sql.rows<Array<{ id: string }>>`
        SELECT id FROM notice WHERE reference_index = ANY(${[...indexes]}::bytea[]) AND realm = ${realm}
          AND created_at > ${moment(notBefore)}
          AND (${lastDigits}::text IS NULL OR right(destination, 4) = ${lastDigits}::text) LIMIT 2`;
      return rows.length === 1 ? (rows[0]?.id ?? null) : null;
    },

    press: ({ noticeId, realm, notBefore, frozenSince, now, tell }) =>
      sql.transaction(async (transaction) => {
        const held = await transaction.rows<Array<{ id: string }>>`
          SELECT a.id FROM account a WHERE a.realm = ${realm}
            AND a.id = (SELECT account_id FROM notice WHERE id = ${noticeId}::uuid) FOR UPDATE`;
        const accountId = held[0]?.id;
        const events = accountId === undefined ? [] : await eventsOf(transaction, noticeId, notBefore);
        const [first] = events;
        if (accountId === undefined || !first) return 'nothing';
        const standing = await standingOf(transaction, accountId, first.destination);
        if (standing === 'frozen') return 'frozen-copy';

        const since = sinceWhen(events, standing === 'former');
        const mayFreeze = !(await hasFrozen(transaction, accountId, frozenSince, since));
        const froze = await freeze(transaction, accountId, since, now, mayFreeze);
        const kinds = events.map(({ kind }) => kind as NoticeKind);
        const isForAgent = kinds.some(isTakenUpByAgent) || (froze.length > 0 && !mayFreeze);
        const outcome: ContestOutcome = isForAgent ? 'agent' : 'stopped';
        const stopped = [
          ...froze.filter((what) => mayFreeze || isBlockedEachTime(what)),
          ...(await stop(transaction, accountId, since, now)),
        ];

        const id = randomUUID();
        await transaction.count`
          INSERT INTO contest (id, account_id, realm, notice_id, outcome, froze, stopped, at, sign_ins_to_end)
          VALUES (${id}::uuid, ${accountId}::uuid, ${realm}, ${noticeId}::uuid, ${outcome}, ${mayFreeze && froze.length > 0},
            ${stopped}::text[], ${moment(now)}, true)`;
        await transaction.count`
          INSERT INTO contested_event (event, contest_id, kind, happened_at)
          SELECT DISTINCT ON (n.event) n.event, ${id}::uuid, n.kind, n.created_at FROM notice n
          WHERE n.account_id = ${accountId}::uuid AND n.event = ANY(${events.map(({ event }) => event)}::text[])
          ORDER BY n.event, n.created_at`;
        const counting = await transaction.rows<Array<{ id: string }>>`
          SELECT id FROM contact WHERE account_id = ${accountId}::uuid AND verified_at IS NOT NULL AND frozen_at IS NULL`;
        const told = tell(
          { id, outcome },
          counting.map((contact) => contact.id),
        );
        if (told.length > 0) await transaction.count`${insertNotices(null, told, now)}`;
        const facts = signalsOf(stopped, await frozenNow(transaction, accountId, now));
        await transaction.count`${insertSignals(accountId, facts, now)}`;
        const isFormer = standing === 'former';
        return { id, accountId, outcome, stopped, kinds, at: now, channel: first.channel as Channel, isFormer };
      }),

    async contestBy(noticeId, since) {
      const rows = await sql.rows<ContestRow[]>`
        SELECT ${CONTEST} FROM contest c WHERE c.notice_id = ${noticeId}::uuid AND c.at > ${moment(since)}
        ORDER BY c.at DESC LIMIT 1`;
      return rows[0] ? readContest(rows[0]) : null;
    },

    async unfinished(before, limit) {
      const rows = await sql.rows<Array<{ id: string; realm: string; account_id: string; at: Date }>>`
        SELECT id, realm, account_id, at FROM contest WHERE sign_ins_to_end AND at < ${moment(before)}
        ORDER BY at LIMIT ${limit}`;
      return rows.map(({ id, realm, account_id, at }) => ({ id, realm, accountId: account_id, at: at.getTime() }));
    },

    async finished(contestId) {
      await sql.count`UPDATE contest SET sign_ins_to_end = false WHERE id = ${contestId}::uuid`;
    },

    async waiting(realm, limit) {
      const rows = await sql.rows<ContestRow[]>`
        SELECT ${CONTEST} FROM contest c WHERE c.realm = ${realm} AND c.outcome = 'agent' AND c.closed_at IS NULL
        ORDER BY c.at LIMIT ${limit}`;
      return rows.map(readContest);
    },

    // It counts from now on: whoever says « Ce n'est pas moi » of this freezes it again.
    async thaw(accountId, contactId, footing, now, notices) {
      const thawed = sqlPart`EXISTS (SELECT FROM thawed)`;
      const rows = await sql.rows<Array<{ thawed: boolean }>>`
        WITH living AS (${standingFooting(accountId, footing)}),
        thawed AS (UPDATE contact SET frozen_at = NULL, verified_at = ${moment(now)}
          WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid AND frozen_at IS NOT NULL
            AND EXISTS (SELECT FROM living) RETURNING id),
        told AS (${insertNotices(null, notices, now, thawed)})
        SELECT ${thawed} AS thawed`;
      return rows[0]?.thawed === true;
    },
  };
}

/** Of the message that the notice left in: what happened since, and was not contested by any copy. */
function eventsOf(sql: Sql, noticeId: string, notBefore: number): Promise<EventRow[]> {
  return sql.rows<EventRow[]>`
    SELECT n.realm, n.account_id, n.channel, n.locale, n.destination, n.kind, n.event, n.data, n.created_at
    FROM notice told JOIN notice n ON n.id = told.id OR n.batch_id = coalesce(told.batch_id, told.id)
    WHERE told.id = ${noticeId}::uuid AND n.event IS NOT NULL AND n.created_at > ${moment(notBefore)}
      AND NOT EXISTS (SELECT FROM contested_event c WHERE c.event = n.event)
    ORDER BY n.created_at, n.id`;
}

async function standingOf(sql: Sql, accountId: string, destination: string): Promise<'counts' | 'frozen' | 'former'> {
  const rows = await sql.rows<Array<{ frozen: boolean }>>`
    SELECT frozen_at IS NOT NULL AS frozen FROM contact
    WHERE account_id = ${accountId}::uuid AND value = ${destination} AND verified_at IS NOT NULL ORDER BY frozen_at NULLS FIRST`;
  const [contact] = rows;
  if (!contact) return 'former';
  return contact.frozen ? 'frozen' : 'counts';
}

/** What portals are told (S8): everything ended, and what opens the account no more. */
function signalsOf(stopped: readonly Stopped[], frozen: readonly CredentialType[]): readonly SignalFact[] {
  const why = { by: 'user', reason: 'contested' } as const;
  const revoked = { type: 'credential-change', change: 'revoke', ...why } as const;
  const credentials = stopped.flatMap((what) => CREDENTIAL_OF[what] ?? []);
  return [
    { type: 'session-revoked', ...why },
    ...[...new Set([...credentials, ...frozen])].map((credential) => ({ ...revoked, credential })),
  ];
}

const CREDENTIAL_OF: Readonly<Record<string, CredentialType>> = {
  password: 'password',
  provisional: 'password',
  authenticator: 'app',
};

const CONTEST = sqlPart`c.id, c.account_id, c.outcome, c.stopped, c.at,
  (SELECT array_agg(e.kind ORDER BY e.happened_at) FROM contested_event e WHERE e.contest_id = c.id) AS kinds`;

function readContest(row: ContestRow): Contest {
  return {
    id: row.id,
    accountId: row.account_id,
    outcome: row.outcome as ContestOutcome,
    stopped: row.stopped as Stopped[],
    kinds: (row.kinds ?? []) as NoticeKind[],
    at: row.at.getTime(),
  };
}
