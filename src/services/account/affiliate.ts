/** Affiliates a file (C6): the applicant's restriction is lifted, and the numbers that came with it are known from now on. */
import type { FileIdentifier } from '../../ports/account/account_file_store.js';
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export interface AffiliateOrder extends FileOrder {
  readonly nir: string | null;
  /** takes the place of the matricule, which is retired */
  readonly allocataire: string | null;
  readonly caf: string | null;
}

export type Affiliate = (order: AffiliateOrder) => Promise<FileOutcome>;

export function createAffiliate(changeFile: ChangeFile): Affiliate {
  return (order) =>
    changeFile(order, () => {
      const { nir, allocataire, caf } = order;
      const identifiers: FileIdentifier[] = [
        ...(nir === null ? [] : [{ kind: 'nir' as const, value: nir }]),
        ...(allocataire === null ? [] : [{ kind: 'allocataire' as const, value: allocataire }]),
      ];
      const isKnown = identifiers.every(({ kind }) => order.realm.identifierKinds.includes(kind));
      if (!isKnown) return 'state-conflict';
      return {
        event: 'affiliation',
        change: {
          from: { statuses: ['active', 'suspended'], standing: 'applicant' },
          standing: 'affiliated',
          identifiers,
          ...(caf === null ? {} : { caf }),
        },
        answer: { standing: 'affiliated' },
      };
    });
}
