/** Does an upstream answer at this moment? Asked before a browser is sent where it could not come back from (F5). */
import type { Clock } from '../../ports/clock.js';

const PATIENCE_MS = 1_500;
const REMEMBERED_MS = 10_000;

/**
 * @param address any public address of the upstream: its keys'
 * @returns a question that costs at most one request in ten seconds, and never throws
 */
export function createReachability(
  address: string,
  fetch: typeof globalThis.fetch,
  clock: Pick<Clock, 'now'>,
): () => Promise<boolean> {
  let latest: { readonly answer: Promise<boolean>; readonly at: number } | undefined;
  return () => {
    if (!latest || clock.now() - latest.at >= REMEMBERED_MS)
      latest = { answer: answers(address, fetch), at: clock.now() };
    return latest.answer;
  };
}

async function answers(address: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
