/** Checks a code from a card or a desk (I10), or a recovery code (I5): the one that the page asked for, used once. */
import { createHash } from 'node:crypto';
import type { CodeProof } from '../../domain/assurance/proof.js';
import { askedCodes, type CodeCard, channelOfCard } from '../../domain/one_time_code/code_card.js';
import type { Outcome } from '../../domain/outcome.js';
import type { CodeCards } from './code_cards.js';
import { type HeldCodeAttempt, type JudgeHeldCodeDependencies, judgeHeldCode } from './judge_held_code.js';
import { isSameCode, readTypedCode } from './one_time_code.js';

export interface VerifyCardCodeDependencies extends JudgeHeldCodeDependencies {
  readonly cards: Pick<CodeCards, 'codeAt'>;
}

export interface CardCodeAttempt extends HeldCodeAttempt {
  readonly cardId: string;
  /** the number that the page asked for: another tab may have used it meanwhile */
  readonly number: number;
}

export type CardCodeOutcome = Outcome<
  { readonly proof: CodeProof },
  /** `other-number`: the page asked for a code that was used meanwhile · `no-card`: it is used up, over or revoked */
  { readonly code: 'code-empty' | 'code-format' | 'closed' | 'wrong-code' | 'other-number' | 'no-card' }
>;

export type VerifyCardCode = (attempt: CardCodeAttempt) => Promise<CardCodeOutcome>;

export function createVerifyCardCode(dependencies: VerifyCardCodeDependencies): VerifyCardCode {
  const { accounts, cards, clock } = dependencies;

  return async (attempt) => {
    const { realm, account, cardId, number, typed } = attempt;
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };
    const asked = askedCodes(account.codeCards, clock.now()).find(({ card }) => card.id === cardId);
    if (!asked) return { ok: false, code: 'no-card' };
    if (asked.number !== number) return { ok: false, code: 'other-number' };
    const owner = { accountId: account.id, realm: realm.id };
    const source = {
      kind: asked.card.kind,
      channel: channelOfCard(asked.card),
      match: (code: string) =>
        isSameCode(code, cards.codeAt(owner, asked.card, number))
          ? { code: usedCardCode(asked.card, number), card: { id: cardId, number }, held: cardId }
          : undefined,
    };
    const outcome = await judgeHeldCode(dependencies, attempt, source, read.code);
    if (outcome.ok) return outcome;
    if (outcome.code === 'closed' || outcome.code === 'wrong-code') return { ok: false, code: outcome.code };
    accounts.forget(account.id);
    return { ok: false, code: 'other-number' };
  };
}

/** What names a card's code once it was used, for as long as the card lives. */
function usedCardCode({ id, expiresAt }: CodeCard, number: number) {
  const digest = createHash('sha256').update(JSON.stringify(['code_card', id, number]));
  return { id: digest.digest('base64url'), expiresAtSeconds: Math.ceil(expiresAt / 1000) };
}
