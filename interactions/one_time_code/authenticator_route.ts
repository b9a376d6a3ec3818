/** The second step by an authenticator app (I5): its code is the same for every request, and used up by the first. */
import { askedCodes, channelOfCard } from '../../src/domain/one_time_code/code_card.js';
import type { CodeChannel } from '../../src/domain/realm.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { OfferedTrust } from '../../src/http/layout/trust_box.js';
import type { VisitedAccount } from '../../src/ports/account/account_store.js';
import type { Clock } from '../../src/ports/clock.js';
import type {
  AuthenticatorCodeOutcome,
  VerifyAuthenticatorCode,
} from '../../src/services/authenticator/verify_authenticator_code.js';
import { passkeyWay } from '../passkey_way.js';
import { type AuthenticatorCodeError, enterAuthenticatorCodePage } from './enter_authenticator_code.js';
import { purposeOf, stepOf } from './purpose.js';
import { accountOf, readAttempt, type TypedCodeDependencies } from './typed_code.js';

export interface AuthenticatorDependencies extends TypedCodeDependencies {
  readonly verifyAuthenticatorCode: VerifyAuthenticatorCode;
  readonly clock: Clock;
}

/** Below the step's address. */
export const AUTHENTICATOR = 'one_time_code/authenticator';

/** May this person give the code of an app here? */
export function isAppOffered({ details }: Interaction, account: VisitedAccount): boolean {
  return channelsOf(details).includes('totp') && account.authenticators > 0;
}

/** The page of the app's code; back to where the person is if it leads nowhere. */
export async function showAuthenticator(
  dependencies: AuthenticatorDependencies,
  interaction: Interaction,
): Promise<void> {
  const account = await accountOf(dependencies, interaction);
  if (!isAppOffered(interaction, account)) return interaction.again('one_time_code/channels');
  show(dependencies, interaction, account, 200, dependencies.trust.offered(interaction, account));
}

/** @param closed shows that code entry is closed on this device */
export async function submitAuthenticator(
  dependencies: AuthenticatorDependencies,
  interaction: Interaction,
  closed: () => void,
): Promise<void> {
  const form = await interaction.form();
  const account = await accountOf(dependencies, interaction);
  if (!isAppOffered(interaction, account)) return interaction.again('one_time_code/channels');
  const { attempt, proceed } = readAttempt(dependencies, interaction, account, form);
  const outcome = await dependencies.verifyAuthenticatorCode(attempt);
  if (outcome.ok) return proceed(outcome);
  if (outcome.code === 'closed') return closed();
  if (outcome.code === 'no-authenticator') return interaction.again('one_time_code/channels');
  show(dependencies, interaction, account, 422, dependencies.trust.offered(interaction, account, form), [
    errorOf(outcome),
  ]);
}

function errorOf(outcome: AuthenticatorCodeOutcome & { ok: false }): AuthenticatorCodeError {
  if (outcome.code !== 'wrong-code') return { code: outcome.code } as AuthenticatorCodeError;
  return outcome.triesLeft > 0 ? { code: 'wrong-code', triesLeft: outcome.triesLeft } : { code: 'tries-exhausted' };
}

function channelsOf({ prompt }: Interaction['details']): readonly CodeChannel[] {
  return (prompt.details['channels'] ?? []) as CodeChannel[];
}

function show(
  { actions, clock }: AuthenticatorDependencies,
  interaction: Interaction,
  account: VisitedAccount,
  status: number,
  trust: OfferedTrust | undefined,
  errors: readonly AuthenticatorCodeError[] = [],
): void {
  const { locale, site, csrfToken, details } = interaction;
  const purpose = purposeOf(actions, interaction);
  const channels = channelsOf(details);
  const recovery = channels.includes('recovery')
    ? askedCodes(account.codeCards, clock.now()).find(({ card }) => channelOfCard(card) === 'recovery')
    : undefined;
  const content = enterAuthenticatorCodePage({
    locale,
    realm: site.realm,
    ...purpose,
    step: stepOf(purpose),
    action: interaction.address(AUTHENTICATOR),
    csrfToken,
    trust,
    errors,
    passkey: passkeyWay(interaction),
    recoveryHref: recovery && interaction.address(`one_time_code/card/${recovery.card.id}`),
    otherWayHref: channels.length > 1 ? interaction.address('one_time_code/channels') : undefined,
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content, { status });
}
