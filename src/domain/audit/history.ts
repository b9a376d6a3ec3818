/** What of the audit a person reads as the history of their account (U1): by type and outcome, each a line in plain words. */
export const HISTORY_KINDS = {
  'sign_in/authorized': 'signed-in',
  'code_entered/right': 'code-right',
  'code_entered/wrong': 'code-wrong',
  'password/wrong': 'password-wrong',
  'password_chosen/chosen': 'password-changed',
  'recovery/started': 'recovery-started',
  'contact_added/verified': 'contact-added',
  'contact_added/accepted': 'contact-added',
  'contact_removed/removed': 'contact-removed',
  'contact_removed/refused': 'contact-refused',
  'identity_link/linked': 'identity-linked',
  'identity_link/undone': 'identity-undone',
  'trusted_device/trusted': 'device-trusted',
  'session_ended/ended': 'session-ended',
  'app_signed_out/ended': 'app-ended',
  'app_signed_out/replayed': 'app-replayed',
  'device_forgotten/forgotten': 'device-forgotten',
  'sign_out/everywhere': 'signed-out-everywhere',
  'authenticator/added': 'authenticator-added',
  'authenticator/removed': 'authenticator-removed',
  'passkey/added': 'passkey-added',
  'passkey/removed': 'passkey-removed',
  'passkey/used': 'passkey-used',
  'passkey/refused_cloned': 'passkey-cloned',
  'passkey/refused_suspended': 'passkey-refused',
  'code_card/issued': 'codes-issued',
  'code_entry_closed/closed': 'code-entry-closed',
  'provisional_used/used': 'provisional-used',
  'contest/stopped': 'contested',
  'contest/agent': 'contested',
  'contest/taken_back': 'contact-taken-back',
  'data_downloaded/done': 'data-downloaded',
  'backchannel_request/confirmed': 'call-confirmed',
  'backchannel_request/refused': 'call-refused',
  'backchannel_request/contested': 'call-refused',
  'back_office/done': 'agent-acted',
  'organisation/done': 'administrator-acted',
  'account_change/refused': 'change-refused',
} as const;

export type HistoryKind = (typeof HISTORY_KINDS)[keyof typeof HISTORY_KINDS];

export interface HistoryEvent {
  /** milliseconds since the epoch */
  readonly at: number;
  readonly kind: HistoryKind;
  readonly data: Readonly<Record<string, unknown>>;
  readonly personal: Readonly<Record<string, string>> | null;
}

export interface HistoryLine extends HistoryEvent {
  /** how many followed each other within an hour; `at` is the latest */
  readonly times: number;
}

const FAILURES: readonly HistoryKind[] = ['password-wrong', 'code-wrong'];
const HOUR_MS = 3_600_000;

/**
 * Failures that follow each other are one line.
 *
 * @param events newest first
 */
export function historyLines(events: readonly HistoryEvent[]): readonly HistoryLine[] {
  const lines: Array<HistoryLine & { readonly oldest: number }> = [];
  for (const event of events) {
    const last = lines.at(-1);
    const isRepeated = last?.kind === event.kind && FAILURES.includes(event.kind) && last.oldest - event.at < HOUR_MS;
    if (last && isRepeated) lines[lines.length - 1] = { ...last, times: last.times + 1, oldest: event.at };
    else lines.push({ ...event, times: 1, oldest: event.at });
  }
  return lines.map(({ oldest: _, ...line }) => line);
}
