/** Organisations put together (E1 to E3): what an administrator does, what the back office does, and the scheduler's jobs. */
import type { Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import type { PasswordHasher } from '../../ports/password/password_hasher.js';
import type { CodeCards } from '../../services/one_time_code/code_cards.js';
import type { Administration } from '../../services/organisation/administration.js';
import { createChangeMember, createChangeMembership } from '../../services/organisation/change_member.js';
import { createCreateMember, createCreateUser, createJoinMember } from '../../services/organisation/create_user.js';
import { createFoundOrganisation, type FoundOrganisation } from '../../services/organisation/found_organisation.js';
import { createLookAfterMember } from '../../services/organisation/look_after_member.js';
import { createOnMemberFile } from '../../services/organisation/member_file.js';
import { membershipJobs } from '../../services/organisation/membership_jobs.js';
import { createReadMembers } from '../../services/organisation/read_members.js';
import { createDraftProvisional } from '../../services/password/draft_provisional.js';
import { createIssueProvisional } from '../../services/password/issue_provisional.js';
import type { PasswordRules } from '../../services/password/password_rules.js';
import type { Job } from '../../services/schedule/scheduler.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import type { Stores } from '../stores.js';

export interface OrganisationsDependencies {
  readonly stores: Pick<
    Stores,
    'accounts' | 'files' | 'organisations' | 'credentials' | 'notices' | 'lifetimeCounters' | 'audit'
  >;
  readonly hasher: PasswordHasher;
  readonly rules: PasswordRules;
  readonly codeCards: Pick<CodeCards, 'order'>;
  readonly endSignIns: EndSignIns;
  readonly realms: readonly Realm[];
  readonly clock: Clock;
}

export interface Organisations {
  readonly administration: Administration;
  readonly backOffice: FoundOrganisation;
  readonly jobs: readonly Job[];
}

export function createOrganisations(dependencies: OrganisationsDependencies): Organisations {
  const { stores, hasher, rules, codeCards, endSignIns, realms, clock } = dependencies;
  const { accounts, files, organisations, credentials, notices, lifetimeCounters, audit } = stores;
  const draftProvisional = createDraftProvisional(
    (replaced) => createIssueProvisional({ rules, accounts, hasher, clock, ...replaced }),
    credentials,
    hasher,
  );
  const common = { accounts, files, organisations, draftProvisional, lifetimeCounters, audit, clock, endSignIns };
  const change = createChangeMembership(common);

  return {
    administration: {
      ...createReadMembers(common),
      ...createCreateUser(common),
      ...createChangeMember(common),
      ...createLookAfterMember({ ...common, onMemberFile: createOnMemberFile(common), notices, cards: codeCards }),
    },
    backOffice: createFoundOrganisation({
      organisations,
      create: createCreateMember(common),
      join: createJoinMember(common),
      change,
      accountOf: async (realm, login) => (await accounts.findByIdentifier(realm.id, 'login', login, null))?.id ?? null,
      audit,
      clock,
    }),
    jobs: membershipJobs({ organisations, accounts, notices, endSignIns, realms, audit, clock }),
  };
}
