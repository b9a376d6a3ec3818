/** The account behind a `sub` that a sector received (P3), for the back office: audited. */
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { SubjectStore } from '../../ports/account/subject_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Actor } from './change_file.js';

export type ResolveSubject = (
  realm: Realm,
  subject: { readonly sector: string; readonly sub: string },
  actor: Actor,
) => Promise<Outcome<{ readonly body: Readonly<Record<string, unknown>> }, { readonly code: 'unknown-person' }>>;

export function createResolveSubject(subjects: Pick<SubjectStore, 'find'>, audit: AuditLog): ResolveSubject {
  return async (realm, { sector, sub }, actor) => {
    const accountId = await subjects.find(realm.id, sector, sub);
    audit.record({
      type: 'back_office',
      outcome: accountId === undefined ? 'unknown' : 'done',
      realm: realm.id,
      accountId,
      data: { client: actor.client, agent: actor.agent ?? undefined, event: 'resolve_subject', sector },
    });
    return accountId === undefined ? { ok: false, code: 'unknown-person' } : { ok: true, body: { account: accountId } };
  };
}
