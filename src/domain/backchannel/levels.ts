/**
 * Which level a caller gets (A1, A4): the person proves themselves afresh for this very request, at the level asked for, and
 * the token says the first asked value that this proof satisfies, or the lasting level of it; never more than was proved.
 */
import { type Acr, satisfies, withoutFresh } from '../assurance/acr.js';
import type { FreshAcr } from '../sensitive_action/sensitive_action.js';

/** What the confirming sign-in is asked for, for each level that a caller may name; the others cannot be had this way. */
const PROVED_BY: Readonly<Partial<Record<Acr, FreshAcr>>> = {
  'one-step': 'two-step-fresh',
  'two-step': 'two-step-fresh',
  'two-step-fresh': 'two-step-fresh',
  'two-factor': 'two-factor-fresh',
  'two-factor-fresh': 'two-factor-fresh',
};

/**
 * The levels that confirming asks for, most wanted first; empty where none of those asked for can be had.
 *
 * @param asked known values, most wanted first; none: the least that confirming takes
 */
export function levelsToProve(asked: readonly Acr[]): readonly FreshAcr[] {
  if (asked.length === 0) return ['two-step-fresh'];
  return [...new Set(asked.flatMap((acr) => PROVED_BY[acr] ?? []))];
}

/** The level that the caller's token says. @param proved by the confirming sign-in */
export function reportedLevel(asked: readonly Acr[], proved: Acr): string {
  return asked.find((acr) => PROVED_BY[acr] !== undefined && satisfies(proved, acr)) ?? withoutFresh(proved);
}
