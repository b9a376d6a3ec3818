/**
 * Keys rotated by command, step by step (S7): publish, activate, retire. Each step is decided on what is stored at that
 * moment, while nobody else changes it, and told to the audit.
 */

import {
  decideActivation,
  decidePublication,
  decideRetirement,
  type KeyAlgorithm,
  type KeyDecision,
  type KeyPurpose,
  type KeyRefusal,
  type KeyRules,
  nextStep,
  type ProviderKey,
  type RotationStep,
} from '../../domain/keys/provider_key.js';
import type { Outcome } from '../../domain/outcome.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyStore, MakeKey } from '../../ports/keys/key_store.js';
import { auditKey } from '../audit/audit_key.js';

export interface RotateKeysDependencies {
  readonly keys: KeyStore;
  readonly makeKey: MakeKey;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'now'>;
  readonly rules: KeyRules;
}

export type KeyAnswer = Outcome<{ readonly kid: string }, KeyRefusal>;

export interface RotateKeys {
  list(): Promise<readonly ProviderKey[]>;
  publish(purpose: KeyPurpose, alg: KeyAlgorithm): Promise<KeyAnswer>;
  /** @param isForced whether or not others have seen the key */
  activate(kid: string, isForced: boolean): Promise<KeyAnswer>;
  /** @param isForced whether or not what it signed is still in use */
  retire(kid: string, isForced: boolean): Promise<KeyAnswer>;
  /** What the rotation of this purpose and algorithm waits for; `publish` when none is under way. */
  next(purpose: KeyPurpose, alg: KeyAlgorithm): Promise<RotationStep>;
}

export function createRotateKeys({ keys, makeKey, audit, clock, rules }: RotateKeysDependencies): RotateKeys {
  async function move(
    kid: string,
    decide: (stored: readonly ProviderKey[], now: number) => KeyDecision,
  ): Promise<KeyAnswer> {
    const now = clock.now();
    let decision: KeyDecision = { ok: false, code: 'unknown-key' };
    let before: readonly ProviderKey[] = [];
    await keys.change(now, (stored) => {
      before = stored;
      decision = decide(stored, now);
      return { moves: decision.ok ? decision.moves : [], additions: [] };
    });
    // TypeScript does not see what the callback assigned.
    const decided = decision as KeyDecision;
    if (!decided.ok) return decided;
    for (const change of decided.moves) {
      const key = before.find((candidate) => candidate.kid === change.kid);
      if (key) auditKey(audit, key, change.to);
    }
    return { ok: true, kid };
  }

  return {
    list: () => keys.list(),

    async publish(purpose, alg) {
      const key = await makeKey(purpose, alg);
      let answer: KeyAnswer = { ok: true, kid: key.kid };
      await keys.change(clock.now(), (stored) => {
        const decision = decidePublication(stored, purpose, alg);
        if (!decision.ok) answer = decision;
        return { moves: [], additions: decision.ok ? [{ key, state: 'published' }] : [] };
      });
      if (answer.ok) auditKey(audit, key, 'published');
      return answer;
    },

    activate: (kid, isForced) => move(kid, (stored, now) => decideActivation(stored, kid, now, rules, isForced)),
    retire: (kid, isForced) => move(kid, (stored, now) => decideRetirement(stored, kid, now, rules, isForced)),
    next: async (purpose, alg) => nextStep(await keys.list(), purpose, alg, rules),
  };
}
