/** Streams of security events as receivers configure them (S8; OpenID Shared Signals Framework 1.0 §7): one a client. */
import type { EventType } from '../../domain/signals/event.js';

export type StreamStatus = 'enabled' | 'paused' | 'disabled';

/** What a receiver says of its stream. */
export interface StreamWish {
  readonly delivery:
    | {
        readonly method: 'push';
        readonly endpointUrl: string;
        /** secret: sealed at rest, and never given back */
        readonly authorization: string | null;
      }
    | { readonly method: 'poll' };
  /** URIs as the receiver named them */
  readonly eventsRequested: readonly string[];
  /** those of them that we send */
  readonly events: readonly EventType[];
  readonly description: string | null;
}

export interface SignalStream {
  readonly id: string;
  readonly realm: string;
  readonly clientId: string;
  readonly sector: string;
  readonly delivery: 'push' | 'poll';
  readonly endpointUrl: string | null;
  readonly eventsRequested: readonly string[];
  readonly events: readonly EventType[];
  readonly description: string | null;
  readonly status: StreamStatus;
  readonly reason: string | null;
}

export interface StreamOwner {
  readonly realm: string;
  readonly clientId: string;
}

/** How it stands with one stream, for its operator. */
export interface StreamStanding extends SignalStream {
  readonly statusBy: 'receiver' | 'transmitter';
  readonly failures: number;
  /** milliseconds since the epoch, or null */
  readonly failingSince: number | null;
  readonly queued: number;
  /** when the oldest that waits was written, in milliseconds since the epoch, or null */
  readonly oldestAt: number | null;
  /** given up: refused by the receiver, or too old */
  readonly dead: number;
}

export interface SignalStreams {
  /** @returns null where the client has one already */
  create(owner: StreamOwner, sector: string, wish: StreamWish, now: number): Promise<SignalStream | null>;
  of(owner: StreamOwner): Promise<SignalStream | null>;
  /** Puts a wish in place of the former one; what waits stays, and a failing receiver is tried at once. */
  replace(owner: StreamOwner, streamId: string, wish: Partial<StreamWish>, now: number): Promise<SignalStream | null>;
  /** With everything that waits. @returns whether there was one */
  remove(owner: StreamOwner, streamId: string): Promise<boolean>;
  /** Disabled, what waits goes; enabled, it is tried at once. @returns null where there is no such stream */
  setStatus(
    streamId: string,
    status: StreamStatus,
    how: { readonly by: 'receiver' | 'transmitter'; readonly reason: string | null; readonly now: number },
  ): Promise<SignalStream | null>;
  /** Says that its subjects are another sector's from now on: what waits names people of the former, and goes. */
  move(streamId: string, sector: string): Promise<void>;
  /** Of two within the interval one is counted. @returns milliseconds until the next may be asked, or null: counted */
  takeVerification(streamId: string, intervalMs: number, now: number): Promise<number | null>;
  /** Leaves somebody out, or takes them in again; nothing happens for a `sub` that was not issued to the stream's sector. */
  setWanted(streamId: string, sub: string, isWanted: boolean): Promise<void>;
  standings(): Promise<readonly StreamStanding[]>;
  /** Queues again what was given up. @returns how many */
  retryDead(streamId: string, now: number): Promise<number>;
  /** Seals anew what an older key of the ring seals; returns how many. */
  reseal(): Promise<number>;
}
