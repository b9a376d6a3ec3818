/**
 * Sends a one-time code (I2, I4, I5). The older code stays good until a provider accepted the newer message; a message
 * that no provider took is not charged to anybody; a page never waits longer than the time box.
 */

import { randomBytes } from 'node:crypto';
import { sameMailbox } from '../../domain/contact/mailbox.js';
import { maskContact } from '../../domain/contact/mask.js';
import { isBarred } from '../../domain/contact/second_step.js';
import type { Visitor } from '../../domain/device/visitor.js';
import { oneTimeCodeMessage } from '../../domain/message/one_time_code.js';
import { text } from '../../domain/message/text.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Channel, Locale, Realm } from '../../domain/realm.js';
import {
  accountSendRule,
  destinationKey,
  destinationRule,
  laneKey,
  resendRule,
} from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { ChallengeStore } from '../../ports/one_time_code/challenge_store.js';
import type { BudgetGuard } from '../delivery/message_budget.js';
import { isCodeEntryOpen } from './code_entry_lane.js';
import { type CodeMaker, type ConfirmedAction, challengeOf } from './one_time_code.js';

export interface IssueCodeDependencies {
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly challenges: ChallengeStore;
  readonly shortCounters: AttemptCounter;
  readonly delivery: Delivery;
  /** what messages may cost (S3) */
  readonly budget: BudgetGuard;
  readonly codes: CodeMaker;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** longest time a page waits for the provider */
  readonly timeBoxSeconds: number;
}

export interface CodeIssue {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  readonly contactId: string;
  /** a contact that the person adds: it receives this code alone, before it is verified (I7) */
  readonly isNew?: boolean;
  /** its owner, freshly proved otherwise, takes back one that « Ce n’est pas moi » froze (U2); goes with `isNew` */
  readonly takesBack?: boolean;
  readonly channel: Channel;
  /** id of the authorization request */
  readonly request: string;
  readonly action: string;
  /** the sensitive action that it confirms, in place of `action` (A5) */
  readonly confirms?: ConfirmedAction | undefined;
  /** what the code is for, in words that follow « code pour »; signing in without it */
  readonly purpose?: string | undefined;
  /** a code that signs nobody in (C5) */
  readonly toChoose?: 'first-password';
  readonly visitor: Visitor;
  readonly locale: Locale;
  readonly portalName: string;
  /** host of the sign-in page, for the origin-bound line of an SMS */
  readonly originHost: string;
}

export type IssueOutcome = Outcome<
  object,
  | { readonly code: 'closed' | 'unknown-contact' }
  | { readonly code: 'resend-wait'; readonly retryAfterSeconds: number }
  | { readonly code: 'sends-exhausted'; readonly retryAfterSeconds: number }
  /** refused or failed, or `slow`: not answered within the time box, and may still arrive */
  | { readonly code: 'delivery-failed'; readonly channel: Channel; readonly slow: boolean }
>;

export type IssueCode = (issue: CodeIssue) => Promise<IssueOutcome>;

const CHALLENGE_LIFE_SECONDS = 2 * 3600;
const NONCE_BYTES = 16;

