/** Something that may be used once was used before (P6): its grant is revoked, and the request fails. */
import { errors } from 'oidc-provider';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';

export interface RevocationDependencies {
  readonly realm: string;
  readonly ephemeral: EphemeralStore;
  readonly grants: GrantStore;
  readonly audit: AuditLog;
}

interface Consumed {
  readonly grantId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly clientId?: string | undefined;
}

/**
 * A device code that another request of the same authenticated kiosk took in this very moment: that one's tokens stay, since
 * a kiosk repeats its question. One that comes later revokes them (RFC 8628 §3.5, P6).
 *
 * @throws InvalidGrant
 */
export function loseDeviceCode({ audit, realm }: Pick<RevocationDependencies, 'audit' | 'realm'>): never {
  audit.record({ type: 'replay', outcome: 'refused', realm, data: { what: 'device code' } });
  throw new errors.InvalidGrant('device code already used');
}

/** @throws InvalidGrant, or InvalidRequestUri for a pushed request */
export async function loseAndRevoke(
  { ephemeral, grants, audit, realm }: RevocationDependencies,
  what: string,
  { grantId, accountId, clientId }: Consumed = {},
): Promise<never> {
  audit.record({ type: 'replay', outcome: 'grant_revoked', realm, accountId, data: { what, client: clientId } });
  if (grantId) await Promise.all([ephemeral.revokeGrant(grantId), grants.destroyGrant(grantId)]);
  if (what === 'PushedAuthorizationRequest') throw new errors.InvalidRequestUri('request_uri was already used');
  throw new errors.InvalidGrant(`${what} already used`);
}
