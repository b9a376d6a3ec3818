/** The one_time_code step (I2, I4): choose a contact, receive the code, type it; leaving and coming back loses nothing. */

import type { LoginOffer } from '../../src/domain/assurance/next_step.js';
import { type CodeOption, codeOptions } from '../../src/domain/contact/code_channel.js';
import { maskContact, spokenMask } from '../../src/domain/contact/mask.js';
import { barEndsAt, carriersOf } from '../../src/domain/contact/second_step.js';
import { momentInWords } from '../../src/domain/day.js';
import type { EidasLevel } from '../../src/domain/federation/upstream.js';
import { askedCodes, type CodeCard, cardName, channelOfCard } from '../../src/domain/one_time_code/code_card.js';
import type { Channel, CodeChannel, Locale } from '../../src/domain/realm.js';
import type { Form } from '../../src/http/form_body.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { ShownUpstream } from '../../src/http/layout/upstream_offers.js';
import { cardOffer } from '../../src/http/order_card.js';
import type { Contact, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { ActiveCode, ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { IssueCode, IssueOutcome } from '../../src/services/one_time_code/issue_code.js';
import { type ConfirmedAction, challengeOf } from '../../src/services/one_time_code/one_time_code.js';
import type { CodeOutcome, VerifyCode } from '../../src/services/one_time_code/verify_code.js';
import { actionOf } from '../confirmed_action.js';
import { passkeyWay, WITHOUT_PASSKEY } from '../passkey_way.js';
import {
  AUTHENTICATOR,
  type AuthenticatorDependencies,
  isAppOffered,
  showAuthenticator,
} from './authenticator_route.js';
import { type CardDependencies, showCard } from './card_route.js';
import { cardText } from './card_text.js';
import { type ChooseChannelError, chooseChannelPage } from './choose_channel.js';
import { confirmByPasskeyPage } from './confirm_by_passkey.js';
import { type EnterCodeError, enterCodePage } from './enter_code.js';
import { codeEntryClosedPage, noChannelPage, switchedOffPage } from './no_code_possible.js';
import { purposeInMessage, purposeOf, stepOf } from './purpose.js';
import { accountOf, readAttempt } from './typed_code.js';

export interface OneTimeCodeDependencies extends CardDependencies, AuthenticatorDependencies {
  readonly challenges: ChallengeStore;
  readonly issueCode: IssueCode;
  readonly verifyCode: VerifyCode;
  /** what to show of the upstreams that lead on where no code can */
  readonly upstreamsFor: (interaction: Interaction, offer: LoginOffer) => readonly ShownUpstream[];
}

/** Switched-off channels come back by somebody's hand. */
const RETRY_SECONDS = 300;

/** Signing in names no action. */
const NO_ACTION = '';

interface Step {
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
const APP = 'totp';

/** Where the person is: typing a code that is on its way, or the one of their app, else choosing where to receive one. */
export async function showOneTimeCode(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  const step = await open(dependencies, interaction);
  if (!step) return;
  const active = await dependencies.challenges.active(step.challenge);
  if (active && stillOffered(step, active)) return showEntry(dependencies, step, active, 200);
  if (step.hasApp) return showAuthenticator(dependencies, interaction);
  const [card, ...others] = step.cards;
  if (card && others.length === 0 && step.options.length === 0) {
    return showCard(dependencies, interaction, card.cardId);
  }
  showChoice(dependencies, step, 200);
}

/** « Recevoir le code autrement »: the choice, while the code already sent stays good. */
export async function showChannels(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  const step = await open(dependencies, interaction);
  if (step) showChoice(dependencies, step, 200);
}

export async function sendCode(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const step = await open(dependencies, interaction);
  if (!step) return;
  if (step.hasApp && form.get('contact') === APP) return interaction.again(AUTHENTICATOR);
  const card = step.cards.find(({ id }) => id === form.get('contact'));
  if (card) return interaction.again(`one_time_code/card/${card.cardId}`);
  const option = choicesOf(step).find(({ contact, channel }) => optionId(contact, channel) === form.get('contact'));
  if (!option) return showChoice(dependencies, step, 422, [{ code: 'none-chosen' }]);
  const outcome = await issue(dependencies, step, option);
  if (outcome.ok) return interaction.again();
  if (outcome.code === 'closed') return showClosed(dependencies, interaction);
  const { status, error, retryAfterSeconds } = sendingRefused(outcome);
  showChoice(dependencies, step, status, [error], optionId(option.contact, option.channel), retryAfterSeconds);
}

export async function resendCode(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  if (interaction.isAnswered) return interaction.again();
  const step = await open(dependencies, interaction);
  if (!step) return;
  const active = await dependencies.challenges.active(step.challenge);
  const option = active && optionOf(step, active);
  if (!active || !option) return interaction.again();
  const outcome = await issue(dependencies, step, option);
  if (outcome.ok) return interaction.again();
  if (outcome.code === 'closed') return showClosed(dependencies, interaction);
  const { status, error, retryAfterSeconds } = sendingRefused(outcome);
  // A message that did not leave offers the other ways; a pause is told beside the code that is still good.
  if (error.code === 'delivery-failed')
    return showChoice(dependencies, step, status, [error], optionId(option.contact, option.channel));
  if (error.code === 'none-chosen') return interaction.again();
  showEntry(dependencies, step, active, status, [error as EnterCodeError], retryAfterSeconds);
}

export async function submitCode(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const step = await open(dependencies, interaction);
  if (!step) return;
  const { attempt, proceed } = readAttempt(dependencies, interaction, step.account, form);
  const outcome = await dependencies.verifyCode({ ...attempt, action: NO_ACTION });
  if (outcome.ok) return proceed(outcome);
  if (outcome.code === 'closed') return showClosed(dependencies, interaction);
  const sent = outcome.code === 'no-code' ? null : await dependencies.challenges.latest(step.challenge);
  if (!sent) return showChoice(dependencies, step, 422, [{ code: 'none-chosen' }]);
  showEntry(dependencies, step, sent, 422, [entryError(outcome)], undefined, form);
}

async function open(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<Step | undefined> {
  const account = await accountOf(dependencies, interaction);
  const { locale, site, details } = interaction;
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
  if (hasApp || options.length + cards.length > 0)
    return { interaction, account, options, cards, hasApp, confirms, challenge };
  if (showPasskeyAlone(dependencies, interaction)) return undefined;
  const { channels: on, configuredChannels = on } = site.realm;
  const off = configuredChannels.filter((channel) => !on.includes(channel));
  if (codeOptions(carriers, off).length > 0) {
    showSwitchedOff(dependencies, { interaction, account });
    return undefined;
  }
  const cancelHref = interaction.address('cancel');
  const level = details.prompt.details['level'] as EidasLevel | undefined;
  const upstreams = dependencies.upstreamsFor(interaction, { local: false, level });
  const ends = barEndsAt(account.contacts, { deviceKnown: account.deviceKnown, now });
  const content = noChannelPage({
    locale,
    realm: site.realm,
    cancelHref,
    upstreams,
    card: cardOffer(dependencies, interaction, account, 'one_time_code/card'),
    ...(ends === undefined ? {} : { barredUntil: momentInWords(ends, locale) }),
  });
  interaction.show(content, { status: 403 });
  return undefined;
}

/** Where a passkey leads on and nothing else does; the person may go on without. @returns false: it does not */
function showPasskeyAlone(dependencies: OneTimeCodeDependencies, interaction: Interaction): boolean {
  const { passkey, ...shared } = common(dependencies, interaction);
  if (!passkey) return false;
  interaction.show(confirmByPasskeyPage({ ...shared, passkey, withoutAction: interaction.address(WITHOUT_PASSKEY) }));
  return true;
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

function issue(
  dependencies: OneTimeCodeDependencies,
  { interaction, account, confirms }: Step,
  option: CodeOption<Contact>,
): Promise<IssueOutcome> {
  const { site, request, visitor, locale, portalName } = interaction;
  const purpose = purposeInMessage(locale, purposeOf(dependencies.actions, interaction));
  return dependencies.issueCode({
    realm: site.realm,
    account,
    contactId: option.contact.id,
    channel: option.channel,
    request,
    action: NO_ACTION,
    confirms,
    purpose,
    visitor,
    locale,
    portalName,
    originHost: new URL(site.issuer).hostname,
  });
}

function sendingRefused(outcome: IssueOutcome & { ok: false }): {
  status: number;
  error: ChooseChannelError;
  retryAfterSeconds?: number;
} {
  switch (outcome.code) {
    case 'resend-wait': {
      const seconds = outcome.retryAfterSeconds;
      return { status: 429, error: { code: 'resend-wait', seconds }, retryAfterSeconds: seconds };
    }
    case 'sends-exhausted': {
      const retryAfterSeconds = outcome.retryAfterSeconds;
      return {
        status: 429,
        error: { code: 'sends-exhausted', minutes: Math.ceil(retryAfterSeconds / 60) },
        retryAfterSeconds,
      };
    }
    case 'delivery-failed':
      return { status: 502, error: { code: 'delivery-failed', channel: outcome.channel } };
    default:
      return { status: 422, error: { code: 'none-chosen' } };
  }
}

function entryError(outcome: CodeOutcome & { ok: false }): EnterCodeError {
  if (outcome.code === 'wrong-code') {
    return outcome.triesLeft > 0 ? { code: 'wrong-code', triesLeft: outcome.triesLeft } : { code: 'tries-exhausted' };
  }
  return { code: outcome.code } as EnterCodeError;
}

function optionId(contact: Contact, channel: Channel): string {
  return `${channel}.${contact.id}`;
}

function optionOf({ options }: Step, active: ActiveCode): CodeOption<Contact> | undefined {
  return options.find(({ contact, channel }) => contact.id === active.contact && channel === active.channel);
}

function stillOffered(step: Step, active: ActiveCode): boolean {
  return optionOf(step, active) !== undefined;
}

function common({ actions }: OneTimeCodeDependencies, interaction: Interaction) {
  const { locale, site, csrfToken, address } = interaction;
  const purpose = purposeOf(actions, interaction);
  const step = stepOf(purpose);
  const passkey = passkeyWay(interaction);
  return { locale, realm: site.realm, csrfToken, ...purpose, step, passkey, cancelHref: address('cancel') };
}

function shown(interaction: Interaction, { contact, channel }: CodeOption<Contact>) {
  return {
    channel,
    masked: maskContact(channel, contact.value),
    spoken: spokenMask(channel, contact.value, interaction.locale),
  };
}

/** What may be chosen now: a channel that was switched off meanwhile is not, while a code that it carried stays good (S3). */
function choicesOf({ interaction, options }: Step): Step['options'] {
  const { channels } = interaction.site.realm;
  return options.filter(({ channel }) => channels.includes(channel));
}

/** Nothing is left to choose. */
function isSwitchedOff(step: Step): boolean {
  return !step.hasApp && choicesOf(step).length + step.cards.length === 0;
}

function showSwitchedOff(
  dependencies: OneTimeCodeDependencies,
  { interaction, account }: Pick<Step, 'interaction' | 'account'>,
): void {
  const { locale, site, details } = interaction;
  const content = switchedOffPage({
    locale,
    realm: site.realm,
    // What can be reached is judged anew: it stands in the step as it was.
    retryHref: interaction.address('one_time_code/retry'),
    cancelHref: interaction.address('cancel'),
    upstreams: dependencies.upstreamsFor(interaction, {
      local: false,
      level: details.prompt.details['level'] as EidasLevel | undefined,
    }),
    card: cardOffer(dependencies, interaction, account, 'one_time_code/card'),
  });
  interaction.show(content, { status: 503, retryAfterSeconds: RETRY_SECONDS });
}

function showChoice(
  dependencies: OneTimeCodeDependencies,
  step: Step,
  status: number,
  errors: readonly ChooseChannelError[] = [],
  selectedId?: string,
  retryAfterSeconds?: number,
): void {
  const { interaction, cards, hasApp } = step;
  if (isSwitchedOff(step)) {
    if (!showPasskeyAlone(dependencies, interaction)) showSwitchedOff(dependencies, step);
    return;
  }
  const contacts = [
    ...(hasApp ? [{ id: APP, channel: APP, masked: '', spoken: '' } as const] : []),
    ...choicesOf(step).map((option) => ({
      id: optionId(option.contact, option.channel),
      ...shown(interaction, option),
    })),
    ...cards.map(({ id, channel, label }) => ({ id, channel, masked: label, spoken: label })),
  ];
  const action = interaction.address('one_time_code/send');
  const content = chooseChannelPage({ ...common(dependencies, interaction), action, contacts, selectedId, errors });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

function showEntry(
  dependencies: OneTimeCodeDependencies,
  step: Step,
  active: ActiveCode,
  status: number,
  errors: readonly EnterCodeError[] = [],
  retryAfterSeconds?: number,
  form?: Form,
): void {
  const { interaction, account, options, cards, hasApp } = step;
  const option = optionOf(step, active);
  if (!option) {
    showChoice(dependencies, step, status);
    return;
  }
  const { clock, trust } = dependencies;
  const { triesPerCode, resendAfterSeconds } = interaction.site.realm.codeThrottle;
  const secondsLeft = Math.max(0, Math.ceil((active.expiresAt - clock.now()) / 1000));
  const triesLeft = Math.max(0, triesPerCode - active.tries);
  const content = enterCodePage({
    ...common(dependencies, interaction),
    contact: shown(interaction, option),
    action: interaction.address('one_time_code/verify'),
    resendAction: interaction.address('one_time_code/resend'),
    secondsLeft,
    triesLeft,
    resendInSeconds: Math.ceil((active.sentAt + resendAfterSeconds * 1000 - clock.now()) / 1000),
    ...(options.length + cards.length + Number(hasApp) > 1
      ? { otherWayHref: interaction.address('one_time_code/channels') }
      : {}),
    ...(active.accepted > 1 && errors.length === 0 ? { notice: 'new-code' as const } : {}),
    trust: trust.offered(interaction, account, form),
    errors,
  });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

export function showClosed({ upstreamsFor, actions }: OneTimeCodeDependencies, interaction: Interaction): void {
  const { locale, site } = interaction;
  const cancelHref = interaction.address('cancel');
  // FranceConnect+ and passkeys keep budgets of their own, and open what a stranger's failures had closed (S1).
  const upstreams = upstreamsFor(interaction, { local: false, level: 'eidas2' });
  const passkey = passkeyWay(interaction);
  const ways = { cancelHref, upstreams, passkey };
  const content = codeEntryClosedPage({ locale, realm: site.realm, ...purposeOf(actions, interaction), ...ways });
  interaction.show(content, { status: 429 });
}
