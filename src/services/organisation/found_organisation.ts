/** What only the back office does (E1): an organisation comes to be, and its first administrator is named. */
import { randomUUID } from 'node:crypto';
import { parseSiret } from '../../domain/identifier/siret.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Receipt } from '../../ports/idempotency_store.js';
import type {
  ListedOrganisation,
  Organisation,
  OrganisationOverview,
  OrganisationStore,
} from '../../ports/organisation/organisation_store.js';
import type { CreatedUser, CreateUserOrder } from './administration.js';
import type { ChangeMembership } from './change_member.js';
import type { CreateMember, JoinMember, NewUserOutcome } from './create_user.js';
import { recordAct } from './record_act.js';

export interface FoundOrganisationDependencies {
  readonly organisations: Pick<OrganisationStore, 'create' | 'find' | 'findBySiret' | 'list' | 'overview'>;
  readonly create: CreateMember;
  readonly join: JoinMember;
  readonly change: ChangeMembership;
  /** whose login it is, or null */
  readonly accountOf: (realm: Realm, login: string) => Promise<string | null>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** By SIRET as typed, or by id. */
export type ReadOrganisation = { readonly siret: string } | { readonly organisationId: string };

type Refused = { readonly code: 'unknown-organisation' | 'state-conflict' };

/** What comes of them is answered with them, where a back office asked: see AnsweredMeanwhile (ports/idempotency_store). */
export interface FoundOrganisation {
  /** @param siret as typed */
  create(
    realm: Realm,
    order: { readonly siret: string; readonly name: string },
    receiptOf?: (organisation: Organisation) => Receipt | null,
  ): Promise<
    Outcome<{ readonly organisation: Organisation }, { readonly code: 'bad-siret' | 'wrong-realm' | 'present' }>
  >;
  find(realm: Realm, siret: string): Promise<Organisation | null>;
  /** One with how many people it has, and how many of them administer it now. */
  read(realm: Realm, by: ReadOrganisation): Promise<OrganisationOverview | null>;
  /** By SIRET. @param after the last one of the page before, or null */
  list(realm: Realm, after: string | null, limit: number): Promise<readonly ListedOrganisation[]>;
  /** A new account, invited as any user is. */
  createAdministrator(
    realm: Realm,
    organisationId: string,
    order: CreateUserOrder,
    receiptOf?: (created: CreatedUser) => Receipt | null,
  ): Promise<NewUserOutcome | Outcome<never, Refused>>;
  /** Somebody who has an account: added, or named where they are a member. */
  nameAdministrator(
    realm: Realm,
    organisationId: string,
    login: string,
    receiptOf?: (accountId: string) => Receipt | null,
  ): Promise<Outcome<{ readonly accountId: string }, { readonly code: 'unknown-person' } | Refused>>;
}

export function createFoundOrganisation(dependencies: FoundOrganisationDependencies): FoundOrganisation {
  const { organisations, create, join, change, audit, clock } = dependencies;
  const unknown = { ok: false, code: 'unknown-organisation' } as const;

  return {
    async create(realm, { siret: typed, name }, receiptOf) {
      if (!realm.organisations) return { ok: false, code: 'wrong-realm' };
      const parsed = parseSiret(typed);
      if (!parsed.ok) return { ok: false, code: 'bad-siret' };
      const organisation = { id: randomUUID(), realm: realm.id, siret: parsed.siret, name, createdAt: clock.now() };
      if (!(await organisations.create(organisation, receiptOf?.(organisation)))) return { ok: false, code: 'present' };
      recordAct(audit, {
        realm: realm.id,
        by: { organisationId: organisation.id, administrator: null },
        act: 'organisation_created',
        accountId: null,
        outcome: 'done',
      });
      return { ok: true, organisation };
    },

    async find(realm, typed) {
      const parsed = parseSiret(typed);
      return parsed.ok ? organisations.findBySiret(realm.id, parsed.siret) : null;
    },

    async read(realm, by) {
      if (!realm.organisations) return null;
      const parsed = 'siret' in by ? parseSiret(by.siret) : undefined;
      const found =
        'organisationId' in by
          ? await organisations.find(realm.id, by.organisationId)
          : parsed?.ok
            ? await organisations.findBySiret(realm.id, parsed.siret)
            : null;
      const now = clock.now();
      return found && organisations.overview(found.id, now, now);
    },

    list: (realm, after, limit) => organisations.list(realm.id, after, limit),

    async createAdministrator(realm, organisationId, order, receiptOf) {
      const found = realm.organisations ? await organisations.find(realm.id, organisationId) : null;
      if (!found) return unknown;
      return create(realm, { organisationId, administrator: null }, order, 'administrator', receiptOf);
    },

    async nameAdministrator(realm, organisationId, login, receiptOf) {
      const found = realm.organisations ? await organisations.find(realm.id, organisationId) : null;
      if (!found) return unknown;
      const by = { organisationId, administrator: null };
      const joining = { login, familyName: null, rights: [], role: 'administrator' } as const;
      const joined = await join(realm, by, joining, receiptOf);
      if (joined.ok) return joined;
      const accountId = await dependencies.accountOf(realm, login);
      if (accountId === null) return { ok: false, code: 'unknown-person' };
      const answer = await change(realm, by, accountId, { kind: 'name' }, receiptOf?.(accountId));
      return answer === 'done' ? { ok: true, accountId } : { ok: false, code: 'state-conflict' };
    },
  };
}
