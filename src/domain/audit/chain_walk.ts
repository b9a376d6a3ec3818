/**
 * Follows the chain of one process, event by event and segment by segment, and says where it is not what was sealed (S5).
 * Holds one event at a time, whatever the length of the chain.
 */
import type { Anchor } from './anchor.js';
import { type ChainedEvent, chainHash, chainStart } from './chain_hash.js';

/** An event as it lies in the table. */
export interface StoredEvent extends ChainedEvent {
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

export type FindingKind =
  | 'altered'
  | 'missing'
  | 'inserted'
  | 'anchor-altered'
  | 'anchor-forged'
  | 'anchor-missing'
  | 'purged-early'
  | 'digest-unknown';

export interface Finding {
  readonly kind: FindingKind;
  /** null where no single chain is meant */
  readonly processId: string | null;
  /** the first event that is not as it was recorded; where that cannot be told, the first one it may be */
  readonly seq: number;
  /** the last one that this finding speaks of */
  readonly throughSeq: number;
  readonly why: string;
}

export interface ChainRules {
  /** a segment may go this long after its last event, and no sooner; milliseconds */
  readonly retentionMs: number;
  /** milliseconds since the epoch */
  readonly now: number;
}

export interface WalkSummary {
  readonly sealedEvents: number;
  readonly unsealedEvents: number;
  readonly purgedEvents: number;
  /** moment of the oldest event that no anchor covers yet, ISO 8601 UTC */
  readonly unsealedSince: string | null;
}

/** what clocks of several machines may differ by */
const CLOCK_SLACK_MS = 5 * 60_000;

/**
 * @param anchors of this process, by `seq`
 * @param events of this process, by `seq`
 * @param onFinding told of the first finding of each segment; the walk goes on with the next one
 */
export async function walkChain(
  processId: string,
  anchors: readonly Anchor[],
  events: AsyncIterable<StoredEvent>,
  rules: ChainRules,
  onFinding: (finding: Finding, anchor: Anchor | null) => Promise<void>,
): Promise<WalkSummary> {
  const source = events[Symbol.asyncIterator]();
  let next = await source.next();
  let head: Head = { seq: 0, hash: chainStart(processId) };
  let sealedEvents = 0;
  let purgedEvents = 0;

  /** Follows what lies there up to `last`; leaves the rest for the next segment. */
  async function follow(segment: Segment, last: number): Promise<number> {
    let count = 0;
    while (!next.done && next.value.seq <= last) {
      segment.take(next.value);
      count += 1;
      next = await source.next();
    }
    return count;
  }

  for (const anchor of anchors) {
    const told = (finding: Omit<Finding, 'processId'> | undefined) =>
      finding ? onFinding({ ...finding, processId }, anchor) : Promise.resolve();
    if (anchor.firstSeq > head.seq + 1) {
      await told({
        kind: 'anchor-missing',
        seq: head.seq + 1,
        throughSeq: anchor.firstSeq - 1,
        why: 'no anchor seals these events, though a later one exists',
      });
      await follow(createSegment(head, null), anchor.firstSeq - 1);
    } else if (anchor.firstSeq <= head.seq || !isEqual(anchor.previousHash, head.hash)) {
      await told({
        kind: 'anchor-altered',
        seq: anchor.firstSeq,
        throughSeq: anchor.seq,
        why: 'the anchor does not continue the one before it',
      });
    }
    const start = { seq: anchor.firstSeq - 1, hash: anchor.previousHash };
    const segment = createSegment(start, anchor);
    const found = await follow(segment, anchor.seq);
    sealedEvents += found;
    if (anchor.purgedAt !== null) purgedEvents += anchor.seq - anchor.firstSeq + 1 - found;
    await told(segment.end() ?? purgedTooSoon(anchor, rules));
    head = { seq: anchor.seq, hash: anchor.hash };
  }

  const tail = createSegment(head, null);
  const unsealedSince = next.done ? null : next.value.at;
  const unsealedEvents = await follow(tail, Number.POSITIVE_INFINITY);
  const finding = tail.end();
  if (finding) await onFinding({ ...finding, processId }, null);
  return { sealedEvents, unsealedEvents, purgedEvents, unsealedSince };
}

interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}

interface Segment {
  take(event: StoredEvent): void;
  /** The first thing wrong with the segment. */
  end(): Omit<Finding, 'processId'> | undefined;
}

/** @param anchor what seals the segment; null for events that nothing vouches for but each other */
function createSegment(start: Head, anchor: Anchor | null): Segment {
  const isPurged = anchor !== null && anchor.purgedAt !== null;
  const first = start.seq + 1;
  let head = start;
  let firstAt: string | undefined;
  let lastAt: string | undefined;
  let finding: Omit<Finding, 'processId'> | undefined;
  const find = (kind: FindingKind, seq: number, throughSeq: number, why: string) => {
    finding ??= { kind, seq, throughSeq, why };
  };

  return {
    take(event) {
      const { seq } = event;
      // A purge that was interrupted leaves the end of its segment, which the anchor's hash still vouches for.
      const isRemainder = isPurged && firstAt === undefined && seq > first;
      firstAt ??= event.at;
      lastAt = event.at;
      if (seq < first) find('inserted', seq, seq, 'no chain has an event of this number');
      else if (seq !== head.seq + 1 && !isRemainder)
        find('missing', head.seq + 1, seq - 1, 'no event has these numbers');
      else if (isRemainder || isEqual(event.previousHash, head.hash)) {
        if (!isEqual(chainHash(event.previousHash, event), event.hash))
          find('altered', seq, seq, 'its hash is not that of what it says');
      } else if (isEqual(chainHash(head.hash, event), event.hash))
        find('altered', seq, seq, 'it names another hash before it than its own hash was made from');
      else if (isEqual(chainHash(event.previousHash, event), event.hash))
        find(
          'altered',
          first,
          head.seq,
          'one of these was replaced with a hash made to fit: the next event follows another',
        );
      else
        find(
          'altered',
          first,
          seq,
          'neither its hash nor the one before it fits: it was replaced, and perhaps those before it',
        );
      head = { seq, hash: event.hash };
    },
    end() {
      if (finding || !anchor) return finding;
      if (firstAt === undefined) {
        if (!isPurged) find('missing', first, anchor.seq, 'no event has these numbers, and no purge is noted');
        return finding;
      }
      if (head.seq !== anchor.seq) find('missing', head.seq + 1, anchor.seq, 'no event has these numbers');
      else if (!isEqual(head.hash, anchor.hash))
        find('altered', first, anchor.seq, 'one of these was replaced with hashes made to fit: the anchor has another');
      else if (!isPurged && Date.parse(firstAt) !== anchor.firstAt)
        find('anchor-altered', first, anchor.seq, 'the anchor names another time for its first event');
      else if (Date.parse(lastAt ?? '') !== anchor.lastAt)
        find('anchor-altered', first, anchor.seq, 'the anchor names another time for its last event');
      return finding;
    },
  };
}

function purgedTooSoon(
  { purgedAt, firstSeq, seq, lastAt }: Anchor,
  { retentionMs, now }: ChainRules,
): Omit<Finding, 'processId'> | undefined {
  if (purgedAt === null) return undefined;
  const finding = (why: string) => ({ kind: 'purged-early', seq: firstSeq, throughSeq: seq, why }) as const;
  if (purgedAt > now + CLOCK_SLACK_MS) return finding('a purge is noted for a moment that is still to come');
  if (purgedAt - lastAt + CLOCK_SLACK_MS < retentionMs)
    return finding('a purge is noted for a moment before the retention was over');
  return undefined;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
