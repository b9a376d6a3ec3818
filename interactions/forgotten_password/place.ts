/** What the pages of « Mot de passe oublié » share: what they need, where the person stands, and beginning anew (C4). */
import type { Channel } from '../../src/domain/realm.js';
import type { Recovery } from '../../src/domain/recovery/recovery.js';
import type { Form } from '../../src/http/form_body.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { Clock } from '../../src/ports/clock.js';
import type { ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { AskProvisional } from '../../src/services/password/ask_provisional.js';
import type { Recoveries } from '../../src/services/recovery/recoveries.js';
import type { SendRecoveryCode } from '../../src/services/recovery/send_recovery_code.js';
import type { StartRecovery } from '../../src/services/recovery/start_recovery.js';
import type { VerifyRecoveryCode } from '../../src/services/recovery/verify_recovery_code.js';
import { type AtStep, journeyAt } from '../journey.js';
import type { RecoveredPasswordDependencies } from '../recovered_password.js';
import { type AskProps, askPage } from './ask.js';
import type { KeptMeansDependencies } from './kept_means.js';

export interface ForgottenPasswordDependencies extends RecoveredPasswordDependencies, KeptMeansDependencies {
  readonly recoveries: Recoveries;
  readonly start: StartRecovery;
  readonly send: SendRecoveryCode;
  readonly verify: VerifyRecoveryCode;
  readonly askProvisional: AskProvisional;
  readonly challenges: ChallengeStore;
  readonly clock: Clock;
}

export type At<Step extends Recovery['step']> = AtStep<Recovery, Step>;

/** below the interaction's address */
export const HERE = 'forgotten_password';

export function at<Step extends Recovery['step']>(
  { recoveries }: ForgottenPasswordDependencies,
  interaction: Interaction,
  step: Step,
): Promise<At<Step> | undefined> {
  return journeyAt(recoveries, interaction, step);
}

/** A channel of the realm, null for none, undefined for anything else. */
export function wayOf(form: Form, channels: readonly Channel[]): Channel | null | undefined {
  const way = form.get('way') ?? form.get('channel');
  return way === 'none' ? null : channels.find((channel) => channel === way);
}

export function wordsOf({ locale, portalName, site }: Interaction) {
  return { locale, portalName, originHost: new URL(site.issuer).hostname };
}

/** What every page of this way takes. */
export function page({ locale, site, csrfToken, address }: Interaction) {
  return { locale, realm: site.realm, csrfToken, backHref: address() };
}

/** The first page, with what was typed. */
export function ask(
  interaction: Interaction,
  status: number,
  shown: Pick<AskProps, 'typedIdentifier' | 'typedBirth' | 'way' | 'errors'> = {},
  retryAfterSeconds?: number,
): void {
  const content = askPage({ ...page(interaction), action: interaction.address(`${HERE}/ask`), ...shown });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}
