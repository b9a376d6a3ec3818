/**
 * The claims of a Security Event Token (RFC 8417) as the Shared Signals Framework profiles it: one event, `sub_id` in place
 * of `sub`, no `exp`. The same event has the same claims at each attempt, so that a receiver knows a repeat by its `jti`.
 */
import { EVENT_URIS, type EventType, STREAM_EVENT_URIS, type StreamEventType } from './event.js';
import { REASONS } from './reason.js';

/** An event as it lies in the outbox. */
export interface StoredSignal {
  /** the token's `jti` */
  readonly id: string;
  readonly streamId: string;
  readonly type: EventType | StreamEventType;
  /** pairwise, of the receiver's sector; null for a stream's own events */
  readonly sub: string | null;
  readonly sid: string | null;
  readonly data: Readonly<Record<string, string>>;
  /** milliseconds since the epoch, as `createdAt` */
  readonly happenedAt: number;
  readonly createdAt: number;
}

export type SetClaims = Readonly<Record<string, unknown>>;

/** Explicit typing, so that no reader takes it for another token (RFC 8417 §2.3). */
export const SET_TYPE = 'secevent+jwt';

/**
 * @param issuer of the realm
 * @param audience the receiver's client_id
 */
export function setClaims(signal: StoredSignal, issuer: string, audience: string): SetClaims {
  return {
    iss: issuer,
    jti: signal.id,
    iat: Math.floor(signal.createdAt / 1000),
    aud: audience,
    sub_id: subjectOf(signal, issuer),
    events: eventsOf(signal, issuer),
  };
}

/** Our levels of assurance, as CAEP names a list of levels (CAEP 1.0 §3.4). @param issuer of the realm */
function acrNamespace(issuer: string): string {
  return `${issuer}/acr`;
}

function subjectOf({ sub, sid, streamId }: StoredSignal, issuer: string): SetClaims {
  // RFC 9493 §3.2.4 for a stream, §3.2.3 for a person; a session beside its person (SSF 1.0 §3.3).
  if (sub === null) return { format: 'opaque', id: streamId };
  const user = { format: 'iss_sub', iss: issuer, sub };
  return sid === null ? user : { format: 'complex', user, session: { format: 'opaque', id: sid } };
}

function eventsOf({ type, data, happenedAt }: StoredSignal, issuer: string): SetClaims {
  if (type === 'verification' || type === 'stream-updated') return { [STREAM_EVENT_URIS[type]]: data };
  const { by, reason, credential, change, current, previous, direction } = data;
  const words = REASONS[reason as keyof typeof REASONS];
  return {
    [EVENT_URIS[type]]: {
      event_timestamp: Math.floor(happenedAt / 1000),
      initiating_entity: by,
      reason_admin: { en: reason },
      ...(words ? { reason_user: words } : {}),
      ...(type === 'credential-change' ? { credential_type: credential, change_type: change } : {}),
      ...(type === 'assurance-level-change'
        ? {
            namespace: acrNamespace(issuer),
            current_level: current,
            previous_level: previous,
            ...(direction === undefined ? {} : { change_direction: direction }),
          }
        : {}),
    },
  };
}
