/**
 * Work that no answer waits for, so that the time an answer takes tells nothing of it (C4, ASVS 6.3.8). It begins after
 * the answer was written; a service that stops waits for what began.
 */

export interface Background {
  /** Never throws; a failure is told to the log. */
  begin(work: () => Promise<void>): void;
  /** Resolves when everything that began has ended. */
  settled(): Promise<void>;
}

/** @param onFault told of what failed */
export function createBackground(onFault: (error: unknown) => void): Background {
  const running = new Set<Promise<void>>();
  return {
    begin(work) {
      const done = new Promise<void>((resolve) => setImmediate(resolve))
        .then(work)
        .catch(onFault)
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
