/**
 * Writes of the API, each done once however often it is asked (draft-ietf-httpapi-idempotency-key-header). A claim is
 * written before the effect, and the answer in the effect's own transaction where it has one: a process that dies leaves
 * either both or a claim without effect, which may be taken again once it is old.
 */

export interface IdempotentAnswer {
  readonly status: number;
  readonly body: unknown;
  /** account whose sign-ins must still end, once the answer stands; null when nothing is left to do */
  readonly endsSignInsOf: string | null;
}

export interface IdempotencyKey {
  /** the client with its realm: keys of two clients are unrelated */
  readonly client: string;
  readonly key: string;
}

/** What a transaction writes with its effect. */
export interface Receipt extends IdempotencyKey, IdempotentAnswer {}

export type Claim =
  | { readonly state: 'begun' }
  | { readonly state: 'answered'; readonly answer: IdempotentAnswer }
  /** another request with this key is being handled */
  | { readonly state: 'in-progress' }
  /** the key was used for another request */
  | { readonly state: 'other-request' };

export interface IdempotencyStore {
  /**
   * Of N parallel requests one begins.
   *
   * @param fingerprint of the whole request
   * @param now milliseconds since the epoch
   * @param keptSeconds how long the answer is given again
   * @param abandonedAfterSeconds a claim without answer this old belongs to a process that died
   */
  begin(
    key: IdempotencyKey,
    fingerprint: string,
    now: number,
    keptSeconds: number,
    abandonedAfterSeconds: number,
  ): Promise<Claim>;
  /** Writes the answer of an effect that has no transaction of its own, or replaces one whose rest is done. */
  answer(receipt: Receipt): Promise<void>;
  /** Nothing was done: the key is free again. */
  release(key: IdempotencyKey): Promise<void>;
}

/** Thrown where an answer stands already: the transaction around it must not. */
export class AnsweredMeanwhile extends Error {
  override readonly name = 'AnsweredMeanwhile';
  constructor() {
    super('another process has answered this request');
  }
}
