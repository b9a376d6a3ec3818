/**
 * The security events that portals are told (S8): CAEP 1.0's, and the two by which a stream speaks of itself (OpenID Shared
 * Signals Framework 1.0 §8). A fact says what happened in the house's own words, without anything personal.
 */

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type';
const SSF = 'https://schemas.openid.net/secevent/ssf/event-type';

/** Events that a receiver may ask for, by our short name. */
export const EVENT_URIS = {
  'session-revoked': `${CAEP}/session-revoked`,
  'credential-change': `${CAEP}/credential-change`,
  'assurance-level-change': `${CAEP}/assurance-level-change`,
} as const;
export type EventType = keyof typeof EVENT_URIS;

/** A stream's own: every receiver gets them. */
export const STREAM_EVENT_URIS = {
  verification: `${SSF}/verification`,
  'stream-updated': `${SSF}/stream-updated`,
} as const;
export type StreamEventType = keyof typeof STREAM_EVENT_URIS;

/** CAEP 1.0 §2: who or what began it. */
export type Initiator = 'user' | 'admin' | 'policy' | 'system';

/** CAEP 1.0 §3.3; `email` is ours: the mailbox that carries one-time codes, for which CAEP has no word. */
export type CredentialType =
  | 'password'
  | 'pin'
  | 'app'
  | 'phone-sms'
  | 'phone-voice'
  | 'email'
  | 'fido2-platform'
  | 'fido2-roaming';
export type CredentialChange = 'create' | 'revoke' | 'update' | 'delete';

/** Why, as a code; reason.ts has the words. */
export type SignalReason =
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'session-ended'
  | 'access-ended'
  | 'contested'
  | 'token-replayed'
  | 'membership-ended'
  | 'password-chosen'
  | 'password-used'
  | 'credential-added'
  | 'credential-removed'
  | 'credential-cloned'
  | 'stepped-up'
  | 'proved-again';

interface Fact {
  readonly by: Initiator;
  readonly reason: SignalReason;
}

/** All sessions of a person; with `session`, the one that a client knows by this `sid`. */
export interface SessionRevoked extends Fact {
  readonly type: 'session-revoked';
  readonly session?: { readonly clientId: string; readonly sid: string };
}

export interface CredentialChanged extends Fact {
  readonly type: 'credential-change';
  readonly credential: CredentialType;
  readonly change: CredentialChange;
}

/** What a session has reached, for the portals that were answered from it before. */
export interface AssuranceChanged extends Fact {
  readonly type: 'assurance-level-change';
  readonly current: string;
  readonly previous: string;
  /** where one of the two satisfies the other */
  readonly direction?: 'increase' | 'decrease';
  readonly session: { readonly clientId: string; readonly sid: string };
}

export type SignalFact = SessionRevoked | CredentialChanged | AssuranceChanged;

/** The types of a receiver's wish that we know, in our order. @param requested URIs */
export function deliveredTypes(requested: readonly string[]): readonly EventType[] {
  return (Object.keys(EVENT_URIS) as EventType[]).filter((type) => requested.includes(EVENT_URIS[type]));
}

/** What a passkey is as a credential: a key that is plugged in or held to the device roams, all else is of a platform. */
export function passkeyCredential(transports: readonly string[]): CredentialType {
  const isPlatforms = transports.length === 0 || transports.includes('internal') || transports.includes('hybrid');
  return isPlatforms ? 'fido2-platform' : 'fido2-roaming';
}

/** What a contact is as a credential. */
export const CONTACT_CREDENTIAL = { email: 'email', mobile: 'phone-sms', landline: 'phone-voice' } as const;
