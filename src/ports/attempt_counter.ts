/**
 * Counts attempts so that none is free (S1, I2). An attempt is counted before its outcome is known, atomically, so
 * that any number of parallel ones stay within the rule; a success gives it back or clears the counter.
 */
import type { AttemptRule } from '../domain/throttle/attempt_rule.js';

export type AttemptAnswer =
  | {
      readonly allowed: true;
      /** attempts that count, this one included */
      readonly hits: number;
      /** what giveBack takes */
      readonly at: number;
    }
  | {
      readonly allowed: false;
      readonly reason: 'wait' | 'limit';
      /** milliseconds since the epoch */
      readonly retryAt: number;
    };

export interface AttemptCounter {
  /** Counts one attempt, or refuses it. `now` in milliseconds since the epoch. */
  attempt(key: string, rule: AttemptRule, now: number): Promise<AttemptAnswer>;
  /** Uncounts the attempt made at `at`. */
  giveBack(key: string, at: number): Promise<void>;
  /** Forgets every attempt. */
  clear(key: string): Promise<void>;
  /** The attempts of the last `seconds`, milliseconds since the epoch, oldest first. */
  recent(key: string, seconds: number, now: number): Promise<readonly number[]>;
}
