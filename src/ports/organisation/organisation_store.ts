/**
 * Organisations and who works in them (E1 to E3). Each change is one transaction with what it tells; whether the acting
 * administrator still is one, and the target a member, is judged in it, under the organisation's lock.
 */
import type { MemberRole, MemberStatus } from '../../domain/organisation/membership.js';
import type { ContactKind } from '../account/account_store.js';
import type { Receipt } from '../idempotency_store.js';
import type { NewNotice } from '../notice/notice_outbox.js';
import type { DuePerson } from '../schedule/due_changes.js';

export interface Organisation {
  readonly id: string;
  readonly realm: string;
  /** 14 digits, checked */
  readonly siret: string;
  readonly name: string;
  /** milliseconds since the epoch, as all moments here */
  readonly createdAt: number;
}

/** An organisation as one of its members sees it. */
export interface OwnMembership {
  readonly organisation: Organisation;
  readonly role: MemberRole;
  readonly rights: readonly string[];
  readonly expiresAt: number;
}

/** The claim `organisation` is a list of these (P10). */
export interface OrganisationClaim {
  readonly siret: string;
  readonly name: string;
  readonly roles: readonly MemberRole[];
  readonly rights: readonly string[];
}

export interface ListedMember {
  readonly accountId: string;
  readonly familyName: string;
  readonly givenNames: readonly string[];
  readonly login: string | null;
  /**
   * the first verified e-mail address: in clear where this organisation created the account, so that it gave the address
   * itself, else masked
   */
  readonly email: string | null;
  readonly role: MemberRole;
  readonly rights: readonly string[];
  readonly status: MemberStatus;
  readonly createdAt: number;
  readonly reviewedAt: number;
  readonly expiresAt: number;
  /** within the first reminder's time of its end, or past it: « à renouveler » */
  readonly isDue: boolean;
}

/** A member as the file shows them (E1). */
export interface ExportedMember extends Omit<ListedMember, 'accountId' | 'givenNames' | 'rights' | 'isDue'> {
  /** with spaces between */
  readonly givenNames: string;
  /** their ids, with spaces between */
  readonly rights: string;
}

export interface MemberContact {
  readonly id: string;
  readonly kind: ContactKind;
  /** masked, always */
  readonly masked: string;
  /**
   * `unconfirmed`: typed by the person and never verified · `counting`: an administrator set it and nobody refused it: it
   * counts, and was never confirmed (E1) · `frozen`: « Ce n'est pas moi » was said of it (U2)
   */
  readonly state: 'verified' | 'counting' | 'pending' | 'unconfirmed' | 'frozen';
  /** until when it waits to be refused (E1); null: it does not */
  readonly pendingUntil: number | null;
  /** milliseconds since the epoch */
  readonly setAt: number;
}

export type MemberSort = 'name' | 'login' | 'expiry' | 'created';

export interface MemberQuery {
  /** begins a word of the name, the login or the e-mail address; each word must; '' finds everybody */
  readonly search: string;
  /** null: all but the removed ones */
  readonly status: MemberStatus | null;
  readonly role: MemberRole | null;
  /** those alone that are due for review */
  readonly isDue: boolean;
  readonly sort: MemberSort;
  readonly isDescending: boolean;
}

export interface MemberPage {
  readonly members: readonly ListedMember[];
  /** how many the query finds in all */
  readonly total: number;
  /** from 1; the last one where a later one was asked for */
  readonly page: number;
  readonly pages: number;
}

export interface OrganisationOverview {
  readonly organisation: Organisation;
  /** of those who are not removed */
  readonly counts: Readonly<Record<Exclude<MemberStatus, 'removed'> | 'total' | 'administrators' | 'due', number>>;
  /** one administrator who can sign in, and no other: to be warned of (E2) */
  readonly isLoneAdministrator: boolean;
}

/** What is written of a new membership. */
export interface NewMembership {
  readonly organisationId: string;
  readonly role: MemberRole;
  readonly rights: readonly string[];
  /** account of the administrator, or null: the back office */
  readonly createdBy: string | null;
  /** did it create the account too? Then it knows its contacts, having given them */
  readonly isOrigin: boolean;
  /** as shown in lists and found by searching; null: it has none */
  readonly login: string | null;
  readonly expiresAt: number;
}

/** Who acts, and for which organisation; null: the back office, which is nobody's member. */
export interface ActingFor {
  readonly organisationId: string;
  readonly administrator: string | null;
}

export type MemberChange =
  | { readonly kind: 'grant'; readonly right: string }
  | { readonly kind: 'revoke'; readonly right: string }
  | { readonly kind: 'name' }
  | { readonly kind: 'unname' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'reactivate'; readonly expiresAt: number };

/**
 * `not-administrator`: whoever acts is no active administrator there any more · `unknown-member` · `oneself` ·
 * `last-administrator` · `state-conflict`: there is nothing to change, or the status does not allow it
 */
export type ActAnswer =
  | 'done'
  | 'not-administrator'
  | 'unknown-member'
  | 'oneself'
  | 'last-administrator'
  | 'state-conflict';

export interface JournalEntry {
  readonly at: number;
  /** of domain/organisation/act.ts; what an older version wrote may be none of them */
  readonly act: string;
  /** null: the back office, the scheduler, or somebody who was erased */
  readonly actor: { readonly accountId: string; readonly name: string } | null;
  readonly target: { readonly accountId: string; readonly name: string } | null;
  /** `right`, `kind`, `way` */
  readonly data: Readonly<Record<string, string>>;
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** for the page after, or null: this is the last */
  readonly next: string | null;
}

