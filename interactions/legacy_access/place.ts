/** What the pages of the legacy access share: what they need, and beginning anew (C5). */
import type { LegacyAccess } from '../../src/domain/recovery/legacy_access.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { KeptDigits } from '../../src/http/kept_digits.js';
import type { Clock } from '../../src/ports/clock.js';
import type { ChallengeStore } from '../../src/ports/one_time_code/challenge_store.js';
import type { CodeCards } from '../../src/services/one_time_code/code_cards.js';
import type { IssueCode } from '../../src/services/one_time_code/issue_code.js';
import type { VerifyCardCode } from '../../src/services/one_time_code/verify_card_code.js';
import type { VerifyCode } from '../../src/services/one_time_code/verify_code.js';
import type { VerifyLegacyAccess } from '../../src/services/password/verify_legacy_access.js';
import type { LegacyAccesses } from '../../src/services/recovery/recoveries.js';
import { type AtStep, journeyAt } from '../journey.js';
import type { RecoveredPasswordDependencies } from '../recovered_password.js';
import { type LegacyAskProps, legacyAskPage } from './ask.js';

export interface LegacyAccessDependencies extends RecoveredPasswordDependencies {
  readonly accesses: LegacyAccesses;
  readonly keptDigits: KeptDigits;
  readonly verify: VerifyLegacyAccess;
  readonly issueCode: IssueCode;
  readonly verifyCode: VerifyCode;
  readonly cards: CodeCards;
  readonly verifyCardCode: VerifyCardCode;
  readonly challenges: ChallengeStore;
  readonly clock: Clock;
}

export type At<Step extends LegacyAccess['step']> = AtStep<LegacyAccess, Step>;

/** below the interaction's address */
export const HERE = 'legacy_access';

export function at<Step extends LegacyAccess['step']>(
  { accesses }: LegacyAccessDependencies,
  interaction: Interaction,
  step: Step,
): Promise<At<Step> | undefined> {
  return journeyAt(accesses, interaction, step);
}

/** The first page, with what was typed. */
export function ask(
  interaction: Interaction,
  status: number,
  shown: Pick<LegacyAskProps, 'typed' | 'kept' | 'errors'> = {},
  retryAfterSeconds?: number,
): void {
  const { locale, csrfToken, address } = interaction;
  const content = legacyAskPage({ locale, csrfToken, action: address(`${HERE}/ask`), backHref: address(), ...shown });
  interaction.show(content, { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}
