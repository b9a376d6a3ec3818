/**
 * Files in PostgreSQL as the back office changes them (C6, C7, E1, S5): whoever changes one holds its row, and writes all
 * of a change, its credential, letters, notices and answer in one transaction.
 */
import type {
  AccountFileStore,
  FileAnswer,
  FileChange,
  MemberRefusal,
  NewFile,
} from '../../../ports/account/account_file_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import type { Database } from '../connection.js';
import { holdOrganisation, insertMembership } from '../organisation/membership_rows.js';
import { readDetails, readHeld } from '../personal_data/held_about_person.js';
import { moment, type Sql } from '../sql.js';
import { writeChange } from './account_file_change.js';
import { eraseAccount } from './erase_account.js';
import { Undone } from './undone.js';
import { addIdentifiers, type FileBoxes, writeReceipt, writeWith } from './written_with.js';

const UNIQUE_VIOLATION = '23505';

export function createPostgresAccountFileStore(
  database: Database,
  vault: IdentifierVault,
  boxes: FileBoxes,
): AccountFileStore {
  const inTransaction = async <Answer extends FileAnswer | MemberRefusal = FileAnswer>(
    work: (sql: Sql) => Promise<void>,
  ): Promise<Answer | 'done' | 'taken'> => {
    try {
      await database.sql.transaction(work);
      return 'done';
    } catch (error) {
      if (error instanceof Undone) return error.answer as Answer;
      // Of two at once with one identifier, the database lets one through.
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === UNIQUE_VIOLATION && constraint?.startsWith('identifier_')) return 'taken';
      throw error;
    }
  };

  const writeFile = async (sql: Sql, file: NewFile) => {
    const { id, realm, at, postalAddress: address } = file;
    await sql.count`
      INSERT INTO account (id, realm, standing, locale, caf, address_lines, postcode, city, country, family_name,
        given_names, gender, birthdate, birthplace, birthcountry, created_at, updated_at)
      VALUES (${id}::uuid, ${realm}, ${file.standing}, ${file.locale}, ${file.caf}, ${[...(address?.lines ?? [])]}::text[],
        ${address?.postcode ?? null}, ${address?.city ?? null}, ${address?.country ?? null}, ${file.familyName},
        ${[...file.givenNames]}::text[], ${file.gender}, ${file.birthdate}, ${file.birthplace}, ${file.birthcountry},
        ${moment(at)}, ${moment(at)})`;
    await addIdentifiers(vault, sql, { realm, accountId: id, at }, file.identifiers);
    for (const [place, { id: contactId, kind, value, setBy }] of file.contacts.entries()) {
      // They are shown in the order of their creation: the one in which they were given.
      await sql.count`
        INSERT INTO contact (id, account_id, kind, value, verified_at, created_at, set_by)
        VALUES (${contactId}::uuid, ${id}::uuid, ${kind}, ${value}, ${moment(at)}, ${moment(at + place)},
          ${setBy ?? null})`;
    }
  };

  return {
    enrol: (file) =>
      inTransaction(async (sql) => {
        await writeFile(sql, file);
        await writeWith(sql, boxes, file.id, file.at, file);
      }),

    enrolMember: (by, file, membership) =>
      inTransaction<FileAnswer | 'not-administrator'>(async (sql) => {
        if (!(await holdOrganisation(sql, { ...by, realm: file.realm }, file.at)))
          throw new Undone('not-administrator');
        await writeFile(sql, file);
        await insertMembership(sql, file, membership, { activatedAt: null, now: file.at });
        await writeWith(sql, boxes, file.id, file.at, file);
      }),

    change: (change) => inTransaction((sql) => writeChange(sql, { vault, boxes }, change)),

    changeOfMember: (by, change) =>
      inTransaction<FileAnswer | MemberRefusal>(async (sql) => {
        const { realm, accountId, at } = change;
        if (!(await holdOrganisation(sql, { ...by, realm }, at))) throw new Undone('not-administrator');
        if (by.administrator === accountId) throw new Undone('oneself');
        const members = await sql.rows`
          SELECT FROM membership WHERE account_id = ${accountId}::uuid AND organisation_id = ${by.organisationId}::uuid
            AND status <> 'removed'`;
        if (members.length === 0) throw new Undone('unknown-member');
        if (reachesIn(change) && (await isAnothers(sql, accountId, by.organisationId))) throw new Undone('elsewhere');
        await writeChange(sql, { vault, boxes }, change);
      }),

    details: (realm, accountId) => readDetails(database, realm, accountId),

    held: (realm, accountId) => readHeld(database, vault, realm, accountId),

    erase: (realm, accountId, receipt) =>
      inTransaction(async (sql) => {
        await eraseAccount(sql, realm, accountId);
        await writeReceipt(sql, boxes.answers, receipt);
      }),
  };
}

/** Does it touch what opens the account? */
function reachesIn({ addedContact, removedContact, provisional }: FileChange): boolean {
  return addedContact !== undefined || removedContact !== undefined || provisional !== null;
}

/** Whoever adds somebody by their login is told nothing of them, and must not reach into the account either (E1). */
async function isAnothers(sql: Sql, accountId: string, organisationId: string): Promise<boolean> {
  const origins = await sql.rows`
    SELECT FROM membership WHERE account_id = ${accountId}::uuid AND organisation_id <> ${organisationId}::uuid
      AND is_origin AND status IN ('active', 'suspended')`;
  return origins.length > 0;
}
