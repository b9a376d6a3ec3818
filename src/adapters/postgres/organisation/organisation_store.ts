/** Organisations and what becomes of those who work in them, in PostgreSQL (E1 to E3). Lists are read in files of their own. */
import { AnsweredMeanwhile, type Receipt } from '../../../ports/idempotency_store.js';
import type { ActAnswer, MemberChange, OrganisationStore } from '../../../ports/organisation/organisation_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import type { Database } from '../connection.js';
import { writeAnswer } from '../idempotency_store.js';
import { insertNotices } from '../notice/notice_rows.js';
import { DUE_PERSON, type DuePersonRow, duePersonOf } from '../schedule/due_person_rows.js';
import { moment, type Sql, sqlPart } from '../sql.js';
import { createMemberExport } from './member_export.js';
import { createMemberLists } from './member_lists.js';
import { createMembershipReviews } from './membership_reviews.js';
import {
  administers,
  holdOrganisation,
  insertMembership,
  type OrganisationRow,
  readOrganisation,
  settleAccess,
  voidSignIns,
} from './membership_rows.js';
import { createJournal } from './organisation_journal.js';

interface TargetRow extends DuePersonRow {
  role: string;
  rights: string[];
  status: string;
  is_activated: boolean;
  account_status: string;
}

interface Written {
  readonly answer: ActAnswer;
  readonly endsSignIns: boolean;
}

/**
 * @param notices seals what notices carry (notice_rows)
 * @param answers seals what the back office was answered; none where nothing is done for it
 */
