/** Registered clients as an operator looks at them (O4): all of a realm, and the end of one with all that it was given. */
import type { Artifact } from './oidc_store.js';

export interface ListedClient {
  readonly realm: string;
  readonly clientId: string;
  readonly metadata: Artifact;
  /** milliseconds since the epoch */
  readonly changedAt: number;
}

export interface ClientRegistry {
  /** @param realm all of them without it */
  list(realm: string | undefined): Promise<readonly ListedClient[]>;
  /**
   * With its grants and refresh tokens: they would open accounts again for whoever is registered by that name next.
   *
   * @returns how many grants ended; undefined: there is no such client
   */
  remove(realm: string, clientId: string): Promise<number | undefined>;
}
