/**
 * A couple separates (C7): one of the two may know the password of the file that was shared, and may hold its telephone.
 * The credential ends with every sign-in and device; the provisional password leaves by letter unless the agent says
 * otherwise.
 */
import type { PostalAddress } from '../../ports/account/account_store.js';
import type { ProvisionalWay } from '../password/draft_provisional.js';
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export interface SeparateOrder extends FileOrder {
  readonly way: ProvisionalWay;
  /** where this person lives from now on, if that changes */
  readonly address: PostalAddress | null;
}

export type Separate = (order: SeparateOrder) => Promise<FileOutcome>;

export function createSeparate(changeFile: ChangeFile): Separate {
  return (order) =>
    changeFile(order, () => ({
      event: 'separation',
      change: {
        from: { statuses: ['active'] },
        endsAccess: true,
        cancelsLetters: true,
        ...(order.address ? { postalAddress: order.address } : {}),
      },
      provisional: order.way,
      news: { kind: 'account_event', data: { event: 'separation' } },
    }));
}
