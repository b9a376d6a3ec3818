/**
 * The funnel of a sign-in as counters, read from the very events that the audit keeps (S2, S5): password, code sent,
 * code entered, sign-in, token; and what speaks of abuse. Every label's values are few: what is open-ended is capped.
 */
import { Counter, type Registry } from 'prom-client';
import { ACR_VALUES } from '../../../domain/assurance/acr.js';
import type { Channel } from '../../../domain/realm.js';
import type { SecurityEvent } from '../../../ports/audit/audit_log.js';

/** A realm as its counters know it before anything happened. */
export interface CountedRealm {
  readonly id: string;
  readonly channels: readonly Channel[];
}

const PASSWORD_OUTCOMES = ['right', 'wrong', 'refused_wait', 'refused_closed', 'shed'];
const SENT_OUTCOMES = ['accepted', 'failed'];
/** by what the audit calls them */
const LETTER_OUTCOMES = new Map([
  ['provisional_letter', 'queued'],
  ['provisional_refused_flood', 'refused'],
]);
const REPLAYED = ['authorization_code', 'refresh_token'];
/** values that one label may take before the rest is called `other` */
const MOST_VALUES = 200;

export function createSignInCounters(registry: Registry, realms: readonly CountedRealm[]) {
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const events = counter('poterne_security_events_total', 'Events given to the audit', ['realm', 'type', 'outcome']);
  const passwords = counter('poterne_passwords_total', 'Passwords typed', ['realm', 'outcome']);
  const sent = counter('poterne_codes_sent_total', 'Code messages handed to a provider', [
    'realm',
    'channel',
    'outcome',
  ]);
  const entered = counter('poterne_codes_entered_total', 'Codes typed', ['realm', 'channel', 'outcome']);
  const signIns = counter('poterne_sign_ins_total', 'Authorizations granted', ['realm', 'client', 'acr']);
  const refused = counter('poterne_authorizations_refused_total', 'Authorizations refused', [
    'realm',
    'client',
    'error',
  ]);
  const tokens = counter('poterne_tokens_issued_total', 'Token responses', ['realm', 'client', 'grant_type']);
  const replays = counter('poterne_replays_total', 'Codes and tokens used twice', ['realm', 'what']);
  const closures = counter('poterne_lanes_closed_total', 'Lanes closed after too many failures', ['realm', 'step']);
  const notices = counter('poterne_logout_notices_total', 'Back-channel logout notices', [
    'realm',
    'client',
    'outcome',
  ]);

  const upstreams = counter('poterne_upstream_sign_ins_total', 'Journeys to an upstream, by what came of them', [
    'realm',
    'upstream',
    'outcome',
  ]);
  const links = counter('poterne_identity_links_total', 'Upstream identities met, by what came of their account', [
    'realm',
    'upstream',
    'outcome',
  ]);

  const letters = counter('poterne_provisional_letters_total', 'Letters with a provisional password, as people asked', [
    'realm',
    'outcome',
  ]);

  const crowded = counter('poterne_references_crowded_total', 'References of « Ce n’est pas moi » typed in a crowd', [
    'realm',
  ]);

  // A series that starts at 1 shows no increase: alert rules need the zero before it.
  for (const { id: realm, channels } of realms) {
    for (const outcome of PASSWORD_OUTCOMES) passwords.inc({ realm, outcome }, 0);
    for (const channel of channels) {
      for (const outcome of SENT_OUTCOMES) sent.inc({ realm, channel, outcome }, 0);
      for (const outcome of ['right', 'wrong']) entered.inc({ realm, channel, outcome }, 0);
    }
    for (const what of REPLAYED) replays.inc({ realm, what }, 0);
    for (const step of ['password', 'code']) closures.inc({ realm, step }, 0);
    for (const outcome of LETTER_OUTCOMES.values()) letters.inc({ realm, outcome }, 0);
    crowded.inc({ realm }, 0);
  }

  const capped = createCap();
  return (event: SecurityEvent): void => {
    const { type, realm, outcome, data = {} } = event;
    const text = (name: string) => capped(name, String(data[name] ?? 'none'));
    events.inc({ realm, type, outcome });
    switch (type) {
      case 'password':
        passwords.inc({ realm, outcome });
        break;
      case 'code_sent':
        sent.inc({ realm, channel: text('channel'), outcome });
        break;
      case 'code_entered':
        entered.inc({ realm, channel: text('channel'), outcome });
        break;
      case 'sign_in':
        signIns.inc({ realm, client: text('client'), acr: knownAcr(data['acr']) });
        break;
      case 'authorization_refused':
        refused.inc({ realm, client: text('client'), error: text('error') });
        break;
      case 'token_issued':
        tokens.inc({ realm, client: text('client'), grant_type: text('grant_type') });
        break;
      case 'replay':
        replays.inc({ realm, what: text('what').replaceAll(' ', '_') });
        break;
      case 'password_lane_closed':
        closures.inc({ realm, step: 'password' });
        break;
      case 'code_entry_closed':
        closures.inc({ realm, step: 'code' });
        break;
      case 'recovery': {
        const letter = LETTER_OUTCOMES.get(outcome);
        if (letter !== undefined) letters.inc({ realm, outcome: letter });
        break;
      }
      case 'contest':
        if (outcome === 'crowded') crowded.inc({ realm });
        break;
      case 'logout_notice':
        notices.inc({ realm, client: text('client'), outcome });
        break;
      case 'upstream_sign_in':
        upstreams.inc({ realm, upstream: text('upstream'), outcome });
        break;
      case 'identity_link':
        links.inc({ realm, upstream: text('upstream'), outcome });
        break;
    }
  };
}

function knownAcr(value: unknown): string {
  return ACR_VALUES.find((acr) => acr === value) ?? 'none';
}

/** Keeps the values of each label few, whatever is registered or sent. */
function createCap() {
  const seen = new Map<string, Set<string>>();
  return (label: string, value: string): string => {
    const values = seen.get(label) ?? new Set<string>();
    seen.set(label, values);
    if (values.has(value)) return value;
    if (values.size >= MOST_VALUES || value.length > 100) return 'other';
    values.add(value);
    return value;
  };
}
