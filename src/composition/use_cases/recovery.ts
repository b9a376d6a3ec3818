/** The ways to a password that sign nobody in: forgotten ones and the legacy access (C4, C5). */

import type { ForgottenPasswordDependencies } from '../../../interactions/forgotten_password/place.js';
import type { LegacyAccessDependencies } from '../../../interactions/legacy_access/place.js';
import type { KeyRing } from '../../domain/keys/key_ring.js';
import { createKeptDigits } from '../../http/kept_digits.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import type { BudgetGuard } from '../../services/delivery/message_budget.js';
import type { CodeMaker } from '../../services/one_time_code/one_time_code.js';
import { createAskProvisional } from '../../services/password/ask_provisional.js';
import { createVerifyLegacyAccess } from '../../services/password/verify_legacy_access.js';
import { createChooseRecovered } from '../../services/recovery/choose_recovered.js';
import { createLegacyAccesses, createRecoveries } from '../../services/recovery/recoveries.js';
import { createReopenAfterRecovery } from '../../services/recovery/reopen_after_recovery.js';
import { createSendRecoveryCode } from '../../services/recovery/send_recovery_code.js';
import { createStartRecovery } from '../../services/recovery/start_recovery.js';
import { createVerifyRecoveryCode } from '../../services/recovery/verify_recovery_code.js';
import { createBackground } from '../../services/schedule/in_background.js';
import type { Stores } from '../stores.js';
import type { Passwords } from './passwords.js';
import type { SecondStep } from './second_step.js';

export interface RecoveryParts {
  readonly stores: Stores;
  readonly keyedHash: KeyedHash;
  readonly hasher: PasswordHasher;
  readonly delivery: Delivery;
  readonly budget: BudgetGuard;
  readonly codes: CodeMaker;
  readonly secondStep: SecondStep;
  readonly passwords: Passwords;
  /** the cookies' ring */
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Recovery {
  /** What the two ways need in a realm. @param realm its id */
  waysOf(realm: string): {
    readonly forgotten: ForgottenPasswordDependencies;
    readonly legacy: LegacyAccessDependencies;
  };
  /** Resolves when what left behind the answers has been sent. */
  settled(): Promise<void>;
}

export function createRecovery(parts: RecoveryParts): Recovery {
  const { stores, keyedHash, hasher, delivery, budget, codes, secondStep, passwords, clock, logger } = parts;
  const background = createBackground((error) =>
    logger.error({ error: errorForLog(error) }, 'recovery work failed behind its answer'),
  );
  const common = { ...stores, keyedHash, hasher, delivery, budget, codes, clock, background };
  const reopen = createReopenAfterRecovery(stores.lifetimeCounters, stores.accounts, clock);
  const choose = createChooseRecovered({ ...common, choosePassword: passwords.choosePassword, reopen });
  const send = createSendRecoveryCode(common);
  const shared = { ...common, choose, rules: passwords.rules };
  const forgotten = {
    ...shared,
    send,
    start: createStartRecovery({ ...common, send }),
    verify: createVerifyRecoveryCode(common),
    askProvisional: createAskProvisional({ ...common, issueProvisional: passwords.issueProvisional }),
  };
  const legacy = {
    ...shared,
    keptDigits: createKeptDigits(parts.ring),
    verify: createVerifyLegacyAccess(common),
    ...secondStep,
    cards: secondStep.codeCards,
  };
  return {
    waysOf: (realm) => ({
      forgotten: { ...forgotten, recoveries: createRecoveries(stores.ephemeral, realm) },
      legacy: { ...legacy, accesses: createLegacyAccesses(stores.ephemeral, realm) },
    }),
    settled: () => background.settled(),
  };
}
