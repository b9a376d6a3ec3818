/** What the simulator fetches, a relying party's published keys, is on this machine: nothing else is ever asked. */

const ANSWER_WITHIN_MS = 5000;

function isThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** @throws TypeError for any other machine */
export const ownMachineFetch: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!isThisMachine(url)) throw new TypeError(`the simulator asks this machine only, not ${url.host}`);
  // oidc-provider brings a dispatcher that refuses loopback
  const { dispatcher, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
  return fetch(input, { ...(rest as RequestInit), redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
};
