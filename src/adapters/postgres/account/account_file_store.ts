/**
 * Files in PostgreSQL as the back office changes them (C6, C7, E1, S5): whoever changes one holds its row, and writes all
 * of a change, its credential, letters, notices and answer in one transaction.
 */
import { randomUUID } from 'node:crypto';
import { sameMailbox } from '../../../domain/contact/mailbox.js';
import { CONTACT_CREDENTIAL, passkeyCredential, type SignalFact } from '../../../domain/signals/event.js';
import type {
  AccountFileStore,
  FileAnswer,
  FileChange,
  FileIdentifier,
  MemberRefusal,
  NewFile,
  WrittenWith,
} from '../../../ports/account/account_file_store.js';
import type {
  AccountStanding,
  AccountStatus,
  ContactKind,
  PostalAddress,
  StoredPassword,
} from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import type { Receipt } from '../../../ports/idempotency_store.js';
import type { SealedBox } from '../../system/keys/sealed_box.js';
import { revokeOrphanCodes } from '../authenticator/authenticator_store.js';
import type { Database } from '../connection.js';
import { mailboxOf } from '../contact/mailbox.js';
import { endTrust } from '../device/trusted_device_rows.js';
import { writeAnswer } from '../idempotency_store.js';
import { insertLetter } from '../letter/letter_rows.js';
import { insertNotices } from '../notice/notice_rows.js';
import { holdOrganisation, insertMembership } from '../organisation/membership_rows.js';
import { COUNTED_BY_ACCOUNT, LANE_PURPOSES, readDetails, readHeld } from '../personal_data/held_about_person.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type Sql, sqlPart } from '../sql.js';

/** What seals the secrets of the rows that are written. */
export interface FileBoxes {
  readonly letters: SealedBox;
  readonly notices: SealedBox;
  readonly answers: SealedBox;
}

/** Ends the transaction with this answer, and nothing written. */
class Undone extends Error {
  readonly answer: FileAnswer | MemberRefusal;
  constructor(answer: FileAnswer | MemberRefusal) {
    super(answer);
    this.name = 'Undone';
    this.answer = answer;
  }
}

