/**
 * Time that tests move: everything in the test's own process that asks for the date, library or ours, sees it. Timers
 * keep running at their real pace.
 */
const RealDate = Date;
let offset = 0;

class MovedDate extends RealDate {
  constructor(...parts: unknown[]) {
    // Date takes one to seven arguments, or none for now.
    if (parts.length === 0) super(MovedDate.now());
    else super(...(parts as [number]));
  }
  static override now(): number {
    return RealDate.now() + offset;
  }
}

/** Replaces the date of this test file; idempotent. */
export function installMovingTime(): void {
  globalThis.Date = MovedDate as unknown as DateConstructor;
}

/** Lets this much time pass at once. */
export function passSeconds(seconds: number): void {
  offset += seconds * 1000;
}
