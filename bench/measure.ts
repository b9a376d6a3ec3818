/**
 * One interleaved run: every operation has its turn in each round, so that a machine that grows warm or busy is so for
 * all of them. Between two readings of the counters nothing else runs.
 */

import type { ServerChild } from './server_child.js';
import { percentile } from './statistics.js';
import { type Calls, difference, type StoreMeters, total } from './store_meters.js';

export interface Operation {
  readonly name: string;
  readonly server: ServerChild;
  /** operations a round */
  readonly count: number;
  readonly inFlight: number;
  /** What does not belong to the operation: sessions, tokens. Not measured. */
  prepare?(round: number): Promise<void>;
  /** @param at index over all rounds */
  run(at: number): Promise<void>;
}

/** An operation that its own process repeats, so that asking for it is not measured. */
export interface OwnLoop extends Omit<Operation, 'run'> {
  runAll(count: number, inFlight: number): Promise<{ milliseconds: readonly number[]; wallMilliseconds: number }>;
}

export type Measured = Operation | OwnLoop;

export interface Measurement {
  readonly name: string;
  readonly operations: number;
  /** a second, at this many in flight */
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly cpuMilliseconds: number;
  readonly redisCommands: number;
  readonly sqlStatements: number;
  readonly residentMebibytes: number;
  /** by name, a operation */
  readonly redisByCommand: ReadonlyArray<readonly [string, number]>;
  readonly sqlByStatement: ReadonlyArray<readonly [string, number]>;
}

interface Sums {
  operations: number;
  wallMilliseconds: number;
  cpuMicroseconds: number;
  residentBytes: number;
  readonly latencies: number[];
  readonly redis: Map<string, number>;
  readonly sql: Map<string, number>;
}

/** longer than what is written behind waits (the audit: 200 ms) */
const SETTLE_MS = 350;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param onRound told after each round
 * @param deadline no round starts after it, in performance.now() milliseconds
 */
export async function measure(
  operations: readonly Measured[],
  rounds: number,
  meters: StoreMeters,
  onRound: (round: number) => void,
  deadline: number,
): Promise<readonly Measurement[]> {
  const sums = operations.map(
    (): Sums => ({
      operations: 0,
      wallMilliseconds: 0,
      cpuMicroseconds: 0,
      residentBytes: 0,
      latencies: [],
      redis: new Map(),
      sql: new Map(),
    }),
  );
  // Round 0 warms up and is thrown away.
  for (let round = 0; round <= rounds && performance.now() < deadline; round += 1) {
    for (const [index, operation] of operations.entries()) {
      const sum = sums[index];
      if (sum) await oneTurn(operation, round, meters, round === 0 ? undefined : sum);
    }
    onRound(round);
  }
  return operations.map((operation, index) => summary(operation, sums[index] as Sums));
}

async function oneTurn(operation: Measured, round: number, meters: StoreMeters, sum: Sums | undefined): Promise<void> {
  await operation.prepare?.(round);
  await pause(SETTLE_MS);
  const before = await reading(operation, meters);
  const { milliseconds, wallMilliseconds } =
    'runAll' in operation
      ? await operation.runAll(operation.count, operation.inFlight)
      : await runAll(operation, round);
  await pause(SETTLE_MS);
  const after = await reading(operation, meters);
  if (!sum) return;
  sum.operations += operation.count;
  sum.wallMilliseconds += wallMilliseconds;
  sum.cpuMicroseconds += after.usage.cpuMicroseconds - before.usage.cpuMicroseconds;
  sum.residentBytes = Math.max(sum.residentBytes, after.usage.residentBytes);
  sum.latencies.push(...milliseconds);
  add(sum.redis, difference(before.redis, after.redis));
  add(sum.sql, difference(before.sql, after.sql));
}

async function runAll({ count, inFlight, run }: Operation, round: number) {
  const milliseconds: number[] = [];
  let next = 0;
  const started = performance.now();
  const work = async () => {
    while (next < count) {
      const at = next;
      next += 1;
      const begun = performance.now();
      await run(round * count + at);
      milliseconds.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return { milliseconds, wallMilliseconds: performance.now() - started };
}

async function reading({ server }: Measured, meters: StoreMeters) {
  const [redis, sql, usage] = [await meters.redisCommands(), await meters.sqlStatements(), await server.usage()];
  return { redis, sql, usage };
}

function add(sum: Map<string, number>, calls: Calls): void {
  for (const [name, count] of calls) sum.set(name, (sum.get(name) ?? 0) + count);
}

function summary({ name }: Measured, sum: Sums): Measurement {
  const each = (calls: Calls) =>
    [...calls].map(([call, count]) => [call, count / sum.operations] as const).sort(([, a], [, b]) => b - a);
  return {
    name,
    operations: sum.operations,
    rate: (sum.operations / sum.wallMilliseconds) * 1000,
    p50: percentile(sum.latencies, 0.5),
    p95: percentile(sum.latencies, 0.95),
    p99: percentile(sum.latencies, 0.99),
    cpuMilliseconds: sum.cpuMicroseconds / 1000 / sum.operations,
    redisCommands: total(sum.redis) / sum.operations,
    sqlStatements: total(sum.sql) / sum.operations,
    residentMebibytes: sum.residentBytes / 2 ** 20,
    redisByCommand: each(sum.redis),
    sqlByStatement: each(sum.sql),
  };
}
