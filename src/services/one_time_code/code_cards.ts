/**
 * Cards of codes (I10): ordered by letter for people without mailbox and telephone, or given at a desk, one code for an
 * hour. Recovery codes (I5) are one too; services/authenticator/recovery_codes makes them. The codes are derived (I5): the print room gets them when it prints, the agent when the card is issued.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { type CodeCard, cardName, channelOfCard } from '../../domain/one_time_code/code_card.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Locale, Realm } from '../../domain/realm.js';
import type { Account, AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { CodeCardStore } from '../../ports/one_time_code/code_card_store.js';
import type { ActingFor } from '../../ports/organisation/organisation_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { CodeMaker } from './one_time_code.js';

export interface CodeCardsDependencies {
  readonly cards: CodeCardStore;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly codes: CodeMaker;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface CardCode {
  /** from 1 */
  readonly number: number;
  /** six digits */
  readonly code: string;
}

export interface CardOrder {
  readonly realm: Realm;
  readonly account: Account;
  /** language of the letter; the account's unless given */
  readonly locale?: Locale;
  /** who asks, where that is not the person: an API client, `cli:…` */
  readonly actor?: string;
  /** as the store judges it */
  readonly untouchedFor?: ActingFor;
}

export type OrderOutcome = Outcome<
  { readonly card: CodeCard /** of a desk alone: what the agent reads out */; readonly code: string | null },
  /** no postal address is known · a card was ordered lately: `retryAt` in milliseconds since the epoch · not active */
  { readonly code: 'no-address' | 'not-active' } | { readonly code: 'too-soon'; readonly retryAt: number }
>;

/** What is ordered for a person; recovery codes are made by themselves. */
export type OrderedKind = Exclude<CodeCard['kind'], 'recovery'>;

export interface CodeCards {
  order(order: CardOrder, kind: OrderedKind): Promise<OrderOutcome>;
  /** The codes of a card that is still good, for the letter that carries it or the page that shows them once; none for any other. */
  codesOf(cardId: string): Promise<readonly CardCode[]>;
  /** The code of one number of a card. */
  codeAt(owner: { readonly accountId: string; readonly realm: string }, card: CodeCard, number: number): string;
}

const NONCE_BYTES = 16;

/** A new card, whose codes follow from a nonce that only the server knows. @param issuedAt milliseconds since the epoch */
export function draftCard(
  codes: Pick<CodeMaker, 'currentKeyId'>,
  kind: CodeCard['kind'],
  { size, lifeSeconds }: { readonly size: number; readonly lifeSeconds: number },
  issuedAt: number,
): CodeCard {
  return {
    id: randomUUID(),
    kind,
    keyId: codes.currentKeyId,
    nonce: randomBytes(NONCE_BYTES).toString('base64url'),
    size,
    used: [],
    issuedAt,
    expiresAt: issuedAt + lifeSeconds * 1000,
  };
}

export function createCodeCards({ cards, accounts, codes, audit, clock }: CodeCardsDependencies): CodeCards {
  const codeAt: CodeCards['codeAt'] = ({ accountId, realm }, card, number) =>
    codes.make(
      { accountId, realm, request: card.id, action: 'code-card', contact: card.id, channel: channelOfCard(card) },
      { keyId: card.keyId, nonce: card.nonce, number },
    );

  return {
    codeAt,
    async order({ realm, account, locale = account.locale, actor, untouchedFor }, kind) {
      const now = clock.now();
      const rule = realm.codeCards;
      if (kind === 'letter' && !account.postalAddress) return { ok: false, code: 'no-address' };
      const isLetter = kind === 'letter';
      const extent = isLetter
        ? { size: rule.size, lifeSeconds: rule.lifeSeconds }
        : { size: 1, lifeSeconds: rule.deskLifeSeconds };
      const card = draftCard(codes, kind, extent, now);
      const unlessSince = isLetter ? now - rule.orderedAgainAfterSeconds * 1000 : null;
      const letter = isLetter
        ? ({
            realm: realm.id,
            accountId: account.id,
            kind: 'code_card',
            locale,
            data: { cardId: card.id, name: cardName(card) },
            secret: null,
            dedupeKey: `code_card:${card.id}`,
          } as const)
        : null;
      const notices = noticesTo(account, { kind: 'code_card_ordered', data: { by: kind }, dedupe: card.id });
      const isIssued = await cards.issue({
        accountId: account.id,
        card,
        letter,
        notices,
        unlessSince,
        ...(untouchedFor ? { untouchedFor } : {}),
      });
      const record = (outcome: string) =>
        audit.record({
          type: 'code_card',
          outcome,
          realm: realm.id,
          accountId: account.id,
          data: { kind, actor },
        });
      if (!isIssued) {
        record('refused');
        if (account.status !== 'active' || !isLetter) return { ok: false, code: 'not-active' };
        return { ok: false, code: 'too-soon', retryAt: now + rule.orderedAgainAfterSeconds * 1000 };
      }
      accounts.forget(account.id);
      record('issued');
      const owner = { accountId: account.id, realm: realm.id };
      return { ok: true, card, code: isLetter ? null : codeAt(owner, card, 1) };
    },

    async codesOf(cardId) {
      const issued = await cards.find(cardId);
      if (!issued || issued.card.expiresAt <= clock.now()) return [];
      return Array.from({ length: issued.card.size }, (_, index) => ({
        number: index + 1,
        code: codeAt(issued, issued.card, index + 1),
      }));
    },
  };
}
