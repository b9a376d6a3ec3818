/** The second step by a card of codes or a desk's code (I10), or by a recovery code (I5). */
import { type AskedCode, askedCodes, cardName, channelOfCard } from '../../src/domain/one_time_code/code_card.js';
import type { CodeChannel } from '../../src/domain/realm.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { OfferedTrust } from '../../src/http/layout/trust_box.js';
import type { Clock } from '../../src/ports/clock.js';
import type { CodeCards } from '../../src/services/one_time_code/code_cards.js';
import type { VerifyCardCode } from '../../src/services/one_time_code/verify_card_code.js';
import { passkeyWay } from '../passkey_way.js';
import { type CardCodeError, enterCardCodePage } from './enter_card_code.js';
import { purposeOf, stepOf } from './purpose.js';
import { accountOf, readAttempt, type TypedCodeDependencies } from './typed_code.js';

export interface CardDependencies extends TypedCodeDependencies {
  readonly cards: CodeCards;
  readonly verifyCardCode: VerifyCardCode;
  readonly clock: Clock;
}

/** The page of one card; back to where the person is if it can be asked for nothing. */
export async function showCard(
  dependencies: CardDependencies,
  interaction: Interaction,
  cardId: string,
): Promise<void> {
  const { account, asked, others } = await openCard(dependencies, interaction, cardId);
  if (!asked) return interaction.again();
  show(dependencies, interaction, asked, others, 200, dependencies.trust.offered(interaction, account));
}

/** @param closed shows that code entry is closed on this device */
export async function submitCard(
  dependencies: CardDependencies,
  interaction: Interaction,
  cardId: string,
  closed: () => void,
): Promise<void> {
  const form = await interaction.form();
  const { account, asked, others } = await openCard(dependencies, interaction, cardId);
  if (!asked) return interaction.again();
  const { attempt, proceed } = readAttempt(dependencies, interaction, account, form);
  const outcome = await dependencies.verifyCardCode({ ...attempt, cardId, number: Number(form.get('number')) });
  if (outcome.ok) return proceed(outcome);
  if (outcome.code === 'closed') return closed();
  if (outcome.code === 'no-card') return interaction.again();
  const offered = dependencies.trust.offered(interaction, account, form);
  if (outcome.code !== 'other-number')
    return show(dependencies, interaction, asked, others, 422, offered, [outcome.code]);
  const now = await openCard(dependencies, interaction, cardId);
  if (!now.asked) return interaction.again();
  show(dependencies, interaction, now.asked, now.others, 422, offered, ['other-number']);
}

async function openCard(dependencies: CardDependencies, interaction: Interaction, cardId: string) {
  const account = await accountOf(dependencies, interaction);
  const wanted = (interaction.details.prompt.details['channels'] ?? []) as CodeChannel[];
  const codes = askedCodes(account.codeCards, dependencies.clock.now()).filter(({ card }) =>
    wanted.includes(channelOfCard(card)),
  );
  const asked = codes.find(({ card }) => card.id === cardId);
  const others =
    codes.length > 1 || wanted.some((channel) => asked === undefined || channel !== channelOfCard(asked.card));
  return { account, asked, others };
}

function show(
  { actions }: CardDependencies,
  interaction: Interaction,
  { card, number }: AskedCode,
  others: boolean,
  status: number,
  trust: OfferedTrust | undefined,
  errors: readonly CardCodeError[] = [],
): void {
  const { locale, site, csrfToken } = interaction;
  const purpose = purposeOf(actions, interaction);
  const content = enterCardCodePage({
    locale,
    realm: site.realm,
    ...purpose,
    step: stepOf(purpose),
    kind: card.kind,
    name: cardName(card),
    number,
    left: card.size - card.used.length,
    action: interaction.address(`one_time_code/card/${card.id}`),
    csrfToken,
    trust,
    errors,
    passkey: passkeyWay(interaction),
    ...(others ? { otherWayHref: interaction.address('one_time_code/channels') } : {}),
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content, { status });
}
