/**
 * An anchor seals a segment of a process's chain (S5): a signature over its first and last number, their times, and the
 * hashes before and at its end. Each anchor also names the one sealed before it, whichever process's that was, so that none
 * can be taken away but the newest. It stays when the segment is purged.
 */
import { createHash } from 'node:crypto';

export interface Anchor {
  readonly processId: string;
  readonly firstSeq: number;
  /** of the segment's last event */
  readonly seq: number;
  /** milliseconds since the epoch, as all moments here */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly sealedAt: number;
  /** compact JWS (RFC 7515) over `anchorClaims` */
  readonly signature: string;
  readonly purgedAt: number | null;
}

export type UnsignedAnchor = Omit<Anchor, 'signature' | 'purgedAt'>;

/** the JWS header's `typ` (RFC 8725 §3.11): no token of the provider can pass for an anchor, nor an anchor for a token */
export const ANCHOR_TYPE = 'poterne-audit-anchor+jws';

export interface AnchorClaims {
  readonly process: string;
  readonly first_seq: number;
  readonly seq: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly sealed_at: string;
  /** digest of the anchor sealed before this one, null for the first of all */
  readonly after: string | null;
}

/** @param before the anchor sealed last, by any process */
export function anchorClaims(anchor: UnsignedAnchor, before: Pick<Anchor, 'signature'> | null): AnchorClaims {
  return {
    process: anchor.processId,
    first_seq: anchor.firstSeq,
    seq: anchor.seq,
    first_at: new Date(anchor.firstAt).toISOString(),
    last_at: new Date(anchor.lastAt).toISOString(),
    previous_hash: Buffer.from(anchor.previousHash).toString('base64url'),
    hash: Buffer.from(anchor.hash).toString('base64url'),
    sealed_at: new Date(anchor.sealedAt).toISOString(),
    after: before && anchorDigest(before.signature),
  };
}

/** Names an anchor in the next one, in the log, and wherever somebody keeps it out of the database's reach. */
export function anchorDigest(signature: string): string {
  return createHash('sha256').update(signature).digest('base64url');
}

/** The columns of the row that are not what was signed. */
export function differingClaims(anchor: UnsignedAnchor, signed: Readonly<Record<string, unknown>>): readonly string[] {
  const { after: _, ...expected } = anchorClaims(anchor, null);
  return Object.entries(expected)
    .filter(([name, value]) => signed[name] !== value)
    .map(([name]) => name);
}
