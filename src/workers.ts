/**
 * Several identical processes behind one port (O2): the first process forks workers, starts a dead one again after a
 * pause that grows while it keeps dying, and hands signals on, so that all drain at once.
 */
import cluster, { type Worker } from 'node:cluster';
import type { Logger } from './http/log.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** a worker that lived this long did not die of its start */
const STEADY_AFTER_MS = 30_000;

export interface Supervision {
  readonly logger: Logger;
  /** a worker that still runs this long after the signal is killed */
  readonly endWithinMs: number;
}

/**
 * Runs workers until SIGTERM or SIGINT.
 *
 * @param count how many
 * @returns the exit code once all have ended: 1 when a worker of the first start never came to listen
 */
export function runWorkers(count: number, { logger, endWithinMs }: Supervision): Promise<0 | 1> {
  const alive = new Set<Worker>();
  let exitCode: 0 | 1 = 0;
  let isStopping = false;
  let hasListened = false;
  let pauseMs = FIRST_PAUSE_MS;

  return new Promise((resolve) => {
    const pending = new Set<NodeJS.Timeout>();
    const start = () => {
      const worker = cluster.fork();
      const startedAt = performance.now();
      const who = { worker: worker.id, pid: worker.process.pid };
      alive.add(worker);
      worker.on('error', () => {});
      worker.once('listening', () => {
        hasListened = true;
        logger.info(who, 'worker started');
      });
      worker.once('exit', (code, signal) => {
        alive.delete(worker);
        const how = { ...who, ...(signal ? { signal } : { code }) };
        if (isStopping) logger.info(how, 'worker stopped');
        else if (hasListened) startAgain(how, performance.now() - startedAt);
        else {
          // What stops every start is no accident: it said why, and starting again would say it for ever.
          exitCode = 1;
          stop();
        }
        if (isStopping && alive.size === 0) resolve(exitCode);
      });
    };
    const startAgain = (how: object, livedMs: number) => {
      pauseMs = livedMs > STEADY_AFTER_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      logger.error({ ...how, startsAgainInMs: pauseMs }, 'worker died');
      const timer = setTimeout(() => {
        pending.delete(timer);
        start();
      }, pauseMs);
      pending.add(timer);
    };
    const stop = () => {
      if (isStopping) return;
      isStopping = true;
      for (const timer of pending) clearTimeout(timer);
      for (const worker of alive) worker.process.kill('SIGTERM');
      setTimeout(() => {
        for (const worker of alive) worker.process.kill('SIGKILL');
      }, endWithinMs).unref();
      if (alive.size === 0) resolve(exitCode);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    for (let started = 0; started < count; started += 1) start();
  });
}
