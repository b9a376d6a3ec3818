/**
 * Checks the code of an authenticator app (I5), its time step accepted once. The code is the same whatever it is typed for:
 * what binds it to a request and an action is that its step is used up there.
 */
import type { CodeProof } from '../../domain/assurance/proof.js';
import type { Outcome } from '../../domain/outcome.js';
import { authenticatorTriesKey, authenticatorTriesRule } from '../../domain/throttle/throttle_policy.js';
import type { AcceptedStep } from '../../ports/account/account_store.js';
import type { AuthenticatorSecret, AuthenticatorStore } from '../../ports/authenticator/authenticator_store.js';
import {
  type HeldCodeAttempt,
  type JudgeHeldCodeDependencies,
  judgeHeldCode,
} from '../one_time_code/judge_held_code.js';
import { readTypedCode } from '../one_time_code/one_time_code.js';
import { stepOf } from './authenticator_code.js';

export interface VerifyAuthenticatorCodeDependencies extends JudgeHeldCodeDependencies {
  readonly authenticators: Pick<AuthenticatorStore, 'secretsOf'>;
}

export type AuthenticatorCodeOutcome = Outcome<
  { readonly proof: CodeProof },
  /** `no-authenticator`: the last one was removed meanwhile · `already-used`: this code, or a later one, was accepted before */
  | { readonly code: 'code-empty' | 'code-format' | 'closed' | 'no-authenticator' | 'tries-exhausted' | 'already-used' }
  | { readonly code: 'wrong-code'; readonly triesLeft: number }
>;

export type VerifyAuthenticatorCode = (attempt: HeldCodeAttempt) => Promise<AuthenticatorCodeOutcome>;

export function createVerifyAuthenticatorCode(
  dependencies: VerifyAuthenticatorCodeDependencies,
): VerifyAuthenticatorCode {
  return async (attempt) => {
    const { realm, account, typed, request } = attempt;
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };
    const rules = realm.authenticators;
    const secrets = rules ? await dependencies.authenticators.secretsOf(account.id) : [];
    if (!rules || secrets.length === 0) {
      dependencies.accounts.forget(account.id);
      return { ok: false, code: 'no-authenticator' };
    }
    const source = {
      kind: 'totp',
      channel: 'totp',
      triesHere: { key: authenticatorTriesKey(request), rule: authenticatorTriesRule(rules) },
      match(code: string, now: number) {
        const step = acceptable(secrets, code, now);
        return step && { code: step, held: step.authenticator };
      },
    } as const;
    const outcome = await judgeHeldCode(dependencies, attempt, source, read.code);
    if (outcome.ok || outcome.code !== 'wrong-code') return outcome;
    return { ok: false, code: 'wrong-code', triesLeft: rules.triesPerRequest - outcome.triesHere };
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
