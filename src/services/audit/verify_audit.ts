/**
 * Holds the audit against its anchors (S5): first every signature and the order of all anchors, then every chain, event by
 * event. Reads as a stream; nothing it sees is kept.
 */
import { type Anchor, anchorDigest, differingClaims } from '../../domain/audit/anchor.js';
import { type ChainRules, type Finding, walkChain } from '../../domain/audit/chain_walk.js';
import type { AuditChains } from '../../ports/audit/audit_chains.js';
import type { CheckAnchor } from './anchor_signature.js';

export interface AuditReport {
  readonly processes: number;
  readonly anchors: number;
  readonly sealedEvents: number;
  /** after the last anchor of their process: what is removed at their end is not found */
  readonly unsealedEvents: number;
  readonly purgedEvents: number;
  /** moment of the oldest event without an anchor, ISO 8601 UTC */
  readonly unsealedSince: string | null;
  /** digest of the newest anchor: kept elsewhere, it shows later that nothing before it was taken away */
  readonly newestAnchor: string | null;
  readonly findings: readonly Finding[];
  /** how many there are, of which `findings` holds the first */
  readonly found: number;
}

export interface VerifyAuditDependencies {
  readonly chains: Pick<AuditChains, 'processes' | 'events' | 'anchors' | 'anchorsInOrder'>;
  readonly check: CheckAnchor;
}

export interface VerifyOptions extends ChainRules {
  /** digest of an anchor that somebody kept: the anchors must hold it */
  readonly expected?: string | undefined;
  /** told now and then how many events were read */
  readonly onProgress?: (events: number) => void;
}

export type VerifyAudit = (options: VerifyOptions) => Promise<AuditReport>;

const MOST_FINDINGS = 100;
const PROGRESS_EVERY = 10_000;

export function createVerifyAudit({ chains, check }: VerifyAuditDependencies): VerifyAudit {
  return async ({ expected, onProgress = () => {}, ...rules }) => {
    const findings: Finding[] = [];
    let found = 0;
    const find = (finding: Finding) => {
      found += 1;
      if (findings.length < MOST_FINDINGS) findings.push(finding);
    };

    let anchors = 0;
    let newestAnchor: string | null = null;
    let isExpectedThere = expected === undefined;
    for await (const anchor of chains.anchorsInOrder()) {
      anchors += 1;
      const finding = await inspect(anchor, newestAnchor, check);
      if (finding) find({ ...finding, processId: anchor.processId, seq: anchor.firstSeq, throughSeq: anchor.seq });
      newestAnchor = anchorDigest(anchor.signature);
      isExpectedThere ||= newestAnchor === expected;
    }
    if (!isExpectedThere) {
      const why = 'no anchor has the digest that was expected: anchors were removed or replaced';
      find({ kind: 'digest-unknown', processId: null, seq: 0, throughSeq: 0, why });
    }

    let read = 0;
    const total = { sealedEvents: 0, unsealedEvents: 0, purgedEvents: 0 };
    let unsealedSince: string | null = null;
    let processes = 0;
    async function* counted(processId: string) {
      for await (const event of chains.events(processId, Number.MIN_SAFE_INTEGER)) {
        read += 1;
        if (read % PROGRESS_EVERY === 0) onProgress(read);
        yield event;
      }
    }
    /** A purge may pass while we read: then the segment is looked at no further. */
    const isPurgedMeanwhile = async (anchor: Anchor | null) => {
      if (!anchor || anchor.purgedAt !== null) return false;
      const now = (await chains.anchors(anchor.processId)).find(({ seq }) => seq === anchor.seq);
      return now !== undefined && now.purgedAt !== null && now.signature === anchor.signature;
    };
    for await (const processId of chains.processes()) {
      processes += 1;
      const ofProcess = await chains.anchors(processId);
      const walked = await walkChain(processId, ofProcess, counted(processId), rules, async (finding, anchor) => {
        if (!(await isPurgedMeanwhile(anchor))) find(finding);
      });
      total.sealedEvents += walked.sealedEvents;
      total.unsealedEvents += walked.unsealedEvents;
      total.purgedEvents += walked.purgedEvents;
      if (walked.unsealedSince && (unsealedSince === null || walked.unsealedSince < unsealedSince))
        unsealedSince = walked.unsealedSince;
    }
    return { processes, anchors, ...total, unsealedSince, newestAnchor, findings, found };
  };
}

async function inspect(
  anchor: Anchor,
  before: string | null,
  check: CheckAnchor,
): Promise<Pick<Finding, 'kind' | 'why'> | undefined> {
  const checked = await check(anchor.signature);
  if (!checked.ok) return { kind: 'anchor-forged', why: checked.why };
  const differing = differingClaims(anchor, checked.claims);
  if (differing.length > 0) return { kind: 'anchor-altered', why: `signed was another ${differing.join(', ')}` };
  if (checked.claims['after'] !== before)
    return { kind: 'anchor-missing', why: 'the anchor sealed just before this one was removed or replaced' };
  return undefined;
}
