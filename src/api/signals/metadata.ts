/** What a receiver discovers of the transmitter (OpenID Shared Signals Framework 1.0 §7.1), and what both sides call things. */
import { signalsAudience } from '../../domain/client/own_resource.js';
import { EVENT_URIS } from '../../domain/signals/event.js';
import type { SignalStream } from '../../ports/signals/signal_streams.js';

export const PUSH = 'urn:ietf:rfc:8935';
export const POLL = 'urn:ietf:rfc:8936';
/** Asked sooner than this after the last one, a verification is refused. */
export const MIN_VERIFICATION_SECONDS = 60;

/** @param issuer of the realm */
export function transmitterMetadata(issuer: string): Readonly<Record<string, unknown>> {
  const at = (path: string) => `${signalsAudience(issuer)}${path}`;
  return {
    spec_version: '1_0',
    issuer,
    jwks_uri: `${issuer}/jwks`,
    delivery_methods_supported: [PUSH, POLL],
    configuration_endpoint: at('/streams'),
    status_endpoint: at('/status'),
    add_subject_endpoint: at('/subjects/add'),
    remove_subject_endpoint: at('/subjects/remove'),
    verification_endpoint: at('/verify'),
    critical_subject_members: ['user', 'session'],
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    // Whoever has been to the receiver's sector, from the first time on.
    default_subjects: 'ALL',
  };
}

/** A stream's configuration as its receiver reads it (§7.1.1). What it has us send with each push stays with us. */
export function streamConfiguration(stream: SignalStream, issuer: string): Readonly<Record<string, unknown>> {
  return {
    stream_id: stream.id,
    iss: issuer,
    aud: stream.clientId,
    events_supported: Object.values(EVENT_URIS),
    events_requested: stream.eventsRequested,
    events_delivered: stream.events.map((type) => EVENT_URIS[type]),
    delivery:
      stream.delivery === 'push'
        ? { method: PUSH, endpoint_url: stream.endpointUrl }
        : { method: POLL, endpoint_url: pollAddress(stream.id, issuer) },
    min_verification_interval: MIN_VERIFICATION_SECONDS,
    ...(stream.description === null ? {} : { description: stream.description }),
  };
}

function pollAddress(streamId: string, issuer: string): string {
  return `${signalsAudience(issuer)}/poll/${streamId}`;
}
