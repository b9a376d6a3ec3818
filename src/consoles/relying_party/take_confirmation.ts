/**
 * Does an answer confirm the action that was wished (A5)? By the account's own holder, at a fresh level, this action with
 * these fields, and once: what is checked here is all that stands between a code and a change (U1, E1).
 */
import type { Outcome } from '../../domain/outcome.js';
import { type AskedAction, type FreshAcr, isSameAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Proved } from './relying_party.js';

/** Longer than an ID Token lives, and its clock tolerance. */
const TRANSACTION_SECONDS = 20 * 60;

export interface WishedChange {
  /** the account whose session asks for the change */
  readonly accountId: string;
  /** levels that will do */
  readonly acrs: readonly FreshAcr[];
  /** what the code must have named */
  readonly actions: readonly AskedAction[];
}

/** `used`: its transaction was taken before */
export type ConfirmationRefusal = 'other_account' | 'not_fresh' | 'other_action' | 'used';

/**
 * Takes a confirmation for the change that follows; a second one of the same transaction is refused.
 *
 * @param proved what came back, and whose account it names
 */
export type TakeConfirmation = (
  proved: Pick<Proved, 'acr' | 'actions'> & { readonly accountId: string },
  wished: WishedChange,
) => Promise<Outcome<object, { readonly code: ConfirmationRefusal }>>;

/** @param model each console keeps its own: `Account` is stored as `AccountTransaction` */
export function createTakeConfirmation(
  model: string,
  realm: string,
  ephemeral: Pick<EphemeralStore, 'putOnce'>,
): TakeConfirmation {
  return async ({ accountId, acr, actions }, wished) => {
    if (accountId !== wished.accountId) return { ok: false, code: 'other_account' };
    if (!wished.acrs.some((each) => each === acr)) return { ok: false, code: 'not_fresh' };
    const isWished = actions.every(({ asked }, index) => {
      const action = wished.actions[index];
      return action !== undefined && isSameAction(asked, action);
    });
    if (!isWished || actions.length !== wished.actions.length) return { ok: false, code: 'other_action' };
    for (const { transactionId } of actions) {
      const isFirst = await ephemeral.putOnce(`${model}Transaction`, `${realm}:${transactionId}`, TRANSACTION_SECONDS);
      if (!isFirst) return { ok: false, code: 'used' };
    }
    return { ok: true };
  };
}
