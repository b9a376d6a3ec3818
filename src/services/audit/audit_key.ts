/** What the audit learns of a change of keys (S5, S7): which key, and what it became. Keys serve every realm. */
import type { KeyAlgorithm, KeyPurpose, KeyState } from '../../domain/keys/provider_key.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';

export function auditKey(
  audit: AuditLog,
  { kid, purpose, alg }: { readonly kid: string; readonly purpose: KeyPurpose; readonly alg: KeyAlgorithm },
  outcome: KeyState,
): void {
  audit.record({ type: 'key_rotation', outcome, realm: 'all', data: { kid, purpose, alg } });
}
