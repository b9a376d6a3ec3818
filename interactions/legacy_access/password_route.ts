/** The end of the legacy access (C5): the first password, and what was done. The 4-digit code is gone with it. */
import type { Interaction } from '../../src/http/interaction.js';
import { NEW_PASSWORD, REPEATED_PASSWORD } from '../../src/http/layout/choose_password.js';
import { recoveredPage } from '../../src/http/layout/recovery/done.js';
import { newPasswordPage, type RefusedChoice, refusedChoice } from '../../src/http/layout/recovery/new_password.js';
import { type At, ask, at, HERE, type LegacyAccessDependencies } from './place.js';

export async function showPassword(
  { accounts, rules }: LegacyAccessDependencies,
  interaction: Interaction,
  { accountId }: At<'password'>,
  { errors, rules: judged, ...answer }: RefusedChoice,
): Promise<void> {
  const { locale, site, csrfToken, visitor } = interaction;
  const account = await accounts.find(accountId, visitor.deviceHash);
  if (!account) return ask(interaction, 409, { errors: ['gone'] });
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

export async function submitFirstPassword(deps: LegacyAccessDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const access = await at(deps, interaction, 'password');
  if (!access) return interaction.again(HERE);
  const { site, request, visitor, locale } = interaction;
  const password = form.get(NEW_PASSWORD) ?? '';
  const refuse = (why: Parameters<typeof refusedChoice>[1]) =>
    showPassword(deps, interaction, access, refusedChoice(locale, why));
  if (password === '') return refuse({ code: 'empty' });
  const outcome = await deps.choose({
    realm: site.realm,
    accountId: access.accountId,
    journey: 'legacy_access',
    // The 4-digit code was the first thing proved here, and the contact the second: it is not barred.
    carrier: null,
    provedAt: access.provedAt,
    password,
    repeated: form.get(REPEATED_PASSWORD),
    visitor,
    locale,
  });
  if (outcome.ok) {
    await deps.accesses.put(request, { step: 'done', channel: access.channel, told: outcome.told });
    return interaction.again(HERE);
  }
  if (outcome.code === 'gone' || outcome.code === 'changed-meanwhile') {
    // Of two at once, the second: the first has written that it is done.
    const now = await deps.accesses.find(request);
    return now?.step === 'done' ? interaction.again(HERE) : ask(interaction, 409, { errors: ['gone'] });
  }
  return refuse(outcome);
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
