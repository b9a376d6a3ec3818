/** Codes that the back office orders for a person (I10): one at a desk, told to the agent's screen, or a card by letter. */
import type { Outcome } from '../../domain/outcome.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { FileOrder } from '../account/change_file.js';
import type { CodeCards, OrderedKind } from './code_cards.js';

export type OrderCodes = (
  order: Omit<FileOrder, 'receiptOf'>,
  kind: OrderedKind,
) => Promise<
  Outcome<
    { readonly body: Readonly<Record<string, unknown>> },
    | { readonly code: 'unknown-person' | 'state-conflict' | 'unreachable' }
    | { readonly code: 'too-soon'; readonly retryAfterSeconds: number }
  >
>;

export function createOrderCodes(
  cards: Pick<CodeCards, 'order'>,
  accounts: Pick<AccountStore, 'find' | 'forget'>,
  clock: Pick<Clock, 'now'>,
): OrderCodes {
  return async ({ realm, accountId, actor }, kind) => {
    accounts.forget(accountId);
    const account = await accounts.find(accountId, null);
    if (account?.realm !== realm.id) return { ok: false, code: 'unknown-person' };
    const who = actor.agent === null ? actor.client : `${actor.client}/${actor.agent}`;
    const ordered = await cards.order({ realm, account, actor: who }, kind);
    if (!ordered.ok) {
      if (ordered.code === 'too-soon') {
        return { ok: false, code: 'too-soon', retryAfterSeconds: (ordered.retryAt - clock.now()) / 1000 };
      }
      return { ok: false, code: ordered.code === 'no-address' ? 'unreachable' : 'state-conflict' };
    }
    const { card, code } = ordered;
    const body = { account: accountId, expires_at: new Date(card.expiresAt).toISOString() };
    return { ok: true, body: code === null ? { ...body, codes: card.size } : { ...body, code } };
  };
}
