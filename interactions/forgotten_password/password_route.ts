/** The end of a recovery (C4): the new password, and what was done. */
import type { Interaction } from '../../src/http/interaction.js';
import { NEW_PASSWORD, REPEATED_PASSWORD } from '../../src/http/layout/choose_password.js';
import { recoveredPage } from '../../src/http/layout/recovery/done.js';
import { newPasswordPage, type RefusedChoice, refusedChoice } from '../../src/http/layout/recovery/new_password.js';
import { type At, ask, at, type ForgottenPasswordDependencies, HERE } from './place.js';

const HOUR_SECONDS = 3600;

export async function showPassword(
  { accounts, rules }: ForgottenPasswordDependencies,
  interaction: Interaction,
  { accountId }: At<'password'>,
  { errors, rules: judged, ...answer }: RefusedChoice,
): Promise<void> {
  const { locale, site, csrfToken, visitor } = interaction;
  const account = await accounts.find(accountId, visitor.deviceHash);
  if (!account) return ask(interaction, 409, { errors: [{ field: 'form', code: 'gone' }] });
  const content = newPasswordPage({
    locale,
    ...rules.rulesOf(site.realm, account),
    ...(judged ? { rules: judged } : {}),
    action: interaction.address(`${HERE}/password`),
    csrfToken,
    step: { current: 3, total: 3 },
    errors,
  });
  interaction.show(content, answer);
}

export async function submitRecoveredPassword(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const recovery = await at(dependencies, interaction, 'password');
  if (!recovery) return interaction.again(HERE);
  const { site, request, visitor, locale } = interaction;
  const password = form.get(NEW_PASSWORD) ?? '';
  const refuse = (why: Parameters<typeof refusedChoice>[1]) =>
    showPassword(dependencies, interaction, recovery, refusedChoice(locale, why));
  if (password === '') return refuse({ code: 'empty' });
  const outcome = await dependencies.choose({
    realm: site.realm,
    accountId: recovery.accountId,
    journey: 'recovery',
    carrier: recovery.contact,
    provedAt: recovery.provedAt,
    password,
    repeated: form.get(REPEATED_PASSWORD),
    visitor,
    locale,
  });
  if (outcome.ok) {
    const { told } = outcome;
    await dependencies.recoveries.put(request, recovery, { step: 'done', channel: recovery.channel, told });
    return interaction.again(HERE);
  }
  if (outcome.code === 'gone' || outcome.code === 'changed-meanwhile') {
    // Of two at once, the second: the first has written that it is done.
    const now = await dependencies.recoveries.find(request);
    return now?.step === 'done'
      ? interaction.again(HERE)
      : ask(interaction, 409, { errors: [{ field: 'form', code: 'gone' }] });
  }
  return refuse(outcome);
}

export function showDone(interaction: Interaction, { channel, told }: At<'done'>): void {
  const { locale, site, address } = interaction;
  const hours = Math.round(site.realm.recovery.barSeconds / HOUR_SECONDS);
  interaction.show(
    recoveredPage({
      locale,
      realm: site.realm,
      password: 'new',
      told,
      barred: { channel, hours },
      signInHref: address(),
      againHref: address(`${HERE}/ask`),
    }),
  );
}
