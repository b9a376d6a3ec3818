/** When a push is tried again, what a receiver's answer means, and when a stream rests (S8; RFC 8935 §2.3, §2.4). */

/** What became of one push. */
export type PushAnswer =
  /** 202: the receiver has it */
  | { readonly outcome: 'accepted' }
  /** the receiver says that it will never take this token */
  | { readonly outcome: 'refused'; readonly why: string }
  /** nothing is wrong with the token, or nobody knows: later */
  | { readonly outcome: 'unavailable'; readonly why: string };

const SECOND_MS = 1_000;
/** A portal that was away for a minute is asked within a quarter of one after it is back. */
const PAUSES_MS = [1, 2, 5, 10, 15, 15, 15, 30, 60, 300, 900, 1_800, 3_600].map((seconds) => seconds * SECOND_MS);
const WORD = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * Codes of RFC 8935 §2.4 that speak of the token itself. The others speak of keys, of the receiver's permissions or of
 * nothing known: they may pass.
 */
const FINAL_ERRORS: ReadonlySet<string> = new Set(['invalid_request', 'invalid_issuer', 'invalid_audience']);

/** @param failures in a row, this one included @returns milliseconds until the stream is tried again */
export function pushPause(failures: number): number {
  return PAUSES_MS[Math.min(Math.max(failures, 1), PAUSES_MS.length) - 1] ?? SECOND_MS;
}

/**
 * Reads an answer to a push. Nothing but 202 says that the receiver has it: a page that answers 200 is no receiver.
 *
 * @param body the first bytes of the answer, as text
 */
export function judgeAnswer(status: number, body: string): PushAnswer {
  if (status === 202) return { outcome: 'accepted' };
  if (status !== 400) return { outcome: 'unavailable', why: `status ${status}` };
  const error = errorCode(body);
  return FINAL_ERRORS.has(error)
    ? { outcome: 'refused', why: error }
    : { outcome: 'unavailable', why: error === '' ? 'status 400' : error };
}

/** The receiver's own word, where it is one: its description may quote anything, and is not kept. */
function errorCode(body: string): string {
  try {
    const { err } = JSON.parse(body) as { err?: unknown };
    return typeof err === 'string' && WORD.test(err) ? err : '';
  } catch {
    return '';
  }
}

/** Does a stream that has failed since then rest until its receiver or an operator says so? Times in milliseconds. */
export function isTimeToPause(failingSince: number, now: number, pauseAfterMs: number): boolean {
  return now - failingSince >= pauseAfterMs;
}

/** An error that a poll reports (RFC 8936 §2.4), as a word. */
export function reportedError(err: unknown): string {
  return typeof err === 'string' && WORD.test(err) ? err : 'reported';
}
