/**
 * O2, O6: what a second process adds. On a machine whose cores the load generator and the stores share, a second process
 * finds no free core; so each process is held to the same fixed share of one, by stopping and continuing it in turn,
 * and one such process is compared with two. What limits two then is what they share, not the machine.
 */
import { clientCredentials, discovery, introspect, newBrowser, redeem, signIn, type Target } from './flows.js';
import type { Measured, World } from './world.js';

export interface ProcessComparison {
  readonly name: string;
  readonly oneRate: number;
  readonly twoRate: number;
}

const PERIOD_MS = 40;
/** of a core, each process */
export const SHARE = 0.25;
const IN_FLIGHT_EACH = 8;
const LONGEST_TURN_MS = 6_000;

/** @param count operations a turn */
export async function compareProcesses(world: World, turns: number, count: number): Promise<ProcessComparison[]> {
  const first = world.poterne;
  const second = await world.startPoterne({ ISSUER: first.issuer.origin });
  const both = [first, { ...second, prefix: first.prefix }];
  const browser = newBrowser(first, 0);
  const person = world.people[0];
  if (!person) throw new Error('nobody to sign in');
  const { access_token: token } = await redeem(first, await signIn(first, browser, person, world.gateway));
  const operations: ReadonlyArray<readonly [string, (target: Target) => Promise<void>, number]> = [
    ['client credentials', clientCredentials, count],
    ['introspection', (target) => introspect(target, token), count],
    ['discovery', discovery, count],
  ];
  const results: ProcessComparison[] = [];
  for (const [name, run, operationsATurn] of operations) {
    const rates = { one: [] as number[], two: [] as number[] };
    for (let turn = 0; turn < turns; turn += 1) {
      rates.one.push(await rateOf([both[turn % 2] as Measured], run, operationsATurn));
      rates.two.push(await rateOf(both, run, operationsATurn));
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    results.push({ name, oneRate: mean(rates.one), twoRate: mean(rates.two) });
  }
  await second.server.stop();
  return results;
}

async function rateOf(
  targets: readonly Measured[],
  run: (target: Target) => Promise<void>,
  count: number,
): Promise<number> {
  const release = hold(targets);
  let started = 0;
  let done = 0;
  const begun = performance.now();
  const work = async (target: Measured) => {
    while (started < count && performance.now() - begun < LONGEST_TURN_MS) {
      started += 1;
      await run(target);
      done += 1;
    }
  };
  try {
    await Promise.all(targets.flatMap((target) => Array.from({ length: IN_FLIGHT_EACH }, () => work(target))));
    return (done / (performance.now() - begun)) * 1000;
  } finally {
    release();
  }
}

/** Lets each process run for its share of every period, one after the other. */
function hold(targets: readonly Measured[]): () => void {
  const timers = new Set<NodeJS.Timeout>();
  const later = (milliseconds: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, milliseconds);
    timers.add(timer);
  };
  for (const [at, { server }] of targets.entries()) {
    process.kill(server.pid, 'SIGSTOP');
    const turn = () => {
      process.kill(server.pid, 'SIGCONT');
      later(PERIOD_MS * SHARE, () => process.kill(server.pid, 'SIGSTOP'));
      later(PERIOD_MS, turn);
    };
    later((at * PERIOD_MS) / targets.length, turn);
  }
  return () => {
    for (const timer of timers) clearTimeout(timer);
    for (const { server } of targets) process.kill(server.pid, 'SIGCONT');
  };
}
