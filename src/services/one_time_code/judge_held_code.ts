/**
 * The one way in which a code that no message carried is judged: the person holds it, on a card (I10, I5) or in an app (I5).
 * Counted with all other wrong codes before it is compared, used up once, whatever runs in parallel.
 */
import { randomUUID } from 'node:crypto';
import type { CodeProof } from '../../domain/assurance/proof.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AttemptRule } from '../../domain/throttle/attempt_rule.js';
import { laneKey, wrongCodeRule } from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, RememberedDevice, RightCode, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import { newsOfDevice } from '../device/new_device.js';
import { type CloseCodeEntryDependencies, closeWhenSpent } from './close_code_entry.js';
import { lanesToReopen } from './code_entry_lane.js';
import type { ConfirmedAction } from './one_time_code.js';

export interface JudgeHeldCodeDependencies extends CloseCodeEntryDependencies {
  readonly accounts: Pick<AccountStore, 'recordRightCode' | 'forget'>;
  readonly shortCounters: AttemptCounter;
}

export interface HeldCodeAttempt {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  /** as typed */
  readonly typed: string;
  /** id of the authorization request */
  readonly request: string;
  /** the sensitive action that the page named (A5): the proof says it */
  readonly confirms?: ConfirmedAction | undefined;
  readonly visitor: Visitor;
  /** told where the browser is new (U2) */
  readonly portalName?: string | undefined;
  /** names the browser that is to be known from now on; absent where none is kept */
  readonly rememberDevice?: (() => RememberedDevice) | undefined;
}

/** Where the code is from, and what a right one is. */
export interface HeldCodeSource {
  /** as the audit names it */
  readonly kind: string;
  readonly channel: CodeProof['channel'];
  /** tries that this request has at this source, beside those that the account has */
  readonly triesHere?: { readonly key: string; readonly rule: AttemptRule } | undefined;
  /** Compares. @param now milliseconds since the epoch */
  match(code: string, now: number): HeldCodeMatch | undefined;
}

/** A right code: what of it may be used once. */
export type HeldCodeMatch = Pick<RightCode, 'code' | 'card'> & {
  /** id of what the person holds */
  readonly held: string;
};

export type HeldCodeOutcome = Outcome<
  { readonly proof: CodeProof },
  | { readonly code: 'closed' | 'tries-exhausted' | 'already-used' }
  /** `triesHere`: how many this request made at this source, where they are counted */
  | { readonly code: 'wrong-code'; readonly triesHere: number }
>;

/** @param code six digits */
export async function judgeHeldCode(
  dependencies: JudgeHeldCodeDependencies,
  attempt: HeldCodeAttempt,
  source: HeldCodeSource,
  code: string,
): Promise<HeldCodeOutcome> {
  const { accounts, lifetimeCounters, shortCounters, audit, clock } = dependencies;
  const { realm, account, request, confirms, visitor, portalName, rememberDevice } = attempt;
  const device = account.deviceKnown ? visitor.deviceHash : null;
  const lane = laneKey('code', account.id, device);
  const rule = wrongCodeRule(realm.codeThrottle, account.deviceKnown);
  const record = (outcome: string, browser?: string) =>
    audit.record({
      type: 'code_entered',
      outcome,
      realm: realm.id,
      accountId: account.id,
      data: {
        channel: source.kind,
        network: visitor.networkHash,
        known_device: device !== null,
        action: confirms?.type,
      },
      personal: browser === undefined ? undefined : { browser },
    });

  const { triesHere } = source;
  const here = triesHere && (await shortCounters.attempt(triesHere.key, triesHere.rule, clock.now()));
  if (here && !here.allowed) {
    record('refused_exhausted');
    return { ok: false, code: 'tries-exhausted' };
  }
  const counted = await lifetimeCounters.attempt(lane, rule, clock.now());
  if (!counted.allowed) {
    record('refused_closed');
    return { ok: false, code: 'closed' };
  }
  const match = source.match(code, clock.now());
  if (!match) {
    record('wrong');
    await closeWhenSpent(dependencies, realm, account, { key: lane, rule, device });
    return { ok: false, code: 'wrong-code', triesHere: here?.hits ?? 0 };
  }
  const { held, ...used } = match;
  const remembered = rememberDevice?.() ?? null;
  const seen = { browser: remembered?.browser ?? '', portalName, at: clock.now() };
  const isFirst = await accounts.recordRightCode({
    ...used,
    account,
    lane,
    countedAt: counted.at,
    reopened: device === null ? [] : await lanesToReopen(lifetimeCounters, realm, account.id, clock.now()),
    device: remembered && { ...remembered, ...newsOfDevice(realm, account, remembered.hash, seen) },
    activates: true,
    at: clock.now(),
  });
  if (!isFirst) {
    record('refused_used');
    return { ok: false, code: 'already-used' };
  }
  // From a device that is new: its person can tell it from a stranger's.
  record('right', device === null ? remembered?.browser : undefined);
  return {
    ok: true,
    proof: {
      id: randomUUID(),
      factor: 'code',
      accountId: account.id,
      at: clock.now(),
      request,
      channel: source.channel,
      contact: held,
      ...(confirms ? { action: confirms.digest } : {}),
    },
  };
}
