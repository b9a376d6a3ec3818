/**
 * `npm run faults`: many sign-ins while PostgreSQL and Redis are killed with -9 at random moments (requirements O3, O7, P6).
 * Nothing may be accepted twice, nothing that was given may be lost, and every recovery takes less than 10 s, in one
 * process that is never restarted. FAULTS_SIGN_INS and FAULTS_SEED change how many, and which moments.
 */
import { seedOf } from '../../harness/scenario.js';
import { prepareRun } from '../../infrastructure/provision.js';
import { followChains } from '../audit_chain.js';
import { personNumber } from '../crowd.js';
import { startFaultWorld, untilReady } from '../world.js';
import { startKiller } from './killer.js';
import { newTally, note, signInWhatever } from './person.js';

const SIGN_INS = Number(process.env['FAULTS_SIGN_INS'] ?? 200);
const SEED = Number(process.env['FAULTS_SEED'] ?? 20_261_122);
const AT_ONCE = 10;
const PEOPLE = 40;
const PROGRESS_EVERY = 25;
const LONGEST_THINKING_MS = 500;
const LONGEST_RECOVERY_MS = 10_000;

const run = prepareRun();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => run.end().then(() => process.exit(1)));
let failed = true;
try {
  failed = !(await main());
} catch (error) {
  console.error(error);
} finally {
  await run.end();
}
process.exit(failed ? 1 : 0);

async function main(): Promise<boolean> {
  const random = mulberry32(SEED);
  const people = Array.from({ length: PEOPLE }, (_, at) => personNumber(at));
  const world = await startFaultWorld('faults_long', { accounts: people.map(seedOf) });
  const tally = newTally();
  const refreshTokens: string[] = [];
  const think = () => new Promise<void>((resolve) => setTimeout(resolve, random() * LONGEST_THINKING_MS));
  const durations: number[] = [];

  const started = performance.now();
  const killer = startKiller(world, random);
  let next = 0;
  const worker = async () => {
    while (next < SIGN_INS) {
      const number = next;
      next += 1;
      const person = people[number % PEOPLE];
      if (!person) throw new Error('nobody to sign in');
      const isGreedy = number % 2 === 0;
      const start = performance.now();
      const { refreshToken } = await signInWhatever(world, person, tally, isGreedy, think);
      durations.push(performance.now() - start);
      if (durations.length % PROGRESS_EVERY === 0)
        console.log(`${durations.length} sign-ins, ${killer.kills.length} kills`);
      // Whoever redeemed a code twice has had its grant revoked, as P6 asks: only the others’ tokens must live.
      if (!isGreedy) refreshTokens.push(refreshToken);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await killer.stop();
  await untilReady(world);
  const seconds = (performance.now() - started) / 1000;

  let living = 0;
  for (const token of refreshTokens) {
    const { status, body } = await world.party.refreshRaw(token);
    note(tally, 'refresh', status, JSON.stringify(body));
    if (status === 200) living += 1;
  }
  let accounts = 0;
  for (const person of people) {
    const { refreshToken } = await signInWhatever(world, person, tally, false, async () => {});
    if (refreshToken) accounts += 1;
  }
  await world.closePoterne();
  const chain = await followChains(world.postgres.url);
  await world.close();

  const { kills } = killer;
  const recoveries = kills.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
  const slowest = recoveries.at(-1) ?? 0;
  const of = (store: string) => kills.filter((kill) => kill.store === store).length;
  const statuses = [...tally.statuses].sort().map(([status, times]) => `${status}: ${times}`);
  const lines: ReadonlyArray<readonly [string, string | number]> = [
    ['sign-ins finished', `${durations.length} of ${SIGN_INS} in ${seconds.toFixed(0)} s, seed ${SEED}`],
    ['longest sign-in', `${(Math.max(...durations) / 1000).toFixed(1)} s`],
    ['kills -9', `PostgreSQL ${of('postgresql')}, Redis ${of('redis')}`],
    ['outages that /readyz told', `${kills.filter(({ wasTold }) => wasTold).length} of ${kills.length}`],
    ['slowest answer of /readyz', `${Math.round(killer.slowestReadinessMs)} ms`],
    [
      'recovery after the return',
      `median ${Math.round(recoveries[recoveries.length >> 1] ?? 0)} ms, longest ${Math.round(slowest)} ms`,
    ],
    ['slowest page', `${Math.round(tally.longestPageMs)} ms`],
    ['answers', statuses.join(', ')],
    ['pages of an outage, then « Réessayer »', tally.pagesOfOutage],
    ['sign-ins begun anew', tally.restarts],
    ['authorization codes redeemed / lost to an outage', `${tally.codesRedeemed} / ${tally.codesLost}`],
    ['one-time codes typed (half of them twice at once)', tally.oneTimeCodesTyped],
    ['refresh tokens that live', `${living} of ${refreshTokens.length}`],
    ['accounts that sign in afterwards', `${accounts} of ${PEOPLE}`],
    ['audit', `${chain.events} events, ${chain.processes} chain, ${chain.breaks.length} breaks`],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(52)} ${value}`);

  const wrongs = [
    ...tally.wrongs,
    ...chain.breaks,
    ...(durations.length === SIGN_INS ? [] : ['sign-ins that never finished']),
    ...(living === refreshTokens.length ? [] : ['refresh tokens lost']),
    ...(accounts === PEOPLE ? [] : ['accounts lost']),
    ...(chain.events > 0 && chain.processes === 1 ? [] : ['the audit is not one chain of one process']),
    ...(slowest < LONGEST_RECOVERY_MS ? [] : ['a recovery took too long']),
    ...(kills.length > 0 ? [] : ['nothing was killed']),
  ];
  for (const wrong of new Set(wrongs)) console.log(`✗ ${wrong}`);
  console.log(wrongs.length === 0 ? '✓ no double, no loss' : `${wrongs.length} faults`);
  return wrongs.length === 0;
}

/** A small seeded generator, so that a run can be had again. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
