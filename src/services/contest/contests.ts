/**
 * « Ce n’est pas moi » (U2): whoever holds a copy of a message stops what it told, once. It signs everybody out, freezes
 * what that event and what followed it brought, and asks for a full sign-in; it gives nobody anything back. A second one
 * that would freeze something within 30 days is an agent's.
 */

import { readReference } from '../../domain/contest/contest_reference.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Contest, ContestableCopy, ContestStore } from '../../ports/contest/contest_store.js';
import type { ContestTokens } from '../../ports/contest/contest_tokens.js';
import { noticesTo } from '../notice/tell_person.js';
import type { EndSignIns } from '../session/end_sign_ins.js';

export interface ContestsDependencies {
  readonly contests: ContestStore;
  readonly tokens: ContestTokens;
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly shortCounters: AttemptCounter;
  readonly endSignIns: EndSignIns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface Contests {
  /** What a token's message told and can still be contested, or null: unknown, contested or too old. Never acts. */
  lookUp(realm: Realm, token: string): Promise<ContestableCopy | null>;
  /**
   * The token of a reference that somebody typed. `digits`: many wrong ones are typed in the realm; until that is over, the
   * last four digits of the telephone that the message went to are asked for as well, and nobody is turned away.
   */
  readTyped(
    realm: Realm,
    typed: { readonly reference: string; readonly digits?: string | undefined },
    visitor: Visitor,
  ): Promise<
    Outcome<
      { readonly token: string },
      { readonly code: 'format' | 'unknown' | 'digits' } | { readonly code: 'wait'; readonly retryAfterSeconds: number }
    >
  >;
  /** @returns null where nothing could be contested */
  press(realm: Realm, token: string, visitor: Visitor): Promise<Pick<Contest, 'outcome'> | null>;
  /** What came of it, for the copy that it came by, within the hour. */
  resultOf(realm: Realm, token: string): Promise<Contest | null>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long an event can be contested. */
const CONTESTABLE_MS = 7 * DAY_MS;
/** How long one freeze makes the next an agent's. */
const ONE_FREEZE_MS = 30 * DAY_MS;
/** Wrong references typed from one network, and in one realm before digits are asked: docs/notices.md has the odds. */
const NETWORK_RULE: AttemptRule = { windows: [{ seconds: 3_600, limit: 20 }] };
const CROWD_RULE: AttemptRule = { windows: [{ seconds: 3_600, limit: 300 }] };

export function createContests(dependencies: ContestsDependencies): Contests {
  const { contests, tokens, accounts, shortCounters, endSignIns, audit, clock } = dependencies;

  async function lookUp(realm: Realm, token: string): Promise<ContestableCopy | null> {
    const noticeId = tokens.read(token);
    const copy = noticeId === null ? null : await contests.find(noticeId, clock.now() - CONTESTABLE_MS);
    return copy?.realm === realm.id ? copy : null;
  }

  return {
    lookUp,

    async readTyped(realm, typed, { networkHash }) {
      const reference = readReference(typed.reference);
      if (reference === null) return { ok: false, code: 'format' };
      const record = (outcome: string) =>
        audit.record({ type: 'contest', outcome, realm: realm.id, data: { network: networkHash } });
      const network = `not-me:${networkHash}`;
      const counted = await shortCounters.attempt(network, NETWORK_RULE, clock.now());
      if (!counted.allowed) {
        record('refused_wait');
        return { ok: false, code: 'wait', retryAfterSeconds: Math.ceil((counted.retryAt - clock.now()) / 1000) };
      }
      const crowd = `not-me-all:${realm.id}`;
      const among = await shortCounters.attempt(crowd, CROWD_RULE, clock.now());
      const digits = among.allowed ? null : readLastDigits(typed.digits ?? '');
      if (!among.allowed) record('crowded');
      if (digits === undefined) {
        await shortCounters.giveBack(network, counted.at);
        return { ok: false, code: 'digits' };
      }
      const notBefore = clock.now() - CONTESTABLE_MS;
      const noticeId = await contests.findByReference(tokens.indexes(reference), realm.id, notBefore, digits);
      const token = noticeId === null ? null : tokens.token(noticeId);
      if (token === null || !(await lookUp(realm, token))) {
        record('unknown');
        return { ok: false, code: 'unknown' };
      }
      await shortCounters.giveBack(network, counted.at);
      if (among.allowed) await shortCounters.giveBack(crowd, among.at);
      return { ok: true, token };
    },

    async press(realm, token, { networkHash }) {
      const noticeId = tokens.read(token);
      const copy = await lookUp(realm, token);
      const account = copy && (await accounts.find(copy.accountId, null));
      if (noticeId === null || !copy || !account) return null;
      const now = clock.now();
      const answer = await contests.press({
        noticeId,
        realm: realm.id,
        notBefore: now - CONTESTABLE_MS,
        frozenSince: now - ONE_FREEZE_MS,
        now,
        tell: ({ id, outcome }, counting) =>
          noticesTo(
            {
              ...account,
              contacts: account.contacts.map((each) => ({ ...each, verified: counting.includes(each.id) })),
            },
            {
              kind: 'contested',
              data: outcome === 'agent' ? { by: 'agent' } : {},
              dedupe: id,
              voice: realm.channels.includes('voice'),
            },
          ),
      });
      accounts.forget(account.id);
      const data = { copy: copy.channel, network: networkHash };
      if (answer === 'nothing' || answer === 'frozen-copy') {
        const outcome = answer === 'nothing' ? 'refused_again' : 'refused_frozen_copy';
        audit.record({ type: 'contest', outcome, realm: realm.id, accountId: account.id, data });
        return null;
      }
      const { id, outcome, kinds, stopped, isFormer } = answer;
      audit.record({
        type: 'contest',
        outcome,
        realm: realm.id,
        accountId: account.id,
        data: { ...data, former_contact: isFormer, of: kinds.join(), stopped: stopped.join() },
      });
      // What decides is written: a request under way revives nothing. Whoever dies here is followed by finish_contests.ts.
      await endSignIns(realm.id, account.id, { at: now });
      await contests.finished(id);
      return { outcome };
    },

    async resultOf(realm, token) {
      const noticeId = tokens.read(token);
      const contest = noticeId === null ? null : await contests.contestBy(noticeId, clock.now() - HOUR_MS);
      const account = contest && (await accounts.find(contest.accountId, null));
      return account?.realm === realm.id ? contest : null;
    },
  };
}

/** Four digits, however they are spaced; undefined: something else. */
function readLastDigits(typed: string): string | undefined {
  const bare = typed.slice(0, 40).replace(/[\s.-]/g, '');
  return /^[0-9]{4}$/.test(bare) ? bare : undefined;
}
