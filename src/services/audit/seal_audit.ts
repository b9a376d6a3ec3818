/**
 * Seals chains of the audit with signed anchors (S5). A process seals its own from memory, hourly and when it ends: what
 * was altered in the table meanwhile shows at once. Chains of processes that died are sealed from the table, by whichever
 * process takes the job, and only as far as they hold.
 */
import { anchorClaims, anchorDigest, type UnsignedAnchor } from '../../domain/audit/anchor.js';
import { chainHash, chainStart } from '../../domain/audit/chain_hash.js';
import type { AuditChains } from '../../ports/audit/audit_chains.js';
import type { SignAnchor } from './anchor_signature.js';

/** How far a process knows that its chain is written. */
export interface OwnHead {
  readonly processId: string;
  readonly seq: number;
  /** milliseconds since the epoch */
  readonly at: number;
  readonly hash: Uint8Array;
}

export interface SealAuditDependencies {
  readonly chains: Pick<AuditChains, 'seal' | 'lastAnchor' | 'events' | 'unsealed'>;
  readonly sign: SignAnchor;
  /** told of each anchor: whoever keeps the log elsewhere can hold it against the database */
  readonly onSealed: (anchor: { readonly process: string; readonly seq: number; readonly digest: string }) => void;
  /** told of a chain that does not hold, and is sealed up to there only */
  readonly onBreak: (chain: { readonly process: string; readonly seq: number }) => void;
}

export interface SealAudit {
  /** Seals this process's own chain. Resolves to false when nothing was new. */
  own(head: OwnHead, now: number): Promise<boolean>;
  /** Seals the chains of processes that recorded nothing for two hours; returns how many. */
  dead(now: number): Promise<number>;
}

/** Processes seal hourly: whoever left events unsealed for two hours is no more. */
export const DEAD_AFTER_MS = 2 * 3_600_000;

export function createSealAudit({ chains, sign, onSealed, onBreak }: SealAuditDependencies): SealAudit {
  const seal = async (processId: string, now: number, findEnd: (from: SegmentStart) => Promise<SegmentEnd | null>) => {
    const last = await chains.lastAnchor(processId);
    const start = { seq: last?.seq ?? 0, hash: last?.hash ?? chainStart(processId) };
    const end = await findEnd(start);
    if (!end || end.seq <= start.seq) return false;
    const anchor = await chains.seal(processId, async ({ ofProcess, newest }) => {
      // Another process sealed it meanwhile: what is left waits for the next time.
      if ((ofProcess?.seq ?? 0) !== start.seq) return null;
      const unsigned: UnsignedAnchor = {
        processId,
        firstSeq: start.seq + 1,
        ...end,
        previousHash: start.hash,
        // Anchors have one order, whatever the clocks of those who seal.
        sealedAt: Math.max(now, (newest?.sealedAt ?? 0) + 1),
      };
      return { ...unsigned, signature: await sign(anchorClaims(unsigned, newest)), purgedAt: null };
    });
    if (anchor) onSealed({ process: processId, seq: anchor.seq, digest: anchorDigest(anchor.signature) });
    return anchor !== null;
  };

  /** Follows a dead process's chain from its last anchor on. */
  async function follow(processId: string, start: SegmentStart): Promise<SegmentEnd | null> {
    let end = null as SegmentEnd | null;
    let head = start;
    for await (const event of chains.events(processId, start.seq + 1)) {
      if (event.seq !== head.seq + 1 || Buffer.compare(chainHash(head.hash, event), event.hash) !== 0) {
        onBreak({ process: processId, seq: head.seq + 1 });
        return end;
      }
      const at = Date.parse(event.at);
      head = { seq: event.seq, hash: event.hash };
      end = { ...head, firstAt: end?.firstAt ?? at, lastAt: at };
    }
    return end;
  }

  return {
    own: (head, now) =>
      seal(head.processId, now, async (start) => {
        if (head.seq <= start.seq) return null;
        for await (const first of chains.events(head.processId, start.seq + 1)) {
          return { seq: head.seq, hash: head.hash, firstAt: Date.parse(first.at), lastAt: head.at };
        }
        // All were removed: the anchor says that they were there.
        return { seq: head.seq, hash: head.hash, firstAt: head.at, lastAt: head.at };
      }),

    async dead(now) {
      let sealed = 0;
      for (const processId of await chains.unsealed(now - DEAD_AFTER_MS)) {
        if (await seal(processId, now, (start) => follow(processId, start))) sealed += 1;
      }
      return sealed;
    },
  };
}

interface SegmentStart {
  readonly seq: number;
  readonly hash: Uint8Array;
}

interface SegmentEnd extends SegmentStart {
  readonly firstAt: number;
  readonly lastAt: number;
}
