/** What the law gives a person (S5): everything that is held about them, and its erasure. A trace stays in the audit alone. */
import type { Outcome } from '../../domain/outcome.js';
import type { AccountFileStore } from '../../ports/account/account_file_store.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { FileFailure, FileOrder } from '../account/change_file.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import type { GatherHeld } from './gather_held.js';

export interface PersonRightsDependencies {
  readonly files: Pick<AccountFileStore, 'erase'>;
  readonly gatherHeld: GatherHeld;
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly endSignIns: EndSignIns;
  /** destroys the key under which the audit speaks of the person */
  readonly eraseAudit: (accountId: string) => Promise<unknown>;
  readonly audit: AuditLog;
}

type RightsOutcome = Outcome<{ readonly body: Readonly<Record<string, unknown>> }, { readonly code: FileFailure }>;

export interface PersonRights {
  export(order: Omit<FileOrder, 'receiptOf'>): Promise<RightsOutcome>;
  erase(order: FileOrder): Promise<RightsOutcome>;
}

export function createPersonRights(dependencies: PersonRightsDependencies): PersonRights {
  const { files, accounts, gatherHeld, endSignIns, eraseAudit, audit } = dependencies;

  const record = ({ realm, accountId, actor }: Omit<FileOrder, 'receiptOf'>, event: string, outcome: string) =>
    audit.record({
      type: 'back_office',
      outcome,
      realm: realm.id,
      accountId,
      data: { client: actor.client, agent: actor.agent ?? undefined, event },
    });

  return {
    async export(order) {
      const { realm, accountId } = order;
      const body = await gatherHeld(realm.id, accountId);
      if (!body) return { ok: false, code: 'unknown-person' };
      record(order, 'export', 'done');
      return { ok: true, body };
    },

    async erase(order) {
      const { realm, accountId, receiptOf } = order;
      accounts.forget(accountId);
      const account = await accounts.find(accountId, null);
      if (account?.realm !== realm.id) return { ok: false, code: 'unknown-person' };
      // Each step may be done twice: one that died half way is asked again, and only the last forgets whom it was about.
      await endSignIns(realm.id, accountId, { by: 'admin' });
      await audit.flush();
      await eraseAudit(accountId);
      const body = { account: accountId, erased: true };
      const answer = await files.erase(realm.id, accountId, receiptOf(body));
      accounts.forget(accountId);
      if (answer === 'answered') return { ok: false, code: 'answered-meanwhile' };
      if (answer !== 'done') return { ok: false, code: 'unknown-person' };
      record(order, 'erasure', 'done');
      return { ok: true, body };
    },
  };
}
