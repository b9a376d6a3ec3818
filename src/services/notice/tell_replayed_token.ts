/**
 * A refresh token that was used up came again, past its grace and with its key or the client's authentication (P5): its
 * grant is over, and both are told. The person on every contact, for somebody may have copied their telephone; the client
 * by its back channel, where it has one, beside the error.
 */
import { randomUUID } from 'node:crypto';
import type { Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { LogoutNotices } from '../../ports/protocol/logout_notices.js';
import type { GrantStore } from '../../ports/protocol/oidc_store.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import { sessionsRevoked } from '../session/end_sign_ins.js';
import { noticesTo } from './tell_person.js';

export interface ReplayedToken {
  readonly grantId: string;
  readonly accountId: string;
  readonly clientId: string;
  /** as people know the client */
  readonly portal: string | undefined;
  readonly sid: string | undefined;
  /** does it outlive the browser's session? A portal's own fault must not alarm everybody who uses it */
  readonly isApp: boolean;
}

/** Called before the grant is revoked: who dies in between leaves a token that is told of, and revoked, when it comes again. */
export type TellReplayedToken = (token: ReplayedToken) => Promise<void>;

export interface TellReplayedTokenDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly grants: Pick<GrantStore, 'findGrant'>;
  readonly notices: Pick<NoticeOutbox, 'add'>;
  readonly logoutNotices: Pick<LogoutNotices, 'add'>;
  readonly signals: Pick<SignalOutbox, 'raise'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export function createTellReplayedToken(dependencies: TellReplayedTokenDependencies, realm: Realm): TellReplayedToken {
  const { accounts, grants, notices, logoutNotices, signals, keyedHash, audit, clock } = dependencies;

  return async ({ grantId, accountId, clientId, portal, sid, isApp }) => {
    // The others of a flood find it revoked.
    if (!(await grants.findGrant(grantId))) return;
    const at = clock.now();
    await logoutNotices.add({ id: randomUUID(), realm: realm.id, clientId, accountId, sid }, at);
    const ended = { authorizations: { [clientId]: sid === undefined ? {} : { sid } } };
    await signals.raise(accountId, sessionsRevoked(ended, 'policy', 'token-replayed'), at);
    const account = isApp ? await accounts.find(accountId, null) : null;
    if (account?.status !== 'active') return;
    const news = {
      kind: 'app_signed_out',
      data: { at, ...(portal === undefined ? {} : { portal }) },
      dedupe: keyedHash.of('app_sign_in', grantId),
      voice: realm.channels.includes('voice'),
    } as const;
    const copies = noticesTo(account, news);
    const told = await notices.add(copies, at);
    if (copies.length > 0 && told === 0) return;
    const data = { client: clientId };
    audit.record({ type: 'app_signed_out', outcome: 'replayed', realm: realm.id, accountId, data });
  };
}
