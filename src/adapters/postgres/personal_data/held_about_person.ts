/** What PostgreSQL holds about one person (S5): the short answer of a look-up, and the whole of an export. */

import type { IdentifierKind } from '../../../domain/realm.js';
import type { FileDetails, HeldAboutPerson } from '../../../ports/account/account_file_store.js';
import type { ContactKind } from '../../../ports/account/account_store.js';
import type { IdentifierVault } from '../../../ports/account/identifier_vault.js';
import type { Database } from '../connection.js';

/** Counters are named by purpose, account and browser (domain/throttle/throttle_policy). */
export const LANE_PURPOSES = [
  'password',
  'code',
  'send',
  'recovery',
  'recovery-start',
  'recovery-send',
  'voice',
  'voice-legacy',
] as const;
export const COUNTED_BY_ACCOUNT = [
  'code-reopening',
  'legacy',
  'provisional',
  'organisation-unlock',
  'organisation-password',
  'organisation-join',
] as const;

interface DetailsRow {
  closed_for: string | null;
  closed_at: Date | null;
  contacts: Array<{
    id: string;
    kind: ContactKind;
    value: string;
    verified: boolean;
    pendingUntil: number | null;
    frozenAt: number | null;
  }> | null;
  has_telephone_code: boolean;
  authenticators: number;
  known_devices: number;
  letters_waiting: number;
}

export async function readDetails(database: Database, realm: string, accountId: string): Promise<FileDetails | null> {
  const rows = await database.sql.rows<DetailsRow[]>`
    SELECT a.closed_for, a.closed_at,
      (SELECT json_agg(json_build_object('id', t.id, 'kind', t.kind, 'value', t.value, 'verified', t.verified_at IS NOT NULL AND t.frozen_at IS NULL,
         'frozenAt', (extract(epoch FROM t.frozen_at) * 1000)::bigint,
         'pendingUntil', (extract(epoch FROM t.pending_until) * 1000)::bigint) ORDER BY t.created_at, t.id)
       FROM contact t WHERE t.account_id = a.id) AS contacts,
      EXISTS (SELECT FROM credential c WHERE c.account_id = a.id AND c.kind = 'telephone_code') AS has_telephone_code,
      (SELECT count(*)::int FROM authenticator o WHERE o.account_id = a.id) AS authenticators,
      (SELECT count(*)::int FROM known_device d WHERE d.account_id = a.id) AS known_devices,
      (SELECT count(*)::int FROM letter l WHERE l.account_id = a.id AND l.state IN ('queued', 'claimed')) AS letters_waiting
    FROM account a WHERE a.id = ${accountId}::uuid AND a.realm = ${realm}`;
  const row = rows[0];
  if (!row) return null;
  return {
    closedFor: row.closed_for,
    closedAt: row.closed_at?.getTime() ?? null,
    contacts: row.contacts ?? [],
    hasTelephoneCode: row.has_telephone_code,
    authenticators: row.authenticators,
    knownDevices: row.known_devices,
    lettersWaiting: row.letters_waiting,
  };
}

interface IdentifierRow {
  kind: IdentifierKind;
  cipher_key_id: string;
  ciphertext: Buffer;
  valid_from: Date;
  retired_at: Date | null;
}

