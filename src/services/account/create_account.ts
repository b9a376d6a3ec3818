/** Creates one account by hand (O4): checked as a line of an import is, and never twice. */
import { checkAccount, type ImportRules } from '../../domain/import/imported_account.js';
import type { Problem } from '../../domain/import/problem.js';
import { readJsonFields } from '../../domain/import/read_fields.js';
import { settle } from '../../domain/import/settle.js';
import type { Outcome } from '../../domain/outcome.js';
import type { IdentifierVault } from '../../ports/account/identifier_vault.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import { type AccountImportStore, ImportConflict } from '../../ports/import/account_import_store.js';
import { sealAccount } from './seal_account.js';

export interface CreateAccountDependencies {
  readonly store: Pick<AccountImportStore, 'owners' | 'create'>;
  readonly vault: IdentifierVault;
  readonly audit: AuditLog;
}

export type CreateAccountOutcome = Outcome<
  { readonly accountId: string },
  | { readonly code: 'bad-line'; readonly problems: readonly Problem[] }
  /** somebody has the very same identifiers */
  | { readonly code: 'present' }
>;

/**
 * @param text one JSON object, with the fields of an import
 * @param rules `startedAt` is now
 * @param actor for the audit
 */
export type CreateAccount = (text: string, rules: ImportRules, actor: string) => Promise<CreateAccountOutcome>;

export function createCreateAccount({ store, vault, audit }: CreateAccountDependencies): CreateAccount {
  return async (text, rules, actor) => {
    const fields = readJsonFields(text);
    const checked = fields.ok ? checkAccount(fields.fields, rules) : fields;
    if (!checked.ok) return { ok: false, code: 'bad-line', problems: checked.problems };
    const { realm, startedAt } = rules;
    const { account, claims, indexes } = sealAccount(checked.account, realm.id, vault, startedAt);
    const owners = await store.owners({ realm: realm.id, startedAt }, indexes);
    const [verdict] = settle([claims], (key) => owners.get(key));
    const taken = { ok: false, code: 'present' } as const;
    if (verdict === 'present' || verdict === undefined) return taken;
    if (verdict !== 'create') return { ok: false, code: 'bad-line', problems: verdict };
    try {
      await store.create(account, realm.id, startedAt);
    } catch (error) {
      if (error instanceof ImportConflict) return taken;
      throw error;
    }
    audit.record({
      type: 'account_command',
      outcome: 'created',
      realm: realm.id,
      accountId: account.id,
      data: { actor },
    });
    return { ok: true, accountId: account.id };
  };
}
