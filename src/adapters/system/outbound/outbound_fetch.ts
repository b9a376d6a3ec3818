/**
 * Outgoing requests on a client's word (jwks_uri, back-channel logout) reach public addresses only, plus what
 * OUTBOUND_ALLOW names: a client must not make us call our own network (pitfall: outgoing requests).
 */
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

const TIMEOUT_MS = 5_000;

export interface OutboundPolicy {
  /** `host:port` of private addresses that may be called */
  readonly allow: readonly string[];
  /** development mode calls its own loopback */
  readonly allowLoopback: boolean;
}

/** Is the address one of the public unicast internet? */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** @throws TypeError when the address is private and not allowed */
export function createOutboundFetch(policy: OutboundPolicy): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    let isTrusted = policy.allow.includes(`${url.hostname}:${port}`);
    if (!isTrusted) {
      const addresses = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true });
      const refused = addresses.find(({ address }) => {
        if (isPublicAddress(address)) return false;
        return !(policy.allowLoopback && ipaddr.process(address).range() === 'loopback');
      });
      if (refused) throw new TypeError('outgoing request to a private address refused');
      isTrusted = addresses.some(({ address }) => !isPublicAddress(address));
    }
    // oidc-provider's dispatcher refuses every private address once more, ours by a name that changed its mind too.
    const { dispatcher, ...open } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    const guarded = isTrusted || dispatcher === undefined ? open : { ...open, dispatcher };
    return fetch(input, {
      ...(guarded as RequestInit),
      redirect: 'manual',
      signal: init?.signal ?? AbortSignal.timeout(TIMEOUT_MS),
    });
  };
}
