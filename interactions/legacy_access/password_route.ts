/** The end of the legacy access (C5): the first password, and what was done. The 4-digit code is gone with it. */
import type { Interaction } from '../../src/http/interaction.js';
import { recoveredPage } from '../../src/http/layout/recovery/done.js';
import { type ProvedWay, showChoice, submitChoice } from '../recovered_password.js';
import { type At, ask, at, HERE, type LegacyAccessDependencies } from './place.js';

export function showPassword(
  deps: LegacyAccessDependencies,
  interaction: Interaction,
  access: At<'password'>,
): Promise<void> {
  return showChoice(deps, interaction, provedWay(deps, interaction, access));
}

export async function submitFirstPassword(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const access = await at(deps, interaction, 'password');
  if (!access) return interaction.again(HERE);
  return submitChoice(deps, interaction, provedWay(deps, interaction, access), form);
}

function provedWay(
  { accesses }: LegacyAccessDependencies,
  interaction: Interaction,
  { accountId, provedAt, channel }: At<'password'>,
): ProvedWay {
  const { request } = interaction;
  return {
    here: HERE,
    accountId,
    journey: 'legacy_access',
    // The 4-digit code was the first thing proved here, and the contact the second: it is not barred.
    carrier: null,
    provedAt,
    gone: () => ask(interaction, 409, { errors: ['gone'] }),
    done: (told) => accesses.put(request, { step: 'done', channel, told }),
    isDone: async () => (await accesses.find(request))?.step === 'done',
  };
}

export function showDone(interaction: Interaction, { told }: At<'done'>): void {
  const { locale, site, address } = interaction;
  const againHref = address(`${HERE}/ask`);
  interaction.show(
    recoveredPage({
      locale,
      realm: site.realm,
      password: 'first',
      told,
      barred: undefined,
      signInHref: address(),
      againHref,
    }),
  );
}
