/**
 * Sends the notices that are due (U2, C3, C4). Each is marked as being sent before it leaves, and carries its id: whatever
 * process dies it leaves at least once, and a repeat can only be of one whose answer nobody heard. Its id is the same then,
 * so that the provider or the mailbox drops it (docs/operations.md says what is promised).
 */
import { noticeMessage } from '../domain/message/notice.js';
import { noticePause } from '../domain/message/notice_retry.js';
import type { Realm } from '../domain/realm.js';
import type { AuditLog } from '../ports/audit_log.js';
import type { Clock } from '../ports/clock.js';
import type { Delivery, DeliveryAnswer } from '../ports/delivery.js';
import type { ClaimedNotice, NoticeOutbox } from '../ports/notice_outbox.js';

export interface SendNoticesDependencies {
  readonly notices: Pick<NoticeOutbox, 'claim' | 'sent' | 'failed'>;
  readonly delivery: Delivery;
  readonly realms: readonly Realm[];
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** @returns how many were tried; 0: none is due */
export type SendNotices = () => Promise<number>;

/** As many as leave at once: all are under way within the lease. */
const AT_ONCE = 20;
/** Far longer than any conversation with a provider: a living process never sees its notices taken away. */
const LEASE_SECONDS = 300;

export function createSendNotices(dependencies: SendNoticesDependencies): SendNotices {
  const { notices, audit, clock } = dependencies;

  async function send(notice: ClaimedNotice): Promise<void> {
    const { id, channel, kind, attempts, realm, accountId } = notice;
    const answer = await handOver(dependencies, notice);
    if (answer.accepted) {
      await notices.sent(id, clock.now());
    } else {
      const pause = noticePause(attempts);
      await notices.failed(id, answer.why, pause === null ? null : clock.now() + pause);
      if (pause !== null) return;
    }
    const outcome = answer.accepted ? 'accepted' : 'failed';
    audit.record({ type: 'notice', outcome, realm, accountId, data: { kind, channel, attempts } });
  }

  return async () => {
    const claimed = await notices.claim(AT_ONCE, LEASE_SECONDS, clock.now());
    const settled = await Promise.allSettled(claimed.map(send));
    // One whose outcome could not be written stays in its lease, and is tried again after it.
    const fault = settled.find((result) => result.status === 'rejected');
    if (fault) throw fault.reason;
    return claimed.length;
  };
}

async function handOver(
  { delivery, realms }: Pick<SendNoticesDependencies, 'delivery' | 'realms'>,
  { id, realm: realmId, kind, channel, locale, destination, data, secret }: ClaimedNotice,
): Promise<DeliveryAnswer> {
  const realm = realms.find((candidate) => candidate.id === realmId);
  if (!realm) return { accepted: false, why: 'unknown realm' };
  try {
    const message = noticeMessage({
      kind,
      channel,
      locale,
      realmName: realm.name[locale],
      helpTelephone: realm.help.telephone,
      data,
      secret,
    });
    return await delivery.send({ id, channel, to: destination, ...message });
  } catch (error) {
    return { accepted: false, why: `not sendable: ${(error as Error).name}` };
  }
}
