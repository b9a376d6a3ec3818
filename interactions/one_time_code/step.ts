/** Where a person stands at the one_time_code step (I2, I5, I10): the contacts, cards and app that may lead on, and for what. */
import type { LoginOffer } from '../../src/domain/assurance/next_step.js';
import { type CodeOption, codeOptions } from '../../src/domain/contact/code_channel.js';
import { carriersOf } from '../../src/domain/contact/second_step.js';
import { askedCodes, type CodeCard, cardName, channelOfCard } from '../../src/domain/one_time_code/code_card.js';
import type { Channel, CodeChannel, Locale } from '../../src/domain/realm.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { ShownUpstream } from '../../src/http/layout/upstream_offers.js';
import type { Contact, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { ActiveCode, ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { IssueCode } from '../../src/services/one_time_code/issue_code.js';
import { type ConfirmedAction, challengeOf } from '../../src/services/one_time_code/one_time_code.js';
import type { VerifyCode } from '../../src/services/one_time_code/verify_code.js';
import { actionOf } from '../confirmed_action.js';
import { type AuthenticatorDependencies, isAppOffered } from './authenticator_route.js';
import type { CardDependencies } from './card_route.js';
import { cardText } from './card_text.js';
import { accountOf } from './typed_code.js';

export interface OneTimeCodeDependencies extends CardDependencies, AuthenticatorDependencies {
  readonly challenges: ChallengeStore;
  readonly issueCode: IssueCode;
  readonly verifyCode: VerifyCode;
  /** what to show of the upstreams that lead on where no code can */
  readonly upstreamsFor: (interaction: Interaction, offer: LoginOffer) => readonly ShownUpstream[];
}

export interface Step {
  readonly interaction: Interaction;
  readonly account: VisitedAccount;
  readonly options: ReadonlyArray<CodeOption<Contact>>;
  /** cards with a code left, as options of the choice (I10, I5) */
  readonly cards: ReadonlyArray<{
    readonly id: string;
    readonly cardId: string;
    readonly channel: CodeChannel;
    readonly label: string;
  }>;
  /** does an authenticator app lead on? (I5) */
  readonly hasApp: boolean;
  /** the sensitive action that the code is for (A5) */
  readonly confirms: ConfirmedAction | undefined;
  /** name of the challenge that the code belongs to */
  readonly challenge: string;
}

/** The app as an option of the choice. */
export const APP = 'totp';

/** Reads anew what leads on: contacts and cards change while a step is open. */
export async function readStep(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<Step> {
  const account = await accountOf(dependencies, interaction);
  const { locale, details } = interaction;
  const now = dependencies.clock.now();
  const wanted = (details.prompt.details['channels'] ?? []) as CodeChannel[];
  const channels = wanted.filter(isMessage);
  const carriers = carriersOf(account.contacts, { deviceKnown: account.deviceKnown, now });
  const options = codeOptions(carriers, channels);
  const asked = askedCodes(account.codeCards, now).filter(({ card }) => wanted.includes(channelOfCard(card)));
  const cards = asked.map(({ card }) => {
    const channel = channelOfCard(card);
    return { id: `${channel}.${card.id}`, cardId: card.id, channel, label: cardLabel(card, locale) };
  });
  const confirms = actionOf(dependencies.actions, interaction);
  const challenge = challengeOf(interaction.request, confirms);
  const hasApp = isAppOffered(interaction, account);
  return { interaction, account, options, cards, hasApp, confirms, challenge };
}

/** Does anything of the step itself lead on, switched off or not? */
export function hasAnyWay({ options, cards, hasApp }: Step): boolean {
  return hasApp || options.length + cards.length > 0;
}

function isMessage(channel: CodeChannel): channel is Channel {
  return channel === 'email' || channel === 'sms' || channel === 'voice';
}

function cardLabel(card: CodeCard, locale: Locale): string {
  const { option, deskOption, recoveryOption } = cardText[locale];
  switch (card.kind) {
    case 'desk':
      return deskOption;
    case 'letter':
      return option(cardName(card));
    case 'recovery':
      return recoveryOption(card.size - card.used.length);
  }
}

/** As the choice posts it. */
export function optionId(contact: Contact, channel: Channel): string {
  return `${channel}.${contact.id}`;
}

/** By which an active code went, where it is still one. */
export function optionOf({ options }: Step, active: ActiveCode): CodeOption<Contact> | undefined {
  return options.find(({ contact, channel }) => contact.id === active.contact && channel === active.channel);
}

/** What may be chosen now: a channel that was switched off meanwhile is not, while a code that it carried stays good (S3). */
export function choicesOf({ interaction, options }: Step): Step['options'] {
  const { channels } = interaction.site.realm;
  return options.filter(({ channel }) => channels.includes(channel));
}

/** Nothing is left to choose. */
export function isSwitchedOff(step: Step): boolean {
  return !step.hasApp && choicesOf(step).length + step.cards.length === 0;
}
