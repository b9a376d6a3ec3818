/** Issued subjects in PostgreSQL, each with its account, and gone with it. */
import type { IssuedSubject, SubjectStore } from '../../../ports/account/subject_store.js';
import type { Database } from '../connection.js';
import { type SqlPart, sqlPart } from '../sql.js';

/** Notes those that are new, for others to build on. One of an account that is being erased has nobody to name. */
export function noteSubjects(subjects: readonly IssuedSubject[]): SqlPart {
  return sqlPart`
    INSERT INTO pairwise_subject (sub, realm, sector, account_id)
    SELECT issued.sub, issued.realm, issued.sector, a.id
    FROM unnest(${subjects.map(({ sub }) => sub)}::text[], ${subjects.map(({ realm }) => realm)}::text[],
      ${subjects.map(({ sector }) => sector)}::text[], ${subjects.map(({ accountId }) => accountId)}::uuid[])
      AS issued (sub, realm, sector, account_id)
    JOIN account a ON a.id = issued.account_id FOR KEY SHARE OF a
    ON CONFLICT (sub) DO NOTHING`;
}

export function createPostgresSubjectStore(database: Database): SubjectStore {
  return {
    async note(subjects) {
      await database.sql.count`${noteSubjects(subjects)}`;
    },
    async find(realm, sector, sub) {
      const rows = await database.sql.rows<Array<{ account_id: string }>>`
        SELECT account_id FROM pairwise_subject WHERE sub = ${sub} AND realm = ${realm} AND sector = ${sector}`;
      return rows[0]?.account_id;
    },
  };
}