export function createPostgresOrganisationStore(
  database: Database,
  notices: SealedBox,
  answers?: SealedBox,
): OrganisationStore {
  const { sql } = database;
  const writeReceipt = async (held: Sql, receipt: Receipt | null | undefined) => {
    if (!receipt) return;
    if (!answers) throw new Error('nothing seals an answer here');
    if ((await held.count`${writeAnswer(answers, receipt)}`) !== 1) throw new AnsweredMeanwhile();
  };
  const refuse = (answer: ActAnswer) => ({ answer, endsSignIns: false });

  return {
    ...createMemberLists(database),
    ...createMemberExport(database),
    ...createMembershipReviews(database, notices),
    journal: createJournal(database),

    create: ({ id, realm, siret, name, createdAt }, receipt) =>
      sql.transaction(async (held) => {
        const created = await held.count`
          INSERT INTO organisation (id, realm, siret, name, created_at)
          VALUES (${id}::uuid, ${realm}, ${siret}, ${name}, ${moment(createdAt)}) ON CONFLICT (realm, siret) DO NOTHING`;
        if (created === 1) await writeReceipt(held, receipt);
        return created === 1;
      }),

    async find(realm, organisationId) {
      const rows = await sql.rows<OrganisationRow[]>`
        SELECT * FROM organisation WHERE id = ${organisationId}::uuid AND realm = ${realm}`;
      return rows[0] ? readOrganisation(rows[0]) : null;
    },

    async findBySiret(realm, siret) {
      const rows = await sql.rows<OrganisationRow[]>`
        SELECT * FROM organisation WHERE realm = ${realm} AND siret = ${siret}`;
      return rows[0] ? readOrganisation(rows[0]) : null;
    },

    async list(realm, after, limit) {
      const rows = await sql.rows<Array<OrganisationRow & { members: number; administrators: number }>>`
        SELECT o.*, (SELECT count(*)::int FROM membership m WHERE m.organisation_id = o.id AND m.status <> 'removed') AS members,
          (SELECT count(*)::int FROM membership m WHERE m.organisation_id = o.id AND m.status = 'active'
             AND m.role = 'administrator') AS administrators
        FROM organisation o WHERE o.realm = ${realm} AND o.siret > ${after ?? ''} ORDER BY o.siret LIMIT ${limit}`;
      return rows.map((row) => ({
        ...readOrganisation(row),
        members: row.members,
        administrators: row.administrators,
      }));
    },

    async act(by, accountId, change, now, tell, receipt) {
      return sql.transaction(async (held): Promise<Written> => {
        const organisation = await holdOrganisation(held, by, now);
        if (!organisation) return refuse('not-administrator');
        if (by.administrator === accountId) return refuse('oneself');
        const target = await holdMember(held, accountId, organisation.id);
        if (!target) return refuse('unknown-member');
        const refused = await writeChange(held, target, organisation.id, change, now, by.administrator === null);
        if (refused) return refuse(refused);
        const endsSignIns = change.kind === 'suspend' || change.kind === 'remove';
        await settleAccess(held, accountId);
        if (endsSignIns) await voidSignIns(held, accountId, now, 'admin');
        if (change.kind === 'remove') await leaveEstablishment(held, accountId, organisation.siret);
        const told = tell(duePersonOf(target), organisation);
        if (told.length > 0) await held.count`${insertNotices(notices, told, now)}`;
        await writeReceipt(held, receipt);
        return { answer: 'done', endsSignIns };
      });
    },

    async renew(by, accountIds, { now, expiresAt }, tell) {
      return sql.transaction(async (held) => {
        const organisation = await holdOrganisation(held, by, now);
        if (!organisation) return { answer: 'not-administrator' as const, renewed: [] };
        // In one order, so that two who renew the same people wait for each other, never in a ring.
        const wanted = [...new Set(accountIds)].filter((id) => id !== by.administrator).toSorted();
        const targets = await held.rows<Array<DuePersonRow & { had_expired: boolean }>>`
          SELECT ${DUE_PERSON}, (m.status = 'expired' OR m.expires_at <= ${moment(now)}) AS had_expired
          FROM membership m JOIN account a ON a.id = m.account_id
          WHERE m.organisation_id = ${organisation.id}::uuid AND m.account_id = ANY(${wanted}::uuid[])
            AND m.status IN ('active', 'expired') ORDER BY a.id FOR UPDATE OF a`;
        const ids = targets.map(({ account_id }) => account_id);
        await held.count`
          UPDATE membership SET status = 'active', reviewed_at = ${moment(now)}, expires_at = ${moment(expiresAt)}
          WHERE organisation_id = ${organisation.id}::uuid AND account_id = ANY(${ids}::uuid[])`;
        await held.count`
          UPDATE account SET closed_access = NULL WHERE id = ANY(${ids}::uuid[]) AND closed_access IS NOT NULL`;
        const told = targets.flatMap((row) => tell(duePersonOf(row), organisation, row.had_expired));
        if (told.length > 0) await held.count`${insertNotices(notices, told, now)}`;
        return { answer: 'done' as const, renewed: ids };
      });
    },

    async join(by, { accountId, membership }, now, tell, receipt) {
      return sql.transaction(async (held): Promise<ActAnswer> => {
        const organisation = await holdOrganisation(held, by, now);
        if (!organisation) return 'not-administrator';
        const rows = await held.rows<Array<DuePersonRow & { is_new: boolean; is_member: boolean }>>`
          SELECT ${DUE_PERSON},
            EXISTS (SELECT FROM membership m WHERE m.account_id = a.id)
              AND NOT EXISTS (SELECT FROM membership m WHERE m.account_id = a.id AND m.activated_at IS NOT NULL) AS is_new,
            EXISTS (SELECT FROM membership m WHERE m.account_id = a.id AND m.organisation_id = ${organisation.id}::uuid
              AND m.status <> 'removed') AS is_member
          FROM account a WHERE a.id = ${accountId}::uuid AND a.realm = ${by.realm} AND a.status <> 'closed' FOR UPDATE OF a`;
        const row = rows[0];
        if (!row) return 'unknown-member';
        if (row.is_member) return 'state-conflict';
        const person = duePersonOf(row);
        await insertMembership(held, person, membership, { activatedAt: row.is_new ? null : now, now });
        await held.count`UPDATE code_card SET revoked_at = ${moment(now)} WHERE account_id = ${accountId}::uuid
          AND kind = 'desk' AND revoked_at IS NULL`;
        await settleAccess(held, accountId);
        const told = tell(person, organisation);
        if (told.length > 0) await held.count`${insertNotices(notices, told, now)}`;
        await writeReceipt(held, receipt);
        return 'done';
      });
    },
  };
}

