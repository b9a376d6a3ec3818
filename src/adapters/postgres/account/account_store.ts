/** Accounts in PostgreSQL (I1, S4). Identifiers are sealed and found by blind index only. */
import { randomUUID } from 'node:crypto';
import type { IdentifierKind } from '../../../domain/realm.js';
import { type AttemptRule, judgeAttempt } from '../../../domain/throttle/attempt_rule.js';
import { laneKey } from '../../../domain/throttle/throttle_policy.js';
import type { AccountStore, NewAccount, NotedDevice } from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import { countAttempt, createPostgresAttemptCounter, giveBackAttempt } from '../attempt_counter.js';
import { acceptStep } from '../authenticator/authenticator_store.js';
import type { Database } from '../connection.js';
import { endTrust, isBrowserFull, trustDevice } from '../device/trusted_device_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { useCode } from '../one_time_code/used_code.js';
import { seedMemberships } from '../organisation/seeded_memberships.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type SqlPart, sqlPart } from '../sql.js';
import { type AccountRow, readAccount, readSignIn, type SignInRow } from './account_row.js';

/** An attempt's lane, with the account's columns empty when nobody has the identifier. */
type AttemptedRow = { [Column in keyof SignInRow]: Column extends 'id' ? string | null : SignInRow[Column] } & {
  lane: string;
  counted: number | null;
  past: string[] | null;
};

/** Stands for the account in a lane's key until the statement has found it. */
/** What portals are told of sign-ins that end by no transaction of their own (S8). */
const ENDED = { type: 'session-revoked', reason: 'signed-out-everywhere' } as const;
/** Longer than what follows a decision takes. */
const DECIDED_MS = 5_000;

const SUBJECT = '{}';

/** The key of a lane of account `a`, as seen from the browser `device`. */
function laneOf(purpose: 'password' | 'code', deviceHash: string | null): SqlPart {
  const [unknown, known] = [laneKey(purpose, SUBJECT, null), laneKey(purpose, SUBJECT, deviceHash)];
  return sqlPart`replace(CASE WHEN device.known THEN ${known} ELSE ${unknown} END, ${SUBJECT}, a.id::text)`;
}

/** Everything that a visit shows of account `a`, with `device`. */
function visitedColumns(deviceHash: string | null): SqlPart {
  return sqlPart`
    a.id, a.realm, a.status, a.closed_access, a.standing, a.locale, a.caf, a.accepted_terms, a.address_lines, a.postcode, a.city,
    a.country, a.family_name, a.given_names, a.gender, a.birthdate, a.birthplace, a.birthcountry,
    (extract(epoch FROM a.passkey_invited_at) * 1000)::bigint AS passkey_invited_at,
    (extract(epoch FROM a.sign_ins_void_before) * 1000)::bigint AS sign_ins_void_before, a.kept_session,
    (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value,
         'verified', t.verified_at IS NOT NULL AND t.frozen_at IS NULL,
         'frozenAt', (extract(epoch FROM t.frozen_at) * 1000)::bigint,
         'barredUntil', (extract(epoch FROM t.barred_until) * 1000)::bigint,
         'setBy', t.set_by)
       ORDER BY t.created_at, t.id) FROM contact t WHERE t.account_id = a.id) AS contacts,
    (SELECT json_agg(json_build_object('kind', s.kind, 'state', s.state, 'policy', s.policy,
         'setAt', (extract(epoch FROM s.set_at) * 1000)::bigint, 'expiresAt', (extract(epoch FROM s.expires_at) * 1000)::bigint))
       FROM credential s WHERE s.account_id = a.id AND s.kind <> 'telephone_code') AS credentials,
    (SELECT json_agg(json_build_object('id', k.id, 'kind', k.kind, 'keyId', k.key_id, 'nonce', k.nonce,
         'size', k.size, 'used', k.used, 'issuedAt', (extract(epoch FROM k.issued_at) * 1000)::bigint,
         'expiresAt', (extract(epoch FROM k.expires_at) * 1000)::bigint) ORDER BY k.issued_at, k.id)
       FROM code_card k WHERE k.account_id = a.id AND k.revoked_at IS NULL) AS cards,
    (SELECT count(*)::int FROM authenticator o WHERE o.account_id = a.id) AS authenticators,
    ARRAY(SELECT p.id::text FROM passkey p WHERE p.account_id = a.id AND p.cloned_at IS NULL AND p.frozen_at IS NULL) AS passkeys,
    device.known AS device_known, device.shared AS device_shared,
    (SELECT n.hits FROM attempt_counter n WHERE n.key = ${laneOf('code', deviceHash)}) AS wrong_codes`;
}

function deviceOf(deviceHash: string | null): SqlPart {
  return sqlPart`LATERAL (
    SELECT EXISTS (SELECT FROM known_device d WHERE d.secret_hash = ${deviceHash} AND d.account_id = a.id) AS known,
      ${isBrowserFull(deviceHash, sqlPart`a.id`)} AS shared) device`;
}

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

/** Another process may have shown the contact from memory: what decides is what stands here (C4). */
function isNotBarred(accountId: string, contactId: string, at: number): SqlPart {
  return sqlPart`NOT EXISTS (SELECT FROM contact WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid
    AND barred_until > to_timestamp(${at}::bigint / 1000.0))`;
}

