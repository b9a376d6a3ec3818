import type { Config } from '../../config/environment.js';
import type { RegisteredResource } from '../../domain/client/resource.js';
import type { BearingCampaign } from '../../domain/credential/credential_state.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { CsrfGuard } from '../../http/csrf.js';
import type { Logger } from '../../http/log.js';
import type { SuccessorNames } from '../../oidc/tokens/refresh_token_succession.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { Contests } from '../../services/contest/contests.js';
import type { CurrentKeys } from '../../services/keys/current_keys.js';
import type { Administration } from '../../services/organisation/administration.js';
import type { VerifyPassword } from '../../services/password/verify_password.js';
import type { GatherHeld } from '../../services/personal_data/gather_held.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import type { VerifyTelephoneCode } from '../../services/telephone_code/verify_telephone_code.js';
import type { Stores } from '../stores.js';
import type { Passwords } from '../use_cases/passwords.js';
import type { Recovery } from '../use_cases/recovery.js';
import type { SecondStep } from '../use_cases/second_step.js';
import type { UpstreamKeySource } from './federation.js';

export interface Shared {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly keyedHash: KeyedHash;
  readonly successors: SuccessorNames;
  readonly outbound: typeof fetch;
  readonly csrf: CsrfGuard;
  readonly endSignIns: EndSignIns;
  readonly gatherHeld: GatherHeld;
  readonly verifyPassword: VerifyPassword;
  readonly verifyTelephoneCode: VerifyTelephoneCode;
  readonly secondStep: SecondStep;
  readonly keys: CurrentKeys;
  readonly upstreamKeys: UpstreamKeySource;
  /** the campaigns that bear on a person (C1) */
  readonly campaignsFor: (account: VisitedAccount) => readonly BearingCampaign[];
  readonly passwords: Passwords;
  readonly recovery: Recovery;
  readonly contests: Contests;
  /** what administrators of organisations do (E1) */
  readonly administration: Administration;
  /** of all realms */
  readonly resources: readonly RegisteredResource[];
  /** the portals' sensitive actions, of all realms (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly upstreams: readonly UpstreamSettings[];
}
