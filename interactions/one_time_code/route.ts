/** The one_time_code step (I2, I4): choose a contact, receive the code, type it; leaving and coming back loses nothing. */
import type { Interaction } from '../../src/http/interaction.js';
import type { CodeOutcome } from '../../src/services/one_time_code/verify_code.js';
import { AUTHENTICATOR, showAuthenticator } from './authenticator_route.js';
import { showCard } from './card_route.js';
import type { EnterCodeError } from './enter_code.js';
import { showChoice, showClosed, showEntry, showNoWay } from './pages.js';
import { NO_ACTION, refusalOf, send } from './sending.js';
import {
  APP,
  choicesOf,
  hasAnyWay,
  type OneTimeCodeDependencies,
  optionId,
  optionOf,
  readStep,
  type Step,
} from './step.js';
import { readAttempt } from './typed_code.js';

/** Where the person is: typing a code that is on its way, or the one of their app, else choosing where to receive one. */
export async function showOneTimeCode(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<void> {
  const step = await open(dependencies, interaction);
  if (!step) return;
  const active = await dependencies.challenges.active(step.challenge);
  if (active && optionOf(step, active)) return showEntry(dependencies, step, active, 200);
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
  const outcome = await send(dependencies, step, option);
  if (outcome.ok) return interaction.again();
  if (outcome.code === 'closed') return showClosed(dependencies, interaction);
  const { status, error, retryAfterSeconds } = refusalOf(outcome);
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
  const outcome = await send(dependencies, step, option);
  if (outcome.ok) return interaction.again();
  if (outcome.code === 'closed') return showClosed(dependencies, interaction);
  const { status, error, retryAfterSeconds } = refusalOf(outcome);
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

/** @returns undefined where nothing leads on, and the person was told */
async function open(dependencies: OneTimeCodeDependencies, interaction: Interaction): Promise<Step | undefined> {
  const step = await readStep(dependencies, interaction);
  if (hasAnyWay(step)) return step;
  showNoWay(dependencies, step);
  return undefined;
}

function entryError(outcome: CodeOutcome & { ok: false }): EnterCodeError {
  if (outcome.code === 'wrong-code') {
    return outcome.triesLeft > 0 ? { code: 'wrong-code', triesLeft: outcome.triesLeft } : { code: 'tries-exhausted' };
  }
  return { code: outcome.code } as EnterCodeError;
}