/** Notices in the words of the person told; written in the transaction, of what stands there. */
export type Telling = (person: DuePerson, organisation: Organisation) => readonly NewNotice[];

/** The same, where it depends on what becomes of the person. */
export interface Acted {
  readonly answer: ActAnswer;
  /** sign-ins end with it: whoever called ends them, and they count no more already */
  readonly endsSignIns: boolean;
}

export interface MemberFacts {
  readonly member: ListedMember;
  readonly contacts: readonly MemberContact[];
  readonly createdBy: { readonly accountId: string; readonly name: string } | null;
  /** this organisation created the account, it is its only one, and nobody ever signed in to it */
  readonly isUntouched: boolean;
  /** another organisation created the account and has the person still */
  readonly isElsewhere: boolean;
  readonly hasAddress: boolean;
  /** somebody signed in to it, for any organisation */
  readonly isInUse: boolean;
}

/** Somebody to add who has an account. */
export interface Joining {
  readonly accountId: string;
  readonly membership: NewMembership;
}

export interface OrganisationStore {
  /**
   * @param receipt the back office's answer, written with it, as in `act` and `join`
   * @returns false: the realm has one with this SIRET
   * @throws AnsweredMeanwhile when the request was answered already: nothing is written
   */
  create(organisation: Organisation, receipt?: Receipt | null): Promise<boolean>;
  find(realm: string, organisationId: string): Promise<Organisation | null>;
  findBySiret(realm: string, siret: string): Promise<Organisation | null>;
  /** By SIRET. @param after the last SIRET of the page before, or null */
  list(realm: string, after: string | null, limit: number): Promise<readonly ListedOrganisation[]>;

  /** Where the account is an active administrator now, by name. */
  administeredBy(realm: string, accountId: string, now: number): Promise<readonly OwnMembership[]>;
  /** Its active memberships, by SIRET (P10). */
  claimsOf(accountId: string, now: number): Promise<readonly OrganisationClaim[]>;
  /** May they act there now? Also judged in every change. */
  isAdministrator(realm: string, by: ActingFor, now: number): Promise<boolean>;

  /** @param dueBefore whose time ends before it is due for review */
  overview(organisationId: string, now: number, dueBefore: number): Promise<OrganisationOverview | null>;
  members(found: FoundBy, page: number, pageSize: number): Promise<MemberPage>;
  /** Everybody, in pages. */
  everyMember(found: FoundBy, pageSize: number): AsyncIterable<readonly ExportedMember[]>;
  member(organisationId: string, accountId: string, now: number, dueBefore: number): Promise<MemberFacts | null>;
  /** @param before `next` of the page before, or null */
  journal(organisationId: string, before: string | null, limit: number): Promise<Journal>;

  act(
    by: ActingFor & { readonly realm: string },
    accountId: string,
    change: MemberChange,
    now: number,
    tell: Telling,
    receipt?: Receipt | null,
  ): Promise<Acted>;
  /** Each membership that is open or expired is good until then; others, and whoever acts, are left out. */
  renew(
    by: ActingFor & { readonly realm: string },
    accountIds: readonly string[],
    review: { readonly now: number; readonly expiresAt: number },
    tell: (person: DuePerson, organisation: Organisation, hadExpired: boolean) => readonly NewNotice[],
  ): Promise<{ readonly answer: 'done' | 'not-administrator'; readonly renewed: readonly string[] }>;
  /** Adds an account that is there. `state-conflict`: it is a member already. */
  join(
    by: ActingFor & { readonly realm: string },
    joining: Joining,
    now: number,
    tell: Telling,
    receipt?: Receipt | null,
  ): Promise<ActAnswer>;

  /** Memberships whose time is over, the longest first. */
  expired(now: number, limit: number): Promise<readonly DueMembership[]>;
  /**
   * Closes one whose time is over, and whatever it opened.
   *
   * @returns false: it was renewed, closed or removed meanwhile
   */
  expire(due: DueMembership, now: number, tell: Telling): Promise<boolean>;
  /**
   * Memberships that end within (after, until], one page, by account and organisation.
   *
   * @param cursor of the last one seen, or null
   */
  endingWithin(
    after: number,
    until: number,
    cursor: string | null,
    limit: number,
  ): Promise<
    ReadonlyArray<{
      readonly person: DuePerson;
      readonly organisation: Organisation;
      readonly expiresAt: number;
      readonly cursor: string;
    }>
  >;
  /** How many memberships of each organisation end within (after, until], by organisation, with its administrators. */
  endingByOrganisation(
    after: number,
    until: number,
    cursor: string | null,
    limit: number,
  ): Promise<
    ReadonlyArray<{
      readonly organisation: Organisation;
      readonly count: number;
      readonly administrators: readonly DuePerson[];
    }>
  >;
}

export interface ListedOrganisation extends Organisation {
  readonly members: number;
  readonly administrators: number;
}

/** A query on one organisation at one moment. */
export interface FoundBy {
  readonly organisationId: string;
  readonly query: MemberQuery;
  readonly now: number;
  readonly dueBefore: number;
}

/** One membership whose time is over. */
export interface DueMembership {
  readonly accountId: string;
  readonly organisationId: string;
  readonly realm: string;
  /** would none of the account's memberships be open without it? Then sign-ins end too */
  readonly isLast: boolean;
}
