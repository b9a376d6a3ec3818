/** Choosing passwords, with what judges them and the campaigns that ask for them (C1, C3). */
import { NO_LEAKED_PASSWORDS, openLeakedPasswords } from '../../adapters/system/password/leaked_passwords.js';
import { createPasswordStrength } from '../../adapters/system/password/password_strength.js';
import { ConfigurationError } from '../../config/environment.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { LeakedPasswords } from '../../ports/password/leaked_passwords.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import { campaignJobs } from '../../services/campaign/campaign_jobs.js';
import { followCampaigns } from '../../services/campaign/current_campaigns.js';
import { createChoosePassword } from '../../services/password/choose_password.js';
import { createIssueProvisional } from '../../services/password/issue_provisional.js';
import { createPasswordPopularity } from '../../services/password/password_popularity.js';
import { createPasswordRules } from '../../services/password/password_rules.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import type { Stores } from '../stores.js';

export interface PasswordsDependencies {
  readonly stores: Stores;
  readonly hasher: PasswordHasher;
  readonly keyedHash: KeyedHash;
  readonly endSignIns: EndSignIns;
  readonly clock: Clock;
  readonly logger: Logger;
  /** how often the campaigns are read again */
  readonly refreshSeconds: number;
  /** LEAKED_PASSWORDS_FILE */
  readonly leakedFile: string | undefined;
}

export type Passwords = Awaited<ReturnType<typeof createPasswords>>;

/** @throws ConfigurationError when the list of leaked passwords is not one */
export async function createPasswords(dependencies: PasswordsDependencies) {
  const { stores, hasher, keyedHash, endSignIns, clock, logger, refreshSeconds, leakedFile } = dependencies;
  const leaked = await openList(leakedFile);
  const campaigns = await followCampaigns(stores.campaigns, {
    refreshSeconds,
    clock,
    onFailure: (error) => logger.warn({ error: errorForLog(error) }, 'campaigns not read'),
  });
  const common = { ...stores, keyedHash, hasher, clock };
  const rules = createPasswordRules({
    ...common,
    strength: createPasswordStrength(),
    leaked,
    campaignPolicy: (account) => campaigns.policyFor(account),
  });
  const popularity = createPasswordPopularity(stores.lifetimeCounters, keyedHash, clock);
  return {
    campaigns,
    rules,
    leaked,
    choosePassword: createChoosePassword({ ...common, rules, popularity, endSignIns }),
    issueProvisional: createIssueProvisional({ ...common, rules }),
    /** for the scheduler */
    jobs: campaignJobs(common),
    async close() {
      campaigns.close();
      await leaked.close();
    },
  };
}

async function openList(path: string | undefined): Promise<LeakedPasswords> {
  if (!path) return NO_LEAKED_PASSWORDS;
  try {
    return await openLeakedPasswords(path);
  } catch (error) {
    throw new ConfigurationError([`LEAKED_PASSWORDS_FILE: ${(error as Error).message}`]);
  }
}
