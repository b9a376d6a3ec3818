/** What the audit wrote, read back, sealed and dropped (S5). Streams: no chain has to fit in memory. */
import type { Anchor } from '../../domain/audit/anchor.js';
import type { StoredEvent } from '../../domain/audit/chain_walk.js';

export interface ChainState {
  /** the anchor of the process that was sealed last */
  readonly ofProcess: Anchor | null;
  /** the anchor sealed last by any process */
  readonly newest: Anchor | null;
}

export interface EventFilter {
  readonly accountId?: string | undefined;
  readonly realm?: string | undefined;
  /** milliseconds since the epoch; inclusive */
  readonly from?: number | undefined;
  /** milliseconds since the epoch; exclusive */
  readonly to?: number | undefined;
}

/** A sealed segment that may go, or whose purge was interrupted. */
export interface PurgeableSegment {
  readonly processId: string;
  readonly firstSeq: number;
  readonly seq: number;
}

export interface AuditChains {
  /** Every process that left an event or an anchor. */
  processes(): AsyncIterable<string>;
  /** Processes with events that no anchor covers, and none at or after `quietSince` (milliseconds since the epoch). */
  unsealed(quietSince: number): Promise<readonly string[]>;
  /** Events of one process by number, from `fromSeq` on. */
  events(processId: string, fromSeq: number): AsyncIterable<StoredEvent>;
  /** Events by time. */
  select(filter: EventFilter): AsyncIterable<StoredEvent>;
  /**
   * A person's events, the newest first.
   *
   * @param kinds `type/outcome`, those wanted
   * @param from milliseconds since the epoch
   */
  latestOf(
    accountId: string,
    kinds: readonly string[],
    from: number,
    page: { readonly skip: number; readonly take: number },
  ): Promise<readonly StoredEvent[]>;
  /** Anchors of one process by number. */
  anchors(processId: string): Promise<readonly Anchor[]>;
  /** All anchors in the order in which they were sealed. */
  anchorsInOrder(): AsyncIterable<Anchor>;
  /** The anchor of the process that was sealed last. */
  lastAnchor(processId: string): Promise<Anchor | null>;
  /**
   * Writes the anchor that `decide` makes, while nobody else seals.
   *
   * @param decide called once, and reads nothing itself; null leaves all as it is
   */
  seal(processId: string, decide: (state: ChainState) => Promise<Anchor | null>): Promise<Anchor | null>;
  /** Segments whose last event is older than `before`, and those whose purge was interrupted; at most `limit`. */
  purgeable(before: number, limit: number): Promise<readonly PurgeableSegment[]>;
  /** How many events lie in the segments that `purgeable` would name without a limit. */
  countPurgeable(before: number): Promise<{ readonly segments: number; readonly events: number }>;
  /** Notes the purge on the anchor, then drops the events, first ones first; returns how many. */
  purge(segment: PurgeableSegment, now: number): Promise<number>;
}
