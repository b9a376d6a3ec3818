/**
 * Checks a code from a card or a desk (I10), or a recovery code (I5): counted with all other wrong codes before it is compared, used once whatever
 * runs in parallel.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { CodeProof } from '../domain/assurance/proof.js';
import { askedCodes, type CodeCard, channelOfCard } from '../domain/code_card.js';
import type { Outcome } from '../domain/outcome.js';
import type { Realm } from '../domain/realm.js';
import { laneKey, wrongCodeRule } from '../domain/throttle_policy.js';
import type { Visitor } from '../domain/visitor.js';
import type { AccountStore, RememberedDevice, VisitedAccount } from '../ports/account_store.js';
import { type CloseCodeEntryDependencies, closeWhenSpent } from './close_code_entry.js';
import type { CodeCards } from './code_cards.js';
import { lanesToReopen } from './code_entry_lane.js';

import { newsOfDevice } from './new_device.js';
import { type ConfirmedAction, isSameCode, readTypedCode } from './one_time_code.js';

export interface VerifyCardCodeDependencies extends CloseCodeEntryDependencies {
  readonly accounts: Pick<AccountStore, 'recordRightCode' | 'forget'>;
  readonly cards: Pick<CodeCards, 'codeAt'>;
}

export interface CardCodeAttempt {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  readonly cardId: string;
  /** the number that the page asked for: another tab may have used it meanwhile */
  readonly number: number;
  /** as typed */
  readonly typed: string;
  /** id of the authorization request */
  readonly request: string;
  /** the sensitive action that the page named (A5): the proof says it */
  readonly confirms?: ConfirmedAction | undefined;
  readonly visitor: Visitor;
  /** told where the browser is new (U2) */
  readonly portalName?: string | undefined;
  /** names the browser that is to be known from now on; absent where none is kept */
  readonly rememberDevice?: (() => RememberedDevice) | undefined;
}

export type CardCodeOutcome = Outcome<
  { readonly proof: CodeProof },
  /** `other-number`: the page asked for a code that was used meanwhile · `no-card`: it is used up, over or revoked */
  { readonly code: 'code-empty' | 'code-format' | 'closed' | 'wrong-code' | 'other-number' | 'no-card' }
>;

export type VerifyCardCode = (attempt: CardCodeAttempt) => Promise<CardCodeOutcome>;

export function createVerifyCardCode(dependencies: VerifyCardCodeDependencies): VerifyCardCode {
  const { accounts, cards, lifetimeCounters, audit, clock } = dependencies;

  return async (attempt) => {
    const { realm, account, cardId, number, typed, request, confirms, visitor, portalName, rememberDevice } = attempt;
    const read = readTypedCode(typed);
    if (!read.ok) return { ok: false, code: read.reason };
    const asked = askedCodes(account.codeCards, clock.now()).find(({ card }) => card.id === cardId);
    if (!asked) return { ok: false, code: 'no-card' };
    if (asked.number !== number) return { ok: false, code: 'other-number' };

    const device = account.deviceKnown ? visitor.deviceHash : null;
    const lane = laneKey('code', account.id, device);
    const rule = wrongCodeRule(realm.codeThrottle, account.deviceKnown);
    const record = (outcome: string) =>
      audit.record({
        type: 'code_entered',
        outcome,
        realm: realm.id,
        accountId: account.id,
        data: {
          channel: asked.card.kind,
          network: visitor.networkHash,
          known_device: device !== null,
          action: confirms?.type,
        },
      });
    const counted = await lifetimeCounters.attempt(lane, rule, clock.now());
    if (!counted.allowed) {
      record('refused_closed');
      return { ok: false, code: 'closed' };
    }
    const owner = { accountId: account.id, realm: realm.id };
    if (!isSameCode(read.code, cards.codeAt(owner, asked.card, number))) {
      record('wrong');
      await closeWhenSpent(dependencies, realm, account, { key: lane, rule, device });
      return { ok: false, code: 'wrong-code' };
    }
    const remembered = rememberDevice?.() ?? null;
    const seen = { browser: remembered?.browser ?? '', portalName, at: clock.now() };
    const isFirst = await accounts.recordRightCode({
      code: usedCardCode(asked.card, number),
      account,
      lane,
      countedAt: counted.at,
      reopened: device === null ? [] : await lanesToReopen(lifetimeCounters, realm, account.id, clock.now()),
      device: remembered && { ...remembered, ...newsOfDevice(realm, account, remembered.hash, seen) },
      card: { id: cardId, number },
      activates: true,
      at: clock.now(),
    });
    accounts.forget(account.id);
    if (!isFirst) {
      record('refused_used');
      return { ok: false, code: 'other-number' };
    }
    record('right');
    return {
      ok: true,
      proof: {
        id: randomUUID(),
        factor: 'code',
        accountId: account.id,
        at: clock.now(),
        request,
        channel: channelOfCard(asked.card),
        contact: cardId,
        ...(confirms ? { action: confirms.digest } : {}),
      },
    };
  };
}

/** What names a card's code once it was used, for as long as the card lives. */
function usedCardCode({ id, expiresAt }: CodeCard, number: number) {
  const digest = createHash('sha256').update(JSON.stringify(['code_card', id, number]));
  return { id: digest.digest('base64url'), expiresAtSeconds: Math.ceil(expiresAt / 1000) };
}
