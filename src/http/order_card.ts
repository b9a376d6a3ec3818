/** Offers a card of codes on a page, and orders it (I10): for every step where no message can reach the person. */

import { dayInWords } from '../domain/day.js';
import { nextOrderAt } from '../domain/one_time_code/code_card.js';
import type { Locale, Realm } from '../domain/realm.js';
import type { AccountStore, VisitedAccount } from '../ports/account/account_store.js';
import type { Clock } from '../ports/clock.js';
import type { Interaction } from './interaction.js';
import { type CardOffer, cardOrderedPage } from './layout/order_card/view.js';

export interface OrderCardDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  /** orders a card by letter; false when it cannot be now */
  readonly cards: {
    order(
      order: { readonly realm: Realm; readonly account: VisitedAccount; readonly locale: Locale },
      kind: 'letter',
    ): Promise<{ readonly ok: boolean }>;
  };
  readonly clock: Clock;
}

/** Does this step offer one? Whoever has the password must not send letters that nobody needs (I10). */
function offersCard({ details }: Interaction): boolean {
  const { name, details: facts } = details.prompt;
  if (name === 'confirm_contact') return facts['isConfirmed'] === false;
  return name === 'one_time_code' && facts['noChannel'] === true;
}

/**
 * What a page may offer.
 *
 * @param action the step's address that orders it
 * @returns undefined where the step offers none, or no postal address is known
 */
export function cardOffer(
  { clock }: Pick<OrderCardDependencies, 'clock'>,
  interaction: Interaction,
  account: VisitedAccount,
  action: string,
): CardOffer | undefined {
  if (!account.postalAddress || !offersCard(interaction)) return undefined;
  const from = nextOrderAt(account.codeCards, interaction.site.realm.codeCards);
  return {
    action: interaction.address(action),
    csrfToken: interaction.csrfToken,
    notBefore: from > clock.now() ? dayInWords(from, interaction.locale) : undefined,
  };
}

export async function orderCard({ accounts, cards }: OrderCardDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  if (!offersCard(interaction)) return interaction.again();
  const { site, locale, details, visitor } = interaction;
  const account = await accounts.find(details.session?.accountId ?? '', visitor.deviceHash);
  if (!account) throw new Error('a card is ordered by nobody');
  const outcome = await cards.order({ realm: site.realm, account, locale }, 'letter');
  // Too soon, or without an address: the page where it was asked says so.
  if (!outcome.ok) return interaction.again();
  const cancelHref = interaction.address('cancel');
  interaction.show(cardOrderedPage({ locale, realm: site.realm, cancelHref }), { status: 200 });
}
