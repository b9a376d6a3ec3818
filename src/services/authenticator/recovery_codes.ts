/**
 * Recovery codes (I5): ten, each good once, in place of an authenticator app that is not at hand. They are derived, as those
 * of a printed card are; the page shows them once, in the browser that had them made.
 */
import { randomUUID } from 'node:crypto';
import { cardName } from '../../domain/one_time_code/code_card.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { CodeCardStore } from '../../ports/one_time_code/code_card_store.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Seat } from '../account/seat.js';
import { noticesTo } from '../notice/tell_person.js';
import { type CardCode, type CodeCards, draftCard } from '../one_time_code/code_cards.js';
import type { CodeMaker } from '../one_time_code/one_time_code.js';

export interface RecoveryCodesDependencies {
  readonly cards: Pick<CodeCardStore, 'issue' | 'find'>;
  readonly codeCards: Pick<CodeCards, 'codesOf'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly ephemeral: EphemeralStore;
  readonly codes: Pick<CodeMaker, 'currentKeyId'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export interface ShownCodes {
  /** printed above them, and asked for beside the number */
  readonly name: string;
  readonly codes: readonly CardCode[];
  /** milliseconds since the epoch */
  readonly expiresAt: number;
}

export interface RecoveryCodes {
  /**
   * Makes ten new ones; the old ones end. Whoever calls it holds a proof given now for that.
   *
   * @returns under which they can be shown; undefined: the account has no authenticator
   */
  renew(seat: Seat): Promise<string | undefined>;
  /** Lets this browser see the codes of a card for a quarter of an hour, or until it says it has them. */
  show(seat: Seat, cardId: string): Promise<string>;
  find(seat: Seat, shown: string): Promise<ShownCodes | undefined>;
  /** The person has them: they are shown no more. */
  putAway(seat: Seat, shown: string): Promise<void>;
}

const MODEL = 'RecoveryCodesShown';
const SHOWN_SECONDS = 15 * 60;

interface Showing {
  readonly accountId: string;
  readonly browser: string;
  readonly cardId: string;
  /** milliseconds since the epoch */
  readonly until: number;
}

export function createRecoveryCodes(dependencies: RecoveryCodesDependencies): RecoveryCodes {
  const { cards, codeCards, accounts, ephemeral, codes, audit, clock } = dependencies;

  const showingOf = async ({ realm, account, browser }: Seat, shown: string) => {
    const showing = (await ephemeral.find(MODEL, `${realm.id}:${shown}`)) as Showing | undefined;
    const isHere = showing?.accountId === account.id && showing.browser === browser && showing.until > clock.now();
    return isHere ? showing : undefined;
  };

  const show: RecoveryCodes['show'] = async ({ realm, account, browser }, cardId) => {
    const id = randomUUID();
    const showing: Showing = { accountId: account.id, browser, cardId, until: clock.now() + SHOWN_SECONDS * 1000 };
    await ephemeral.put(MODEL, `${realm.id}:${id}`, { ...showing }, SHOWN_SECONDS);
    return id;
  };

  return {
    show,

    async renew(seat) {
      const { realm, account, locale } = seat;
      const { recoverySize: size, lifeSeconds } = realm.codeCards;
      const card = draftCard(codes, 'recovery', { size, lifeSeconds }, clock.now());
      const voice = realm.channels.includes('voice');
      const notices = noticesTo(account, { kind: 'recovery_codes_renewed', dedupe: card.id, locale, voice });
      const isIssued = await cards.issue({ accountId: account.id, card, letter: null, notices, unlessSince: null });
      audit.record({
        type: 'code_card',
        outcome: isIssued ? 'issued' : 'refused',
        realm: realm.id,
        accountId: account.id,
        data: { kind: 'recovery' },
      });
      if (!isIssued) return undefined;
      accounts.forget(account.id);
      return show(seat, card.id);
    },

    async find(seat, shown) {
      const showing = await showingOf(seat, shown);
      const issued = showing && (await cards.find(showing.cardId));
      if (!showing || !issued || issued.accountId !== seat.account.id) return undefined;
      const { card } = issued;
      return { name: cardName(card), codes: await codeCards.codesOf(card.id), expiresAt: card.expiresAt };
    },

    async putAway(seat, shown) {
      if (await showingOf(seat, shown)) await ephemeral.destroy(MODEL, `${seat.realm.id}:${shown}`);
    },
  };
}