export function createIssueCode(dependencies: IssueCodeDependencies): IssueCode {
  const { accounts, challenges, shortCounters, budget, codes, keyedHash, audit, clock } = dependencies;

  /** A lane that was just reopened in another process is seen open here too: a refusal is never told from memory. */
  const isClosed = async ({ realm, account, visitor }: CodeIssue): Promise<boolean> => {
    if (isCodeEntryOpen(realm, account, clock.now())) return false;
    accounts.forget(account.id);
    const latest = await accounts.find(account.id, visitor.deviceHash);
    return latest === null || !isCodeEntryOpen(realm, latest, clock.now());
  };

  return async (issue) => {
    const { realm, account, channel, visitor, confirms } = issue;
    const challenge = challengeOf(issue.request, confirms);
    const { isNew = false } = issue;
    const contact = account.contacts.find(({ id, verified }) => id === issue.contactId && verified !== isNew);
    const carriage = { deviceKnown: account.deviceKnown, now: clock.now() };
    if (contact && contact.frozenAt !== null && !issue.takesBack) return { ok: false, code: 'unknown-contact' };
    if (!contact || isBarred(contact, carriage)) return { ok: false, code: 'unknown-contact' };
    const device = account.deviceKnown ? visitor.deviceHash : null;
    if (await isClosed(issue)) return { ok: false, code: 'closed' };

    const throttle = realm.codeThrottle;
    const charges = [
      { key: `resend:${challenge}`, rule: resendRule(throttle) },
      { key: laneKey('send', account.id, device), rule: accountSendRule(throttle) },
      { key: destinationKey(keyedHash.of('destination', sameMailbox(contact.value))), rule: destinationRule(throttle) },
    ];
    const charged: Array<{ key: string; at: number }> = [];
    // A store that is away now forgets what it counted, or keeps it for a window: neither is worth a second failure.
    const refund = () => Promise.allSettled(charged.map(({ key, at }) => shortCounters.giveBack(key, at)));
    const budgeted = { realm, channel, share: 'sign-in', to: contact.value, network: visitor.networkHash } as const;
    const answers = await Promise.all(
      charges.map(async ({ key, rule }) => {
        const answer = await shortCounters.attempt(key, rule, clock.now());
        if (answer.allowed) charged.push({ key, at: answer.at });
        return answer;
      }),
    );
    // The request's own pause is told first; what it refuses is given back, so that pressing again and again charges nobody.
    const refused = answers.find((answer) => !answer.allowed);
    if (refused) {
      await refund();
      const retryAfterSeconds = Math.ceil((refused.retryAt - clock.now()) / 1000);
      return { ok: false, code: refused.reason === 'wait' ? 'resend-wait' : 'sends-exhausted', retryAfterSeconds };
    }

    const fresh = { nonce: randomBytes(NONCE_BYTES).toString('base64url'), keyId: codes.currentKeyId };
    const [sending, stoppedBy] = await Promise.all([
      challenges.beginSending(challenge, fresh, CHALLENGE_LIFE_SECONDS),
      budget.charge(budgeted),
    ]).catch((error: unknown) => refund().then(() => Promise.reject(error)));
    if (stoppedBy) {
      await refund();
      audit.record({
        type: 'code_sent',
        outcome: 'refused_budget',
        realm: realm.id,
        accountId: account.id,
        data: { channel, why: stoppedBy },
        personal: { contact: maskContact(channel, contact.value) },
      });
      return { ok: false, code: 'delivery-failed', channel, slow: false };
    }
    const scope = {
      accountId: account.id,
      realm: realm.id,
      request: issue.request,
      action: confirms?.digest ?? issue.action,
      contact: contact.id,
      channel,
    };
    const message = oneTimeCodeMessage({
      channel,
      locale: issue.locale,
      realmName: realm.name[issue.locale],
      portalName: issue.portalName,
      code: codes.make(scope, sending),
      lifeMinutes: Math.floor(realm.codeLifeSeconds / 60),
      originHost: issue.originHost,
      helpTelephone: realm.help.telephone,
      toChoose: issue.toChoose,
      purpose: isNew ? text[issue.locale].oneTimeCode.newContact : issue.purpose,
    });

    let toldSlow = false;
    const send = async (): Promise<boolean> => {
      const answer = await dependencies.delivery.send({
        channel,
        to: contact.value,
        about: { realm: realm.id, accountId: account.id },
        ...message,
      });
      const data = { channel, why: answer.accepted ? undefined : answer.why, action: confirms?.type };
      audit.record({
        type: 'code_sent',
        outcome: answer.accepted ? 'accepted' : 'failed',
        realm: realm.id,
        accountId: account.id,
        data,
        personal: { contact: maskContact(channel, contact.value) },
      });
      if (!answer.accepted) {
        if (!toldSlow) await Promise.all([refund(), budget.refund(budgeted)]);
        return false;
      }
      // It left after all, and its code counts: so does the sending.
      if (toldSlow) {
        for (const { key, rule } of charges) await shortCounters.attempt(key, rule, clock.now());
        await budget.charge(budgeted);
      }
      const sentAt = clock.now();
      const expiresAt = sentAt + realm.codeLifeSeconds * 1000;
      await challenges.accepted(challenge, sending.number, { contact: contact.id, channel, sentAt, expiresAt });
      return true;
    };
    const answer = await withinTimeBox(send(), dependencies.timeBoxSeconds * 1000);
    if (answer === true) return { ok: true };
    if (answer === 'slow') {
      toldSlow = true;
      await Promise.all([refund(), budget.refund(budgeted)]);
    }
    return { ok: false, code: 'delivery-failed', channel, slow: answer === 'slow' };
  };
}

async function withinTimeBox(work: Promise<boolean>, milliseconds: number): Promise<boolean | 'slow'> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), milliseconds);
  });
  // A late failure was already told as slow, and refunded.
  work.catch(() => {});
  try {
    return await Promise.race([work, slow]);
  } finally {
    clearTimeout(timer);
  }
}
