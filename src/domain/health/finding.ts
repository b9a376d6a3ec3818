/** What a check of the running system found, and how to mend it (O4). */

export type FindingState = 'ok' | 'warn' | 'fail';

export interface Finding {
  /** a stable name for programs: `database.version` */
  readonly check: string;
  readonly state: FindingState;
  readonly what: string;
  /** what to do, wherever something is to be done */
  readonly mend?: string;
}

export function ok(check: string, what: string): Finding {
  return { check, state: 'ok', what };
}

export function warn(check: string, what: string, mend: string): Finding {
  return { check, state: 'warn', what, mend };
}

export function fail(check: string, what: string, mend: string): Finding {
  return { check, state: 'fail', what, mend };
}

const MINUTE_MS = 60_000;

/** `3 min`, `5 h`, `12 days`: enough to see whether something waits too long. */
export function age(milliseconds: number): string {
  const minutes = Math.max(0, milliseconds) / MINUTE_MS;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 72 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}

const SKEW_WARNS_MS = 1_000;
const SKEW_FAILS_MS = 5_000;

/**
 * @param skewMs by how much the other clock is ahead of this machine's; negative: behind
 * @param whose `PostgreSQL`
 */
export function judgeClock(check: string, whose: string, skewMs: number): Finding {
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  const what = `${whose} is ${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} this machine`;
  const mend = 'set both machines by NTP: codes, waits and tokens live for minutes';
  if (Math.abs(skewMs) >= SKEW_FAILS_MS) return fail(check, what, mend);
  if (Math.abs(skewMs) >= SKEW_WARNS_MS) return warn(check, what, mend);
  return ok(check, `${whose} agrees with this machine`);
}
