/**
 * Visits to a kiosk (I9): a person's few minutes before a screen that belongs to nobody. A kiosk's request never uses the
 * session that it finds and leaves none that another portal, or the next person, could use: it begins a session of its own,
 * marked as a visit, and whoever finds a visit's session begins another one and ends what is left of it.
 */
import { randomBytes } from 'node:crypto';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';
import { isAtKiosk } from '../client/client_metadata.js';

/** A provider's session as far as a visit changes it. */
export interface VisitingSession {
  uid: string;
  accountId?: string | undefined;
  transient?: boolean;
  /** of a visit: when it began, in seconds since the epoch */
  kioskSince?: number;
  authorizations?: Record<string, { readonly grantId?: string }>;
  resetIdentifier(): void;
}

export interface KioskVisitsDependencies {
  readonly realm: string;
  readonly ephemeral: Pick<EphemeralStore, 'revokeGrant'>;
  readonly grants: Pick<GrantStore, 'destroyGrant'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What is a session's own; all else that is kept of it is of the person who had it. */
const ITS_OWN: ReadonlySet<string> = new Set(['iat', 'exp', 'jti', 'kind', 'uid']);

const UID_BYTES = 32;

/** When the visit that a session belongs to began, in seconds since the epoch; undefined: it is no visit's. */
export function visitSince(session: unknown): number | undefined {
  return (session as Partial<VisitingSession> | undefined)?.kioskSince;
}

/** Ends what a visit obtained: its grants, with all tokens of them. */
export async function endVisitGrants(
  { ephemeral, grants }: Pick<KioskVisitsDependencies, 'ephemeral' | 'grants'>,
  session: Pick<VisitingSession, 'authorizations'>,
): Promise<void> {
  const ids = Object.values(session.authorizations ?? {}).flatMap(({ grantId }) => (grantId ? [grantId] : []));
  await Promise.all(ids.flatMap((id) => [ephemeral.revokeGrant(id), grants.destroyGrant(id)]));
}

/**
 * Before anything else of an authorization request: its own session for a kiosk, and for whoever comes after one.
 *
 * @throws SessionNotFound when a request that is resumed finds a session of the other sort: another tab began anew
 */
export async function keepVisitsApart(dependencies: KioskVisitsDependencies, ctx: KoaContextWithOIDC): Promise<void> {
  const session = ctx.oidc.session as unknown as VisitingSession | undefined;
  if (!session) return;
  const atKiosk = isAtKiosk(ctx);
  const isVisit = visitSince(session) !== undefined;
  if (!atKiosk && !isVisit) return;
  if (ctx.oidc.route.endsWith('resume')) {
    if (atKiosk !== isVisit) throw new errors.SessionNotFound('the session of this request is gone');
    return;
  }
  if (isVisit) {
    await endVisitGrants(dependencies, session);
    recordEnd(dependencies, session.accountId, 'begun_anew');
  }
  forgetPerson(session);
  session.uid = randomBytes(UID_BYTES).toString('base64url');
  // Under another name: whoever kept the cookie of the one before has nothing.
  session.resetIdentifier();
  const { entities } = ctx.oidc as { entities: Record<string, unknown> };
  delete entities['Account'];
  delete entities['Grant'];
  if (!atKiosk) return;
  session.kioskSince = Math.floor(dependencies.clock.now() / 1000);
  session.transient = true;
}

/** @param how `aborted`, `signed_out` or `begun_anew` */
export function recordEnd(
  { audit, realm }: Pick<KioskVisitsDependencies, 'audit' | 'realm'>,
  accountId: string | undefined,
  how: string,
): void {
  if (accountId !== undefined) audit.record({ type: 'kiosk_visit', outcome: how, realm, accountId });
}

function forgetPerson(session: VisitingSession): void {
  const { IN_PAYLOAD: kept } = session.constructor as unknown as { readonly IN_PAYLOAD: readonly string[] };
  for (const name of [...kept, 'provenAt']) {
    if (!ITS_OWN.has(name)) delete (session as unknown as Record<string, unknown>)[name];
  }
}
