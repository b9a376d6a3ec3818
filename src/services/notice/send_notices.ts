/**
 * Sends the notices that are due (U2, C3, C4). Each message is marked as being sent before it leaves, and carries its id:
 * whatever process dies it leaves at least once, and a repeat can only be of one whose answer nobody heard. Its id and what
 * it holds are the same then, so that the provider or the mailbox drops it (docs/operations.md says what is promised).
 */
import { type NotMe, noticesMessage } from '../../domain/message/notice.js';
import { noticePause } from '../../domain/message/notice_retry.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery, DeliveryAnswer } from '../../ports/delivery/delivery.js';
import type { ClaimedNotice, NoticeOutbox } from '../../ports/notice/notice_outbox.js';

export interface SendNoticesDependencies {
  readonly notices: Pick<NoticeOutbox, 'claim' | 'sent' | 'failed'>;
  readonly delivery: Delivery;
  readonly realms: readonly Realm[];
  /** where what a message tells can be contested; keeps what its reference is found by. Undefined: nowhere */
  readonly notMeOf?: (message: readonly ClaimedNotice[]) => Promise<NotMe | undefined>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** @returns how many messages were tried; 0: none is due */
export type SendNotices = () => Promise<number>;

/** As many as leave at once: all are under way within the lease. */
const AT_ONCE = 20;
/** Far longer than any conversation with a provider: a living process never sees its notices taken away. */
const LEASE_SECONDS = 300;

export function createSendNotices(dependencies: SendNoticesDependencies): SendNotices {
  const { notices, audit, clock } = dependencies;

  async function send(message: readonly ClaimedNotice[]): Promise<void> {
    const [first] = message;
    if (!first) return;
    const { batchId, attempts } = first;
    const answer = await handOver(dependencies, message);
    if (answer.accepted) {
      await notices.sent(batchId, clock.now());
    } else {
      const pause = noticePause(attempts);
      await notices.failed(batchId, answer.why, pause === null ? null : clock.now() + pause);
      if (pause !== null) return;
    }
    const outcome = answer.accepted ? 'accepted' : 'failed';
    const together = message.length > 1 ? { together: message.length } : {};
    for (const { realm, accountId, kind, channel } of message)
      audit.record({ type: 'notice', outcome, realm, accountId, data: { kind, channel, attempts, ...together } });
  }

  return async () => {
    const claimed = await notices.claim(AT_ONCE, LEASE_SECONDS, clock.now());
    const messages = [...Map.groupBy(claimed, ({ batchId }) => batchId).values()];
    const settled = await Promise.allSettled(messages.map(send));
    // One whose outcome could not be written stays in its lease, and is tried again after it.
    const fault = settled.find((result) => result.status === 'rejected');
    if (fault) throw fault.reason;
    return messages.length;
  };
}

async function handOver(
  { delivery, realms, notMeOf }: Pick<SendNoticesDependencies, 'delivery' | 'realms' | 'notMeOf'>,
  message: readonly ClaimedNotice[],
): Promise<DeliveryAnswer> {
  const [first] = message;
  const realm = realms.find((candidate) => candidate.id === first?.realm);
  if (!first || !realm) return { accepted: false, why: 'unknown realm' };
  const { batchId, channel, locale, destination } = first;
  try {
    const notMe = await notMeOf?.(message);
    const written = noticesMessage(message, {
      channel,
      locale,
      realmName: realm.name[locale],
      helpTelephone: realm.help.telephone,
      notMe,
    });
    const about = { realm: realm.id, accountId: first.accountId };
    return await delivery.send({ id: batchId, channel, to: destination, about, ...written });
  } catch (error) {
    return { accepted: false, why: `not sendable: ${(error as Error).name}` };
  }
}
