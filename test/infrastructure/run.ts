/**
 * The test command: checks (types, lint, arrows), servers, jest, the review of the logs, and one closing line. Every
 * check counts as a test. With arguments (jest's) it runs those tests alone, without the checks.
 */
import { installMissing } from './apt.js';
import { runChecks, runCommand, type Tally } from './checks.js';
import { runJest } from './jest_run.js';
import { reviewLogs } from './log_watch.js';
import { prepareRun } from './provision.js';

/** a run that takes longer is stuck */
const LONGEST_RUN_MS = 30 * 60_000;
const GENERATE = { name: 'database client (prisma)', command: ['node', 'scripts/prisma_generate.mjs'] } as const;
const LOG_TEST = 'S1/O2 no secret in the logs of the whole run';

/**
 * @param args jest's: path patterns, `-t name`; none = the complete run
 * @returns the exit code: 0 when at least one test ran and all passed
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const isComplete = args.length === 0;
  const lacking = installMissing();
  if (lacking) {
    console.error(lacking);
    return close([{ passed: 0, failed: 1 }]);
  }
  const run = prepareRun();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      await run.end();
      process.exit(1);
    });
  }
  const tallies: Tally[] = [];
  try {
    if (!(await runCommand(GENERATE))) throw new Error('nothing can be tested without the database client');
    const checks = isComplete ? runChecks() : Promise.resolve({ passed: 0, failed: 0 });
    const [tally] = await Promise.all([checks, run.startServers()]);
    tallies.push(tally);
    const longestMs = LONGEST_RUN_MS - (performance.now() - start);
    tallies.push(await runJest({ args, isComplete, longestMs }));
    tallies.push(reviewRun(run.logFolder, isComplete));
    if (!isComplete)
      console.log('Only what was named: `npm test` alone runs every test and checks types, lint, arrows.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tallies.push({ passed: 0, failed: 1 });
  } finally {
    await run.end();
  }
  return close(tallies);
}

/** Counts as one test. A complete run that logged nothing, or recorded no secret, has proved nothing. */
function reviewRun(logFolder: string, isComplete: boolean): Tally {
  const { leaks, logLines, secrets } = reviewLogs(logFolder);
  const isEmpty = logLines === 0 || secrets === 0;
  const passes = leaks.length === 0 && !(isEmpty && isComplete);
  if (isEmpty && !isComplete) return { passed: 0, failed: 0 };
  console.log(`${passes ? '✓' : '✗'} ${LOG_TEST} (${logLines} lines, ${secrets} secrets)`);
  for (const { kind, form, file, line } of leaks) console.log(`  a ${kind}, ${form}, in ${file}, line ${line}`);
  return passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function close(tallies: readonly Tally[]): number {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0 ? 0 : 1;
}
