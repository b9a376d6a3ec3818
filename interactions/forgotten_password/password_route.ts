/** The end of a recovery (C4): the new password, and what was done. */
import type { Interaction } from '../../src/http/interaction.js';
import { recoveredPage } from '../../src/http/layout/recovery/done.js';
import { type ProvedWay, showChoice, submitChoice } from '../recovered_password.js';
import { keptMeansOf } from './kept_means.js';
import { type At, ask, at, type ForgottenPasswordDependencies, HERE } from './place.js';

const HOUR_SECONDS = 3600;

export function showPassword(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
  recovery: At<'password'>,
): Promise<void> {
  return showChoice(dependencies, interaction, provedWay(dependencies, interaction, recovery));
}

export async function submitRecoveredPassword(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const recovery = await at(dependencies, interaction, 'password');
  if (!recovery) return interaction.again(HERE);
  return submitChoice(dependencies, interaction, provedWay(dependencies, interaction, recovery), form);
}

function provedWay(
  { recoveries }: ForgottenPasswordDependencies,
  interaction: Interaction,
  recovery: At<'password'>,
): ProvedWay {
  const { request } = interaction;
  const { accountId, contact, provedAt, channel } = recovery;
  return {
    here: HERE,
    accountId,
    journey: 'recovery',
    carrier: contact,
    provedAt,
    gone: () => ask(interaction, 409, { errors: [{ field: 'form', code: 'gone' }] }),
    done: (told) => recoveries.put(request, recovery, { step: 'done', channel, told, accountId }),
    isDone: async () => (await recoveries.find(request))?.step === 'done',
  };
}

export async function showDone(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
  { channel, told, accountId }: At<'done'>,
): Promise<void> {
  const { locale, site, address } = interaction;
  const hours = Math.round(site.realm.recovery.barSeconds / HOUR_SECONDS);
  interaction.show(
    recoveredPage({
      locale,
      realm: site.realm,
      password: 'new',
      told,
      barred: { channel, hours },
      kept: await keptMeansOf(dependencies, interaction, accountId),
      signInHref: address(),
      againHref: address(`${HERE}/ask`),
    }),
  );
}
