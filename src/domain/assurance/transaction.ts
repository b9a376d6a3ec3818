/**
 * The transaction of a confirmed action (A5) is that of the code or passkey which confirmed it. So a step that two processes finish at
 * once, and answer with an authorization code each, is one transaction all the same: whoever acts on it takes note of it once.
 */
import { createHash } from 'node:crypto';
import type { Ledger } from './proof.js';

const TRANSACTION_BYTES = 16;

/**
 * @param request this authorization request
 * @param action digest of what it names
 * @returns undefined where none of this request confirmed it
 */
export function transactionOf(ledger: Ledger, request: string | undefined, action: string): string | undefined {
  const proof = ledger.findLast((each) => 'action' in each && each.request === request && each.action === action);
  if (!proof) return undefined;
  const digest = createHash('sha256').update(`transaction\0${proof.id}`).digest();
  return digest.subarray(0, TRANSACTION_BYTES).toString('base64url');
}
