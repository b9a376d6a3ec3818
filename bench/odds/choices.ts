/** How many people stand behind the most likely eight-digit passwords (C1, ADR 0016). */
import { EIGHT_DIGITS, POPULATION, ZIPF } from './assumptions.js';

/** Share of the people whose password is the `place`-th most likely one that the policy allows, with nothing but the policy. */
export function shareByHabit(place: number): number {
  return ZIPF.c / (ZIPF.firstRank + ZIPF.ranksEach * place) ** ZIPF.s / ZIPF.allowedShare;
}

/**
 * Share of the people found by trying the `guesses` most likely values: as people choose, or, where that is less, with as
 * many behind each value as may choose it.
 *
 * @param sameChoices how many may choose the same
 */
export function shareFound(guesses: number, sameChoices: number): number {
  let found = 0;
  for (let place = 1; place <= guesses; place += 1) found += Math.min(shareByHabit(place), sameChoices / POPULATION);
  found += (guesses % 1) * Math.min(shareByHabit(Math.ceil(guesses)), sameChoices / POPULATION);
  return Math.min(1, found);
}

/** The same for a value drawn at random, as provisional passwords are. */
export function shareOfDrawn(guesses: number): number {
  return guesses / EIGHT_DIGITS;
}
