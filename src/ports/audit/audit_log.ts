/** Security events: who, what, from where, outcome; append-only and chained (S5). */
export interface SecurityEvent {
  readonly type:
    | 'password'
    | 'password_chosen'
    | 'provisional_issued'
    | 'campaign'
    | 'code_sent'
    | 'code_entered'
    | 'code_entry_closed'
    | 'trusted_device'
    /** how a visit to a kiosk ended (I9) */
    | 'kiosk_visit'
    /** a phone's try at the digits of a kiosk's screen */
    | 'kiosk_digits'
    | 'contest'
    | 'password_lane_closed'
    | 'sign_in'
    | 'sign_out'
    | 'authorization_refused'
    | 'grant_revoked'
    | 'token_issued'
    | 'replay'
    | 'logout_notice'
    | 'upstream_sign_in'
    | 'identity_link'
    | 'key_rotation'
    | 'sign_ins_ended'
    | 'session_ended'
    /** an app that stays signed in: by the person, or because its token came twice (P5) */
    | 'app_signed_out'
    | 'device_forgotten'
    | 'provisional_used'
    | 'contact_added'
    | 'contact_removed'
    | 'account_change'
    | 'data_downloaded'
    | 'code_card'
    | 'authenticator'
    | 'passkey'
    | 'terms_accepted'
    | 'recovery'
    | 'legacy_access'
    | 'notice'
    | 'letters'
    | 'back_office'
    /** of domain/organisation/act.ts, in `data.act`; `data.organisation` finds it for the journal (E1) */
    | 'organisation'
    | 'telephone_code'
    | 'backchannel_request'
    | 'import'
    | 'account_command'
    | 'client_removed'
    | 'audit_gap'
    | 'audit_purge'
    | 'audit_export'
    | 'audit_erasure'
    | 'channel_switch'
    | 'signal_stream';
  readonly outcome: string;
  readonly realm: string;
  readonly accountId?: string | undefined;
  /** codes and keyed hashes only, never a value that names a person */
  readonly data?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** what helps the person's support, masked; encrypted under the person's key and left out without an account */
  readonly personal?: Readonly<Record<string, string>> | undefined;
}

export interface AuditLog {
  /** Takes note of an event; never fails and never delays a request. */
  record(event: SecurityEvent): void;
  /** Resolves when all that was recorded so far is stored. */
  flush(): Promise<void>;
}
