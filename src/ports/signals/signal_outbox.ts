/**
 * Security events until their receivers took them (S8): durable, each stream in the hands of one process at a time, what
 * was not taken offered again under the same id.
 */
import type { StoredSignal } from '../../domain/signals/claims.js';
import type { SignalFact, StreamEventType } from '../../domain/signals/event.js';
import type { SignalStream } from './signal_streams.js';

export interface ClaimedStream extends SignalStream {
  readonly endpointUrl: string;
  /** null: none, or it does not open */
  readonly authorization: string | null;
  readonly failures: number;
}

/** How a process leaves a stream that it held. */
export type Leaving =
  | { readonly how: 'done'; readonly now: number }
  | { readonly how: 'failed'; readonly retryAt: number; readonly now: number; readonly why: string };

export interface SignalOutbox {
  /**
   * Writes facts for every stream that asked for them and whose sector the person has been to. What happens in a statement
   * or transaction is written there (adapters/postgres/signals/signal_rows); this is for what has none.
   *
   * @param at milliseconds since the epoch: the same fact of the same moment is written once
   * @returns how many events were written
   */
  raise(accountId: string, facts: readonly SignalFact[], at: number): Promise<number>;
  /** Writes a stream's own event. */
  raiseOnStream(
    streamId: string,
    type: StreamEventType,
    data: Readonly<Record<string, string>>,
    now: number,
  ): Promise<void>;
  /**
   * Takes enabled push streams with something to send, each for one owner, until `leaseUntil`; whoever waits longest first.
   *
   * @param realms those that this process serves: another may know more
   */
  claim(
    owner: string,
    limit: number,
    when: { readonly leaseUntil: number; readonly now: number; readonly realms: readonly string[] },
  ): Promise<readonly ClaimedStream[]>;
  /** Holds a claimed stream longer. @returns false: it is somebody else's by now */
  hold(streamId: string, owner: string, leaseUntil: number): Promise<boolean>;
  /** @returns when the stream began to fail, in milliseconds since the epoch, or null */
  leave(streamId: string, owner: string, leaving: Leaving): Promise<number | null>;
  /** What waits on a stream, oldest first. */
  waiting(streamId: string, limit: number): Promise<readonly StoredSignal[]>;
  /** Which of these streams have something that waits? */
  haveWaiting(streamIds: readonly string[]): Promise<readonly string[]>;
  /** The receiver has them; ids of other streams, or unknown ones, change nothing. @returns how many */
  delivered(streamId: string, ids: readonly string[], now: number): Promise<number>;
  /** The receiver will not take it: given up. */
  refused(streamId: string, id: string, why: string, now: number): Promise<void>;
  /** Gives up what waits since before `queuedBefore`, drops what was delivered or given up before the other two. */
  tidy(
    before: { readonly queued: number; readonly delivered: number; readonly dead: number },
    now: number,
    limit: number,
  ): Promise<number>;
}
