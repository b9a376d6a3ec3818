/** Where « Ce n’est pas moi » is said of a message: a link in an e-mail, a reference to type in an SMS or a call (U2). */
import { groupedReference } from '../../domain/contest/contest_reference.js';
import type { NotMe } from '../../domain/message/notice.js';
import type { ContestTokens } from '../../ports/contest/contest_tokens.js';
import type { ClaimedNotice, NoticeOutbox } from '../../ports/notice/notice_outbox.js';

export interface NotMeDependencies {
  readonly tokens: ContestTokens;
  readonly notices: Pick<NoticeOutbox, 'noteReferences'>;
  /** by realm */
  readonly issuers: ReadonlyMap<string, string>;
}

/** @returns what asks it of a message that is about to leave; undefined where it tells nothing that can be contested */
export function createNotMeOf({ tokens, notices, issuers }: NotMeDependencies) {
  return async (message: readonly ClaimedNotice[]): Promise<NotMe | undefined> => {
    const [first] = message;
    const issuer = issuers.get(first?.realm ?? '');
    if (!first || !issuer || message.every(({ event }) => event === undefined)) return undefined;
    const { batchId, channel } = first;
    const address = `${issuer}/not-me`;
    if (channel === 'email') return { address: `${address}/${tokens.token(batchId)}` };
    const reference = tokens.reference(batchId, channel);
    // Before it leaves: whoever reads it may type it at once.
    await notices.noteReferences([{ id: batchId, index: tokens.index(reference) }]);
    return { address, reference: groupedReference(reference, channel) };
  };
}
