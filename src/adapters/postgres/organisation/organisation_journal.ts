/** The journal of an organisation, read from the audit by an index of its own (E1, S5); names are those of now. */
import type { JournalEntry, OrganisationStore } from '../../../ports/organisation/organisation_store.js';
import type { Database } from '../connection.js';
import { sqlPart } from '../sql.js';
import { fullName } from './member_lists.js';

interface JournalRow {
  process_id: string;
  seq: string;
  at: Date;
  data: Record<string, unknown>;
  account_id: string | null;
  family_name: string | null;
  given_names: string[] | null;
  actor_id: string | null;
  actor_family_name: string | null;
  actor_given_names: string[] | null;
}

/** What the console puts in words beside the act. */
const SHOWN = ['right', 'kind', 'way', 'rows'] as const;
const CURSOR = /^(\d+)\/([0-9a-f-]{36})\/(\d+)$/;

export function createJournal({ sql }: Pick<Database, 'sql'>): OrganisationStore['journal'] {
  return async (organisationId, before, limit) => {
    const [, at, processId, seq] = CURSOR.exec(before ?? '') ?? [];
    const older = at
      ? sqlPart`AND (e.at, e.process_id, e.seq) < (to_timestamp(${at}::bigint / 1000.0), ${processId}::uuid, ${seq}::bigint)`
      : sqlPart``;
    const rows = await sql.rows<JournalRow[]>`
      SELECT e.process_id, e.seq, e.at, e.data, a.id AS account_id, a.family_name, a.given_names, b.id AS actor_id,
        b.family_name AS actor_family_name, b.given_names AS actor_given_names
      FROM audit_event e LEFT JOIN account a ON a.id = e.account_id
        LEFT JOIN account b ON b.id = (e.data->>'administrator')::uuid
      WHERE e.type = 'organisation' AND e.data->>'organisation' = ${organisationId} AND e.outcome = 'done' ${older}
      ORDER BY e.at DESC, e.process_id DESC, e.seq DESC LIMIT ${limit + 1}`;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      entries: shown.map(readEntry),
      next: rows.length > limit && last ? `${last.at.getTime()}/${last.process_id}/${last.seq}` : null,
    };
  };
}

function readEntry(row: JournalRow): JournalEntry {
  const person = (id: string | null, family: string | null, given: string[] | null) =>
    id === null || family === null ? null : { accountId: id, name: fullName(given ?? [], family) };
  return {
    at: row.at.getTime(),
    act: String(row.data['act'] ?? ''),
    actor: person(row.actor_id, row.actor_family_name, row.actor_given_names),
    target: person(row.account_id, row.family_name, row.given_names),
    data: Object.fromEntries(
      SHOWN.flatMap((name) => (row.data[name] === undefined ? [] : [[name, String(row.data[name])]])),
    ),
  };
}
