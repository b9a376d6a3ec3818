/**
 * Sends a recovery code (C4). The page is answered as soon as the challenge stands, and it stands for nobody too; the
 * message leaves behind the answer, for those who have the contact. So its failure is told to nobody: the page says what
 * to do when nothing comes.
 */
import { randomBytes } from 'node:crypto';
import { sameMailbox } from '../../domain/contact/mailbox.js';
import { maskContact } from '../../domain/contact/mask.js';
import { oneTimeCodeMessage } from '../../domain/message/one_time_code.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Locale, Realm } from '../../domain/realm.js';
import { isAccessEnded } from '../../domain/recovery/letter_only.js';
import type { RecoveryAtCode } from '../../domain/recovery/recovery.js';
import { judgeAttempt } from '../../domain/throttle/attempt_rule.js';
import {
  laneKey,
  recoveryDestinationKey,
  recoveryDestinationRule,
  recoverySendRule,
  resendRule,
  wrongRecoveryCodeRule,
} from '../../domain/throttle/throttle_policy.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { ChallengeStore, Sending } from '../../ports/one_time_code/challenge_store.js';
import type { BudgetGuard } from '../delivery/message_budget.js';
import { type CodeMaker, recoveryCodeScope } from '../one_time_code/one_time_code.js';
import type { Background } from '../schedule/in_background.js';

export interface SendRecoveryCodeDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly challenges: ChallengeStore;
  readonly shortCounters: AttemptCounter;
  readonly lifetimeCounters: AttemptCounter;
  readonly delivery: Delivery;
  readonly budget: BudgetGuard;
  readonly codes: CodeMaker;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly background: Background;
}

/** What the message says beside the code. */
export interface RecoveryWords {
  readonly locale: Locale;
  readonly portalName: string;
  /** host of the page where the code is typed, for the origin-bound line of an SMS */
  readonly originHost: string;
}

export interface RecoverySending {
  readonly realm: Realm;
  readonly recovery: RecoveryAtCode;
  readonly words: RecoveryWords;
}

export type SendRecoveryCode = (
  sending: RecoverySending,
) => Promise<Outcome<object, { readonly code: 'resend-wait' | 'sends-exhausted'; readonly retryAfterSeconds: number }>>;

const CHALLENGE_LIFE_SECONDS = 3600;
const NONCE_BYTES = 16;

export function createSendRecoveryCode(dependencies: SendRecoveryCodeDependencies): SendRecoveryCode {
  const { accounts, challenges, shortCounters, lifetimeCounters, budget, codes, keyedHash, audit, clock } =
    dependencies;

  return async ({ realm, recovery, words }) => {
    const { id, channel, contacts } = recovery;
    const counted = await shortCounters.attempt(`resend:${id}`, resendRule(realm.codeThrottle), clock.now());
    if (!counted.allowed) {
      const retryAfterSeconds = Math.ceil((counted.retryAt - clock.now()) / 1000);
      return { ok: false, code: counted.reason === 'wait' ? 'resend-wait' : 'sends-exhausted', retryAfterSeconds };
    }
    const fresh = { nonce: randomBytes(NONCE_BYTES).toString('base64url'), keyId: codes.currentKeyId };
    const sending = await challenges.beginSending(id, fresh, CHALLENGE_LIFE_SECONDS);
    const sentAt = clock.now();
    const expiresAt = sentAt + realm.codeLifeSeconds * 1000;
    await challenges.accepted(id, sending.number, { contact: contacts[channel] ?? '', channel, sentAt, expiresAt });
    dependencies.background.begin(() => deliver({ realm, recovery, words }, sending));
    return { ok: true };
  };

  async function deliver({ realm, recovery, words }: RecoverySending, sending: Sending): Promise<void> {
    const { accountId, channel, contacts, subject, knownDevice } = recovery;
    if (accountId === null) return;
    const account = await accounts.find(accountId, null);
    const contact = account?.contacts.find(({ id, verified }) => id === contacts[channel] && verified);
    const record = (outcome: string, why?: string) =>
      audit.record({
        type: 'code_sent',
        outcome,
        realm: realm.id,
        accountId,
        data: { channel, for: 'recovery', why },
        personal: contact && { contact: maskContact(channel, contact.value) },
      });
    if (!account || !contact || isAccessEnded(account)) return record('no_contact');
    const lane = laneKey('recovery', subject, knownDevice);
    const wrong = wrongRecoveryCodeRule(realm.recovery);
    const past = await lifetimeCounters.recent(
      lane,
      Math.max(...wrong.windows.map(({ seconds }) => seconds)),
      clock.now(),
    );
    if (!judgeAttempt(past, wrong, clock.now()).allowed) return record('refused_closed');
    const charges = [
      { key: laneKey('recovery-send', subject, knownDevice), rule: recoverySendRule(realm.recovery) },
      {
        key: recoveryDestinationKey(keyedHash.of('destination', sameMailbox(contact.value))),
        rule: recoveryDestinationRule(realm.recovery),
      },
    ];
    const charged: Array<{ key: string; at: number }> = [];
    const refund = () => Promise.all(charged.map(({ key, at }) => shortCounters.giveBack(key, at)));
    for (const { key, rule } of charges) {
      const answer = await shortCounters.attempt(key, rule, clock.now());
      if (!answer.allowed) {
        await refund();
        return record('refused_limit');
      }
      charged.push({ key, at: answer.at });
    }
    const budgeted = { realm, channel, share: 'recovery', to: contact.value, network: null } as const;
    const stoppedBy = await budget.charge(budgeted);
    if (stoppedBy) {
      await refund();
      return record('refused_budget', stoppedBy);
    }
    const message = oneTimeCodeMessage({
      channel,
      locale: words.locale,
      realmName: realm.name[words.locale],
      portalName: words.portalName,
      code: codes.make(
        recoveryCodeScope({ id: recovery.id, accountId, realm: realm.id, contact: contact.id, channel }),
        sending,
      ),
      lifeMinutes: Math.floor(realm.codeLifeSeconds / 60),
      originHost: words.originHost,
      helpTelephone: realm.help.telephone,
      toChoose: 'new-password',
    });
    const answer = await dependencies.delivery.send({
      channel,
      to: contact.value,
      about: { realm: realm.id, accountId },
      ...message,
    });
    if (!answer.accepted) await Promise.all([refund(), budget.refund(budgeted)]);
    record(answer.accepted ? 'accepted' : 'failed', answer.accepted ? undefined : answer.why);
  }
}
