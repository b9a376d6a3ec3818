/**
 * What agents do after « Ce n’est pas moi » (U2): see what waits for them, say that it was dealt with, and give a frozen
 * contact back to whom they know to be its owner. Each is told to the person where it changes something for them.
 */
import { maskEmailAddress, maskTelephone } from '../../domain/contact/mask.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { ContestStore } from '../../ports/contest/contest_store.js';
import type { Actor, ChangeFile, FileOrder, FileOutcome } from '../account/change_file.js';

export interface SettleContested {
  /** What waits in a realm, the oldest first, at most 100. */
  waiting(realm: Realm, actor: Actor): Promise<{ readonly ok: true; readonly body: Readonly<Record<string, unknown>> }>;
  close(order: FileOrder): Promise<FileOutcome>;
  release(order: FileOrder, contactId: string): Promise<FileOutcome>;
}

const MOST = 100;

export function createSettleContested(
  contests: Pick<ContestStore, 'waiting'>,
  changeFile: ChangeFile,
  audit: AuditLog,
): SettleContested {
  return {
    async waiting(realm, { client, agent }) {
      const all = await contests.waiting(realm.id, MOST);
      const data = { client, agent: agent ?? undefined, event: 'contested_list' };
      audit.record({ type: 'back_office', outcome: 'done', realm: realm.id, data });
      const contested = all.map(({ id, accountId, at, kinds }) => ({
        ...{ id, account: accountId, at: new Date(at).toISOString(), of: kinds },
      }));
      return { ok: true, body: { contested } };
    },

    close: (order) =>
      changeFile(order, () => ({
        event: 'contested_closed',
        change: { from: { statuses: ['active', 'suspended'] }, closesContests: order.actor.client },
      })),

    release: (order, contactId) =>
      changeFile(order, (account) => {
        const contact = account.contacts.find(({ id }) => id === contactId);
        if (!contact) return 'unknown-contact';
        const { kind, value } = contact;
        return {
          event: 'contact_released',
          change: { from: { statuses: ['active', 'suspended'] }, releasedContact: contactId },
          news: {
            kind: 'contact_given_back',
            data: { masked: kind === 'email' ? maskEmailAddress(value) : maskTelephone(value) },
          },
          answer: { released: contactId },
        };
      }),
  };
}
