/** What a receiver does with its stream (SSF 1.0 §7.1): each reads a request, asks the stores, and says what is answered. */
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import type { SignalPush } from '../../ports/signals/signal_push.js';
import type { SignalStream, SignalStreams } from '../../ports/signals/signal_streams.js';
import type { ReceiverOf } from '../../services/signals/deliver_signals.js';
import type { PollSignals } from '../../services/signals/poll_signals.js';
import type { Caller } from '../access_token.js';
import { ProblemError } from '../problem.js';
import { MIN_VERIFICATION_SECONDS, streamConfiguration } from './metadata.js';
import {
  changesOf,
  checkOurs,
  readAbout,
  readConfiguration,
  readNamed,
  readPoll,
  readStatusChange,
  readVerification,
  wishOf,
} from './requests.js';

/** What a request is answered with; `body` undefined: nothing but the status. */
export interface SignalsAnswer {
  readonly status: 200 | 201 | 204;
  readonly body?: unknown;
}

export interface SignalsRequest {
  readonly issuer: string;
  readonly caller: Caller;
  readonly body: unknown;
  readonly query: Readonly<Record<string, string>>;
  /** the segment after /poll/ */
  readonly pollId: string;
}

type Run = (request: SignalsRequest) => Promise<SignalsAnswer>;
export type SignalOperations = Readonly<
  Record<
    | 'readStreams'
    | 'createStream'
    | 'updateStream'
    | 'replaceStream'
    | 'deleteStream'
    | 'readStatus'
    | 'updateStatus'
    | 'addSubject'
    | 'removeSubject'
    | 'verify'
    | 'poll',
    Run
  >
>;

export interface SignalOperationsDependencies {
  readonly streams: SignalStreams;
  readonly outbox: Pick<SignalOutbox, 'raiseOnStream'>;
  readonly push: Pick<SignalPush, 'mayReach'>;
  readonly polling: PollSignals;
  readonly receiverOf: ReceiverOf;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function createSignalOperations(dependencies: SignalOperationsDependencies): SignalOperations {
  const { streams, outbox, push, polling, receiverOf, audit, clock } = dependencies;
  const ownerOf = ({ caller }: SignalsRequest) => ({ realm: caller.realm.id, clientId: caller.clientId });

  /** The caller's own, under this id. @throws ProblemError for everybody else's, and for none */
  const ownStream = async (request: SignalsRequest, streamId: string | undefined): Promise<SignalStream> => {
    const stream = await streams.of(ownerOf(request));
    if (!stream || stream.id !== streamId) throw new ProblemError('unknown-stream');
    return stream;
  };
  const record = (stream: SignalStream, outcome: string) =>
    audit.record({
      type: 'signal_stream',
      outcome,
      realm: stream.realm,
      data: { client: stream.clientId, stream: stream.id, by: 'receiver', delivery: stream.delivery },
    });
  const mayReach = (url: string) => push.mayReach(url);

  const change = async (request: SignalsRequest, how: typeof wishOf | typeof changesOf): Promise<SignalsAnswer> => {
    const stream = await ownStream(request, readNamed(request.body).stream_id);
    checkOurs(request.body, stream, request.issuer);
    const wish = how(readConfiguration(request.body), mayReach);
    const changed = await streams.replace(ownerOf(request), stream.id, wish, clock.now());
    if (!changed) throw new ProblemError('unknown-stream');
    record(changed, 'changed');
    return { status: 200, body: streamConfiguration(changed, request.issuer) };
  };

  const setWanted = async (request: SignalsRequest, isWanted: boolean): Promise<void> => {
    const { stream_id: streamId, subject } = readAbout(request.body);
    const stream = await ownStream(request, streamId);
    // Of another issuer, or issued to nobody: the answer is the same, so that nobody learns who exists (§9.1).
    if (subject.iss === request.issuer) await streams.setWanted(stream.id, subject.sub, isWanted);
  };

  return {
    async readStreams(request) {
      const { stream_id: streamId } = request.query;
      if (streamId !== undefined)
        return { status: 200, body: streamConfiguration(await ownStream(request, streamId), request.issuer) };
      const stream = await streams.of(ownerOf(request));
      return { status: 200, body: stream ? [streamConfiguration(stream, request.issuer)] : [] };
    },

    async createStream(request) {
      const owner = ownerOf(request);
      const receiver = await receiverOf(owner.realm, owner.clientId);
      if (!receiver) throw new ProblemError('insufficient-scope');
      const wish = wishOf(readConfiguration(request.body), mayReach);
      const created = await streams.create(owner, receiver.sector, wish, clock.now());
      if (!created) throw new ProblemError('stream-exists');
      record(created, 'created');
      return { status: 201, body: streamConfiguration(created, request.issuer) };
    },

    updateStream: (request) => change(request, changesOf),
    replaceStream: (request) => change(request, wishOf),

    async deleteStream(request) {
      const stream = await ownStream(request, request.query['stream_id']);
      await streams.remove(ownerOf(request), stream.id);
      record(stream, 'deleted');
      return { status: 204 };
    },

    async readStatus(request) {
      const stream = await ownStream(request, request.query['stream_id']);
      return { status: 200, body: statusOf(stream) };
    },

    async updateStatus(request) {
      const { stream_id: streamId, status, reason = null } = readStatusChange(request.body);
      const stream = await ownStream(request, streamId);
      const changed = await streams.setStatus(stream.id, status, { by: 'receiver', reason, now: clock.now() });
      if (!changed) throw new ProblemError('unknown-stream');
      record(changed, status);
      return { status: 200, body: statusOf(changed) };
    },

    async addSubject(request) {
      await setWanted(request, true);
      return { status: 200 };
    },

    async removeSubject(request) {
      await setWanted(request, false);
      return { status: 204 };
    },

    async verify(request) {
      const { stream_id: streamId, state } = readVerification(request.body);
      const stream = await ownStream(request, streamId);
      if (stream.status === 'disabled') throw new ProblemError('stream-disabled');
      const now = clock.now();
      const wait = await streams.takeVerification(stream.id, MIN_VERIFICATION_SECONDS * 1000, now);
      if (wait !== null) throw new ProblemError('too-soon', { retryAfterSeconds: wait / 1000 });
      await outbox.raiseOnStream(stream.id, 'verification', state === undefined ? {} : { state }, now);
      return { status: 204 };
    },

    async poll(request) {
      const stream = await ownStream(request, request.pollId);
      if (stream.delivery !== 'poll') throw new ProblemError('unknown-stream');
      const receiver = await receiverOf(stream.realm, stream.clientId);
      if (receiver && receiver.sector !== stream.sector) await streams.move(stream.id, receiver.sector);
      const { sets, moreAvailable } = await polling.poll(stream, readPoll(request.body));
      return { status: 200, body: { sets, ...(moreAvailable ? { moreAvailable } : {}) } };
    },
  };
}

function statusOf({ id, status, reason }: SignalStream): Readonly<Record<string, unknown>> {
  return { stream_id: id, status, ...(reason === null ? {} : { reason }) };
}
