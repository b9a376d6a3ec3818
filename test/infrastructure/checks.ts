/** Commands of a run, one line each: what they print is shown when they fail. The checks among them count as tests. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Tally {
  passed: number;
  failed: number;
}

export interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const CHECKS: readonly Check[] = [
  { name: 'types (tsc)', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'lint and format (biome)', command: ['biome', 'check', '.'] },
  {
    name: 'arrows between folders (dependency-cruiser)',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'interactions', 'demo'],
  },
];

const live = new Set<ChildProcess>();

/** Runs every check, two at a time at most: the slow one beside the quick ones. */
export async function runChecks(): Promise<Tally> {
  const [slow, ...quick] = CHECKS;
  const results = await Promise.all([slow ? [await runCommand(slow)] : [], runInTurn(quick)]);
  const passed = results.flat().filter(Boolean).length;
  return { passed, failed: CHECKS.length - passed };
}

/** @returns whether the command exited with 0 */
export async function runCommand({ name, command: [program, ...args] }: Check): Promise<boolean> {
  const start = performance.now();
  const { exitCode, output } = await run(program, args);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`${exitCode === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (exitCode !== 0) console.log(output);
  return exitCode === 0;
}

/**
 * Starts a command in a process group of its own, so that what it starts in turn ends with it; noted to be ended when
 * the run is.
 */
export function startCommand(program: string, args: readonly string[], stdio: 'pipe' | 'inherit'): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', stdio, stdio], detached: true });
  live.add(child);
  for (const event of ['exit', 'error']) child.once(event, () => live.delete(child));
  return child;
}

/** Ends a command and all that it started, at once. */
export function endCommand({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
}

/** Ends what still runs. */
export async function endCommands(): Promise<void> {
  await Promise.all(
    [...live].map(async (child) => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      endCommand(child);
      await exited;
    }),
  );
}

async function runInTurn(checks: readonly Check[]): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const check of checks) results.push(await runCommand(check));
  return results;
}

function run(program: string, args: readonly string[]): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = startCommand(program, args, 'pipe');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
