/** Undoing a link to an upstream identity, once the person proved it is them (F4, U1): tombstone, notice, audit. */
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { IdentityLinkStore } from '../../ports/federation/identity_link_store.js';
import { noticesTo } from '../notice/tell_person.js';

export interface UndoIdentityLinkDependencies {
  readonly links: Pick<IdentityLinkStore, 'linksOf' | 'undo'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** an upstream's name as people know it, by its id */
  readonly nameOf: (upstream: string) => string;
}

/** `already`: another page or device was quicker; `unknown`: the account has no such link */
export type Undoing = 'undone' | 'already' | 'unknown';

export interface UndoIdentityLink {
  undo(account: VisitedAccount, linkId: string): Promise<Undoing>;
}

export function createUndoIdentityLink(dependencies: UndoIdentityLinkDependencies): UndoIdentityLink {
  const { links, audit, clock, nameOf } = dependencies;
  return {
    async undo(account, linkId) {
      const link = (await links.linksOf(account.id)).find(({ id }) => id === linkId);
      if (!link) return 'unknown';
      const { upstream } = link;
      const now = clock.now();
      const data = { upstream: nameOf(upstream) };
      const notices = noticesTo(account, { kind: 'link_removed', data, dedupe: `${link.id}:${now}` });
      if (!(await links.undo(link.id, account.id, now, notices))) return 'already';
      audit.record({
        type: 'identity_link',
        outcome: 'undone',
        realm: account.realm,
        accountId: account.id,
        data: { upstream, by: 'person' },
      });
      return 'undone';
    },
  };
}
