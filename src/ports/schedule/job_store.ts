/** Which process does which job of the scheduler, and how far each has come (C3). */

export interface HeldJob {
  /** milliseconds since the epoch: its work is done up to there */
  readonly doneUpTo: number;
  /** where an interrupted run goes on */
  readonly cursor: string | null;
}

export interface JobProgress {
  readonly doneUpTo: number;
  readonly cursor: string | null;
  /** milliseconds since the epoch; null lets the job go */
  readonly leaseUntil: number | null;
}

export interface JobStore {
  /**
   * Takes a job that is due or was interrupted, unless somebody holds it; atomic. One that nobody ever did begins one
   * interval ago.
   *
   * @param now milliseconds since the epoch, as `leaseUntil`
   */
  take(
    name: string,
    owner: string,
    due: { readonly intervalMs: number; readonly now: number; readonly leaseUntil: number },
  ): Promise<HeldJob | null>;
  /** @returns false when another process holds it by now: what was done since is done there too */
  advance(name: string, owner: string, progress: JobProgress): Promise<boolean>;
  /** Lets it go where it stands. */
  release(name: string, owner: string): Promise<void>;
  /** How far each has come, by name. */
  list(): Promise<ReadonlyMap<string, number>>;
}
