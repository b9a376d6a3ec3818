/**
 * Apps that stay signed in to a person's account when no browser does (U1, P5): what a lost telephone still opens. Ending one
 * ends its refresh token at once, and the browser sessions it came from, which would let it in again without a word.
 */
import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { LogoutNotices } from '../../ports/protocol/logout_notices.js';
import type { EphemeralStore, GrantStore, RefreshableGrant } from '../../ports/protocol/oidc_store.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import { sessionsRevoked } from './end_sign_ins.js';
import type { LivingSessions } from './living_sessions.js';

export interface AppSignIn extends Pick<RefreshableGrant, 'clientId' | 'startedAt' | 'usedAt'> {
  /** names it in a form; opens nothing */
  readonly ref: string;
}

export interface AppSignIns {
  /**
   * Last used first.
   *
   * @param isApp does this client outlive the browser's session? The others are listed as sessions
   */
  of(accountId: string, isApp: (clientId: string) => Promise<boolean>): Promise<readonly AppSignIn[]>;
  /**
   * @param keptSession the session that asks, as LivingSessions names it: it goes on
   * @returns `false`: the account has no such app
   */
  end(realm: string, accountId: string, ref: string, keptSession: string | undefined): Promise<boolean>;
}

export interface AppSignInsDependencies {
  readonly grants: Pick<GrantStore, 'refreshableGrantsOf' | 'destroyGrant'>;
  readonly ephemeral: Pick<EphemeralStore, 'revokeGrant'>;
  readonly sessions: Pick<LivingSessions, 'of' | 'end'>;
  readonly logoutNotices: LogoutNotices;
  readonly signals: Pick<SignalOutbox, 'raise'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export function createAppSignIns(dependencies: AppSignInsDependencies): AppSignIns {
  const { grants, ephemeral, sessions, logoutNotices, signals, keyedHash, audit, clock } = dependencies;
  const refOf = (grantId: string) => keyedHash.of('app_sign_in', grantId);

  return {
    async of(accountId, isApp) {
      const listed = await grants.refreshableGrantsOf(accountId, clock.now());
      const apps = await Promise.all(listed.map(async (grant) => ((await isApp(grant.clientId)) ? [grant] : [])));
      return apps
        .flat()
        .map(({ id, clientId, startedAt, usedAt }) => ({ ref: refOf(id), clientId, startedAt, usedAt }));
    },

    async end(realm, accountId, ref, keptSession) {
      const found = (await grants.refreshableGrantsOf(accountId, clock.now())).find(({ id }) => refOf(id) === ref);
      if (!found) return false;
      const { id, clientId, sid } = found;
      const origins = (await sessions.of(accountId)).filter(
        (session) => session.ref !== keptSession && session.portals.some(({ grantId }) => grantId === id),
      );
      // Each tells its portals, this one too. Sessions first: who dies in between leaves the app in the list.
      for (const session of origins) await sessions.end(realm, accountId, session.ref);
      if (origins.length === 0) {
        await logoutNotices.add({ id: randomUUID(), realm, clientId, accountId, sid }, clock.now());
        const ended = { authorizations: { [clientId]: sid === undefined ? {} : { sid } } };
        await signals.raise(accountId, sessionsRevoked(ended, 'user'), clock.now());
      }
      await Promise.all([grants.destroyGrant(id), ephemeral.revokeGrant(id)]);
      const data = { client: clientId, sessions: origins.length };
      audit.record({ type: 'app_signed_out', outcome: 'ended', realm, accountId, data });
      return true;
    },
  };
}
