/** Where a person goes on after the hop to an upstream's sign-out (F5): kept under its `state`, used once. */
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';

const HOP = 'UpstreamSignOut';
const HOP_SECONDS = 10 * 60;

export interface SignOutHops {
  /** @param returnTo address at the portal, or our own page */
  keep(state: string, returnTo: string): Promise<void>;
  /** @returns undefined when it is unknown */
  take(state: string): Promise<string | undefined>;
}

export function createSignOutHops(ephemeral: EphemeralStore, realm: string): SignOutHops {
  const nameOf = (state: string) => `${realm}:${state}`;
  return {
    keep: (state, returnTo) => ephemeral.put(HOP, nameOf(state), { returnTo }, HOP_SECONDS),
    async take(state) {
      const hop = await ephemeral.find(HOP, nameOf(state));
      if (!hop) return undefined;
      await ephemeral.destroy(HOP, nameOf(state));
      return String(hop['returnTo']);
    },
  };
}
