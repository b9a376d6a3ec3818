/**
 * What an administrator does for a member who is stuck (E1, E2): contacts, unlocking, a provisional password, ending
 * sign-ins, a code for the first one. None of it, nor several one after the other, opens the account to the administrator.
 */

import { mayCarryPassword } from '../../domain/contact/password_carrier.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import type { AccountStore, Contact } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import { createUnlockAccount } from '../account/unlock_account.js';
import { createChangeContacts, PENDING_HOURS } from '../contact/change_contacts.js';
import type { CodeCards } from '../one_time_code/code_cards.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import type { ActingAdministrator, Administration } from './administration.js';
import type { MemberFileDependencies, OnMemberFile } from './member_file.js';
import { actingFor, rulesOf } from './read_members.js';
import { recordAct } from './record_act.js';

export interface LookAfterMemberDependencies extends MemberFileDependencies {
  readonly onMemberFile: OnMemberFile;
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly notices: Pick<NoticeOutbox, 'destinations'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly cards: Pick<CodeCards, 'order'>;
  readonly endSignIns: EndSignIns;
}

type LookingAfter = Pick<
  Administration,
  'addContact' | 'removeContact' | 'unlock' | 'sendPassword' | 'signOutEverywhere' | 'giveActivationCode'
>;

const DAY_SECONDS = 86_400;
const HOUR_MS = 3_600_000;

export function perDay(limit: number): AttemptRule {
  return { windows: [{ seconds: DAY_SECONDS, limit }] };
}

export function createLookAfterMember(dependencies: LookAfterMemberDependencies): LookingAfter {
  const { onMemberFile, accounts, notices, lifetimeCounters, cards, endSignIns, audit, clock } = dependencies;

  /** Counts before it is done, and gives back what was not. */
  async function counted<Answer extends { readonly ok: boolean }>(
    key: string,
    limit: number,
    work: () => Promise<Answer>,
  ): Promise<Answer | { readonly ok: false; readonly code: 'too-often'; readonly retryAt: number }> {
    const attempt = await lifetimeCounters.attempt(key, perDay(limit), clock.now());
    if (!attempt.allowed) return { ok: false, code: 'too-often', retryAt: attempt.retryAt };
    const answer = await work();
    if (!answer.ok) await lifetimeCounters.giveBack(key, attempt.at);
    return answer;
  }

  return {
    async addContact(by, accountId, contact) {
      const outcome = await onMemberFile(
        by,
        accountId,
        'contact_set',
        (changeFile, order) =>
          createChangeContacts(changeFile, notices).add(order, { ...contact, setBy: 'administrator' }),
        { kind: contact.kind },
      );
      return plain(outcome);
    },

    async removeContact(by, accountId, contactId) {
      const outcome = await onMemberFile(by, accountId, 'contact_removed', (changeFile, order) =>
        createChangeContacts(changeFile, notices).remove(order, contactId),
      );
      if (!outcome.ok && outcome.code === 'unknown-contact') return { ok: false, code: 'unknown-contact' };
      return plain(outcome);
    },

    async unlock(by, accountId) {
      const { unlocksPerDay } = rulesOf(by.realm);
      return counted(`organisation-unlock:${accountId}`, unlocksPerDay, async () =>
        plain(
          await onMemberFile(by, accountId, 'unlocked', (changeFile, order) => createUnlockAccount(changeFile)(order)),
        ),
      );
    },

    async sendPassword(by, accountId, way) {
      const { passwordsPerDay } = rulesOf(by.realm);
      return counted(`organisation-password:${accountId}`, passwordsPerDay, () => send(by, accountId, way));
    },

    async signOutEverywhere(by, accountId) {
      // A change of nothing: it judges who acts and on whom.
      const outcome = await onMemberFile(by, accountId, 'signed_out', (changeFile, order) =>
        changeFile(order, () => ({
          event: 'signed_out',
          change: { from: { statuses: ['active', 'suspended'] } },
        })),
      );
      if (outcome.ok) await endSignIns(by.realm.id, accountId, { by: 'admin' });
      return plain(outcome);
    },

    async giveActivationCode(by, accountId) {
      accounts.forget(accountId);
      const account = await accounts.find(accountId, null);
      const refused = { ok: false, code: 'state-conflict' } as const;
      if (account?.realm !== by.realm.id) return { ok: false, code: 'unknown-member' };
      const ordered = await cards.order(
        { realm: by.realm, account, actor: 'organisation', untouchedFor: actingFor(by) },
        'desk',
      );
      const isGiven = ordered.ok && ordered.code !== null;
      recordAct(audit, {
        realm: by.realm.id,
        by: actingFor(by),
        act: 'activation_code_given',
        accountId,
        outcome: isGiven ? 'done' : refused.code,
      });
      if (!ordered.ok || ordered.code === null) return refused;
      return { ok: true, code: ordered.code, expiresAt: ordered.card.expiresAt };
    },
  };

  async function send(
    by: ActingAdministrator,
    accountId: string,
    wished: 'email' | 'sms' | 'letter' | 'best',
  ): ReturnType<LookingAfter['sendPassword']> {
    accounts.forget(accountId);
    const account = await accounts.find(accountId, null);
    if (account?.realm !== by.realm.id) return { ok: false, code: 'unknown-member' };
    const way = wayTo(account, wished);
    const isCarried = way !== null && way.carrier !== undefined;
    const outcome = await onMemberFile(
      by,
      accountId,
      'password_sent',
      (changeFile, order) =>
        changeFile(order, () =>
          way === null
            ? 'unreachable'
            : {
                event: 'provisional_password',
                change: {
                  from: { statuses: ['active'] },
                  ...(isCarried && way.carrier !== undefined
                    ? { ownContact: { id: way.carrier, notSetSince: clock.now() - PENDING_HOURS * HOUR_MS } }
                    : {}),
                },
                provisional: way.by,
                carrier: way.carrier,
              },
        ),
      way ? { way: way.by } : {},
    );
    if (outcome.ok) return { ok: true, by: outcome.body['provisional_password'] as 'email' | 'sms' | 'letter' };
    if (outcome.code === 'busy') return outcome;
    return { ok: false, code: outcome.code === 'unknown-contact' ? 'state-conflict' : outcome.code };
  }
}

interface Reachable {
  readonly contacts: ReadonlyArray<Contact>;
  readonly postalAddress: object | null;
}

/** The person's own contact that a password goes to: the one that has been there longest. */
function wayTo(account: Reachable, wished: 'email' | 'sms' | 'letter' | 'best') {
  const own = account.contacts.filter(mayCarryPassword);
  const [email, mobile] = (['email', 'mobile'] as const).map((kind) => own.find((each) => each.kind === kind)?.id);
  if ((wished === 'email' || wished === 'best') && email !== undefined) return { by: 'email', carrier: email } as const;
  if ((wished === 'sms' || wished === 'best') && mobile !== undefined) return { by: 'sms', carrier: mobile } as const;
  const isByLetter = (wished === 'letter' || wished === 'best') && account.postalAddress !== null;
  return isByLetter ? ({ by: 'letter', carrier: undefined } as const) : null;
}

/** Nothing but what the console says of it. */
function plain(outcome: Awaited<ReturnType<OnMemberFile>>) {
  if (outcome.ok) return { ok: true } as const;
  const code = outcome.code;
  if (code === 'unknown-contact' || code === 'unreachable' || code === 'busy')
    return { ok: false, code: 'state-conflict' } as const;
  return { ok: false, code } as const;
}
