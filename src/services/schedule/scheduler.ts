/**
 * Jobs that come round: reminders, purges, warnings (C3). Any number of processes run the same scheduler; a lease gives
 * each job to one of them. A job works in pieces, and whoever takes it after a crash goes on after the last piece that was
 * recorded: a piece may so be done twice, and each job's work is such that it then changes nothing.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { JobStore } from '../../ports/schedule/job_store.js';

export interface Job {
  readonly name: string;
  readonly intervalSeconds: number;
  /**
   * Does one bounded piece of the work of a window of time, its beginning excluded. The windows of a job follow each
   * other without a gap, and one that was interrupted keeps its end.
   *
   * @param from milliseconds since the epoch, as `to`
   * @param cursor what the piece before answered; null: the first
   * @returns where the next piece begins, or null: this was the last
   */
  run(from: number, to: number, cursor: string | null): Promise<string | null>;
}

export interface SchedulerDependencies {
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly onFault: (job: string, error: unknown) => void;
}

export interface Scheduler {
  /** Does what is due, as far as nobody else does; never throws. @returns the names of the jobs that it came to the end of */
  tick(): Promise<readonly string[]>;
  /** The current piece is the last. */
  stop(): void;
}

/** A piece that takes longer may be done by another process at the same time. */
const LEASE_SECONDS = 120;
/** Then the job is let go, so that the others have their turn in this process too. */
const MOST_PIECES = 200;

export function createScheduler(list: readonly Job[], { jobs, clock, onFault }: SchedulerDependencies): Scheduler {
  const owner = randomUUID();
  let stopped = false;
  const leaseEnd = () => clock.now() + LEASE_SECONDS * 1000;

  /** @returns whether it was brought to its end; `resumed`: that of a window which somebody else had begun */
  async function work({ name, intervalSeconds, run }: Job): Promise<boolean | 'resumed'> {
    const now = clock.now();
    const due = { intervalMs: intervalSeconds * 1000, now, leaseUntil: now + LEASE_SECONDS * 1000 };
    const held = await jobs.take(name, owner, due);
    if (!held) return false;
    const { to, cursor } = readCursor(held.cursor) ?? { to: now, cursor: null };
    let next = cursor;
    try {
      for (let pieces = 0; pieces < MOST_PIECES && !stopped; pieces += 1) {
        next = await run(held.doneUpTo, to, next);
        if (next === null) {
          const isDone = await jobs.advance(name, owner, { doneUpTo: to, cursor: null, leaseUntil: null });
          return isDone && held.cursor !== null ? 'resumed' : isDone;
        }
        const written = writeCursor(to, next);
        const isOurs = await jobs.advance(name, owner, {
          doneUpTo: held.doneUpTo,
          cursor: written,
          leaseUntil: leaseEnd(),
        });
        if (!isOurs) return false;
      }
    } catch (error) {
      await jobs.release(name, owner);
      throw error;
    }
    await jobs.release(name, owner);
    return false;
  }

  return {
    async tick() {
      const done: string[] = [];
      for (const job of list) {
        if (stopped) break;
        try {
          let outcome = await work(job);
          // Time went on while nobody did it: the window after it may be due at once.
          while (outcome === 'resumed' && !stopped) outcome = (await work(job)) || true;
          if (outcome) done.push(job.name);
        } catch (error) {
          onFault(job.name, error);
        }
      }
      return done;
    },
    stop() {
      stopped = true;
    },
  };
}

/** The end of the window goes with the cursor: whoever goes on works on the same one. */
function writeCursor(to: number, cursor: string): string {
  return `${to}|${cursor}`;
}

function readCursor(written: string | null): { to: number; cursor: string } | undefined {
  const match = /^(\d+)\|(.*)$/s.exec(written ?? '');
  return match ? { to: Number(match[1]), cursor: match[2] ?? '' } : undefined;
}
