/**
 * Requests of this service to itself, as its own relying party (U1): to the issuer's address, or to an inner one where the
 * issuer's cannot be reached from inside. The addresses are the operator's, so that private ones are no danger here.
 */
const TIMEOUT_MS = 5_000;

/** @param selfUrl `http(s)://host:port` to connect to; undefined: to the address itself */
export function createOwnFetch(selfUrl: string | undefined): typeof fetch {
  return (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    const target = selfUrl === undefined ? address : new URL(`${address.pathname}${address.search}`, selfUrl);
    // The issuer is told by its Host (http/forwarded); the caller's dispatcher is for strangers' addresses.
    const { dispatcher: _, ...request } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    const headers = new Headers(request.headers);
    headers.set('host', address.host);
    const signal = request.signal ?? AbortSignal.timeout(TIMEOUT_MS);
    return fetch(target, { ...request, headers, redirect: 'manual', signal });
  };
}
