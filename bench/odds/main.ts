/**
 * `npm run odds`: an attacker's odds from the rules as they are (docs/threat_model.md shows the table). Fixed seeds: the
 * same rules give the same figures.
 */
import { REALMS } from '../../src/config/realms.js';
import type { Realm } from '../../src/domain/realm.js';
import { HASHES_A_SECOND, SEED, SIGN_INS_A_MONTH } from './assumptions.js';
import { evenly, playMonth } from './attacker.js';
import { attemptsAMonth, attemptsASecond } from './budget.js';
import { allowedGuesses, isWithinTarget, lanesOf, type Scenario, scenarios } from './scenarios.js';
import { tryServices } from './services.js';
import { playWorld } from './world.js';

const SMALL_WORLD = { people: 2_000, passwords: 2_000, codes: 500 };
const SERVICE_DAYS = 5;

/** @returns the exit code: 1 where a takeover misses the target, or the services allow other guesses than the model */
export async function odds(): Promise<number> {
  const realm = REALMS.find(({ passwordKind }) => passwordKind === 'eight-digits') as Realm;
  const print = (line = '') => process.stdout.write(`${line}\n`);
  const rows = scenarios(realm);
  print(`Realm ${realm.id}, 30 days. 10,000 addresses: ${number(attemptsAMonth(10_000))} passwords a month; one:`);
  print(
    `${number(attemptsAMonth(1))} (${number(attemptsASecond())} a second, slowed). Hashing: ${HASHES_A_SECOND} a second.`,
  );
  print();
  print('| | guesses | odds an account and month | begins among | expected in 13.5 million | |');
  print('|---|---|---|---|---|---|');
  for (const row of rows) print(asRow(row));

  print('\nWithout the limit on equal choices, and with a closed code entry opened at every sign-in of the owner:\n');
  for (const row of scenarios(withoutAdr16(realm))) print(asRow(row));

  const lanes = lanesOf(realm);
  print('\nThe owner is told, and locked out of new devices, after:');
  for (const [name, lane] of Object.entries({ password: lanes.password, code: lanes.code, recovery: lanes.recovery })) {
    const { firstClosedAt, closures } = playMonth(lane, 'eager', evenly(Math.round(SIGN_INS_A_MONTH)));
    print(
      `- ${name}: closed after ${firstClosedAt === undefined ? '–' : hours(firstClosedAt)} h, ${closures} times in the month`,
    );
  }

  const world = playWorld(lanes, SMALL_WORLD, SEED);
  print(
    `\nSmall world (${JSON.stringify(SMALL_WORLD)}, seed ${SEED}): ${world.takeovers} takeovers, by the formula ` +
      `${world.byFormula.toFixed(1)}; mean guesses ${world.password.toFixed(0)} and ${world.code.toFixed(1)}.`,
  );

  const tried = await tryServices(realm, SERVICE_DAYS);
  const until = SERVICE_DAYS * 86_400_000;
  const modelled = {
    passwords: playMonth(lanes.password, 'eager', [], until).attempts.length,
    codes: playMonth(lanes.code, 'eager', [], until).attempts.length,
  };
  print(`\nServices, ${SERVICE_DAYS} days: ${JSON.stringify(tried)}; the model: ${JSON.stringify(modelled)}.`);
  const agrees = tried.passwords === modelled.passwords && tried.codes === modelled.codes;
  const missed = rows.filter((row) => row.ends === 'takeover' && !isWithinTarget(row));
  for (const { id } of missed) print(`MISSED: ${id}`);
  print(JSON.stringify(allowedGuesses(realm)));
  return missed.length === 0 && agrees ? 0 : 1;
}

/** As the rules were before ADR 0016. */
function withoutAdr16(realm: Realm): Realm {
  return {
    ...realm,
    passwordThrottle: { ...realm.passwordThrottle, sameChoices: Number.POSITIVE_INFINITY },
    recovery: { ...realm.recovery, codeEntryReopeningsPer30Days: Number.MAX_SAFE_INTEGER },
  };
}

function asRow(row: Scenario): string {
  const guesses = Object.entries(row.guesses).map(([name, count]) => `${name} ${number(count)}`);
  const among = row.among === 1 ? 'all' : `1 in ${Math.round(1 / row.among)}`;
  const verdict = row.ends === 'takeover' ? (isWithinTarget(row) ? 'within' : 'MISSED') : row.ends;
  return `| ${row.id} | ${guesses.join(', ')} | ${row.odds.toExponential(1)} = ${row.formula} | ${among} | ${number(row.expected)} | ${verdict} |`;
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
}

function hours(milliseconds: number): string {
  return number(milliseconds / 3_600_000);
}
