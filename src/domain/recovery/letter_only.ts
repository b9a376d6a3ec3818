/** For whom the telephone and the mailbox on file lead to no password (C5, C7): the letter alone does. */
import type { CredentialSummary } from '../credential/credential_state.js';
import { hasLegacyCodeOnly } from './legacy_access.js';

interface Recovering {
  readonly credentials: readonly CredentialSummary[];
  readonly signInsVoid: object | null;
}

/**
 * Did the back office end all access, and was nothing chosen since (C7)? Whoever shared the file may hold its telephone and
 * its mailbox. A provisional password beside it changes nothing until it is used.
 */
export function isAccessEnded({ credentials, signInsVoid }: Recovering): boolean {
  return signInsVoid !== null && !credentials.some(({ kind }) => kind === 'password' || kind === 'legacy_code');
}

/** Does a letter alone lead to a password? */
export function recoversByLetterOnly(account: Recovering): boolean {
  return hasLegacyCodeOnly(account.credentials) || isAccessEnded(account);
}
