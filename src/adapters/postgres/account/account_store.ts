/** Accounts in PostgreSQL (I1, S4). Identifiers are sealed and found by blind index only. */
import type { IdentifierKind } from '../../../domain/realm.js';
import { type AttemptRule, judgeAttempt } from '../../../domain/throttle/attempt_rule.js';
import { laneKey } from '../../../domain/throttle/throttle_policy.js';
import type { AccountStore } from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import { countAttempt, createPostgresAttemptCounter, giveBackAttempt } from '../attempt_counter.js';
import { acceptStep } from '../authenticator/authenticator_store.js';
import type { Database } from '../connection.js';
import { endTrust, trustDevice } from '../device/trusted_device_rows.js';
import { useCode } from '../one_time_code/used_code.js';
import { seedMemberships } from '../organisation/seeded_memberships.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';
import { type AccountRow, readAccount, readSignIn, type SignInRow } from './account_row.js';
import { newAccount } from './new_account_row.js';
import {
  activateMemberships,
  crossOut,
  isCardLiving,
  isNotBarred,
  noteDevice,
  stillStands,
} from './right_code_rows.js';
import { deviceOf, laneOf, visitedColumns } from './visited_columns.js';

/** An attempt's lane, with the account's columns empty when nobody has the identifier. */
type AttemptedRow = { [Column in keyof SignInRow]: Column extends 'id' ? string | null : SignInRow[Column] } & {
  lane: string;
  counted: number | null;
  past: string[] | null;
};

/** What portals are told of sign-ins that end by no transaction of their own (S8). */
const ENDED = { type: 'session-revoked', reason: 'signed-out-everywhere' } as const;
/** Longer than what follows a decision takes. */
const DECIDED_MS = 5_000;

