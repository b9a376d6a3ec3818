/**
 * The change_password step (I7): a provisional, expired or compromised password is replaced before anything is issued; an
 * invitation can wait. The policy asks for it again as long as the account shows the old one, so that neither a second
 * tab, the back button nor another portal skips it.
 */
import type { ReplaceReason } from '../../src/domain/assurance/forced_steps.js';
import { dayInWords } from '../../src/domain/day.js';
import type { Interaction } from '../../src/http/interaction.js';
import { NEW_PASSWORD, passwordErrors, REPEATED_PASSWORD } from '../../src/http/layout/choose_password.js';
import { timeToWait } from '../../src/http/layout/duration.js';
import type { SaidError } from '../../src/http/layout/error_summary.js';
import type { AccountStore, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { Clock } from '../../src/ports/clock.js';
import type { ChoosePassword } from '../../src/services/password/choose_password.js';
import type { JudgedPassword, PasswordRules } from '../../src/services/password/password_rules.js';
import { type ChangeReason, text } from './text.js';
import { changePasswordPage } from './view.js';

export interface ChangePasswordDependencies {
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly rules: PasswordRules;
  readonly choosePassword: ChoosePassword;
  /** when the campaign that invites this person obliges them, in milliseconds since the epoch */
  readonly obligesFrom: (account: VisitedAccount) => number | undefined;
  readonly clock: Clock;
}

export async function showChangePassword(deps: ChangePasswordDependencies, interaction: Interaction): Promise<void> {
  const account = await accountOf(deps, interaction);
  answer(deps, interaction, account, deps.rules.rulesOf(interaction.site.realm, account), { status: 200, errors: [] });
}

export async function submitChangePassword(deps: ChangePasswordDependencies, interaction: Interaction): Promise<void> {
  const form = await interaction.form();
  const account = await accountOf(deps, interaction);
  const { site, locale, visitor, details } = interaction;
  const { realm } = site;
  const unjudged = deps.rules.rulesOf(realm, account);
  const refuse = (judged: JudgedPassword, status: number, errors: readonly SaidError[], retryAfterSeconds?: number) =>
    answer(deps, interaction, account, judged, { status, errors, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) });
  const password = form.get(NEW_PASSWORD) ?? '';
  if (password === '') return refuse(unjudged, 422, passwordErrors(locale, 'empty'));

  const outcome = await deps.choosePassword({
    realm,
    account,
    password,
    repeated: form.get(REPEATED_PASSWORD),
    reason: 'replaced',
    bar: null,
    visitor,
    keepSessions: false,
    keptSession: details.session?.uid,
    // In whole seconds: the sign-in that led here may have set a provisional one in that same second.
    begunAt: (details.iat + 1) * 1000,
    locale,
  });
  if (outcome.ok) return finish(interaction, { done: true, at: outcome.at });
  switch (outcome.code) {
    case 'password-refused':
      return refuse({ policy: unjudged.policy, rules: outcome.rules }, 422, passwordErrors(locale, outcome.rules));
    case 'password-same':
      return refuse(unjudged, 422, passwordErrors(locale, 'same'));
    case 'changed-meanwhile':
      // In another tab or by somebody else: the policy looks at what there is now.
      return finish(interaction, {});
    case 'busy': {
      const { retryAfterSeconds } = outcome;
      const message = text[locale].errors.busy(timeToWait(retryAfterSeconds, locale));
      return refuse(unjudged, 503, [{ message }], retryAfterSeconds);
    }
  }
}

/** « Plus tard »: of an invitation only. */
export async function postponeChangePassword(
  _deps: ChangePasswordDependencies,
  interaction: Interaction,
): Promise<void> {
  await interaction.form();
  if (reasonAsked(interaction) !== 'invited') return interaction.again();
  return finish(interaction, { later: true });
}

function finish(interaction: Interaction, result: Readonly<Record<string, unknown>>): Promise<void> {
  return interaction.finish({ change_password: result } as Parameters<Interaction['finish']>[0]);
}

function answer(
  deps: ChangePasswordDependencies,
  interaction: Interaction,
  account: VisitedAccount,
  { policy, rules }: JudgedPassword,
  { errors, ...status }: { status: number; errors: readonly SaidError[]; retryAfterSeconds?: number },
): void {
  const { locale, portalName, csrfToken } = interaction;
  const reason = shownReason(deps, interaction, account);
  const obligesFrom = reason === 'invited' ? deps.obligesFrom(account) : undefined;
  interaction.show(
    changePasswordPage({
      locale,
      portalName,
      reason,
      byWhen: obligesFrom === undefined ? undefined : dayInWords(obligesFrom, locale),
      policy,
      rules,
      errors,
      action: interaction.address('change_password'),
      laterAction: reason === 'invited' ? interaction.address('change_password/later') : undefined,
      csrfToken,
      cancelHref: interaction.address('cancel'),
    }),
    status,
  );
}

function reasonAsked({ details }: Interaction): ReplaceReason {
  return details.prompt.details['reason'] as ReplaceReason;
}

/** To the policy a password that a campaign wants replaced has expired; to the person it is told apart. */
function shownReason(
  deps: ChangePasswordDependencies,
  interaction: Interaction,
  account: VisitedAccount,
): ChangeReason {
  const reason = reasonAsked(interaction);
  if (reason !== 'expired') return reason;
  const expiresAt = account.credentials.find(({ kind }) => kind === 'password')?.expiresAt ?? null;
  return expiresAt !== null && expiresAt <= deps.clock.now() ? 'expired' : 'campaign';
}

async function accountOf(deps: ChangePasswordDependencies, { details, visitor }: Interaction): Promise<VisitedAccount> {
  const account = details.session?.accountId
    ? await deps.accounts.find(details.session.accountId, visitor.deviceHash)
    : null;
  if (!account) throw new Error('a change_password step without an account');
  return account;
}
