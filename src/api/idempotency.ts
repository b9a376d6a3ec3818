/**
 * Each write once, however often it is asked (draft-ietf-httpapi-idempotency-key-header). The claim comes before the
 * effect; the answer is written in the effect's transaction. A process that dies leaves both or a claim without effect,
 * which the next request takes over once it is a minute old. A refusal frees the key: nothing was done under it.
 */
import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import type { Clock } from '../ports/clock.js';
import type { IdempotencyKey, IdempotencyStore, IdempotentAnswer, Receipt } from '../ports/idempotency_store.js';
import type { EndSignIns } from '../services/session/end_sign_ins.js';
import type { Caller } from './access_token.js';
import type { OperationOutcome } from './operation.js';
import { ProblemError } from './problem.js';

export interface IdempotencyDependencies {
  readonly records: IdempotencyStore;
  readonly endSignIns: EndSignIns;
  readonly clock: Pick<Clock, 'now'>;
}

export interface OnceRequest {
  readonly caller: Caller;
  readonly key: string;
  /** of the whole request: operation, address, body */
  readonly fingerprint: string;
  readonly status: number;
  readonly run: (
    receiptOf: (body: Readonly<Record<string, unknown>>, endsSignInsOf?: string) => Receipt,
  ) => Promise<OperationOutcome>;
}

export type RunOnce = (
  request: OnceRequest,
) => Promise<{ readonly answer: IdempotentAnswer; readonly isRepeated: boolean }>;

const KEY = /^[\x21-\x7e]{8,128}$/;
const KEPT_SECONDS = 24 * 3600;
const ABANDONED_AFTER_SECONDS = 60;
const RETRY_AFTER_SECONDS = 2;

/** @throws ProblemError when it is missing or no key */
export function readIdempotencyKey(ctx: Context): string {
  const key = ctx.get('idempotency-key');
  if (!KEY.test(key)) throw new ProblemError('idempotency-key-missing');
  return key;
}

/** @param parts in their order; two requests that differ in one are two */
export function fingerprintOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

export function createRunOnce({ records, endSignIns, clock }: IdempotencyDependencies): RunOnce {
  /** What an answer leaves to do is done before anybody reads it, also by whoever asks again. */
  const settle = async (key: IdempotencyKey, realm: string, answer: IdempotentAnswer): Promise<IdempotentAnswer> => {
    if (answer.endsSignInsOf === null) return answer;
    await endSignIns(realm, answer.endsSignInsOf);
    const settled = { ...answer, endsSignInsOf: null };
    await records.answer({ ...key, ...settled });
    return settled;
  };

  return async ({ caller, key: given, fingerprint, status, run }) => {
    const key = { client: `${caller.realm.id}:${caller.clientId}`, key: given };
    const claim = () => records.begin(key, fingerprint, clock.now(), KEPT_SECONDS, ABANDONED_AFTER_SECONDS);
    const repeat = async () => {
      const claimed = await claim();
      if (claimed.state === 'other-request') throw new ProblemError('idempotency-key-reused');
      if (claimed.state === 'in-progress')
        throw new ProblemError('request-in-progress', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      if (claimed.state === 'begun') return undefined;
      return { answer: await settle(key, caller.realm.id, claimed.answer), isRepeated: true };
    };
    const repeated = await repeat();
    if (repeated) return repeated;

    const receipts: Receipt[] = [];
    let outcome: OperationOutcome;
    try {
      outcome = await run((body, endsSignInsOf) => {
        const receipt = { ...key, status, body, endsSignInsOf: endsSignInsOf ?? null };
        receipts.push(receipt);
        return receipt;
      });
    } catch (error) {
      // Whether the effect stands is not known here: the record tells whoever asks again.
      await releaseQuietly(records, key);
      throw error;
    }
    if (!outcome.ok) {
      if (outcome.code === 'answered-meanwhile') {
        const other = await repeat();
        if (other) return other;
        await records.release(key);
        throw new ProblemError('request-in-progress', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      await records.release(key);
      throw new ProblemError(outcome.code, { retryAfterSeconds: outcome.retryAfterSeconds });
    }
    const written = receipts.at(-1);
    if (!written) await records.answer({ ...key, status, body: outcome.body, endsSignInsOf: null });
    const answer = { status, body: outcome.body, endsSignInsOf: written?.endsSignInsOf ?? null };
    return { answer: await settle(key, caller.realm.id, answer), isRepeated: false };
  };
}

/** `release` leaves an answer that stands; a store that is away leaves the claim, which grows old. */
async function releaseQuietly(records: IdempotencyStore, key: IdempotencyKey): Promise<void> {
  try {
    await records.release(key);
  } catch {
    // The fault that is on its way says it already.
  }
}