export async function readHeld(
  database: Database,
  vault: IdentifierVault,
  realm: string,
  accountId: string,
): Promise<HeldAboutPerson | null> {
  const { sql } = database;
  const accounts = await sql.rows<object[]>`
    SELECT id, realm, status, standing, closed_for, closed_at, caf, address_lines, postcode, city, country, locale,
      accepted_terms, passkey_invited_at, family_name, given_names, gender, birthdate, birthplace, birthcountry, created_at, updated_at
    FROM account WHERE id = ${accountId}::uuid AND realm = ${realm}`;
  const account = accounts[0];
  if (!account) return null;
  const identifiers = await sql.rows<IdentifierRow[]>`
    SELECT kind, cipher_key_id, ciphertext, valid_from, retired_at FROM identifier WHERE account_id = ${accountId}::uuid
    ORDER BY valid_from`;
  return {
    account,
    identifiers: identifiers.map(({ cipher_key_id: cipherKeyId, ciphertext, ...row }) => ({
      ...row,
      value: vault.open(accountId, row.kind, { cipherKeyId, ciphertext }),
    })),
    contacts: await sql.rows<object[]>`
      SELECT kind, value, verified_at, pending_until, barred_until, frozen_at, set_by, created_at FROM contact
      WHERE account_id = ${accountId}::uuid ORDER BY created_at`,
    credentials: await sql.rows<object[]>`
      SELECT kind, state, policy, set_at, expires_at FROM credential WHERE account_id = ${accountId}::uuid ORDER BY set_at`,
    known_devices: await sql.rows<object[]>`
      SELECT browser, place, first_seen_at, last_seen_at FROM known_device WHERE account_id = ${accountId}::uuid
      ORDER BY first_seen_at`,
    trusted_devices: await sql.rows<object[]>`
      SELECT browser, place, first_trusted_at, trusted_at, last_used_at, expires_at FROM trusted_device
      WHERE account_id = ${accountId}::uuid ORDER BY first_trusted_at`,
    identity_links: await sql.rows<object[]>`
      SELECT upstream, issuer, subject, status, proved_by, linked_at, last_used_at, ended_at FROM identity_link
      WHERE account_id = ${accountId}::uuid ORDER BY linked_at`,
    affiliations: await sql.rows<object[]>`SELECT siret FROM affiliation WHERE account_id = ${accountId}::uuid`,
    memberships: await sql.rows<object[]>`
      SELECT o.siret, o.name, m.role, m.rights, m.status, m.login, m.activated_at, m.created_at, m.reviewed_at, m.expires_at
      FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.account_id = ${accountId}::uuid
      ORDER BY m.created_at`,
    code_cards: await sql.rows<object[]>`
      SELECT kind, size, cardinality(used) AS used, issued_at, expires_at, revoked_at FROM code_card
      WHERE account_id = ${accountId}::uuid ORDER BY issued_at`,
    authenticators: await sql.rows<object[]>`
      SELECT name, added_at, last_used_at FROM authenticator WHERE account_id = ${accountId}::uuid ORDER BY added_at`,
    passkeys: await sql.rows<object[]>`
      SELECT name, aaguid, transports, backup_eligible, backup_state, added_at, last_used_at, cloned_at, frozen_at
      FROM passkey WHERE account_id = ${accountId}::uuid ORDER BY added_at`,
    grants: await sql.rows<object[]>`
      SELECT client_id, created_at, expires_at FROM oidc_grant WHERE account_id = ${accountId} ORDER BY created_at`,
    calls: await sql.rows<object[]>`
      SELECT client_id, message, scope, acr_values, created_at, expires_at, decision, decided_at FROM backchannel_request
      WHERE subject = ${accountId} AND realm = ${realm} ORDER BY created_at`,
    // What portals know the person by, and what counts for the account; a browser's hash in a counter's name stays here.
    subjects: await sql.rows<object[]>`
      SELECT sub, sector, created_at FROM pairwise_subject WHERE account_id = ${accountId}::uuid AND realm = ${realm}
      ORDER BY created_at`,
    attempts: await sql.rows<object[]>`
      SELECT split_part(key, ':', 1) AS of, CASE split_part(key, ':', 3) WHEN '' THEN NULL WHEN 'unknown' THEN 'unknown'
          ELSE 'known' END AS device,
        ARRAY(SELECT to_timestamp(hit / 1000.0) FROM unnest(hits) hit ORDER BY hit) AS at, nullif(expires_at, 'infinity') AS expires_at
      FROM attempt_counter WHERE key IN (
        SELECT purpose || ':' || ${accountId} || ':' || device
        FROM unnest(${[...LANE_PURPOSES]}::text[]) purpose,
          (SELECT secret_hash AS device FROM known_device WHERE account_id = ${accountId}::uuid
           UNION SELECT 'unknown') devices
        UNION SELECT purpose || ':' || ${accountId} FROM unnest(${[...COUNTED_BY_ACCOUNT]}::text[]) purpose)
      ORDER BY key`,
    contests: await sql.rows<object[]>`
      SELECT c.outcome, c.stopped, c.at, c.closed_at,
        (SELECT array_agg(e.kind ORDER BY e.happened_at) FROM contested_event e WHERE e.contest_id = c.id) AS of
      FROM contest c WHERE c.account_id = ${accountId}::uuid ORDER BY c.at`,
    letters: await sql.rows<object[]>`
      SELECT kind, locale, data, state, created_at, printed_at FROM letter WHERE account_id = ${accountId}::uuid
      ORDER BY created_at`,
    deliveries: await sql.rows<object[]>`
      SELECT channel, provider, outcome, at FROM delivery_attempt WHERE account_id = ${accountId}::uuid ORDER BY at`,
    notices: await sql.rows<object[]>`
      SELECT kind, locale, channel, destination, data, state, created_at, sent_at FROM notice
      WHERE account_id = ${accountId}::uuid ORDER BY created_at`,
  };
}
