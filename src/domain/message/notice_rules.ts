/**
 * What kinds of notices there are, which of them may wait to leave together, and which tell what somebody else may have
 * done (U2). A part that tells something new adds its kind here, and its words.
 */

export const NOTICE_KINDS = [
  'password_changed',
  'password_recovered',
  'provisional_password',
  'provisional_password_sent',
  'provisional_used',
  'password_expires',
  'password_expired',
  'campaign_invitation',
  'contact_added',
  'contact_pending',
  'contact_removed',
  'contact_given_back',
  'code_card_ordered',
  'authenticator_added',
  'authenticator_removed',
  'passkey_added',
  'passkey_removed',
  'recovery_codes_renewed',
  'data_downloaded',
  'device_new',
  'kiosk_sign_in',
  'link_added',
  'link_removed',
  'signed_out_everywhere',
  'app_signed_out',
  'code_entry_closed',
  'recovery_closed',
  'passkey_cloned',
  'contested',
  'account_event',
  'invitation',
  'right_granted',
  'right_revoked',
  'administrator_named',
  'membership_event',
  'access_expires',
  'access_expired',
  'access_review_due',
] as const;

type Kind = (typeof NOTICE_KINDS)[number];

/**
 * Leaves at once and alone: it carries a secret, somebody is at work on the account this minute, or the back office acted.
 * All others wait, five minutes at most.
 */
const AT_ONCE: ReadonlySet<Kind> = new Set([
  'provisional_password',
  'app_signed_out',
  'code_entry_closed',
  'recovery_closed',
  'passkey_cloned',
  'contested',
  'account_event',
  'invitation',
]);

/** How long the first of several waits for the others; none that follows makes it wait longer. */
export const BATCH_SECONDS = 300;

/** May this one leave with others to the same place, as one message? */
export function waitsForOthers(kind: Kind): boolean {
  return !AT_ONCE.has(kind);
}

/** What somebody else may have done: the message says what to do then. The others are ours. */
const DONE_BY_SOMEBODY: ReadonlySet<Kind> = new Set([
  'password_changed',
  'password_recovered',
  'provisional_password',
  'provisional_password_sent',
  'provisional_used',
  'contact_added',
  'contact_pending',
  'contact_removed',
  'code_card_ordered',
  'authenticator_added',
  'authenticator_removed',
  'passkey_added',
  'passkey_removed',
  'recovery_codes_renewed',
  'data_downloaded',
  'device_new',
  'kiosk_sign_in',
  'link_added',
  'link_removed',
  'signed_out_everywhere',
  'contact_given_back',
  'right_granted',
  'administrator_named',
]);

/**
 * What « Ce n’est pas moi » does not undo by itself, and an agent takes up: a right is its organisation’s and not the
 * account’s, so a copy in the wrong hands may not take it; what was given back after a freeze is not frozen to and fro.
 */
const TAKEN_UP_BY_AGENT: ReadonlySet<Kind> = new Set(['contact_given_back', 'right_granted', 'administrator_named']);

/** Does contesting it call for an agent, whatever else it stops? */
export function isTakenUpByAgent(kind: Kind): boolean {
  return TAKEN_UP_BY_AGENT.has(kind);
}

export function isDoneBySomebody(kind: Kind): boolean {
  return DONE_BY_SOMEBODY.has(kind);
}

/** Can « Ce n’est pas moi » be said of it? The message that carries a secret has one purpose, and no link. */
export function isContestable(kind: Kind): boolean {
  return DONE_BY_SOMEBODY.has(kind) && kind !== 'provisional_password';
}
