/** Issued subjects in PostgreSQL, each with its account, and gone with it. */
import type { SubjectStore } from '../../../ports/account/subject_store.js';
import type { Database } from '../connection.js';

export function createPostgresSubjectStore(database: Database): SubjectStore {
  return {
    async note(subjects) {
      for (const { realm, sector, sub, accountId } of subjects) {
        // One of an account that is being erased has nobody to name.
        await database.sql.count`
          INSERT INTO pairwise_subject (sub, realm, sector, account_id)
          SELECT ${sub}, ${realm}, ${sector}, a.id FROM account a WHERE a.id = ${accountId}::uuid FOR KEY SHARE
          ON CONFLICT (sub) DO NOTHING`;
      }
    },
    async find(realm, sector, sub) {
      const rows = await database.sql.rows<Array<{ account_id: string }>>`
        SELECT account_id FROM pairwise_subject WHERE sub = ${sub} AND realm = ${realm} AND sector = ${sector}`;
      return rows[0]?.account_id;
    },
  };
}
