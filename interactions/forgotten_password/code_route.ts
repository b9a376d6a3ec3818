/** The code of a recovery (C4): typed, asked for again, or given up. */
import type { RecoveryAtCode } from '../../src/domain/recovery/recovery.js';
import type { Interaction } from '../../src/http/interaction.js';
import { type RecoveryCodeError, recoveryCodePage } from '../../src/http/layout/recovery/enter_code.js';
import { at, type ForgottenPasswordDependencies, HERE, wayOf, wordsOf } from './place.js';
import { text } from './text.js';

/** Always the same page, whoever was found or not. */
export async function showCode(
  { challenges, clock }: ForgottenPasswordDependencies,
  interaction: Interaction,
  recovery: RecoveryAtCode,
  status: number,
  errors: readonly RecoveryCodeError[] = [],
  retryAfterSeconds?: number,
): Promise<void> {
  const { locale, site, csrfToken, address } = interaction;
  const { realm } = site;
  const { triesPerCode, resendAfterSeconds } = realm.codeThrottle;
  const active = await challenges.active(recovery.id);
  const secondsLeft = active ? Math.max(0, Math.ceil((active.expiresAt - clock.now()) / 1000)) : 0;
  const t = text[locale].code;
  const content = recoveryCodePage({
    locale,
    realm,
    csrfToken,
    channel: recovery.channel,
    certainty: 'perhaps',
    action: address(`${HERE}/code`),
    resendAction: address(`${HERE}/resend`),
    secondsLeft,
    triesLeft: triesPerCode - (active?.tries ?? 0),
    resendInSeconds: active ? Math.ceil((active.sentAt + resendAfterSeconds * 1000 - clock.now()) / 1000) : 0,
    channels: realm.channels,
    errors,
    step: { current: 2, total: 3 },
    ways: [{ href: address(`${HERE}/ask`), label: t.again }],
    otherwise: { action: address(`${HERE}/no_code`), label: t.noCode },
    whenNothingComes: [...t.check, ...(realm.legacyAccess ? [t.checkLegacy] : [])],
  });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

export async function resendRecoveryCode(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const recovery = await at(dependencies, interaction, 'code');
  if (!recovery) return interaction.again(HERE);
  const { site, request } = interaction;
  const channel = wayOf(form, site.realm.channels) ?? recovery.channel;
  const next = { ...recovery, channel };
  const outcome = await dependencies.send({ realm: site.realm, recovery: next, words: wordsOf(interaction) });
  if (outcome.ok) {
    await dependencies.recoveries.put(request, recovery, next);
    return interaction.again(HERE);
  }
  const { retryAfterSeconds: seconds } = outcome;
  const error: RecoveryCodeError =
    outcome.code === 'resend-wait'
      ? { code: 'resend-wait', seconds }
      : { code: 'sends-exhausted', minutes: Math.ceil(seconds / 60) };
  return showCode(dependencies, interaction, recovery, 429, [error], seconds);
}

export async function submitRecoveryCode(
  dependencies: ForgottenPasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const recovery = await at(dependencies, interaction, 'code');
  if (!recovery) return interaction.again(HERE);
  const { site, request, visitor } = interaction;
  const provedAt = dependencies.clock.now();
  const outcome = await dependencies.verify({ realm: site.realm, recovery, typed: form.get('code') ?? '', visitor });
  if (!outcome.ok) {
    const isSpent = outcome.code === 'wrong-code' && outcome.triesLeft <= 0;
    return showCode(dependencies, interaction, recovery, 422, [isSpent ? { code: 'tries-exhausted' } : outcome]);
  }
  const { account, contact, channel } = outcome;
  const next = { step: 'password', accountId: account.id, contact, channel, provedAt } as const;
  await dependencies.recoveries.put(request, recovery, next);
  interaction.again(HERE);
}

/** « Je ne peux pas recevoir de code », asked once a code was: what was typed counts. */
export async function leaveCode(dependencies: ForgottenPasswordDependencies, interaction: Interaction): Promise<void> {
  await interaction.form();
  const recovery = await at(dependencies, interaction, 'code');
  if (recovery) {
    const { accountId, subject, knownDevice } = recovery;
    const next = { step: 'provisional', accountId, subject, knownDevice } as const;
    await dependencies.recoveries.put(interaction.request, recovery, next);
  }
  interaction.again(HERE);
}
