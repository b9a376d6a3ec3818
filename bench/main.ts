/**
 * `npm run bench`: Argon2 alone, the bare library and Poterne in one interleaved run on throwaway PostgreSQL and Redis
 * (O6); prints its tables and writes them between the markers of docs/benchmarks.md.
 *
 * Options: `--quick` (a few operations, to try the benchmark itself; writes nothing), `--profile sign-ins|tokens`
 * (Poterne's CPU by package, printed), `--only oracle|lookup|flows|workers`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clientCredentials } from './flows.js';
import { measureLookups } from './lookup.js';
import { measure } from './measure.js';
import { operationsOf, pacedSignIns, wholeSignIn } from './operations.js';
import { readProfile } from './profile.js';
import { type Findings, renderReport, writeReport } from './report.js';
import { compareTimes } from './timing_oracle.js';
import { compareProcesses } from './two_processes.js';
import { openWorld } from './world.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'string' },
    only: { type: 'string' },
    accounts: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '6' },
  },
});
const isQuick = options.quick;
const wanted = (part: string) => options.only === undefined || options.only === part;
const LONGEST_FLOWS_MS = 5 * 60_000;

const accounts = isQuick ? 1_000 : Number(options.accounts);
const counts = isQuick
  ? { signIn: 10, flow: 16, token: 16, read: 16 }
  : { signIn: 60, flow: 100, token: 200, read: 400 };
const rounds = isQuick ? 1 : Number(options.rounds);
const profileFolder = options.profile ? mkdtempSync(join(tmpdir(), 'poterne-profile-')) : undefined;

const say = (text: string) => process.stdout.write(`${text}\n`);
const world = await openWorld(accounts);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void world.close().finally(() => process.exit(1)));
}
try {
  say(`${accounts} accounts, ${world.people.length} of them with a mobile phone`);
  if (profileFolder) {
    const isTokens = options.profile === 'tokens';
    const profiled = () => (isTokens ? clientCredentials(world.poterne) : wholeSignIn(world, world.poterne));
    const many = async (count: number) => {
      for (let at = 0; at < count; at += 1) await profiled();
    };
    await many(isTokens ? 500 : 50);
    await world.poterne.server.order({ profile: 'start' });
    await many((isQuick ? 100 : 300) * (isTokens ? 10 : 1));
    await world.poterne.server.order({ profile: profileFolder });
    const { packages, functions } = readProfile(profileFolder);
    const percent = ({ where, share }: { where: string; share: number }) =>
      `${(share * 100).toFixed(1).padStart(5)} %  ${where}`;
    say(packages.slice(0, 25).map(percent).join('\n'));
    say(`\n${functions.slice(0, 40).map(percent).join('\n')}`);
  } else {
    const startedAt = performance.now();
    const flows = wanted('flows')
      ? await measure(
          operationsOf(world, counts),
          rounds,
          world.meters,
          (round) => say(`round ${round} of ${rounds}`),
          performance.now() + LONGEST_FLOWS_MS,
        )
      : [];
    const paced = wanted('flows')
      ? await measure([pacedSignIns(world, isQuick ? 5 : 40)], 1, world.meters, () => {}, Number.POSITIVE_INFINITY)
      : [];
    const oracle = wanted('oracle') ? await compareTimes(world, isQuick ? 64 : 2_000) : [];
    const processes = wanted('workers') ? await compareProcesses(world, isQuick ? 1 : 3, isQuick ? 200 : 600) : [];
    const lookups = wanted('lookup')
      ? await measureLookups(world, isQuick ? [1_000, 5_000] : [10_000, 200_000], 1_000)
      : [];
    const findings: Findings = {
      accounts,
      rounds,
      flows: [...flows, ...paced],
      oracle,
      processes,
      lookups,
      seconds: (performance.now() - startedAt) / 1000,
    };
    say(renderReport(findings));
    if (!isQuick && options.only === undefined) writeReport(findings);
  }
} finally {
  await world.close();
  if (profileFolder) rmSync(profileFolder, { recursive: true, force: true });
}
