/** An agent removes the authenticator apps of a person whose phone is lost or stolen, with the recovery codes (I5). */
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export type RemoveAuthenticators = (order: FileOrder) => Promise<FileOutcome>;

export function createRemoveAuthenticators(changeFile: ChangeFile): RemoveAuthenticators {
  return (order) =>
    changeFile(order, () => ({
      event: 'removing_authenticators',
      change: { from: { statuses: ['active'] }, removesAuthenticators: true },
      news: { kind: 'authenticator_removed' },
    }));
}
