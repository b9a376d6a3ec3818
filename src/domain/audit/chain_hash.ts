/**
 * The hash that chains the events of one process (S5): SHA-256 over the previous hash and the event's canonical text. It
 * covers what is encrypted as it lies there, so that it still holds once nobody can open that any more.
 */
import { createHash } from 'node:crypto';

export interface ChainedEvent {
  readonly processId: string;
  readonly seq: number;
  /** ISO 8601 UTC, milliseconds */
  readonly at: string;
  readonly realm: string | null;
  readonly type: string;
  readonly outcome: string;
  readonly accountId?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** personal fields under the person's key; absent, the event hashes as events did before there were any */
  readonly sealed?: Uint8Array | undefined;
}

/** What the first event of a process follows. */
export function chainStart(processId: string): Buffer {
  return createHash('sha256').update(processId).digest();
}

export function chainHash(previous: Uint8Array, event: ChainedEvent): Buffer {
  const data = Object.fromEntries(
    Object.entries(event.data ?? {})
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const canonical = [
    event.processId,
    event.seq,
    event.at,
    event.realm,
    event.type,
    event.outcome,
    event.accountId ?? '',
    data,
    ...(event.sealed ? [Buffer.from(event.sealed).toString('base64')] : []),
  ];
  return createHash('sha256').update(previous).update(JSON.stringify(canonical)).digest();
}
