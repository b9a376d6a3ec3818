/**
 * A person's living sessions at the provider (U1): where each is used and by which portals, and the end of one of them. The
 * sessions themselves are oidc-provider's, found by account.
 */
import { scoped } from '../../domain/artifact_name.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';
import type { SessionEndings } from '../../ports/protocol/session_endings.js';
import { ENDED_SESSION_SECONDS, sessionsRevoked } from './end_sign_ins.js';

export interface LivingSession {
  /** names it in a form; opens nothing */
  readonly ref: string;
  /** milliseconds since the epoch, as `usedAt` */
  readonly startedAt: number;
  readonly usedAt: number;
  /** was a portal answered from it? else somebody began to sign in and did not go to the end */
  readonly isFinished: boolean;
  readonly browser: string | null;
  readonly place: string | null;
  /** the portals that were opened from it, what each calls it, and the grant that each has */
  readonly portals: ReadonlyArray<{
    readonly clientId: string;
    readonly sid: string | undefined;
    readonly grantId: string | undefined;
  }>;
}

export interface LivingSessions {
  /** What names the session of this uid in a form. */
  refOf(uid: string): string;
  /** Last used first. */
  of(accountId: string): Promise<readonly LivingSession[]>;
  /**
   * Ends one with everything that came from it: its portals are told, their grants and refresh tokens go, those of an app
   * too. `false`: the account has no such session.
   */
  end(realm: string, accountId: string, ref: string): Promise<boolean>;
}

export interface LivingSessionsDependencies {
  readonly ephemeral: EphemeralStore;
  readonly grants: Pick<GrantStore, 'destroyGrant'>;
  readonly sessionEndings: Pick<SessionEndings, 'begin' | 'finish'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

interface StoredSession {
  readonly uid?: string;
  readonly accountId?: string;
  readonly loginTs?: number;
  readonly authorizations?: Readonly<Record<string, { readonly sid?: string; readonly grantId?: string }>>;
  /** noted when a portal is answered (oidc/storage/session_ledger) */
  readonly visit?: {
    readonly accountId: string;
    readonly startedAt: number;
    readonly usedAt: number;
    readonly browser: string;
    readonly place: string | null;
  };
}

export function createLivingSessions(dependencies: LivingSessionsDependencies): LivingSessions {
  const { ephemeral, grants, sessionEndings, keyedHash, audit, clock } = dependencies;

  const refOf = (uid: string) => keyedHash.of('session', uid);
  const storedOf = async (accountId: string) => {
    const found = await ephemeral.sessionsOf(accountId);
    return found.flatMap(({ id, payload }) => {
      const session = payload as StoredSession;
      const { uid } = session;
      return uid !== undefined && session.accountId === accountId ? [{ id, uid, session, ref: refOf(uid) }] : [];
    });
  };

  return {
    refOf,

    async of(accountId) {
      const sessions = (await storedOf(accountId)).map(({ ref, session }): LivingSession => {
        const { loginTs = 0, authorizations = {} } = session;
        const visit = session.visit?.accountId === accountId ? session.visit : undefined;
        return {
          ref,
          startedAt: visit?.startedAt ?? loginTs * 1000,
          usedAt: visit?.usedAt ?? loginTs * 1000,
          isFinished: visit !== undefined,
          browser: visit?.browser ?? null,
          place: visit?.place ?? null,
          portals: Object.entries(authorizations).map(([clientId, { sid, grantId }]) => ({ clientId, sid, grantId })),
        };
      });
      return sessions.toSorted((a, b) => b.usedAt - a.usedAt);
    },

    async end(realm, accountId, ref) {
      const found = (await storedOf(accountId)).find((each) => each.ref === ref);
      if (!found) return false;
      const { id, uid, session } = found;
      const opened = Object.entries(session.authorizations ?? {});
      const portals = opened.map(([clientId, { sid }]) => ({ clientId, sid }));
      const endedGrants = opened.flatMap(([, { grantId }]) => (grantId === undefined ? [] : [grantId]));
      const wish = { realm, accountId, uid, grants: endedGrants, portals, facts: sessionsRevoked(session, 'user') };
      const at = clock.now();
      await sessionEndings.begin(wish, at, at);
      for (const grantId of endedGrants) {
        await Promise.all([grants.destroyGrant(grantId), ephemeral.revokeGrant(grantId)]);
      }
      await ephemeral.endSession({ id, uid: scoped(realm, uid) }, ENDED_SESSION_SECONDS);
      await sessionEndings.finish(realm, uid);
      const data = { portals: portals.length };
      audit.record({ type: 'session_ended', outcome: 'ended', realm, accountId, data });
      return true;
    },
  };
}
