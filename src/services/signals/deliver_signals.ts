/**
 * Pushes what waits to the portals (S8, RFC 8935). A process holds a stream while it sends; one that dies leaves what it
 * sent unsaid, and it is sent again under the same `jti`, which a receiver takes once. A portal that is away is asked less
 * and less often, one token at a time, and after a day its stream rests until somebody says otherwise.
 */
import { randomUUID } from 'node:crypto';
import { type StoredSignal, setClaims } from '../../domain/signals/claims.js';
import { isTimeToPause, pushPause } from '../../domain/signals/delivery_rules.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { ClaimedStream, SignalOutbox } from '../../ports/signals/signal_outbox.js';
import type { SignalPush } from '../../ports/signals/signal_push.js';
import type { SignalStreams } from '../../ports/signals/signal_streams.js';
import type { SignSignal } from './sign_signal.js';

/** Why a stream is disabled, as its status says it. */
export const NO_RECEIVER = 'the client may have no stream';

/** What a client may: its sector, or undefined where it may have no stream (any more). */
export type ReceiverOf = (realm: string, clientId: string) => Promise<{ readonly sector: string } | undefined>;

export interface DeliverSignalsDependencies {
  readonly outbox: SignalOutbox;
  readonly streams: Pick<SignalStreams, 'setStatus' | 'move'>;
  readonly push: SignalPush;
  readonly sign: SignSignal;
  readonly receiverOf: ReceiverOf;
  /** by realm */
  readonly issuers: ReadonlyMap<string, string>;
  readonly pauseAfterMs: number;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  /** told why a stream was left in its lease */
  readonly onFault: (error: unknown) => void;
}

export interface DeliverSignals {
  /**
   * Begins with the streams that are due, as far as there is room, and waits for none: a portal that is slow keeps no other
   * one waiting. @returns how many were begun
   */
  begin(): Promise<number>;
  /** Resolves when what was begun has ended. @returns how many tokens were tried since the last time */
  settled(): Promise<number>;
}

/** Streams that a process pushes to at once. */
const STREAMS_AT_ONCE = 16;
const TOKENS_AT_ONCE = 10;
/** Then others have their turn. */
const LONGEST_TURN_MS = 10_000;
/** Far from its end while a round goes on: a push takes five seconds at most. */
const LEASE_MS = 30_000;

export function createDeliverSignals(dependencies: DeliverSignalsDependencies): DeliverSignals {
  const { outbox, streams, push, sign, receiverOf, issuers, pauseAfterMs, audit, clock, onFault } = dependencies;
  const owner = randomUUID();
  const realms = [...issuers.keys()];
  const begun = new Set<Promise<void>>();
  let tried = 0;

  const pushOne = async (stream: ClaimedStream, signal: StoredSignal) => {
    const token = await sign(setClaims(signal, issuers.get(stream.realm) ?? '', stream.clientId));
    return push.push({ url: stream.endpointUrl, authorization: stream.authorization }, token);
  };

  /** @returns why the receiver did not answer as one, or null */
  const sendRound = async (stream: ClaimedStream, signals: readonly StoredSignal[]): Promise<string | null> => {
    const answers = await Promise.all(
      signals.map(async (signal) => ({ id: signal.id, answer: await pushOne(stream, signal) })),
    );
    const accepted = answers.filter(({ answer }) => answer.outcome === 'accepted').map(({ id }) => id);
    if (accepted.length > 0) await outbox.delivered(stream.id, accepted, clock.now());
    for (const { id, answer } of answers)
      if (answer.outcome === 'refused') await outbox.refused(stream.id, id, answer.why, clock.now());
    for (const { answer } of answers) if (answer.outcome === 'unavailable') return answer.why;
    return null;
  };

  async function deliver(stream: ClaimedStream): Promise<void> {
    const receiver = await receiverOf(stream.realm, stream.clientId);
    if (!receiver) {
      await stop(stream, 'disabled', NO_RECEIVER);
      return;
    }
    if (receiver.sector !== stream.sector) await streams.move(stream.id, receiver.sector);
    let isFailing = stream.failures > 0;
    for (const until = clock.now() + LONGEST_TURN_MS; clock.now() <= until; ) {
      const signals = await outbox.waiting(stream.id, isFailing ? 1 : TOKENS_AT_ONCE);
      if (signals.length === 0) break;
      if (!(await outbox.hold(stream.id, owner, clock.now() + LEASE_MS))) return;
      tried += signals.length;
      const why = await sendRound(stream, signals);
      if (why !== null) {
        await giveWay(stream, why);
        return;
      }
      isFailing = false;
    }
    await outbox.leave(stream.id, owner, { how: 'done', now: clock.now() });
  }

  async function giveWay(stream: ClaimedStream, why: string): Promise<void> {
    const now = clock.now();
    const retryAt = now + pushPause(stream.failures + 1);
    const failingSince = await outbox.leave(stream.id, owner, { how: 'failed', retryAt, now, why });
    if (failingSince === null || !isTimeToPause(failingSince, now, pauseAfterMs)) return;
    await stop(stream, 'paused', why);
  }

  /** SSF 1.0 §8.1.5: said on the stream itself, as far as anybody hears it; then nothing leaves until it is enabled. */
  async function stop(stream: ClaimedStream, status: 'paused' | 'disabled', reason: string): Promise<void> {
    const now = clock.now();
    await streams.setStatus(stream.id, status, { by: 'transmitter', reason, now });
    audit.record({
      type: 'signal_stream',
      outcome: status,
      realm: stream.realm,
      data: { client: stream.clientId, stream: stream.id, by: 'transmitter', why: reason },
    });
    const farewell = { sub: null, sid: null, happenedAt: now, createdAt: now, data: { status, reason } };
    await pushOne(stream, { id: randomUUID(), streamId: stream.id, type: 'stream-updated', ...farewell });
  }

  return {
    async begin() {
      const room = STREAMS_AT_ONCE - begun.size;
      if (room <= 0) return 0;
      const now = clock.now();
      const claimed = await outbox.claim(owner, room, { leaseUntil: now + LEASE_MS, now, realms });
      for (const stream of claimed) {
        // A stream whose outcome could not be written stays in its lease, and is taken up again after it.
        const delivery = deliver(stream)
          .catch(onFault)
          .finally(() => begun.delete(delivery));
        begun.add(delivery);
      }
      return claimed.length;
    },
    async settled() {
      await Promise.all(begun);
      const count = tried;
      tried = 0;
      return count;
    },
  };
}
