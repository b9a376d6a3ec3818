/** One change of a file (C7, E1): what it takes to be allowed, then all that it asks for, in the order that other writers keep. */
import { randomUUID } from 'node:crypto';
import { sameMailbox } from '../../../domain/contact/mailbox.js';
import { CONTACT_CREDENTIAL, passkeyCredential, type SignalFact } from '../../../domain/signals/event.js';
import type { FileChange } from '../../../ports/account/account_file_store.js';
import type {
  AccountStanding,
  AccountStatus,
  ContactKind,
  PostalAddress,
  StoredPassword,
} from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import { revokeOrphanCodes } from '../authenticator/authenticator_store.js';
import { mailboxOf } from '../contact/mailbox.js';
import { endTrust } from '../device/trusted_device_rows.js';
import { insertSignals } from '../signals/signal_rows.js';
import { moment, type Sql, sqlPart } from '../sql.js';
import { Undone } from './undone.js';
import { addIdentifiers, type FileBoxes, writeWith } from './written_with.js';

interface StateRow {
  status: AccountStatus;
  standing: AccountStanding;
}

/** Seals and finds what a change writes. */
export interface FileSecrets {
  readonly vault: IdentifierVault;
  readonly boxes: FileBoxes;
}

/**
 * Holds the account's row for as long as the transaction lasts.
 *
 * @throws Undone when there is no such person, or the file is not in a state that allows it
 */
export async function writeChange(sql: Sql, { vault, boxes }: FileSecrets, change: FileChange): Promise<void> {
  const { realm, accountId, at, from } = change;
  const rows = await sql.rows<StateRow[]>`
    SELECT status, standing FROM account WHERE id = ${accountId}::uuid AND realm = ${realm} FOR UPDATE`;
  const state = rows[0];
  if (!state) throw new Undone('unknown');
  const isAllowed = from.statuses.includes(state.status) && (from.standing ?? state.standing) === state.standing;
  if (!isAllowed) throw new Undone('refused');
  if (change.ownContact) await requireOwnContact(sql, accountId, change.ownContact);
  await updateAccount(sql, change);
  await addIdentifiers(vault, sql, { realm, accountId, at }, change.identifiers ?? []);
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
  await writeWith(sql, boxes, accountId, at, change);
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
