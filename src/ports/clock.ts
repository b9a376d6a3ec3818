/** Time comes from here, so that tests move it and never sleep. */
export interface Clock {
  /** milliseconds since the epoch */
  now(): number;
  /** Resolves after this many milliseconds of the clock's own time. */
  pause(milliseconds: number): Promise<void>;
}
