/** Where both ways to a password end (C4, C5): choosing it, and what a refusal shows. */
import type { Channel } from '../src/domain/realm.js';
import type { Form } from '../src/http/form_body.js';
import type { Interaction } from '../src/http/interaction.js';
import { NEW_PASSWORD, REPEATED_PASSWORD } from '../src/http/layout/choose_password.js';
import { newPasswordPage, type RefusedChoice, refusedChoice } from '../src/http/layout/recovery/new_password.js';
import type { AccountStore } from '../src/ports/account/account_store.js';
import type { PasswordRules } from '../src/services/password/password_rules.js';
import type { ChooseRecovered, RecoveredChoice } from '../src/services/recovery/choose_recovered.js';

export interface RecoveredPasswordDependencies {
  readonly choose: ChooseRecovered;
  readonly rules: PasswordRules;
  readonly accounts: Pick<AccountStore, 'find'>;
}

/** A way that has come this far. */
export interface ProvedWay extends Pick<RecoveredChoice, 'accountId' | 'journey' | 'carrier' | 'provedAt'> {
  /** below the interaction's address */
  readonly here: string;
  /** Begins anew: the account changed meanwhile. */
  gone(): void;
  /** Writes that it is done. @param told the channels on which the person is told */
  done(told: readonly Channel[]): Promise<void>;
  isDone(): Promise<boolean>;
}

export async function showChoice(
  { accounts, rules }: RecoveredPasswordDependencies,
  interaction: Interaction,
  { here, accountId, gone }: ProvedWay,
  { errors, rules: judged, ...answer }: RefusedChoice = { status: 200, errors: [] },
): Promise<void> {
  const { locale, site, csrfToken, visitor } = interaction;
  const account = await accounts.find(accountId, visitor.deviceHash);
  if (!account) return gone();
  const content = newPasswordPage({
    locale,
    ...rules.rulesOf(site.realm, account),
    ...(judged ? { rules: judged } : {}),
    action: interaction.address(`${here}/password`),
    csrfToken,
    step: { current: 3, total: 3 },
    errors,
  });
  interaction.show(content, answer);
}

export async function submitChoice(
  dependencies: RecoveredPasswordDependencies,
  interaction: Interaction,
  way: ProvedWay,
  form: Form,
): Promise<void> {
  const { site, visitor, locale } = interaction;
  const { accountId, journey, carrier, provedAt } = way;
  const password = form.get(NEW_PASSWORD) ?? '';
  const refuse = (why: Parameters<typeof refusedChoice>[1]) =>
    showChoice(dependencies, interaction, way, refusedChoice(locale, why));
  if (password === '') return refuse({ code: 'empty' });
  const outcome = await dependencies.choose({
    realm: site.realm,
    accountId,
    journey,
    carrier,
    provedAt,
    password,
    repeated: form.get(REPEATED_PASSWORD),
    visitor,
    locale,
  });
  if (outcome.ok) {
    await way.done(outcome.told);
    return interaction.again(way.here);
  }
  if (outcome.code === 'gone' || outcome.code === 'changed-meanwhile') {
    // Of two at once, the second: the first has written that it is done.
    return (await way.isDone()) ? interaction.again(way.here) : way.gone();
  }
  return refuse(outcome);
}