interface StateRow {
  status: AccountStatus;
  standing: AccountStanding;
}

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

  const addIdentifiers = async (
    sql: Sql,
    { realm, accountId, at }: { realm: string; accountId: string; at: number },
    identifiers: readonly FileIdentifier[],
  ) => {
    for (const { kind, value } of identifiers) {
      const indexes = vault.indexes(realm, kind, value);
      const owners = await sql.rows<Array<{ account_id: string }>>`
        SELECT account_id FROM identifier WHERE blind_index = ANY(${indexes.map(({ index }) => index)}) AND kind = ${kind}
          AND realm = ${realm} AND retirement = 0`;
      if (owners.some((owner) => owner.account_id !== accountId)) throw new Undone('taken');
      if (owners.length > 0) continue;
      const [current] = indexes;
      if (!current) throw new Error('the index key ring is empty');
      const { cipherKeyId, ciphertext } = vault.seal(accountId, kind, value);
      await sql.count`
        UPDATE identifier SET retired_at = ${moment(at)}, retirement = ${Math.floor(at / 1000)}::bigint
        WHERE account_id = ${accountId}::uuid AND kind = ${kind} AND retirement = 0`;
      await sql.count`
        INSERT INTO identifier (id, account_id, realm, kind, index_key_id, blind_index, cipher_key_id, ciphertext, valid_from)
        VALUES (${randomUUID()}::uuid, ${accountId}::uuid, ${realm}, ${kind}, ${current.keyId}, ${current.index}::bytea,
          ${cipherKeyId}, ${ciphertext}::bytea, ${moment(at)})`;
    }
  };

  const writeReceipt = async (sql: Sql, receipt: Receipt | null) => {
    if (receipt && (await sql.count`${writeAnswer(boxes.answers, receipt)}`) !== 1) throw new Undone('answered');
  };

  const writeWith = async (sql: Sql, accountId: string, at: number, written: WrittenWith) => {
    const { provisional, letters, notices, receipt } = written;
    if (provisional) {
      await sql.count`
        INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, carried_by, set_at, expires_at)
        VALUES (${randomUUID()}::uuid, ${accountId}::uuid, 'provisional', ${provisional.password.hash},
          ${provisional.password.pepperKeyId}, 'provisional', ${provisional.carriedBy}::uuid, ${moment(at)},
          ${moment(provisional.expiresAt)})
        ON CONFLICT (account_id, kind) DO UPDATE SET hash = excluded.hash, pepper_key_id = excluded.pepper_key_id,
          carried_by = excluded.carried_by, set_at = excluded.set_at, expires_at = excluded.expires_at`;
    }
    for (const letter of letters) await sql.count`${insertLetter(boxes.letters, letter, at)}`;
    if (notices.length > 0) await sql.count`${insertNotices(boxes.notices, notices, at)}`;
    await writeReceipt(sql, receipt);
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
    await addIdentifiers(sql, { realm, accountId: id, at }, file.identifiers);
    for (const [place, { id: contactId, kind, value, setBy }] of file.contacts.entries()) {
      // They are shown in the order of their creation: the one in which they were given.
      await sql.count`
        INSERT INTO contact (id, account_id, kind, value, verified_at, created_at, set_by)
        VALUES (${contactId}::uuid, ${id}::uuid, ${kind}, ${value}, ${moment(at)}, ${moment(at + place)},
          ${setBy ?? null})`;
    }
  };

  const writeChange = async (sql: Sql, change: FileChange) => {
    const { realm, accountId, at, from } = change;
    const rows = await sql.rows<StateRow[]>`
      SELECT status, standing FROM account WHERE id = ${accountId}::uuid AND realm = ${realm} FOR UPDATE`;
    const state = rows[0];
    if (!state) throw new Undone('unknown');
    const isAllowed = from.statuses.includes(state.status) && (from.standing ?? state.standing) === state.standing;
    if (!isAllowed) throw new Undone('refused');
    if (change.ownContact) await requireOwnContact(sql, accountId, change.ownContact);
    await updateAccount(sql, change);
    await addIdentifiers(sql, { realm, accountId, at }, change.identifiers ?? []);
    if (change.addedContact) await addContact(sql, accountId, at, change.addedContact);
    if (change.releasedContact) await releaseContact(sql, accountId, at, change.releasedContact);
    if (change.closesContests) await closeContests(sql, accountId, at, change.closesContests);
    if (change.removedContact) await removeContact(sql, change, change.removedContact);
    if (change.endsAccess) await endAccess(sql, accountId, at);
    if (change.removesAuthenticators) await removeAuthenticators(sql, change);
    if (change.endsSignIns) await endSignIns(sql, accountId, at);
    if (change.cancelsLetters) await cancelLetters(sql, accountId);
    if (change.clearedLanes) await clearLanes(sql, change.clearedLanes);
    if (change.telephoneCode) await writeTelephoneCode(sql, accountId, at, change.telephoneCode);
    await sql.count`${insertSignals(accountId, signalsOf(change), at)}`;
    await writeWith(sql, accountId, at, change);
  };

  return {
    enrol: (file) =>
      inTransaction(async (sql) => {
        await writeFile(sql, file);
        await writeWith(sql, file.id, file.at, file);
      }),

    enrolMember: (by, file, membership) =>
      inTransaction<FileAnswer | 'not-administrator'>(async (sql) => {
        if (!(await holdOrganisation(sql, { ...by, realm: file.realm }, file.at)))
          throw new Undone('not-administrator');
        await writeFile(sql, file);
        await insertMembership(sql, file, membership, { activatedAt: null, now: file.at });
        await writeWith(sql, file.id, file.at, file);
      }),

    change: (change) => inTransaction((sql) => writeChange(sql, change)),

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
        await writeChange(sql, change);
      }),

    details: (realm, accountId) => readDetails(database, realm, accountId),

    held: (realm, accountId) => readHeld(database, vault, realm, accountId),

    erase: (realm, accountId, receipt) =>
      inTransaction(async (sql) => {
        await sql.count`DELETE FROM letter WHERE account_id = ${accountId}::uuid AND realm = ${realm}`;
        await sql.count`DELETE FROM notice WHERE account_id = ${accountId}::uuid AND realm = ${realm}`;
        await sql.count`DELETE FROM delivery_attempt WHERE account_id = ${accountId}::uuid`;
        await sql.count`DELETE FROM oidc_grant WHERE account_id = ${accountId} AND realm = ${realm}`;
        await sql.count`DELETE FROM backchannel_request WHERE subject = ${accountId} AND realm = ${realm}`;
        await sql.count`
          DELETE FROM attempt_counter WHERE key IN (
            SELECT purpose || ':' || ${accountId} || ':' || device
            FROM unnest(${[...LANE_PURPOSES]}::text[]) purpose,
              (SELECT secret_hash AS device FROM known_device WHERE account_id = ${accountId}::uuid
               UNION SELECT 'unknown') devices
            UNION SELECT purpose || ':' || ${accountId} FROM unnest(${[...COUNTED_BY_ACCOUNT]}::text[]) purpose)`;
        await sql.count`
          DELETE FROM signal_unwanted u USING signal_stream s, pairwise_subject p
          WHERE p.account_id = ${accountId}::uuid AND s.realm = p.realm AND s.sector = p.sector AND u.stream_id = s.id
            AND u.sub = p.sub`;
        // What hangs on the account's row goes with it.
        const erased = await sql.count`DELETE FROM account WHERE id = ${accountId}::uuid AND realm = ${realm}`;
        if (erased === 0) throw new Undone('unknown');
        await writeReceipt(sql, receipt);
      }),
  };
}

