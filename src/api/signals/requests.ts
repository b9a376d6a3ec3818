/** What receivers send to the transmitter (SSF 1.0 §7; RFC 8936 §2.4), checked before anything looks at it. */
import { z } from 'zod';
import { deliveredTypes, EVENT_URIS } from '../../domain/signals/event.js';
import type { SignalStream, StreamWish } from '../../ports/signals/signal_streams.js';
import type { PollRequest } from '../../services/signals/poll_signals.js';
import { type FieldFault, ProblemError } from '../problem.js';
import { POLL, PUSH, streamConfiguration } from './metadata.js';

/** Visible characters and spaces: nothing that begins another header (RFC 9110 §5.5). */
const headerValue = z.string().regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?$/);
/** One line of text: an operator reads it in a terminal (`poterne signals status`), which obeys control characters. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u);
/** Of one poll: each is a statement. */
const MOST_ERRORS = 100;
const streamId = z.string().max(64);
const delivery = z.union([
  z.object({
    method: z.literal(PUSH),
    endpoint_url: line(512),
    authorization_header: headerValue.optional(),
  }),
  z.object({ method: z.literal(POLL), endpoint_url: line(512).optional() }),
]);
const configuration = z.object({
  delivery: delivery.optional(),
  events_requested: z.array(line(256)).max(50).optional(),
  description: line(200).optional(),
});
const named = z.object({ stream_id: streamId });
const subject = z.object({ format: z.literal('iss_sub'), iss: z.string().max(512), sub: z.string().max(255) });
const about = named.extend({ subject });
const statusChange = named.extend({
  status: z.enum(['enabled', 'paused', 'disabled']),
  reason: line(200).optional(),
});
const verification = named.extend({ state: z.string().max(1_024).optional() });
const poll = z.object({
  maxEvents: z.int().min(0).max(1_000_000).optional(),
  returnImmediately: z.boolean().optional(),
  ack: z.array(z.string().max(64)).max(1_000).optional(),
  setErrs: z
    .record(z.string().max(64), z.object({ err: z.string().max(200) }))
    .refine((errors) => Object.keys(errors).length <= MOST_ERRORS)
    .optional(),
});

/** Tokens of one answer, whatever is asked. */
const MOST_AT_ONCE = 100;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type ParsedConfiguration = z.output<typeof configuration>;

export const readConfiguration = readerOf(configuration);
export const readNamed = readerOf(named);
export const readAbout = readerOf(about);
export const readStatusChange = readerOf(statusChange);
export const readVerification = readerOf(verification);

/** @throws ProblemError */
export function readPoll(body: unknown): PollRequest {
  const { maxEvents = MOST_AT_ONCE, returnImmediately = false, ack = [], setErrs = {} } = readerOf(poll)(body ?? {});
  return {
    maxEvents: Math.min(maxEvents, MOST_AT_ONCE),
    returnImmediately,
    // What is no id of ours is nobody's.
    acknowledged: ack.filter((id) => UUID.test(id)),
    errors: new Map(Object.entries(setErrs).flatMap(([id, { err }]) => (UUID.test(id) ? [[id, err] as const] : []))),
  };
}

/**
 * A receiver's wish. What it leaves out of a new or replaced stream is: every event, polled.
 *
 * @param mayReach whether an address may be a receiver's
 * @throws ProblemError
 */
export function wishOf(given: ParsedConfiguration, mayReach: (url: string) => boolean): StreamWish {
  const requested = given.events_requested ?? Object.values(EVENT_URIS);
  return {
    delivery: deliveryOf(given.delivery ?? { method: POLL }, mayReach),
    eventsRequested: requested,
    events: deliveredTypes(requested),
    description: given.description ?? null,
  };
}

/** What a PATCH changes and no more. @throws ProblemError */
export function changesOf(given: ParsedConfiguration, mayReach: (url: string) => boolean): Partial<StreamWish> {
  const whole = wishOf(given, mayReach);
  return {
    ...(given.delivery ? { delivery: whole.delivery } : {}),
    ...(given.events_requested ? { eventsRequested: whole.eventsRequested, events: whole.events } : {}),
    ...(given.description === undefined ? {} : { description: whole.description }),
  };
}

/** What only we say may be sent along, and must be right (SSF 1.0 §7.1.1.3). @throws ProblemError */
export function checkOurs(body: unknown, stream: SignalStream, issuer: string): void {
  const given = body as Readonly<Record<string, unknown>>;
  const ours = streamConfiguration(stream, issuer);
  const wrong = ['iss', 'aud', 'events_supported', 'min_verification_interval'].filter(
    (name) => given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(ours[name]),
  );
  if (wrong.length > 0) throw invalid(wrong.map((name) => ({ at: `/${name}`, fault: 'not as the transmitter says' })));
}

function deliveryOf(
  given: NonNullable<ParsedConfiguration['delivery']>,
  mayReach: (url: string) => boolean,
): StreamWish['delivery'] {
  if (given.method === POLL) return { method: 'poll' };
  if (!mayReach(given.endpoint_url))
    throw invalid([{ at: '/delivery/endpoint_url', fault: 'an https address of a public host' }]);
  return {
    method: 'push',
    endpointUrl: given.endpoint_url,
    authorization: given.authorization_header ?? null,
  };
}

function readerOf<Schema extends z.ZodType>(schema: Schema): (body: unknown) => z.output<Schema> {
  return (body) => {
    const parsed = schema.safeParse(body ?? {});
    if (parsed.success) return parsed.data;
    throw invalid(parsed.error.issues.map(({ path, code }) => ({ at: `/${path.map(String).join('/')}`, fault: code })));
  };
}

function invalid(faults: readonly FieldFault[]): ProblemError {
  return new ProblemError('invalid-request', { errors: faults.slice(0, 20) });
}
