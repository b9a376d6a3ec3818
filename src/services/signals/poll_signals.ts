/**
 * Gives a portal what waits on its stream (S8, RFC 8936): until it acknowledges a token, it is given again. A request that
 * may wait does so for some seconds at most, one a stream; it is woken when something is written.
 */
import { setClaims } from '../../domain/signals/claims.js';
import { reportedError } from '../../domain/signals/delivery_rules.js';
import type { Clock } from '../../ports/clock.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import type { SignalStream, SignalStreams } from '../../ports/signals/signal_streams.js';
import type { SignSignal } from './sign_signal.js';

export interface PollRequest {
  readonly maxEvents: number;
  readonly returnImmediately: boolean;
  readonly acknowledged: readonly string[];
  /** what the receiver says of tokens that it could not take, by jti */
  readonly errors: ReadonlyMap<string, unknown>;
}

export interface PollAnswer {
  /** tokens by jti */
  readonly sets: Readonly<Record<string, string>>;
  readonly moreAvailable: boolean;
}

export interface PollSignals {
  poll(stream: SignalStream, request: PollRequest): Promise<PollAnswer>;
  /** Wakes requests whose stream has something, or whose time is over. Called several times a second. */
  wake(): Promise<void>;
  /** Answers every request that waits. */
  close(): void;
}

export interface PollSignalsDependencies {
  readonly outbox: Pick<SignalOutbox, 'waiting' | 'haveWaiting' | 'delivered' | 'refused'>;
  readonly streams: Pick<SignalStreams, 'of'>;
  readonly sign: SignSignal;
  readonly issuers: ReadonlyMap<string, string>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Below what proxies usually wait. */
const LONGEST_WAIT_SECONDS = 25;
/** Requests of one process that wait; one more is answered at once. */
const MOST_WAITING = 200;

export function createPollSignals({ outbox, streams, sign, issuers, clock }: PollSignalsDependencies): PollSignals {
  const waiting = new Map<string, { readonly until: number; readonly wake: () => void }>();

  const release = (streamId: string) => {
    const found = waiting.get(streamId);
    waiting.delete(streamId);
    found?.wake();
  };

  const wait = (streamId: string): Promise<void> => {
    // The newer request stands: the older one's connection may be gone.
    release(streamId);
    if (waiting.size >= MOST_WAITING) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.set(streamId, { until: clock.now() + LONGEST_WAIT_SECONDS * 1000, wake: resolve });
    });
  };

  return {
    async poll(stream, { maxEvents, returnImmediately, acknowledged, errors }) {
      if (acknowledged.length > 0) await outbox.delivered(stream.id, acknowledged, clock.now());
      for (const [id, err] of errors) await outbox.refused(stream.id, id, reportedError(err), clock.now());
      if (maxEvents === 0 || stream.status !== 'enabled') return { sets: {}, moreAvailable: false };
      let found = await outbox.waiting(stream.id, maxEvents + 1);
      if (found.length === 0 && !returnImmediately) {
        await wait(stream.id);
        // Paused, ended or pushed since: nothing leaves by this request.
        const since = await streams.of(stream);
        if (since?.id !== stream.id || since.status !== 'enabled' || since.delivery !== 'poll')
          return { sets: {}, moreAvailable: false };
        found = await outbox.waiting(stream.id, maxEvents + 1);
      }
      const given = found.slice(0, maxEvents);
      const issuer = issuers.get(stream.realm) ?? '';
      const tokens = await Promise.all(
        given.map(async (signal) => [signal.id, await sign(setClaims(signal, issuer, stream.clientId))] as const),
      );
      return { sets: Object.fromEntries(tokens), moreAvailable: found.length > given.length };
    },

    async wake() {
      if (waiting.size === 0) return;
      const now = clock.now();
      const over = [...waiting].filter(([, { until }]) => until <= now).map(([streamId]) => streamId);
      const have = await outbox.haveWaiting([...waiting.keys()]);
      for (const streamId of new Set([...over, ...have])) release(streamId);
    },

    close() {
      for (const streamId of [...waiting.keys()]) release(streamId);
    },
  };
}
