/** What happens in an organisation, as the audit codes it and its journal shows it (E1, S5). */
export const ORGANISATION_ACTS = [
  'organisation_created',
  /** an account was created, and the person invited */
  'user_created',
  /** somebody who had an account already was added */
  'user_added',
  /** the person signed in for the first time */
  'activated',
  /** `data.kind`, `data.masked` */
  'contact_set',
  'contact_removed',
  /** `data.right` */
  'right_granted',
  'right_revoked',
  'administrator_named',
  'administrator_unnamed',
  'member_removed',
  'member_suspended',
  'member_reactivated',
  'unlocked',
  /** `data.way`: email, sms, letter */
  'password_sent',
  'activation_code_given',
  'signed_out',
  'reviewed',
  'access_expired',
  'users_exported',
] as const;
export type OrganisationAct = (typeof ORGANISATION_ACTS)[number];
