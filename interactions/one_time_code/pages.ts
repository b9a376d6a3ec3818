/** What the one_time_code step shows (I2, I4): the choice, the field, and what there is where neither leads on. */
import { type CodeOption, codeOptions } from '../../src/domain/contact/code_channel.js';
import { maskContact, spokenMask } from '../../src/domain/contact/mask.js';
import { barEndsAt, carriersOf } from '../../src/domain/contact/second_step.js';
import { momentInWords } from '../../src/domain/day.js';
import type { EidasLevel } from '../../src/domain/federation/upstream.js';
import type { Form } from '../../src/http/form_body.js';
import type { Interaction } from '../../src/http/interaction.js';
import { cardOffer } from '../../src/http/order_card.js';
import type { Contact } from '../../src/ports/account/account_store.js';
import type { ActiveCode } from '../../src/ports/one_time_code/challenge_store.js';
import { passkeyWay, WITHOUT_PASSKEY } from '../passkey_way.js';
import { type ChooseChannelError, chooseChannelPage } from './choose_channel.js';
import { confirmByPasskeyPage } from './confirm_by_passkey.js';
import { type EnterCodeError, enterCodePage } from './enter_code.js';
import { codeEntryClosedPage, noChannelPage, switchedOffPage } from './no_code_possible.js';
import { purposeOf, stepOf } from './purpose.js';
import { APP, choicesOf, isSwitchedOff, type OneTimeCodeDependencies, optionId, optionOf, type Step } from './step.js';

/** Switched-off channels come back by somebody's hand. */
const RETRY_SECONDS = 300;

export function showChoice(
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

export function showEntry(
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

/** Nothing of the step leads on: a passkey may, or a channel that is off for now; else whom to call. */
export function showNoWay(dependencies: OneTimeCodeDependencies, step: Step): void {
  const { interaction, account } = step;
  if (showPasskeyAlone(dependencies, interaction)) return;
  const { deviceKnown } = account;
  const now = dependencies.clock.now();
  const { channels: on, configuredChannels = on } = interaction.site.realm;
  const off = configuredChannels.filter((channel) => !on.includes(channel));
  const isOff = codeOptions(carriersOf(account.contacts, { deviceKnown, now }), off).length > 0;
  if (isOff) showSwitchedOff(dependencies, step);
  else showNoChannel(dependencies, step, now);
}

function showNoChannel(
  dependencies: OneTimeCodeDependencies,
  { interaction, account }: Pick<Step, 'interaction' | 'account'>,
  now: number,
): void {
  const { locale, site, details } = interaction;
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
}

/** Where a passkey leads on and nothing else does; the person may go on without. @returns false: it does not */
function showPasskeyAlone(dependencies: OneTimeCodeDependencies, interaction: Interaction): boolean {
  const { passkey, ...shared } = common(dependencies, interaction);
  if (!passkey) return false;
  interaction.show(confirmByPasskeyPage({ ...shared, passkey, withoutAction: interaction.address(WITHOUT_PASSKEY) }));
  return true;
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
