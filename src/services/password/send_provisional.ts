/**
 * An agent's task « envoyer un mot de passe provisoire » (NIMS, C3, C7): the password that the person has stays good until
 * the new one is used, so that nobody can shut them out by asking for one.
 */
import type { ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';
import type { ProvisionalWay } from './draft_provisional.js';

export interface SendProvisionalOrder extends FileOrder {
  readonly way: ProvisionalWay | 'best';
}

export type SendProvisional = (order: SendProvisionalOrder) => Promise<FileOutcome>;

export function createSendProvisional(changeFile: ChangeFile): SendProvisional {
  return (order) =>
    changeFile(order, () => ({
      event: 'provisional_password',
      change: { from: { statuses: ['active'] } },
      provisional: order.way,
    }));
}
