/** Checks a typed code (I2, I5): counted before it is compared, used once, whatever runs in parallel. */

import { randomUUID } from 'node:crypto';
import type { CodeProof } from '../../domain/assurance/proof.js';
import { sameMailbox } from '../../domain/contact/mailbox.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Channel, Realm } from '../../domain/realm.js';
import { destinationKey, laneKey, wrongCodeRule } from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, RememberedDevice, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { ActiveCode, ChallengeStore } from '../../ports/one_time_code/challenge_store.js';
import type { BudgetGuard } from '../delivery/message_budget.js';
import { newsOfDevice } from '../device/new_device.js';
import { type CloseCodeEntryDependencies, closeWhenSpent } from './close_code_entry.js';
import { lanesToReopen } from './code_entry_lane.js';
import {
  type CodeMaker,
  type ConfirmedAction,
  challengeOf,
  isSameCode,
  readTypedCode,
  usedCodeOf,
} from './one_time_code.js';

export interface VerifyCodeDependencies extends CloseCodeEntryDependencies {
  readonly accounts: Pick<AccountStore, 'recordRightCode' | 'forget'>;
  readonly challenges: ChallengeStore;
  readonly shortCounters: AttemptCounter;
  readonly budget: Pick<BudgetGuard, 'answered'>;
  readonly codes: CodeMaker;
  readonly keyedHash: KeyedHash;
}

export interface CodeAttempt {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  /** as typed */
  readonly typed: string;
  /** id of the authorization request */
  readonly request: string;
  readonly action: string;
  /** the sensitive action that it confirms, in place of `action` (A5): the proof says it */
  readonly confirms?: ConfirmedAction | undefined;
  readonly visitor: Visitor;
  /** the code went to a frozen contact that its owner takes back (U2) */
  readonly takesBack?: boolean | undefined;
  /** told where the browser is new (U2) */
  readonly portalName?: string | undefined;
  /** names the browser that is to be known from now on; asked only once the code is right, and absent where none is kept */
  readonly rememberDevice?: (() => RememberedDevice) | undefined;
}

export type CodeOutcome = Outcome<
  { readonly proof: CodeProof & { readonly channel: Channel } },
  | { readonly code: 'code-empty' | 'code-format' | 'closed' | 'no-code' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
  | { readonly code: 'code-expired' | 'tries-exhausted' | 'already-used' }
>;

export type VerifyCode = (attempt: CodeAttempt) => Promise<CodeOutcome>;

/** A sign-in names no action. */
const SIGN_IN = '';

const REFUSALS = {
  none: 'no-code',
  expired: 'code-expired',
  exhausted: 'tries-exhausted',
  used: 'already-used',
} as const;

export function createVerifyCode(dependencies: VerifyCodeDependencies): VerifyCode {
  const { accounts, challenges, lifetimeCounters, shortCounters, budget, codes, keyedHash, audit, clock } =
    dependencies;

  return async (attempt) => {
    const { realm, account, typed, request, action, confirms, visitor, portalName, takesBack, rememberDevice } =
      attempt;
    const challenge = challengeOf(request, confirms);
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };

    const device = account.deviceKnown ? visitor.deviceHash : null;
    const lane = laneKey('code', account.id, device);
    const rule = wrongCodeRule(realm.codeThrottle, account.deviceKnown);
    const record = (outcome: string, channel?: string, browser?: string) =>
      audit.record({
        type: 'code_entered',
        outcome,
        realm: realm.id,
        accountId: account.id,
        data: { channel, network: visitor.networkHash, known_device: device !== null, action: confirms?.type },
        personal: browser === undefined ? undefined : { browser },
      });

    const counted = await lifetimeCounters.attempt(lane, rule, clock.now());
    if (!counted.allowed) {
      record('refused_closed');
      return { ok: false, code: 'closed' };
    }

    const answer = await challenges.takeTry(challenge, realm.codeThrottle.triesPerCode, clock.now());
    if (answer.state !== 'try') {
      await lifetimeCounters.giveBack(lane, counted.at);
      record(`refused_${answer.state}`);
      return { ok: false, code: REFUSALS[answer.state] };
    }
    const { code } = answer;
    if (!isSameCode(read.code, expectedCode(code))) {
      record('wrong', code.channel);
      await closeWhenSpent(dependencies, realm, account, { key: lane, rule, device });
      return { ok: false, code: 'wrong-code', triesLeft: realm.codeThrottle.triesPerCode - code.tries };
    }
    const remembered = rememberDevice?.() ?? null;
    const seen = { browser: remembered?.browser ?? '', portalName, carrier: code.contact, at: clock.now() };
    // PostgreSQL first: it never forgets (pitfall 25), and while it is away the code stays good for another try.
    const isFirst = await accounts.recordRightCode({
      code: usedCodeOf(challenge, code),
      account,
      lane,
      countedAt: counted.at,
      reopened: device === null ? [] : await lanesToReopen(lifetimeCounters, realm, account.id, clock.now()),
      device: remembered && { ...remembered, ...newsOfDevice(realm, account, remembered.hash, seen) },
      carrier: takesBack ? undefined : code.contact,
      // A recovery in another process may have barred it a moment ago; a known device lifts the bar.
      ...((action === SIGN_IN || confirms) && device === null ? { unlessBarred: code.contact } : {}),
      // A code to a contact that is only being added signs nobody in.
      ...(account.contacts.some(({ id, verified }) => id === code.contact && verified) ? { activates: true } : {}),
      at: clock.now(),
    });
    // Only the first tells Redis: whoever is late must not use the code up under the first one's hand.
    const [isActive] = isFirst
      ? await Promise.all([
          challenges.consume(challenge, code.number),
          // The code is used up: a counter that is not cleared now must not cost the person the proof.
          forgetSendings(code).catch(() => {}),
        ])
      : [false];
    if (!isActive) {
      record('refused_used', code.channel);
      return { ok: false, code: 'already-used' };
    }
    // From a device that is new: its person can tell it from a stranger's.
    record('right', code.channel, device === null ? remembered?.browser : undefined);
    const { channel, contact } = code;
    const proven = { accountId: account.id, at: clock.now(), request, channel, contact };
    const confirmed = confirms ? { action: confirms.digest } : {};
    return { ok: true, proof: { id: randomUUID(), factor: 'code', ...proven, ...confirmed } };

    function expectedCode(active: ActiveCode): string {
      const { contact: contactId, channel: sentBy } = active;
      const isFor = confirms?.digest ?? action;
      return codes.make(
        { accountId: account.id, realm: realm.id, request, action: isFor, contact: contactId, channel: sentBy },
        active,
      );
    }

    /** Only messages that nobody answers speak of abuse. */
    async function forgetSendings({ contact: contactId, channel: sentBy }: ActiveCode): Promise<void> {
      const value = account.contacts.find(({ id }) => id === contactId)?.value ?? '';
      const keys = [
        laneKey('send', account.id, device),
        destinationKey(keyedHash.of('destination', sameMailbox(value))),
      ];
      const answered = { realm, channel: sentBy, share: 'sign-in', to: value, network: visitor.networkHash } as const;
      await Promise.all([...keys.map((key) => shortCounters.clear(key)), budget.answered(answered)]);
    }
  };
}
