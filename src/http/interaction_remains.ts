/** What became of an interaction that is not open to its visitor (I2). */
export type InteractionRemains =
  /** a later step of the same sign-in waits at this interaction */
  | { readonly state: 'moved'; readonly uid: string }
  /** done: the portal has had its answer, or the kiosk that a phone signed its person in at (I9) */
  | { readonly state: 'finished'; readonly clientId: string; readonly isOnPhone: boolean }
  /** ran out: the same request can be made again */
  | { readonly state: 'expired'; readonly clientId: string; readonly params: Readonly<Record<string, unknown>> }
  /** alive, but this browser does not hold its cookie */
  | { readonly state: 'elsewhere'; readonly clientId: string; readonly params: Readonly<Record<string, unknown>> }
  | { readonly state: 'unknown' };
