/** Runs jest and counts what it did. Nothing that did not run counts as passed, and nothing is skipped silently. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endCommand, startCommand, type Tally } from './checks.js';
import { testVariable } from './environment.js';

export interface JestOptions {
  /** jest's own arguments: path patterns, `-t name` */
  readonly args: readonly string[];
  /** whether every test is expected to run */
  readonly isComplete: boolean;
  /** after this it is stuck and is ended */
  readonly longestMs: number;
}

/** the part of jest's JSON report that counts */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{ readonly status: string; readonly fullName: string }>;
  }>;
}

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
/** what jest may take to end after its last test, before handles left open count as a failure */
const END_PATIENCE_MS = 15_000;
const WATCH_MS = 500;
const NOT_RUN = ['pending', 'skipped', 'todo', 'disabled'];

/** Runs jest; its own report goes to the terminal as it comes. */
export async function runJest(options: JestOptions): Promise<Tally> {
  const reportFile = join(testVariable('POTERNE_TEST_RUN_DIR'), 'jest.json');
  const { exitCode, ended } = await spawnJest(reportFile, options);
  if (!existsSync(reportFile)) {
    console.error(ended ?? 'jest ran no test');
    return { passed: 0, failed: 1 };
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport;
  const notRun = options.isComplete
    ? report.testResults.flatMap((file) => file.assertionResults).filter(didNotRun)
    : [];
  for (const { fullName } of notRun) console.error(`Not run, so not passed: ${fullName}`);
  if (ended) console.error(ended);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + notRun.length + (ended ? 1 : 0);
  const hasHiddenFailure = failed === 0 && exitCode !== 0;
  return { passed: report.numPassedTests, failed: failed + (hasHiddenFailure ? 1 : 0) };
}

function didNotRun({ status }: { readonly status: string }): boolean {
  return NOT_RUN.includes(status);
}

/** @returns `ended` says why jest had to be ended, if it had */
function spawnJest(
  reportFile: string,
  { args, longestMs }: JestOptions,
): Promise<{ exitCode: number | null; ended: string | undefined }> {
  return new Promise((resolve, reject) => {
    const child = startCommand(process.execPath, [...JEST, '--json', `--outputFile=${reportFile}`, ...args], 'inherit');
    const start = performance.now();
    let reported: number | undefined;
    let ended: string | undefined;
    const watch = setInterval(() => {
      const now = performance.now();
      if (reported === undefined && existsSync(reportFile)) reported = now;
      if (reported !== undefined && now - reported > END_PATIENCE_MS) {
        ended = 'jest did not end after its last test: something was left open';
      } else if (now - start > longestMs) {
        ended = `jest was stopped after ${Math.round((now - start) / 1_000)} s`;
      }
      if (ended) endCommand(child);
    }, WATCH_MS);
    child.once('error', reject);
    child.once('exit', (exitCode) => {
      clearInterval(watch);
      resolve({ exitCode, ended });
    });
  });
}