/** What portals are told of it (S8). What is removed is told where its kind is known. */
function signalsOf(change: FileChange): readonly SignalFact[] {
  const by = change.by ?? 'admin';
  const removal = { type: 'credential-change', by, reason: 'access-ended' } as const;
  if (change.endsAccess) {
    return [
      { type: 'session-revoked', by, reason: 'access-ended' },
      { ...removal, credential: 'password', change: 'revoke' },
    ];
  }
  const facts: SignalFact[] = [];
  if (change.endsSignIns) facts.push({ type: 'session-revoked', by, reason: 'signed-out-everywhere' });
  if (change.telephoneCode) facts.push({ ...removal, credential: 'pin', change: 'update', reason: 'credential-added' });
  return facts;
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

async function updateAccount(sql: Sql, change: FileChange): Promise<void> {
  const { accountId, at, status, standing, caf, closedFor, postalAddress: address } = change;
  const isClosed = status === 'closed';
  await sql.count`
    UPDATE account SET status = coalesce(${status ?? null}::text, status), caf = coalesce(${caf ?? null}::text, caf),
      standing = coalesce(${standing ?? null}::text, standing), updated_at = ${moment(at)},
      closed_for = CASE WHEN ${status === undefined} THEN closed_for ELSE ${isClosed ? (closedFor ?? null) : null}::text END,
      closed_at = CASE WHEN ${status === undefined} THEN closed_at WHEN ${isClosed} THEN ${moment(at)} END
    WHERE id = ${accountId}::uuid`;
  if (address) await writeAddress(sql, accountId, address);
}

async function writeAddress(sql: Sql, accountId: string, { lines, postcode, city, country }: PostalAddress) {
  await sql.count`
    UPDATE account SET address_lines = ${[...lines]}::text[], postcode = ${postcode}, city = ${city}, country = ${country}
    WHERE id = ${accountId}::uuid`;
}

async function addContact(
  sql: Sql,
  accountId: string,
  at: number,
  { kind, value, pendingUntil, setBy }: NonNullable<FileChange['addedContact']>,
): Promise<void> {
  const added = await sql.count`
    INSERT INTO contact (id, account_id, kind, value, created_at, pending_until, set_by)
    SELECT ${randomUUID()}::uuid, ${accountId}::uuid, ${kind}, ${value}, ${moment(at)}, ${moment(pendingUntil)}, ${setBy ?? null}
    WHERE NOT EXISTS (SELECT FROM contact other WHERE other.account_id = ${accountId}::uuid AND other.kind = ${kind}
      AND (other.verified_at IS NOT NULL OR other.pending_until IS NOT NULL)
      AND ${mailboxOf(sqlPart`other.value`)} = ${sameMailbox(value)})
    ON CONFLICT (account_id, kind, value) DO UPDATE SET pending_until = excluded.pending_until, set_by = excluded.set_by,
      created_at = excluded.created_at
    WHERE contact.verified_at IS NULL AND contact.pending_until IS NULL`;
  if (added === 0) throw new Undone('refused');
}

/** The person's own: they confirmed it, or gave it when the account was theirs alone, and it has not just been set (E1). */
async function requireOwnContact(
  sql: Sql,
  accountId: string,
  { id, notSetSince }: NonNullable<FileChange['ownContact']>,
): Promise<void> {
  const own = await sql.rows`
    SELECT FROM contact c WHERE c.id = ${id}::uuid AND c.account_id = ${accountId}::uuid AND c.verified_at IS NOT NULL
      AND c.frozen_at IS NULL AND c.set_by IS NULL AND (c.created_at <= ${moment(notSetSince)} OR NOT EXISTS (
        SELECT FROM membership m WHERE m.account_id = c.account_id AND m.activated_at IS NOT NULL))`;
  if (own.length === 0) throw new Undone('refused');
}

/** A contact that counts stays while another waits: whoever reads it is who can refuse the other (E1). */
async function removeContact(sql: Sql, { accountId, at, by = 'admin' }: FileChange, contactId: string): Promise<void> {
  const removed = await sql.rows<Array<{ kind: ContactKind; counted: boolean }>>`
    DELETE FROM contact c WHERE c.id = ${contactId}::uuid AND c.account_id = ${accountId}::uuid
      AND (c.verified_at IS NULL OR NOT EXISTS (
        SELECT FROM contact p WHERE p.account_id = c.account_id AND p.pending_until IS NOT NULL))
    RETURNING c.kind, c.verified_at IS NOT NULL AS counted`;
  const [contact] = removed;
  if (!contact) throw new Undone('refused');
  const fact = { type: 'credential-change', change: 'delete', by, reason: 'credential-removed' } as const;
  if (contact.counted) {
    const credential = CONTACT_CREDENTIAL[contact.kind];
    await sql.count`${insertSignals(accountId, [{ ...fact, credential }], at)}`;
  }
  await sql.count`${endTrust(accountId)}`;
}

/** An agent knows who asks: the contact carries codes again, from now on, so that this can be contested too (U2). */
async function releaseContact(sql: Sql, accountId: string, at: number, contactId: string): Promise<void> {
  const released = await sql.count`
    UPDATE contact SET frozen_at = NULL, verified_at = ${moment(at)}
    WHERE id = ${contactId}::uuid AND account_id = ${accountId}::uuid AND frozen_at IS NOT NULL`;
  if (released === 0) throw new Undone('refused');
}

async function closeContests(sql: Sql, accountId: string, at: number, by: string): Promise<void> {
  const closed = await sql.count`
    UPDATE contest SET closed_at = ${moment(at)}, closed_by = ${by}
    WHERE account_id = ${accountId}::uuid AND outcome = 'agent' AND closed_at IS NULL`;
  if (closed === 0) throw new Undone('refused');
}

/** The account's row is written first: a session or refresh token that is being used meanwhile counts no more (C7). */
async function endAccess(sql: Sql, accountId: string, at: number): Promise<void> {
  await sql.count`
    UPDATE account SET sign_ins_void_before = ${moment(at)}, kept_session = NULL WHERE id = ${accountId}::uuid`;
  await sql.count`DELETE FROM credential WHERE account_id = ${accountId}::uuid`;
  await sql.count`DELETE FROM known_device WHERE account_id = ${accountId}::uuid`;
  await sql.count`${endTrust(accountId)}`;
  await sql.count`DELETE FROM authenticator WHERE account_id = ${accountId}::uuid`;
  await sql.count`DELETE FROM passkey_user WHERE account_id = ${accountId}::uuid`;
  await sql.count`UPDATE code_card SET revoked_at = ${moment(at)} WHERE account_id = ${accountId}::uuid AND revoked_at IS NULL`;
  await sql.count`DELETE FROM notice WHERE account_id = ${accountId}::uuid AND state = 'queued' AND kind = 'provisional_password'`;
}

/** A phone that was lost takes its codes and passkeys with it, and the recovery codes that may lie beside it. */
async function removeAuthenticators(sql: Sql, { accountId, at, by = 'admin' }: FileChange): Promise<void> {
  const apps = await sql.count`DELETE FROM authenticator WHERE account_id = ${accountId}::uuid`;
  const passkeys = await sql.rows<Array<{ transports: string[] }>>`
    DELETE FROM passkey WHERE account_id = ${accountId}::uuid RETURNING transports`;
  const gone = [...(apps > 0 ? ['app' as const] : []), ...passkeys.map((each) => passkeyCredential(each.transports))];
  if (gone.length === 0) throw new Undone('refused');
  const fact = { type: 'credential-change', change: 'delete', by, reason: 'credential-removed' } as const;
  const facts = [...new Set(gone)].map((credential) => ({ ...fact, credential }));
  await sql.count`${insertSignals(accountId, facts, at)}`;
  await revokeOrphanCodes(sql, accountId, at);
}

/** The credentials stay: whoever has them signs in anew, with a code (P9). */
async function endSignIns(sql: Sql, accountId: string, at: number): Promise<void> {
  await sql.count`
    UPDATE account SET sign_ins_void_before = ${moment(at)}, kept_session = NULL WHERE id = ${accountId}::uuid`;
  await sql.count`${endTrust(accountId)}`;
}

async function cancelLetters(sql: Sql, accountId: string): Promise<void> {
  await sql.count`
    UPDATE letter SET state = 'cancelled', sealed = NULL, cipher_key_id = NULL
    WHERE account_id = ${accountId}::uuid AND state = 'queued'`;
}

async function clearLanes(sql: Sql, lanes: readonly string[]): Promise<void> {
  await sql.count`DELETE FROM attempt_counter WHERE key = ANY(${[...lanes]}::text[])`;
}

async function writeTelephoneCode(sql: Sql, accountId: string, at: number, { hash, pepperKeyId }: StoredPassword) {
  await sql.count`
    INSERT INTO credential (id, account_id, kind, hash, pepper_key_id, state, set_at)
    VALUES (${randomUUID()}::uuid, ${accountId}::uuid, 'telephone_code', ${hash}, ${pepperKeyId}, 'chosen', ${moment(at)})
    ON CONFLICT (account_id, kind) DO UPDATE SET hash = excluded.hash, pepper_key_id = excluded.pepper_key_id,
      state = excluded.state, set_at = excluded.set_at`;
}
