/** Hands a person's answer on to the caller, who waits at the provider (CIBA Core §7.3, §11). */

export interface ProvedAnswer {
  readonly accountId: string;
  readonly acr: string;
  readonly amr: readonly string[];
  /** seconds since the epoch */
  readonly authTime: number;
}

export interface BackchannelAnswers {
  /** @param handle `auth_req_id`. `false`: the caller does not wait any more */
  confirm(handle: string, proved: ProvedAnswer): Promise<boolean>;
  refuse(handle: string): Promise<boolean>;
  /** Tells a client that is told, without making anybody wait. */
  ping(request: { readonly id: string; readonly clientId: string; readonly handle: string }): void;
}
