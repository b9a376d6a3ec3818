/**
 * One request to an upstream and its whole answer: within the deadline, of bounded size, never redirected. What is not
 * an answer at all becomes a fault here, so that whatever reads it later sees complete answers only (F5).
 */
import { codeOf, UpstreamRefusal } from './refusal.js';

const LARGEST_ANSWER_BYTES = 256 * 1024;

/** @throws UpstreamRefusal */
export type Ask = (address: string, request: RequestInit) => Promise<Response>;

/**
 * @param fetch how requests leave: the outbound policy's
 * @param deadline ends the wait for headers and body alike
 */
export function askWithin(fetch: typeof globalThis.fetch, deadline: AbortSignal): Ask {
  return async (address, request) => {
    const response = await reached(fetch, address, { ...request, redirect: 'manual', signal: deadline });
    const { status } = response;
    if (status >= 500 || status === 429) {
      await response.body?.cancel().catch(() => undefined);
      throw new UpstreamRefusal('unavailable', `http ${status}`);
    }
    if (status < 200 || status === 204 || status === 205 || (status >= 300 && status < 400)) {
      await response.body?.cancel().catch(() => undefined);
      throw new UpstreamRefusal('malformed', `http ${status}`);
    }
    const headers: Record<string, string> = {};
    for (const name of ['content-type', 'www-authenticate']) {
      const value = response.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    return new Response(await wholeBody(response, deadline), { status, headers });
  };
}

async function reached(fetch: typeof globalThis.fetch, address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted) throw new UpstreamRefusal('unavailable', 'timeout');
    const { cause, message } = error as Error;
    // Without a cause it never left this process: our own policy's words, or the runtime's.
    const detail = cause === undefined ? message : (codeOf(cause) ?? 'network');
    throw new UpstreamRefusal('unavailable', detail);
  }
}

async function wholeBody(response: Response, deadline: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      // Leaving the loop cancels the rest.
      if (bytes > LARGEST_ANSWER_BYTES) throw new UpstreamRefusal('malformed', 'answer too long');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof UpstreamRefusal) throw error;
    throw new UpstreamRefusal('unavailable', deadline.aborted ? 'timeout' : 'answer cut short');
  }
  return new Uint8Array(Buffer.concat(chunks));
}
