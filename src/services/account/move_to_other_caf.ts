/**
 * A mutation (C7): the file moves to another Caf, with another allocataire number. The old number is retired with its
 * history; the password is replaced, sign-ins and devices end, the person is told.
 */
import type { PostalAddress } from '../../ports/account/account_store.js';
import type { ProvisionalWay } from '../password/draft_provisional.js';
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export interface MutationOrder extends FileOrder {
  readonly caf: string;
  readonly allocataire: string;
  readonly address: PostalAddress | null;
  readonly way: ProvisionalWay | 'best';
}

export type MoveToOtherCaf = (order: MutationOrder) => Promise<FileOutcome>;

export function createMoveToOtherCaf(changeFile: ChangeFile): MoveToOtherCaf {
  return (order) =>
    changeFile(order, (account) => {
      const { caf, allocataire, address, way } = order;
      if (!order.realm.identifierKinds.includes('allocataire') || account.caf === caf) return 'state-conflict';
      return {
        event: 'mutation',
        change: {
          from: { statuses: ['active'] },
          caf,
          identifiers: [{ kind: 'allocataire', value: allocataire }],
          endsAccess: true,
          cancelsLetters: true,
          ...(address ? { postalAddress: address } : {}),
        },
        provisional: way,
        news: { kind: 'account_event', data: { event: 'mutation' } },
        answer: { caf, allocataire },
      };
    });
}
