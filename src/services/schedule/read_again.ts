/** What a process keeps of a store is read again every few seconds; a failed reading keeps what there is (S7, C1). */

export interface ReadAgain {
  readonly refreshSeconds: number;
  readonly onFailure: (error: unknown) => void;
}

/** Processes that started together do not read together. */
const JITTER = 0.2;

/** @returns what stops it; a reading under way ends by itself */
export function readAgain(read: () => Promise<void>, { refreshSeconds, onFailure }: ReadAgain): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  function schedule(): void {
    const share = 1 - JITTER * Math.random();
    timer = setTimeout(
      async () => {
        await read().catch(onFailure);
        if (!isStopped) schedule();
      },
      refreshSeconds * 1000 * share,
    ).unref();
  }
  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
