/** An agent removes what a lost or stolen phone signs in with: authenticator apps with their recovery codes, and passkeys (I5, I6). */
import type { ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';

export type RemoveAuthenticators = (order: FileOrder) => Promise<FileOutcome>;

export function createRemoveAuthenticators(changeFile: ChangeFile): RemoveAuthenticators {
  return (order) =>
    changeFile(order, ({ authenticators, passkeys }) => ({
      event: 'removing_authenticators',
      change: { from: { statuses: ['active'] }, removesAuthenticators: true },
      news: { kind: authenticators > 0 ? 'authenticator_removed' : 'passkey_removed' },
      moreNews: authenticators > 0 && passkeys.length > 0 ? [{ kind: 'passkey_removed' }] : [],
    }));
}
