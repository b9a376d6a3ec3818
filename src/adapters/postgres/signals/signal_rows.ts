/**
 * Security events as rows, for whoever writes them in the statement of what they tell (S8). One row a stream: whose sector
 * the person has been issued a `sub` for, that asked for such events, and whose receiver did not leave them out.
 */
import { CONTACT_CREDENTIAL, type CredentialChanged, type SignalFact } from '../../../domain/signals/event.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

/**
 * @param accountId the account, or a piece of SQL that says it
 * @param facts any number of them, none included
 * @param at milliseconds since the epoch: the same fact of one moment is written once
 * @param condition of the statement around it; nothing is written where it is false
 */
export function insertSignals(
  accountId: string | SqlPart,
  facts: readonly SignalFact[],
  at: number,
  condition: SqlPart = sqlPart`true`,
): SqlPart {
  const account = typeof accountId === 'string' ? sqlPart`${accountId}::uuid` : accountId;
  const rows = facts.map(rowOf);
  const column = (read: (row: (typeof rows)[number]) => string | null) => rows.map(read);
  return sqlPart`
    INSERT INTO signal_event (id, stream_id, type, sub, sid, data, happened_at, created_at, dedupe_key)
    SELECT gen_random_uuid(), s.id, f.type, p.sub, f.sid, f.data::jsonb, ${moment(at)}, ${moment(at)},
      f.type || ':' || p.sub || ':' || f.dedupe || ':' || ${String(at)}::text
    FROM unnest(${column(({ type }) => type)}::text[], ${column(({ sid }) => sid)}::text[],
      ${column(({ client }) => client)}::text[], ${column(({ data }) => data)}::text[],
      ${column(({ dedupe }) => dedupe)}::text[]) AS f (type, sid, client, data, dedupe)
    JOIN pairwise_subject p ON p.account_id = ${account}
    JOIN signal_stream s ON s.realm = p.realm AND s.sector = p.sector AND s.status <> 'disabled' AND f.type = ANY(s.events)
      AND (f.client IS NULL OR f.client = s.client_id)
    WHERE ${condition}
      AND NOT EXISTS (SELECT FROM signal_unwanted u WHERE u.stream_id = s.id AND u.sub = p.sub)
    ON CONFLICT (stream_id, dedupe_key) DO NOTHING`;
}

/**
 * The fact of a contact whose kind only the statement around knows.
 *
 * @param kind SQL of the contact's kind
 */
export function insertContactSignal(
  accountId: string | SqlPart,
  kind: SqlPart,
  fact: Pick<CredentialChanged, 'by' | 'reason' | 'change'>,
  at: number,
  condition: SqlPart = sqlPart`true`,
): SqlPart {
  return insertSignals(
    accountId,
    (['email', 'mobile', 'landline'] as const).map((each) => ({
      type: 'credential-change',
      credential: CONTACT_CREDENTIAL[each],
      ...fact,
    })),
    at,
    sqlPart`${condition} AND f.dedupe LIKE (CASE ${kind} WHEN 'email' THEN ${CONTACT_CREDENTIAL.email}
      WHEN 'mobile' THEN ${CONTACT_CREDENTIAL.mobile} ELSE ${CONTACT_CREDENTIAL.landline} END) || ':%'`,
  );
}

function rowOf(fact: SignalFact) {
  const { type, by, reason } = fact;
  const session = fact.type === 'credential-change' ? undefined : fact.session;
  const more =
    fact.type === 'credential-change'
      ? { credential: fact.credential, change: fact.change }
      : fact.type === 'assurance-level-change'
        ? { current: fact.current, previous: fact.previous, ...(fact.direction ? { direction: fact.direction } : {}) }
        : {};
  return {
    type,
    sid: session?.sid ?? null,
    client: session?.clientId ?? null,
    data: JSON.stringify({ by, reason, ...more }),
    dedupe: fact.type === 'credential-change' ? `${fact.credential}:${fact.change}` : (session?.sid ?? 'person'),
  };
}
