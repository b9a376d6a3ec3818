/** What a statement reads of account `a` for somebody who stands before it with a browser (I1, I3, S1). */
import { laneKey } from '../../../domain/throttle/throttle_policy.js';
import { isBrowserFull } from '../device/trusted_device_rows.js';
import { type SqlPart, sqlPart } from '../sql.js';

/** Stands for the account in a lane's key until the statement has found it. */
const SUBJECT = '{}';

/** The key of a lane of account `a`, as seen from the browser `device`. */
export function laneOf(purpose: 'password' | 'code', deviceHash: string | null): SqlPart {
  const [unknown, known] = [laneKey(purpose, SUBJECT, null), laneKey(purpose, SUBJECT, deviceHash)];
  return sqlPart`replace(CASE WHEN device.known THEN ${known} ELSE ${unknown} END, ${SUBJECT}, a.id::text)`;
}

/** Everything that a visit shows of account `a`, with `device`. */
export function visitedColumns(deviceHash: string | null): SqlPart {
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

/** Is the browser one of account `a`, and does it hold all the accounts that it may? */
export function deviceOf(deviceHash: string | null): SqlPart {
  return sqlPart`LATERAL (
    SELECT EXISTS (SELECT FROM known_device d WHERE d.secret_hash = ${deviceHash} AND d.account_id = a.id) AS known,
      ${isBrowserFull(deviceHash, sqlPart`a.id`)} AS shared) device`;
}
