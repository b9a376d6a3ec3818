/**
 * `npm run fuzz -- [--minutes 10] [--seed n] [--only door] [--stores memory|redis] [--replay '{…}']`: wrong requests at
 * every door of a Poterne of its own, on throwaway stores, for as long as one likes.
 */

import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { prepareRun } from '../infrastructure/provision.js';
import type { ByteRequest } from './byte_request.js';
import { type Finding, startFuzzer } from './fuzz.js';

const RUNS_PER_BATCH = 500;
const MB = 1024 * 1024;
/** Growth that a collector's own habits explain. */
const STEADY_MB = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** @returns the exit code: 0 when every rule held */
export async function fuzz(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      only: { type: 'string' },
      stores: { type: 'string', default: 'memory' },
      replay: { type: 'string' },
    },
  });
  const run = prepareRun();
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
  });
  try {
    await run.startServers();
    const fuzzer = await startFuzzer(values.stores === 'redis' ? 'redis' : 'memory');
    try {
      if (values.replay) {
        const finding = await fuzzer.replay(JSON.parse(values.replay) as ByteRequest);
        print(finding);
        return finding.faults.length === 0 ? 0 : 1;
      }
      const seed = Number(values.seed);
      const { tally } = fuzzer;
      const heap: number[] = [];
      const remains = new Set<string>();
      const start = performance.now();
      const end = start + Number(values.minutes) * 60_000;
      let printed = 0;
      for (let batch = 0; performance.now() < end && !stopped; batch += 1) {
        await fuzzer.batch({ seed: seed + batch, runs: RUNS_PER_BATCH, only: values.only });
        for (const fault of await fuzzer.remains()) remains.add(fault);
        for (const finding of tally.findings.slice(printed)) print(finding);
        printed = tally.findings.length;
        collect();
        heap.push(process.memoryUsage().heapUsed / MB);
        if (batch % 20 === 0)
          console.log(
            `${Math.round((performance.now() - start) / 1000)} s, ${tally.requests} requests, heap ${heap.at(-1)?.toFixed(1)} MB`,
          );
      }
      const seconds = (performance.now() - start) / 1000;
      const settled = heap[Math.min(2, heap.length - 1)] ?? 0;
      const growth = (heap.at(-1) ?? 0) - settled;
      if (growth > STEADY_MB) remains.add(`the heap grew by ${growth.toFixed(1)} MB`);
      const statuses = [...tally.statuses].sort().map(([status, times]) => `${status ?? 'closed'}: ${times}`);
      console.log(
        `seed ${seed}, ${tally.requests} requests in ${Math.round(seconds)} s (${Math.round(tally.requests / seconds)}/s), ${tally.doors.size} doors`,
      );
      console.log(`answers ${statuses.join(', ')}`);
      console.log(
        `heap after collection: ${heap[0]?.toFixed(1)} MB at first, ${settled.toFixed(1)} MB settled, ${heap.at(-1)?.toFixed(1)} MB at the end; resident ${Math.round(process.memoryUsage().rss / MB)} MB`,
      );
      for (const fault of remains) console.log(`✗ ${fault}`);
      console.log(`${tally.findings.length} defects (${tally.repeated} requests more met one of them)`);
      return tally.findings.length + remains.size === 0 ? 0 : 1;
    } finally {
      await fuzzer.close();
    }
  } finally {
    await run.end();
  }
}

function print({ faults, request, beside, seed, status }: Finding): void {
  console.log(
    `${faults.length === 0 ? '✓ every rule holds' : `✗ ${faults.join('; ')}`} (${request.door}, status ${status ?? 'none'}, seed ${seed})`,
  );
  if (faults.length > 0)
    console.log(`  npm run fuzz -- --replay '${JSON.stringify(request).replaceAll("'", "'\\''")}'`);
  if (beside.length > 0) console.log(`  beside ${beside.length} others: ${beside.map(({ door }) => door).join(', ')}`);
}