/** The member whom an act is about, held; null: nobody who is not removed. */
async function holdMember(sql: Sql, accountId: string, organisationId: string): Promise<TargetRow | null> {
  await sql.rows`SELECT FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
  const rows = await sql.rows<TargetRow[]>`
    SELECT ${DUE_PERSON}, m.role, m.rights, m.status, m.activated_at IS NOT NULL AS is_activated, a.status AS account_status
    FROM membership m JOIN account a ON a.id = m.account_id
    WHERE m.account_id = ${accountId}::uuid AND m.organisation_id = ${organisationId}::uuid AND m.status <> 'removed'`;
  return rows[0] ?? null;
}

/** @returns what it is refused for, or null: written */
async function writeChange(
  sql: Sql,
  target: TargetRow,
  organisationId: string,
  change: MemberChange,
  now: number,
  isBackOffice: boolean,
): Promise<ActAnswer | null> {
  const { account_id: accountId, role, rights, status } = target;
  const write = async (set: ReturnType<typeof sqlPart>): Promise<null> => {
    await sql.count`
      UPDATE membership SET ${set} WHERE account_id = ${accountId}::uuid AND organisation_id = ${organisationId}::uuid`;
    return null;
  };
  switch (change.kind) {
    case 'grant':
      if (rights.includes(change.right)) return 'state-conflict';
      return write(sqlPart`rights = array_append(rights, ${change.right}::text)`);
    case 'revoke':
      if (!rights.includes(change.right)) return 'state-conflict';
      return write(sqlPart`rights = array_remove(rights, ${change.right}::text)`);
    case 'name':
      // Whoever never signed in may be nobody who was meant.
      if (role === 'administrator' || status !== 'active') return 'state-conflict';
      if (!target.is_activated && !isBackOffice) return 'state-conflict';
      return write(sqlPart`role = 'administrator'`);
    case 'unname':
      if (role !== 'administrator') return 'state-conflict';
      if (await isLastAdministrator(sql, target, organisationId, now)) return 'last-administrator';
      return write(sqlPart`role = 'user'`);
    case 'remove':
      if (await isLastAdministrator(sql, target, organisationId, now)) return 'last-administrator';
      return write(sqlPart`status = 'removed', role = 'user', rights = ARRAY[]::text[]`);
    case 'suspend':
      if (status !== 'active') return 'state-conflict';
      if (await isLastAdministrator(sql, target, organisationId, now)) return 'last-administrator';
      return write(sqlPart`status = 'suspended'`);
    case 'reactivate':
      if (status !== 'suspended') return 'state-conflict';
      return write(sqlPart`status = 'active', reviewed_at = ${moment(now)}, expires_at = ${moment(change.expiresAt)}`);
  }
}

/** Would nobody be left who administers? Judged under the organisation's lock. */
async function isLastAdministrator(sql: Sql, target: TargetRow, organisationId: string, now: number): Promise<boolean> {
  if (target.role !== 'administrator') return false;
  const others = await sql.rows<object[]>`
    SELECT FROM membership m JOIN account a ON a.id = m.account_id
    WHERE m.organisation_id = ${organisationId}::uuid AND m.account_id <> ${target.account_id}::uuid
      AND ${administers(now)} LIMIT 1`;
  return others.length === 0;
}

/** The match with an employers' platform finds them there no more (F3). */
async function leaveEstablishment(sql: Sql, accountId: string, siret: string): Promise<void> {
  await sql.count`DELETE FROM affiliation WHERE account_id = ${accountId}::uuid AND siret = ${siret}`;
}
