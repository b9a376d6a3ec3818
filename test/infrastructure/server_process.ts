/**
 * Servers started for the tests: each in a process group of its own, so that Ctrl-C reaches the test command alone, and
 * noted in the run's folder, so that the test command ends those that a dead worker left behind.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface UnixUser {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** receives both outputs */
  readonly logFile: string;
  readonly user?: UnixUser | undefined;
}

const POLL_MS = 20;

export class ServerProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  #running = true;
  readonly #child: ChildProcess;

  constructor({ command, args, logFile, user }: ServerCommand) {
    const log = openSync(logFile, 'a', 0o600);
    const child: ChildProcess = spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...user,
    });
    closeSync(log);
    // A worker may end before the server it started: the test command sweeps.
    child.unref();
    this.#child = child;
    this.exited = new Promise((resolve) => {
      const end = () => {
        this.#running = false;
        if (child.pid) rmSync(noteOf(child.pid), { force: true });
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    this.pid = child.pid ?? 0;
    if (this.pid) note(this.pid);
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Sends a signal to the server and to the processes it has forked at that moment. */
  signal(signal: NodeJS.Signals): void {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) sendSignal(pid, signal);
  }

  /** Asks the server itself to end; after `patienceMs` it is killed. */
  async end(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    if (!this.#running) return;
    // Whoever ends it waits for it, also when nothing else keeps this process alive.
    this.#child.ref();
    sendSignal(this.pid, signal);
    sendSignal(this.pid, 'SIGCONT');
    const timer = setTimeout(() => this.signal('SIGKILL'), patienceMs);
    await this.exited;
    clearTimeout(timer);
  }
}

/** Polls until `isReady` answers true; an exception counts as not ready. */
export async function waitUntil(isReady: () => Promise<boolean> | boolean, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await Promise.resolve(isReady()).catch(() => false)) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A loopback port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free loopback port');
  return address.port;
}

/** A new folder for one server, inside the run's when there is one. */
export function serverFolder(name: string): string {
  return mkdtempSync(join(process.env['POTERNE_TEST_RUN_DIR'] ?? tmpdir(), `${name}-`));
}

/** Kills every noted server that still runs, and only those: a process id that was given anew is left alone. */
export function endNotedProcesses(runFolder: string): number {
  const folder = join(runFolder, 'processes');
  let ended = 0;
  for (const name of readdirSync(folder, { encoding: 'utf8' })) {
    const pid = Number(name);
    if (readFileSync(join(folder, name), 'utf8') !== startOf(pid)) continue;
    for (const each of [pid, ...childrenOf(pid)]) sendSignal(each, 'SIGKILL');
    ended += 1;
  }
  return ended;
}

function note(pid: number): void {
  if (!process.env['POTERNE_TEST_RUN_DIR']) return;
  mkdirSync(join(process.env['POTERNE_TEST_RUN_DIR'], 'processes'), { recursive: true });
  writeFileSync(noteOf(pid), startOf(pid));
}

function noteOf(pid: number): string {
  return join(process.env['POTERNE_TEST_RUN_DIR'] ?? tmpdir(), 'processes', String(pid));
}

/** When a process started, in whatever form the system gives it; empty when there is no such process. */
function startOf(pid: number): string {
  try {
    // proc(5): the name in parentheses may hold spaces; the start time is the 20th field after it
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended meanwhile
  }
}
