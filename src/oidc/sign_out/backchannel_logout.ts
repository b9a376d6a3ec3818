/**
 * Back-channel logout that survives a dead portal (OpenID Connect Back-Channel Logout 1.0; P9): the notice is stored
 * before the person goes on, tried at once without making them wait, and again until the portal answers.
 */
import { randomUUID } from 'node:crypto';
import Provider, { type Client } from 'oidc-provider';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { LogoutNotice, LogoutNotices } from '../../ports/protocol/logout_notices.js';

export interface BackchannelLogoutDependencies {
  readonly realm: string;
  readonly notices: LogoutNotices;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** told why a delivery failed in a way that is not the portal's */
  readonly onFault: (error: unknown) => void;
}

export interface BackchannelLogout {
  /** Tries notices that are stored, and held by the caller, at once and behind the answer. */
  begin(notices: readonly LogoutNotice[]): void;
  /** Delivers what is due; returns how many notices were tried. */
  deliverDue(): Promise<number>;
  /** Resolves when the deliveries that were begun have ended. */
  settled(): Promise<void>;
}

/** Seconds until the next try, by number of failed ones; the last holds until the notice is given up. */
const RETRY_AFTER_SECONDS = [2, 10, 60, 300, 1800, 3600] as const;
/** about a day of tries */
const MOST_ATTEMPTS = 28;
/** how long a notice is this process's alone */
export const HELD_SECONDS = 30;
const BATCH = 20;

type Deliver = (this: Client, accountId: string, sid: string | undefined) => Promise<void>;

export function installBackchannelLogout(
  provider: Provider,
  dependencies: BackchannelLogoutDependencies,
): BackchannelLogout {
  const { realm, notices, audit, clock, onFault } = dependencies;
  const prototype = provider.Client.prototype as unknown as { backchannelLogout: Deliver };
  const deliver = prototype.backchannelLogout;
  const begun = new Set<Promise<void>>();

  const attempt = async (notice: LogoutNotice): Promise<void> => {
    const client = await provider.Client.find(notice.clientId);
    const record = (outcome: string) =>
      audit.record({
        type: 'logout_notice',
        outcome,
        realm,
        accountId: notice.accountId,
        data: { client: notice.clientId, attempts: notice.attempts },
      });
    // Without a session's name there is nothing to tell a portal that wants to know which one ended (§2.4).
    const isUnnamed = notice.sid === undefined && client?.backchannelLogoutSessionRequired === true;
    if (!client?.backchannelLogoutUri || isUnnamed) return notices.remove(notice.id);
    try {
      await deliver.call(client, notice.accountId, notice.sid);
    } catch {
      record('failed');
      if (notice.attempts + 1 >= MOST_ATTEMPTS) return notices.remove(notice.id);
      const wait = RETRY_AFTER_SECONDS[Math.min(notice.attempts, RETRY_AFTER_SECONDS.length - 1)] ?? 3600;
      return notices.postpone(notice.id, clock.now() + wait * 1000);
    }
    record('delivered');
    return notices.remove(notice.id);
  };
  const begin = (notice: LogoutNotice) => {
    const delivery = attempt(notice)
      .catch(onFault)
      .finally(() => begun.delete(delivery));
    begun.add(delivery);
  };

  prototype.backchannelLogout = async function backchannelLogout(accountId, sid) {
    // Where the session ends, its portals are told by what ends it (session_ends); else it goes on without this one.
    const { route, params } = Provider.ctx?.oidc ?? {};
    if (route === 'end_session_confirm' && params?.['logout']) return;
    const notice = { id: randomUUID(), realm, clientId: this.clientId, accountId, sid };
    await notices.add(notice, clock.now() + HELD_SECONDS * 1000);
    begin({ ...notice, attempts: 0 });
  };

  return {
    begin(stored) {
      for (const notice of stored) begin(notice);
    },
    async deliverDue() {
      const due = await notices.takeDue(realm, clock.now(), clock.now() + HELD_SECONDS * 1000, BATCH);
      for (const notice of due) begin(notice);
      return due.length;
    },
    async settled() {
      await Promise.all(begun);
    },
  };
}
