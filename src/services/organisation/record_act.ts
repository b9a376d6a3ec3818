/** What happens in an organisation, for the audit and its journal (E1, S5): who did what to whom, in codes. */
import type { OrganisationAct } from '../../domain/organisation/act.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { ActingFor } from '../../ports/organisation/organisation_store.js';

export interface RecordedAct {
  readonly realm: string;
  readonly by: ActingFor;
  readonly act: OrganisationAct;
  /** whom it was about; null: nobody in particular */
  readonly accountId: string | null;
  /** `done`, or the code of what refused it */
  readonly outcome: string;
  /** codes only */
  readonly data?: Readonly<Record<string, string | number>>;
}

export function recordAct(audit: AuditLog, { realm, by, act, accountId, outcome, data }: RecordedAct): void {
  audit.record({
    type: 'organisation',
    outcome,
    realm,
    accountId: accountId ?? undefined,
    data: { organisation: by.organisationId, administrator: by.administrator ?? undefined, act, ...data },
  });
}