/**
 * Whoever owns the account may have said « Ce n'est pas moi » while this code was on its way (U2), or removed the contact of
 * a lost telephone (U1): its row is held, so that a change beside this statement comes first or finds what it wrote.
 */
function stillStands(accountId: string, contactId: string): SqlPart {
  return sqlPart`EXISTS (SELECT FROM contact WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid
    AND frozen_at IS NULL FOR SHARE)`;
}

/** Revoked in another process a moment ago, because it was lost. */
function isCardLiving(accountId: string, cardId: string): SqlPart {
  return sqlPart`EXISTS (SELECT FROM code_card WHERE id = ${cardId}::uuid AND account_id = ${accountId}::uuid
    AND revoked_at IS NULL)`;
}

/** The code of a card that was used is used for good (I10). */
function crossOut({ id, number }: { id: string; number: number }, condition: SqlPart): SqlPart {
  return sqlPart`
    UPDATE code_card SET used = array_append(used, ${number}::int)
    WHERE id = ${id}::uuid AND NOT (${number}::int = ANY(used)) AND ${condition}`;
}

/**
 * Common table expressions: memberships that waited for a first sign-in begin (E1), and the code given at a desk for it goes.
 *
 * @param at milliseconds since the epoch
 */
export function activateMemberships(accountId: string, at: number, condition: SqlPart): SqlPart {
  return sqlPart`
    activated AS (UPDATE membership SET activated_at = ${moment(at)} WHERE account_id = ${accountId}::uuid
      AND activated_at IS NULL AND ${condition} RETURNING account_id),
    shown AS (UPDATE code_card SET revoked_at = ${moment(at)} WHERE account_id = ${accountId}::uuid AND kind = 'desk'
      AND revoked_at IS NULL AND EXISTS (SELECT FROM activated))`;
}

/**
 * Common table expressions: the browser is known from now on, and where it is new and was not the first, that is told in
 * the same statement (U2).
 */
export function noteDevice(
  account: { id: string; realm: string },
  { hash, browser, place = null, notices = [] }: NotedDevice,
  at: number,
  condition: SqlPart,
): SqlPart {
  // Of two tabs at once, the unique key lets one insert it. What was known before is what the statement's snapshot shows.
  // A portal that knows the person shows an earlier sign-in too: whoever had every browser forgotten before does not come
  // unnoticed.
  const isNews = sqlPart`EXISTS (SELECT FROM known WHERE is_new)
    AND (EXISTS (SELECT FROM known_device WHERE account_id = ${account.id}::uuid)
      OR EXISTS (SELECT FROM pairwise_subject WHERE account_id = ${account.id}::uuid))`;
  const known = sqlPart`
    known AS (INSERT INTO known_device (secret_hash, account_id, realm, first_seen_at, last_seen_at, browser, place)
      SELECT ${hash}, ${account.id}::uuid, ${account.realm}, ${moment(at)}, ${moment(at)}, ${browser}, ${place}
      WHERE ${condition}
      ON CONFLICT (secret_hash, account_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, browser = excluded.browser,
        place = coalesce(excluded.place, known_device.place)
      RETURNING xmax = 0 AS is_new)`;
  return notices.length === 0 ? known : sqlPart`${known}, told AS (${insertNotices(null, notices, at, isNews)})`;
}

function newAccount(account: NewAccount, vault: IdentifierVault) {
  const id = randomUUID();
  return {
    id,
    realm: account.realm,
    familyName: account.familyName,
    givenNames: [...account.givenNames],
    gender: account.gender,
    birthdate: account.birthdate,
    birthplace: account.birthplace,
    birthcountry: account.birthcountry,
    standing: account.standing ?? 'affiliated',
    caf: account.caf ?? null,
    ...(account.postalAddress
      ? {
          addressLines: [...account.postalAddress.lines],
          postcode: account.postalAddress.postcode,
          city: account.postalAddress.city,
          country: account.postalAddress.country,
        }
      : {}),
    identifiers: {
      create: account.identifiers.map(({ kind, value }) => {
        const [index] = vault.indexes(account.realm, kind, value);
        if (!index) throw new Error('the index key ring is empty');
        const sealed = vault.seal(id, kind, value);
        return {
          id: randomUUID(),
          realm: account.realm,
          kind,
          indexKeyId: index.keyId,
          blindIndex: new Uint8Array(index.index),
          cipherKeyId: sealed.cipherKeyId,
          ciphertext: new Uint8Array(sealed.ciphertext),
        };
      }),
    },
    contacts: {
      create: account.contacts.map(({ kind, value }) => ({ id: randomUUID(), kind, value, verifiedAt: new Date() })),
    },
    ...(account.siret ? { affiliations: { create: [{ siret: account.siret }] } } : {}),
    credentials: { create: newCredentials(account) },
  };
}

function newCredentials({ password, passwordExpiresAt = null, otherCredentials = [] }: NewAccount) {
  const all = [
    ...(password ? [{ kind: 'password', stored: password, expiresAt: passwordExpiresAt }] : []),
    ...otherCredentials,
  ];
  return all.map(({ kind, stored, expiresAt }) => ({
    id: randomUUID(),
    kind,
    state: kind === 'provisional' ? 'provisional' : 'chosen',
    hash: stored.hash,
    pepperKeyId: stored.pepperKeyId,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  }));
}
