/**
 * The same attack played to its end on many people, password and code, in a world so small that takeovers happen: what the
 * formulas say must be what is counted, or a little more, since a password found late leaves less of the month for codes.
 */
import { MONTH_MS, SIGN_INS_A_MONTH } from './assumptions.js';
import { type Lane, mostGuesses, playMonth } from './attacker.js';
import { moments, seeded } from './random.js';

export interface SmallWorld {
  readonly people: number;
  /** passwords, all as likely */
  readonly passwords: number;
  readonly codes: number;
}

export interface Counted {
  readonly takeovers: number;
  readonly byFormula: number;
  /** guesses that the mean person's lanes allowed */
  readonly password: number;
  readonly code: number;
}

export function playWorld(
  lanes: { readonly password: Lane; readonly code: Lane },
  world: SmallWorld,
  seed: number,
): Counted {
  const random = seeded(seed);
  let [takeovers, byFormula, password, code] = [0, 0, 0, 0];
  for (let person = 0; person < world.people; person += 1) {
    const openings = moments(random, SIGN_INS_A_MONTH, MONTH_MS);
    const attempts = playMonth(lanes.password, 'eager', openings).attempts;
    const guesses = attempts.length;
    const codes = mostGuesses(lanes.code, openings);
    password += guesses / world.people;
    code += codes / world.people;
    byFormula += Math.min(1, guesses / world.passwords) * (1 - (1 - 1 / world.codes) ** codes);

    const foundAt = attempts[Math.floor(random() * world.passwords)];
    if (foundAt === undefined) continue;
    const left = openings.filter((at) => at > foundAt).map((at) => at - foundAt);
    const tries = mostGuesses(lanes.code, left, MONTH_MS - foundAt);
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (random() * world.codes >= 1) continue;
      takeovers += 1;
      break;
    }
  }
  return { takeovers, byFormula, password, code };
}
