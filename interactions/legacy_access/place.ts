/** What the pages of the legacy access share: what they need, and beginning anew (C5). */
import type { LegacyAccess } from '../../src/domain/recovery/legacy_access.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { KeptDigits } from '../../src/http/kept_digits.js';
import type { AccountStore } from '../../src/ports/account_store.js';
import type { ChallengeStore } from '../../src/ports/challenge_store.js';
import type { Clock } from '../../src/ports/clock.js';
import type { ChooseRecovered } from '../../src/services/choose_recovered.js';
import type { CodeCards } from '../../src/services/code_cards.js';
import type { IssueCode } from '../../src/services/issue_code.js';
import type { PasswordRules } from '../../src/services/password_rules.js';
import type { LegacyAccesses } from '../../src/services/recoveries.js';
import type { VerifyCardCode } from '../../src/services/verify_card_code.js';
import type { VerifyCode } from '../../src/services/verify_code.js';
import type { VerifyLegacyAccess } from '../../src/services/verify_legacy_access.js';
import { type LegacyAskProps, legacyAskPage } from './ask.js';

export interface LegacyAccessDependencies {
  readonly accesses: LegacyAccesses;
  readonly keptDigits: KeptDigits;
  readonly verify: VerifyLegacyAccess;
  readonly issueCode: IssueCode;
  readonly verifyCode: VerifyCode;
  readonly cards: CodeCards;
  readonly verifyCardCode: VerifyCardCode;
  readonly choose: ChooseRecovered;
  readonly rules: PasswordRules;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly challenges: ChallengeStore;
  readonly clock: Clock;
}

export type At<Step extends LegacyAccess['step']> = LegacyAccess & { readonly step: Step };

/** below the interaction's address */
export const HERE = 'legacy_access';

/** Where this browser's journey stands, if it is there. */
export async function at<Step extends LegacyAccess['step']>(
  { accesses }: LegacyAccessDependencies,
  { request }: Interaction,
  step: Step,
): Promise<At<Step> | undefined> {
  const access = await accesses.find(request);
  return access?.step === step ? (access as At<Step>) : undefined;
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
