/** The fuzzing itself: batches of requests made wrong, each answer held against the oracles, what fails made small. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { passSeconds } from '../harness/moving_time.js';
import { type Restartable, startPoterne } from '../harness/poterne.js';
import { logFile } from '../infrastructure/log_watch.js';
import { type ByteRequest, bytesOf, sendBytes } from './byte_request.js';
import { DOORS } from './doors.js';
import { type Ledger, openLedger, written } from './ledger.js';
import { mutated, mutation } from './mutations.js';
import { explains, faultsOf } from './oracles.js';
import { filled, type World } from './placeholders.js';
import { buildWorld, FUZZ_ACCOUNTS, FUZZ_CLIENTS, INITIAL_TOKEN } from './world.js';

export interface Finding {
  readonly faults: readonly string[];
  readonly request: ByteRequest;
  /** sent at the same time: empty unless the fault needs them */
  readonly beside: readonly ByteRequest[];
  /** of fast-check, to see the same batch again */
  readonly seed: number;
  readonly status: number | undefined;
}

export interface Tally {
  requests: number;
  readonly statuses: Map<number | undefined, number>;
  readonly doors: Map<string, number>;
  readonly findings: Finding[];
  /** requests that failed as an earlier one did */
  repeated: number;
}

export interface Fuzzer {
  readonly poterne: Restartable;
  readonly tally: Tally;
  /** Sends that many requests; findings go into the tally. */
  batch(options: { readonly seed: number; readonly runs: number; readonly only?: string | undefined }): Promise<void>;
  /** Sends one request, as printed. */
  replay(request: ByteRequest): Promise<Finding>;
  /** Broken rules that no single request shows: what waits to be written, and still is after a while. */
  remains(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Long enough that throttles open again and what is kept in memory expires. */
const BETWEEN_BATCHES_SECONDS = 26 * 3600;
/** requests that are sent at once */
const LARGEST_GROUP = 16;
const MEAN_GROUP = 8;
/** Making one failure small ends here, too. */
const LONGEST_BATCH_MS = 60_000;

export async function startFuzzer(ephemeral: 'memory' | 'redis'): Promise<Fuzzer> {
  const poterne = await startPoterne({
    name: 'fuzz',
    ephemeral,
    clients: FUZZ_CLIENTS,
    accounts: FUZZ_ACCOUNTS,
    environment: {
      REGISTRATION_INITIAL_ACCESS_TOKEN: INITIAL_TOKEN,
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'silent',
    },
  });
  const ledger = await openLedger(poterne.database.url);
  const port = Number(new URL(poterne.origin).port);
  const tally: Tally = { requests: 0, statuses: new Map(), doors: new Map(), findings: [], repeated: 0 };
  const log = logFile('fuzz');
  const known = new Set<string>();
  const stray: string[] = [];
  const noteStray = (error: unknown) =>
    void stray.push(error instanceof Error ? `${error.name} (${error.stack?.split('\n')[1]?.trim()})` : 'something');
  process.on('unhandledRejection', noteStray);
  process.on('uncaughtException', noteStray);
  let before: Ledger = await ledger.read();
  let batches = 0;

  /** A group goes at once; then the database is read, and each answer judged. */
  const observe = async (group: readonly ByteRequest[], world: World) => {
    const sent = await Promise.all(
      group.map(async (request) => ({ request, answer: await sendBytes(port, bytesOf(await filled(request, world))) })),
    );
    const after = await ledger.read();
    const unexplained = written(before, after).filter(
      (table) => !sent.some(({ request, answer }) => explains(request, answer, table)),
    );
    before = after;
    const thrown = stray.splice(0);
    return sent.map(({ request, answer }, at) => ({
      request,
      status: answer.status,
      faults: faultsOf({
        request,
        answer,
        origin: poterne.origin,
        // Whose it was shows once the group is made small.
        written: at === 0 ? unexplained : [],
        stray: at === 0 ? thrown : [],
        origins: () => latestError(log),
      }),
    }));
  };
  const count = <Key>(map: Map<Key, number>, key: Key) => map.set(key, (map.get(key) ?? 0) + 1);
  const signatureOf = (request: ByteRequest, fault: string) =>
    fault.includes(' at ') ? fault : `${request.door}: ${fault.slice(0, 60)}`;
  const freshWorld = async () => {
    const world = await buildWorld(poterne, batches);
    before = await ledger.read();
    batches += 1;
    return world;
  };

  return {
    poterne,
    tally,
    async batch({ seed, runs, only }) {
      const world = await freshWorld();
      const doors = only ? DOORS.filter(({ name }) => name.startsWith(only)) : DOORS;
      if (doors.length === 0) throw new Error(`no door is called ${only}: ${DOORS.map(({ name }) => name).join(', ')}`);
      const requests = fc
        .tuple(fc.constantFrom(...doors), fc.array(mutation, { minLength: 1, maxLength: 4 }))
        .map(([door, mutations]) => mutated(door, mutations));
      let smallest: Finding | undefined;
      let hunted: string | undefined;
      const groups = fc.array(requests, { minLength: 1, maxLength: LARGEST_GROUP, size: 'max' });
      const property = fc.asyncProperty(groups, async (group) => {
        for (const { request, faults, status } of await observe(group, world)) {
          tally.requests += 1;
          count(tally.statuses, status);
          count(tally.doors, request.door);
          const fresh = faults.filter((fault) => !known.has(signatureOf(request, fault)));
          if (faults.length > 0 && fresh.length === 0) tally.repeated += 1;
          const [first] = fresh;
          if (first === undefined) continue;
          hunted ??= signatureOf(request, first);
          if (!fresh.some((fault) => signatureOf(request, fault) === hunted)) continue;
          smallest = { faults: fresh, request, beside: group.filter((each) => each !== request), seed, status };
          return false;
        }
        return true;
      });
      for (let left = runs, part = 0; left > 0; part += 1) {
        const from = tally.requests;
        hunted = undefined;
        smallest = undefined;
        await fc.check(property, {
          seed: seed + part * 7_919,
          numRuns: Math.ceil(left / MEAN_GROUP),
          interruptAfterTimeLimit: LONGEST_BATCH_MS,
          verbose: 0,
        });
        // What was found is known from now on, and the rest of the batch looks for others.
        const found = smallest as Finding | undefined;
        if (found) {
          tally.findings.push(found);
          for (const fault of found.faults) known.add(signatureOf(found.request, fault));
        }
        left -= Math.max(1, tally.requests - from);
      }
      passSeconds(BETWEEN_BATCHES_SECONDS);
    },
    async replay(request) {
      const world = await freshWorld();
      const [seen] = await observe([request], world);
      if (!seen) throw new Error('nothing was sent');
      return { ...seen, beside: [], seed: 0 };
    },
    async remains() {
      for (let tries = 0; tries < 20; tries += 1) {
        if ((await waitingEvents(poterne)) === 0)
          return stray.splice(0).map((name) => `${name} was thrown outside any request`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      return ['the audit does not write what waits'];
    },
    async close() {
      process.off('unhandledRejection', noteStray);
      process.off('uncaughtException', noteStray);
      await ledger.close();
      await poterne.close();
    },
  };
}

async function waitingEvents({ service }: Restartable): Promise<number> {
  return Number(/^poterne_audit_waiting(?:\{[^}]*\})? (\d+)/m.exec(await service.metrics.read())?.[1] ?? Number.NaN);
}

/** Where the latest logged error came from: its first frames in our own sources. */
function latestError(log: string): string {
  const line = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .findLast((each) => each.includes('"frames":['));
  const { error } = JSON.parse(line ?? '{}') as {
    error?: { type?: string; frames?: readonly string[]; code?: string };
  };
  const frames = (error?.frames ?? []).filter((frame) => !frame.includes('(node:')).slice(0, 3);
  return ` at ${error?.type ?? ''} ${error?.code ?? ''} ${frames.map((frame) => frame.replace(/^at (async )?/, '').replace(/\(?file:.*?\/((?:src|interactions|node_modules)\/)/, '$1')).join(' < ')}`;
}
