/**
 * Ends everything that opened an account so far (C4, C7, P9): sessions, grants with their tokens, and the portals' own
 * sessions. What decides is written in PostgreSQL first, so that a request that is under way, or a store that was away,
 * revives nothing.
 */
import { randomUUID } from 'node:crypto';
import { scoped } from '../../domain/artifact_name.js';
import type { Initiator, SignalFact, SignalReason } from '../../domain/signals/event.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { LogoutNotices } from '../../ports/protocol/logout_notices.js';
import type { EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';
import type { SessionEndings } from '../../ports/protocol/session_endings.js';

export interface EndSignInsDependencies {
  readonly accounts: Pick<AccountStore, 'voidSignIns' | 'forget'>;
  readonly grants: Pick<GrantStore, 'destroyGrantsOf'>;
  readonly ephemeral: EphemeralStore;
  readonly logoutNotices: LogoutNotices;
  readonly sessionEndings: Pick<SessionEndings, 'begin' | 'finish'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * @param realm id of the account's realm
 */
export type EndSignIns = (realm: string, accountId: string, how?: EndingHow) => Promise<void>;

export interface EndingHow {
  /** uid of the one session that goes on, where the person themselves asked for this in it */
  readonly keptSession?: string | undefined;
  /** the moment of what ends them, in milliseconds since the epoch, where that is written already; now unless told */
  readonly at?: number;
  /** who is behind it, as portals are told; nobody in particular unless said (S8) */
  readonly by?: Initiator;
}

interface SessionPayload {
  readonly uid: string;
  readonly authorizations?: Readonly<Record<string, { readonly sid?: string }>>;
}

/** What each portal of a session is told of its end (S8): the name that it knows it by. */
export function sessionsRevoked(
  { authorizations = {} }: Pick<SessionPayload, 'authorizations'>,
  by: Initiator,
  reason: SignalReason = 'session-ended',
): readonly SignalFact[] {
  return Object.entries(authorizations).flatMap(([clientId, { sid }]) =>
    sid === undefined ? [] : [{ type: 'session-revoked', by, reason, session: { clientId, sid } }],
  );
}

/** A request that is under way may not write the session again. */
export const ENDED_SESSION_SECONDS = 3600;

export function createEndSignIns(dependencies: EndSignInsDependencies): EndSignIns {
  const { accounts, grants, ephemeral, logoutNotices, sessionEndings, audit, clock } = dependencies;

  return async (realm, accountId, { keptSession, at = clock.now(), by } = {}) => {
    await accounts.voidSignIns(accountId, at, keptSession ?? null, by);
    const destroyed = await grants.destroyGrantsOf(accountId);
    await Promise.all(destroyed.map(({ id }) => ephemeral.revokeGrant(id)));
    const told = new Set<string>();
    let ended = 0;
    for (const { id } of await ephemeral.sessionsOf(accountId)) {
      // Read again: it may have opened another portal while those before it ended.
      const session = (await ephemeral.find('Session', id)) as SessionPayload | undefined;
      if (!session || session.uid === keptSession) continue;
      const { uid } = session;
      const portals = Object.entries(session.authorizations ?? {}).map(([clientId, { sid }]) => ({ clientId, sid }));
      for (const { clientId } of portals) told.add(clientId);
      // Where everything ends, the statement that decides it has said so of the person (S8).
      const facts = keptSession === undefined ? [] : sessionsRevoked(session, 'user');
      await sessionEndings.begin({ realm, accountId, uid, grants: [], portals, facts }, at, clock.now());
      await ephemeral.endSession({ id, uid: scoped(realm, uid) }, ENDED_SESSION_SECONDS);
      await sessionEndings.finish(realm, uid);
      ended += 1;
    }
    // A portal may keep a session of its own longer than ours lived: it is told whose ended, without naming which one.
    const others = new Set(destroyed.map(({ clientId }) => clientId).filter((clientId) => !told.has(clientId)));
    if (keptSession === undefined) {
      for (const clientId of others) {
        await logoutNotices.add({ id: randomUUID(), realm, clientId, accountId, sid: undefined }, clock.now());
      }
    }
    accounts.forget(accountId);
    audit.record({
      type: 'sign_ins_ended',
      outcome: 'ended',
      realm,
      accountId,
      data: { sessions: ended, grants: destroyed.length, kept: keptSession !== undefined },
    });
  };
}
