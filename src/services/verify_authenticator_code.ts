/**
 * Checks the code of an authenticator app (I5): counted with all other wrong codes before it is compared, its time step
 * accepted once, whatever runs in parallel. The code is the same whatever it is typed for: what binds it to a request and an
 * action is that its step is used up there.
 */
import { randomUUID } from 'node:crypto';
import type { CodeProof } from '../domain/assurance/proof.js';
import type { Outcome } from '../domain/outcome.js';
import type { Realm } from '../domain/realm.js';
import { authenticatorTriesKey, authenticatorTriesRule, laneKey, wrongCodeRule } from '../domain/throttle_policy.js';
import type { Visitor } from '../domain/visitor.js';
import type { AcceptedStep, AccountStore, RememberedDevice, VisitedAccount } from '../ports/account_store.js';
import type { AttemptCounter } from '../ports/attempt_counter.js';
import type { AuthenticatorSecret, AuthenticatorStore } from '../ports/authenticator_store.js';
import { stepOf } from './authenticator_code.js';
import { type CloseCodeEntryDependencies, closeWhenSpent } from './close_code_entry.js';
import { lanesToReopen } from './code_entry_lane.js';
import { newsOfDevice } from './new_device.js';
import { type ConfirmedAction, readTypedCode } from './one_time_code.js';

export interface VerifyAuthenticatorCodeDependencies extends CloseCodeEntryDependencies {
  readonly accounts: Pick<AccountStore, 'recordRightCode' | 'forget'>;
  readonly authenticators: Pick<AuthenticatorStore, 'secretsOf'>;
  readonly shortCounters: AttemptCounter;
}

export interface AuthenticatorCodeAttempt {
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

export type AuthenticatorCodeOutcome = Outcome<
  { readonly proof: CodeProof },
  /** `no-authenticator`: the last one was removed meanwhile · `already-used`: this code, or a later one, was accepted before */
  | { readonly code: 'code-empty' | 'code-format' | 'closed' | 'no-authenticator' | 'tries-exhausted' | 'already-used' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
>;

export type VerifyAuthenticatorCode = (attempt: AuthenticatorCodeAttempt) => Promise<AuthenticatorCodeOutcome>;

export function createVerifyAuthenticatorCode(
  dependencies: VerifyAuthenticatorCodeDependencies,
): VerifyAuthenticatorCode {
  const { accounts, authenticators, lifetimeCounters, shortCounters, audit, clock } = dependencies;

  return async (attempt) => {
    const { realm, account, typed, request, confirms, visitor, portalName, rememberDevice } = attempt;
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };
    const rules = realm.authenticators;
    const secrets = rules ? await authenticators.secretsOf(account.id) : [];
    if (!rules || secrets.length === 0) {
      accounts.forget(account.id);
      return { ok: false, code: 'no-authenticator' };
    }

    const device = account.deviceKnown ? visitor.deviceHash : null;
    const lane = laneKey('code', account.id, device);
    const rule = wrongCodeRule(realm.codeThrottle, account.deviceKnown);
    const record = (outcome: string, browser?: string) =>
      audit.record({
        type: 'code_entered',
        outcome,
        realm: realm.id,
        accountId: account.id,
        data: { channel: 'totp', network: visitor.networkHash, known_device: device !== null, action: confirms?.type },
        personal: browser === undefined ? undefined : { browser },
      });
    const here = await shortCounters.attempt(
      authenticatorTriesKey(request),
      authenticatorTriesRule(rules),
      clock.now(),
    );
    if (!here.allowed) {
      record('refused_exhausted');
      return { ok: false, code: 'tries-exhausted' };
    }
    const counted = await lifetimeCounters.attempt(lane, rule, clock.now());
    if (!counted.allowed) {
      record('refused_closed');
      return { ok: false, code: 'closed' };
    }

    const step = acceptable(secrets, read.code, clock.now());
    if (!step) {
      record('wrong');
      await closeWhenSpent(dependencies, realm, account, { key: lane, rule, device });
      return { ok: false, code: 'wrong-code', triesLeft: rules.triesPerRequest - here.hits };
    }
    const remembered = rememberDevice?.() ?? null;
    const seen = { browser: remembered?.browser ?? '', portalName, at: clock.now() };
    const isFirst = await accounts.recordRightCode({
      code: step,
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
        channel: 'totp',
        contact: step.authenticator,
        ...(confirms ? { action: confirms.digest } : {}),
      },
    };
  };
}

/** Every app's secret is tried; a step that was not used comes before one that was. */
function acceptable(secrets: readonly AuthenticatorSecret[], code: string, now: number): AcceptedStep | undefined {
  const found = secrets.flatMap(({ id, secret, lastStep }) => {
    const step = stepOf(secret, code, now);
    return step === undefined ? [] : [{ authenticator: id, step, isUsed: step <= lastStep }];
  });
  const best = found.find(({ isUsed }) => !isUsed) ?? found[0];
  return best && { authenticator: best.authenticator, step: best.step };
}
