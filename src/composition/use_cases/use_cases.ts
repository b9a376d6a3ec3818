/** The use cases that all realms share, over the stores and how messages leave. */
import { createContestTokens } from '../../adapters/system/contest_tokens.js';
import type { Config } from '../../config/environment.js';
import type { Realm } from '../../domain/realm.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import { createContests } from '../../services/contest/contests.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import { createCodeMaker } from '../../services/one_time_code/one_time_code.js';
import { createVerifyPassword } from '../../services/password/verify_password.js';
import { createGatherHeld } from '../../services/personal_data/gather_held.js';
import { createEndSignIns } from '../../services/session/end_sign_ins.js';
import { createVerifyTelephoneCode } from '../../services/telephone_code/verify_telephone_code.js';
import type { Foundations } from '../foundations.js';
import type { Messages } from '../messages.js';
import { createAuditKeeping } from './audit.js';
import { createOrganisations } from './organisations.js';
import { createPasswords } from './passwords.js';
import { createRecovery } from './recovery.js';
import { createSecondStep } from './second_step.js';

export type UseCases = Awaited<ReturnType<typeof createUseCases>>;

/** @param keys a seal of the audit is signed with one */
export async function createUseCases(
  config: Config,
  { stores, keyedHash, hasher, clock, logger }: Foundations,
  { delivery, budget }: Messages,
  keys: CurrentKeys,
  realms: readonly Realm[],
) {
  const { secrets } = config;
  const common = { ...stores, keyedHash, clock };
  const codes = createCodeMaker(secrets.codeDerivation);
  const endSignIns = createEndSignIns(common);
  const secondStep = createSecondStep({
    ...{ stores, keyedHash, delivery, budget, codes, endSignIns, clock },
    passkeyParties: config.passkeys,
    timeBoxSeconds: config.DELIVERY_TIMEOUT_SECONDS,
  });
  const auditKeeping = createAuditKeeping({
    ...stores,
    keys,
    retentionDays: config.AUDIT_RETENTION_DAYS,
    clock,
    logger,
  });
  const passwords = await createPasswords({
    ...{ stores, hasher, keyedHash, endSignIns, clock, logger },
    refreshSeconds: config.KEYS_REFRESH_SECONDS,
    leakedFile: config.LEAKED_PASSWORDS_FILE,
  });
  const { codeCards } = secondStep;
  const organisations = createOrganisations({
    ...{ stores, hasher, codeCards, endSignIns, realms, clock },
    rules: passwords.rules,
  });
  const recovery = createRecovery({
    ...{ stores, keyedHash, hasher, delivery, budget, codes, secondStep, passwords, clock, logger },
    ring: secrets.cookies,
  });
  const contestTokens = createContestTokens(secrets.noticeTokens);
  /** the campaigns that bear on a person (C1) */
  const campaignsFor = (account: VisitedAccount) => passwords.campaigns.bearingOn(account);
  return {
    endSignIns,
    secondStep,
    auditKeeping,
    passwords,
    organisations,
    recovery,
    contestTokens,
    campaignsFor,
    contests: createContests({ ...common, tokens: contestTokens, endSignIns }),
    gatherHeld: createGatherHeld({ ...common, auditEventsOf: (accountId) => auditKeeping.read.eventsOf(accountId) }),
    verifyPassword: createVerifyPassword({ ...common, hasher, leaked: passwords.leaked }),
    verifyTelephoneCode: createVerifyTelephoneCode({ ...common, hasher, campaignsFor }),
  };
}
