/**
 * What a session may do for a while because a fresh proof named it (U1): for a change that needs one more page, such as
 * typing a new password, which never waits on the server. A permit is held by the session that the proof opened, and is
 * used once.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';

export interface Permit {
  readonly id: string;
  readonly what: string;
  /** milliseconds since the epoch, as `until` */
  readonly at: number;
  readonly until: number;
}

export interface ConsolePermits {
  grant(what: string, seconds: number): Promise<Permit>;
  /** The permit of this session for this, unless it ended or was used; the newest. */
  find(session: { readonly permits?: readonly Permit[] | undefined }, what: string): Promise<Permit | undefined>;
  /** Of two that use it, one may. */
  use(permit: Permit): Promise<boolean>;
}

/** @param model each console keeps its own: `Account` is stored as `AccountPermit` */
export function createConsolePermits(
  model: string,
  realm: string,
  ephemeral: EphemeralStore,
  clock: Clock,
): ConsolePermits {
  const PERMIT = `${model}Permit`;
  const named = (id: string) => `${realm}:${id}`;
  return {
    async grant(what, seconds) {
      const at = clock.now();
      const permit = { id: randomUUID(), what, at, until: at + seconds * 1000 };
      await ephemeral.put(PERMIT, named(permit.id), { what }, seconds);
      return permit;
    },
    async find({ permits = [] }, what) {
      const permit = permits.findLast((each) => each.what === what);
      if (!permit || clock.now() >= permit.until) return undefined;
      const kept = await ephemeral.find(PERMIT, named(permit.id));
      return kept && kept['consumed'] === undefined ? permit : undefined;
    },
    async use(permit) {
      if (clock.now() >= permit.until) return false;
      return ephemeral.consume(PERMIT, named(permit.id), Math.floor(clock.now() / 1000));
    },
  };
}
