/**
 * When the portal lets a sensitive action through (A1, A4): the ID Token of this very request says `two-step-fresh`, word
 * for word, for the person who was already signed in; once, and for five minutes.
 */

export const FRESH_ACR = 'two-step-fresh';
export const FRESH_LIFE_SECONDS = 300;

export interface FreshProof {
  /** `acr` of the ID Token that answered the action's own authorization request */
  readonly acr: string | undefined;
  /** did the answer concern the person who had asked? */
  readonly samePerson: boolean;
  readonly provedAtMs: number;
  readonly used: boolean;
}

export type ActionRefusal = 'not_proved' | 'other_person' | 'other_level' | 'used' | 'expired';

/**
 * @param proof what the session holds about the action, undefined when nothing was asked yet
 * @param now milliseconds since the epoch
 * @returns why the action is refused, or undefined when it may go on
 */
export function actionRefusal(proof: FreshProof | undefined, now: number): ActionRefusal | undefined {
  if (proof === undefined) return 'not_proved';
  if (!proof.samePerson) return 'other_person';
  if (proof.acr !== FRESH_ACR) return 'other_level';
  if (proof.used) return 'used';
  if (now >= proof.provedAtMs + FRESH_LIFE_SECONDS * 1000) return 'expired';
  return undefined;
}