export function createPostgresAccountStore(database: Database, vault: IdentifierVault): AccountStore {
  const counters = createPostgresAttemptCounter(database);

  const signInStatement = (
    { realm, kind, value }: { realm: string; kind: IdentifierKind; value: string },
    deviceHash: string | null,
  ): SqlPart => {
    const indexes = vault.indexes(realm, kind, value).map(({ index }) => index);
    return sqlPart`
      SELECT ${visitedColumns(deviceHash)}, c.hash, c.pepper_key_id, p.hash AS provisional_hash,
        p.pepper_key_id AS provisional_pepper_key_id, p.carried_by AS provisional_carried_by, ${laneOf('password', deviceHash)} AS password_lane
      FROM identifier i
      JOIN account a ON a.id = i.account_id
      LEFT JOIN credential c ON c.account_id = a.id AND c.kind = 'password'
      LEFT JOIN credential p ON p.account_id = a.id AND p.kind = 'provisional'
      CROSS JOIN ${deviceOf(deviceHash)}
      WHERE i.blind_index = ANY(${indexes}) AND i.kind = ${kind} AND i.realm = ${realm} AND i.retirement = 0
      LIMIT 1`;
  };

  return {
    async findByIdentifier(realm, kind, value, deviceHash) {
      const found = signInStatement({ realm, kind, value }, deviceHash);
      const rows = await database.sql.rows<SignInRow[]>`${found}`;
      const row = rows[0];
      return row ? readSignIn(row) : null;
    },

    async attemptPassword(identifier, deviceHash, nobody, rule, now, knownDeviceRule = rule) {
      const limitsOf = ({ windows }: AttemptRule) => windows.map(({ limit }) => limit);
      const limits = sqlPart`CASE WHEN (SELECT device_known FROM found) THEN ${limitsOf(knownDeviceRule)}::bigint[]
        ELSE ${limitsOf(rule)}::bigint[] END`;
      const lane = sqlPart`(SELECT key FROM lane)`;
      const rows = await database.sql.rows<AttemptedRow[]>`
        WITH found AS (${signInStatement(identifier, deviceHash)}),
        lane AS (SELECT coalesce((SELECT password_lane FROM found), ${laneKey('password', nobody, null)}) AS key),
        counted AS (${countAttempt(lane, rule, now, limits)})
        SELECT lane.key AS lane, (SELECT hits FROM counted) AS counted,
          (SELECT past.hits FROM attempt_counter past WHERE past.key = lane.key) AS past, found.*
        FROM lane LEFT JOIN found ON true`;
      const row = rows[0];
      if (!row) throw new Error('an attempt without a lane');
      const account = row.id === null ? null : readSignIn({ ...row, id: row.id });
      if (row.counted !== null)
        return { account, lane: row.lane, answer: { allowed: true, hits: row.counted, at: now } };
      const judged = account?.deviceKnown ? knownDeviceRule : rule;
      const verdict = judgeAttempt((row.past ?? []).map(Number), judged, now);
      // Others may have given attempts back while the statement ran: then it is asked again.
      const answer = verdict.allowed ? await counters.attempt(row.lane, judged, now) : verdict;
      return { account, lane: row.lane, answer };
    },

    async find(accountId, deviceHash) {
      const rows = await database.sql.rows<AccountRow[]>`
        SELECT ${visitedColumns(deviceHash)} FROM account a, ${deviceOf(deviceHash)} WHERE a.id = ${accountId}::uuid`;
      const row = rows[0];
      return row ? readAccount(row) : null;
    },

    async identifier(accountId, kind) {
      const row = await database.identifier.findFirst({ where: { accountId, kind, retirement: 0n } });
      return row
        ? vault.open(accountId, kind, { cipherKeyId: row.cipherKeyId, ciphertext: Buffer.from(row.ciphertext) })
        : null;
    },

    async createAbsent(accounts, now) {
      return database.$transaction(
        async (transaction) => {
          let created = 0;
          for (const account of accounts) {
            const indexes = account.identifiers.flatMap(({ kind, value }) =>
              vault
                .indexes(account.realm, kind, value)
                .map(({ index }) => ({ kind, blindIndex: new Uint8Array(index) })),
            );
            const taken = await transaction.identifier.findFirst({
              where: { realm: account.realm, retirement: 0n, OR: indexes },
            });
            if (taken) continue;
            const data = newAccount(account, vault);
            await transaction.account.create({ data });
            await seedMemberships(transaction, data.id, account, now);
            created += 1;
          }
          return created;
        },
        { timeout: 120_000, maxWait: 10_000 },
      );
    },

    async voidSignIns(accountId, at, keptSession, by = 'system') {
      // Where what decided was a transaction of its own a moment ago, it was told there (S8); that a session was spared
      // then was said of no person.
      const isNews = sqlPart`EXISTS (SELECT FROM account a WHERE a.id = ${accountId}::uuid
        AND (a.sign_ins_void_before IS NULL OR a.kept_session IS NOT NULL
          OR a.sign_ins_void_before < ${moment(at - DECIDED_MS)}))`;
      await database.sql.count`
        WITH untrusted AS (${endTrust(accountId)}),
        signalled AS (${insertSignals(accountId, keptSession === null ? [{ ...ENDED, by }] : [], at, isNews)})
        UPDATE account SET sign_ins_void_before = ${moment(at)}, kept_session = ${keptSession}
        WHERE id = ${accountId}::uuid AND (sign_ins_void_before IS NULL OR sign_ins_void_before <= ${moment(at)})`;
    },

    async acceptTerms(accountId, version) {
      await database.account.updateMany({ where: { id: accountId }, data: { acceptedTerms: version } });
    },

    async noteInvited(accountId, at) {
      await database.sql.count`UPDATE account SET passkey_invited_at = ${moment(at)} WHERE id = ${accountId}::uuid`;
    },

    async upgradePassword(accountId, from, to) {
      await database.credential.updateMany({
        where: { accountId, kind: 'password', hash: from.hash },
        data: { hash: to.hash, pepperKeyId: to.pepperKeyId },
      });
    },

    async recordRightCode(right) {
      const {
        code,
        account,
        lane,
        countedAt,
        reopened,
        device,
        carrier,
        unlessBarred,
        card,
        activates = false,
        at,
      } = right;
      const first = sqlPart`EXISTS (SELECT FROM used)`;
      const mayCarry = sqlPart`${unlessBarred ? isNotBarred(account.id, unlessBarred, at) : sqlPart`true`}
        AND ${carrier ? stillStands(account.id, carrier) : sqlPart`true`} AND ${card ? isCardLiving(account.id, card.id) : sqlPart`true`}`;
      const rows = await database.sql.rows<Array<{ first: boolean }>>`
        WITH used AS (${'step' in code ? acceptStep(account.id, code, at) : useCode(code, mayCarry)}),
        uncounted AS (${giveBackAttempt(lane, countedAt)}),
        opened AS (DELETE FROM attempt_counter WHERE key = ANY(${reopened}::text[]) AND ${first}),
        crossed AS (${card ? crossOut(card, first) : sqlPart`SELECT`}),
        ${activateMemberships(account.id, at, sqlPart`${activates} AND ${first}`)},
        ${device ? noteDevice(account, device, at, first) : sqlPart`known AS (SELECT)`},
        trusted AS (${device?.trust ? trustDevice(account, device, device.trust, at, first) : sqlPart`SELECT`})
        SELECT ${first} AS first`;
      return rows[0]?.first === true;
    },

    forget() {},

    async recordDevice(account, device, at) {
      await database.sql.rows`WITH ${noteDevice(account, device, at, sqlPart`true`)} SELECT`;
    },
  };
}
