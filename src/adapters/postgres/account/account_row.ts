/** A row of an account as its statements give it, and the account that it says (I1). */

import type { CredentialSummary } from '../../../domain/credential/credential_state.js';
import type { CodeCard } from '../../../domain/one_time_code/code_card.js';
import type { ClosedAccess } from '../../../domain/organisation/membership.js';
import type { Locale } from '../../../domain/realm.js';
import type {
  AccountStanding,
  AccountStatus,
  Contact,
  ContactKind,
  PostalAddress,
  SignInAccount,
  VisitedAccount,
} from '../../../ports/account/account_store.js';
import { type CivilColumns, readCivilIdentity } from './civil_columns.js';

export interface AccountRow extends CivilColumns {
  id: string;
  realm: string;
  status: string;
  closed_access: string | null;
  standing: string;
  locale: string;
  caf: string | null;
  accepted_terms: string | null;
  passkey_invited_at: string | null;
  address_lines: string[];
  postcode: string | null;
  city: string | null;
  country: string | null;
  contacts: Array<{
    id: string;
    kind: string;
    value: string;
    verified: boolean;
    frozenAt: number | null;
    barredUntil: number | null;
    setBy: 'administrator' | null;
  }> | null;
  credentials: CredentialSummary[] | null;
  cards: CodeCard[] | null;
  authenticators: number;
  passkeys: string[];
  sign_ins_void_before: string | null;
  kept_session: string | null;
  device_known: boolean;
  device_shared: boolean;
  wrong_codes: string[] | null;
}

/** With what a sign-in is checked against. */
export interface SignInRow extends AccountRow {
  hash: string | null;
  pepper_key_id: string | null;
  provisional_hash: string | null;
  provisional_pepper_key_id: string | null;
  provisional_carried_by: string | null;
}

export function readAccount(row: AccountRow): VisitedAccount {
  return {
    id: row.id,
    realm: row.realm,
    status: row.status === 'active' && row.closed_access !== null ? 'suspended' : (row.status as AccountStatus),
    // Of an account that is suspended or closed itself nothing else is said.
    closedAccess: row.status === 'active' ? (row.closed_access as ClosedAccess | null) : null,
    standing: row.standing as AccountStanding,
    locale: row.locale as Locale,
    caf: row.caf,
    acceptedTerms: row.accepted_terms,
    passkeyInvitedAt: row.passkey_invited_at === null ? null : Number(row.passkey_invited_at),
    postalAddress: readAddress(row),
    ...readCivilIdentity(row),
    contacts: (row.contacts ?? []).map(
      ({ setBy, ...contact }): Contact => ({
        ...contact,
        kind: contact.kind as ContactKind,
        ...(setBy ? { setBy } : {}),
      }),
    ),
    credentials: row.credentials ?? [],
    codeCards: row.cards ?? [],
    authenticators: row.authenticators,
    passkeys: row.passkeys,
    signInsVoid:
      row.sign_ins_void_before === null
        ? null
        : { at: Number(row.sign_ins_void_before), keptSession: row.kept_session },
    deviceKnown: row.device_known,
    deviceShared: row.device_shared,
    wrongCodes: (row.wrong_codes ?? []).map(Number),
  };
}

export function readSignIn(row: SignInRow): SignInAccount {
  return {
    ...readAccount(row),
    password:
      row.hash !== null && row.pepper_key_id !== null ? { hash: row.hash, pepperKeyId: row.pepper_key_id } : null,
    provisional:
      row.provisional_hash !== null && row.provisional_pepper_key_id !== null
        ? {
            hash: row.provisional_hash,
            pepperKeyId: row.provisional_pepper_key_id,
            carriedBy: row.provisional_carried_by,
          }
        : null,
  };
}

function readAddress(row: AccountRow): PostalAddress | null {
  const { address_lines: lines, postcode, city, country } = row;
  return postcode !== null && city !== null ? { lines, postcode, city, country } : null;
}
