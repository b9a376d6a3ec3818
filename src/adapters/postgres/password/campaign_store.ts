/** Campaigns in PostgreSQL (C1). Accounts are walked by their primary key, so that no statement grows with the realm. */
import type { Campaign, Population } from '../../../domain/credential/campaign.js';
import type { PasswordPolicyId } from '../../../domain/password_policy/rule.js';
import type { CampaignStore, StoredCampaign } from '../../../ports/password/campaign_store.js';
import type { Database } from '../connection.js';
import { DUE_PERSON, type DuePersonRow, duePersonOf } from '../schedule/due_person_rows.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';

interface CampaignRow {
  id: string;
  realm: string;
  name: string;
  kind: string;
  policy: string | null;
  population: Population;
  starts_at: Date;
  obliges_from: Date;
  created_at: Date;
  ended_at: Date | null;
  done: number | null;
  remaining: number | null;
  counted_at: Date | null;
}

interface PageRow {
  last: string | null;
  seen: number;
}

/** Page `p` of the realm's accounts, whatever their state, so that its last is where the next begins. */
function page({ realm }: Campaign, after: string | null, limit: number): SqlPart {
  const beyond = after === null ? sqlPart`` : sqlPart`AND id > ${after}::uuid`;
  return sqlPart`SELECT * FROM account WHERE realm = ${realm} ${beyond} ORDER BY id LIMIT ${limit}`;
}

/** Is account `a` meant, as far as it does not change with the password? */
function isMeant({ population: { cafs, bornFrom, bornTo } }: Campaign): SqlPart {
  return sqlPart`a.status = 'active'
    AND (${cafs ? [...cafs] : null}::text[] IS NULL OR a.caf = ANY(${cafs ? [...cafs] : null}::text[]))
    AND (${bornFrom ?? null}::text IS NULL OR a.birthdate >= ${bornFrom ?? null}::text COLLATE "C")
    AND (${bornTo ?? null}::text IS NULL OR a.birthdate <= ${bornTo ?? null}::text COLLATE "C")`;
}

/** Does password `c` satisfy the campaign, whoever's it is? The same as not `isDueIn`. */
function isAsWanted({ kind, policy, startsAt }: Campaign): SqlPart {
  const isOfPolicy =
    kind === 'policy' && policy !== null ? sqlPart`c.policy IS NOT DISTINCT FROM ${policy}` : sqlPart`false`;
  return sqlPart`(c.set_at >= ${moment(startsAt)} OR ${isOfPolicy})`;
}

/** What the population says of the present password `c`. */
function isOldPassword({ population: { passwordSetBefore, policyOtherThan } }: Campaign): SqlPart {
  const before = passwordSetBefore === undefined ? sqlPart`true` : sqlPart`c.set_at < ${moment(passwordSetBefore)}`;
  const other = policyOtherThan === undefined ? sqlPart`true` : sqlPart`c.policy IS DISTINCT FROM ${policyOtherThan}`;
  return sqlPart`(${before} AND ${other})`;
}

export function createPostgresCampaignStore({ sql }: Pick<Database, 'sql'>): CampaignStore {
  return {
    async create({ id, realm, name, kind, policy, population, startsAt, obligesFrom, createdAt }) {
      const created = await sql.count`
        INSERT INTO campaign (id, realm, name, kind, policy, population, starts_at, obliges_from, created_at)
        VALUES (${id}::uuid, ${realm}, ${name}, ${kind}, ${policy}, ${JSON.stringify(population)}::jsonb,
          ${moment(startsAt)}, ${moment(obligesFrom)}, ${moment(createdAt)})
        ON CONFLICT (realm, name) DO NOTHING`;
      return created === 1;
    },

    async list() {
      const rows = await sql.rows<CampaignRow[]>`SELECT * FROM campaign ORDER BY created_at, name`;
      return rows.map(readCampaign);
    },

    async end(realm, name, at) {
      const ended = await sql.count`
        UPDATE campaign SET ended_at = ${moment(at)} WHERE realm = ${realm} AND name = ${name} AND ended_at IS NULL`;
      return ended === 1;
    },

    async countPage(campaign, after, limit) {
      // Accounts opened later were never asked: they say nothing of how far it has come.
      const rows = await sql.rows<Array<PageRow & { done: number; remaining: number }>>`
        WITH a AS MATERIALIZED (${page(campaign, after, limit)}),
        counted AS (
          SELECT ${isAsWanted(campaign)} AS done, ${isOldPassword(campaign)} AS old
          FROM a JOIN credential c ON c.account_id = a.id AND c.kind = 'password'
          WHERE ${isMeant(campaign)} AND a.created_at < ${moment(Math.max(campaign.startsAt, campaign.createdAt))})
        SELECT (SELECT id FROM a ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM a) AS seen,
          (SELECT count(*)::int FROM counted WHERE done) AS done,
          (SELECT count(*)::int FROM counted WHERE NOT done AND old) AS remaining`;
      const { last = null, seen = 0, done = 0, remaining = 0 } = rows[0] ?? {};
      return { done, remaining, next: seen < limit ? null : last };
    },

    async keepProgress(campaignId, { done, remaining, countedAt }) {
      await sql.count`
        UPDATE campaign SET done = ${done}, remaining = ${remaining}, counted_at = ${moment(countedAt)}
        WHERE id = ${campaignId}::uuid`;
    },

    async duePage(campaign, after, limit) {
      const rows = await sql.rows<Array<PageRow & { person: DuePersonRow | null }>>`
        WITH a AS MATERIALIZED (${page(campaign, after, limit)}),
        due AS (
          SELECT ${DUE_PERSON}
          FROM a JOIN credential c ON c.account_id = a.id AND c.kind = 'password'
          WHERE ${isMeant(campaign)} AND NOT ${isAsWanted(campaign)} AND ${isOldPassword(campaign)})
        SELECT (SELECT id FROM a ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*)::int FROM a) AS seen,
          to_json(due) AS person
        FROM (SELECT) one LEFT JOIN due ON true`;
      const { last = null, seen = 0 } = rows[0] ?? {};
      return {
        people: rows.flatMap(({ person }) => (person ? [duePersonOf(person)] : [])),
        next: seen < limit ? null : last,
      };
    },
  };
}

function readCampaign(row: CampaignRow): StoredCampaign {
  const { done, remaining, counted_at: countedAt } = row;
  return {
    id: row.id,
    realm: row.realm,
    name: row.name,
    kind: row.kind as Campaign['kind'],
    policy: row.policy as PasswordPolicyId | null,
    population: row.population,
    startsAt: row.starts_at.getTime(),
    obligesFrom: row.obliges_from.getTime(),
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    progress:
      done === null || remaining === null || countedAt === null
        ? null
        : { done, remaining, countedAt: countedAt.getTime() },
  };
}
