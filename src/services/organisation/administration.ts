/**
 * All that an administrator does in an organisation (E1 to E3), as the console uses it; each use case is a file beside this
 * one. The acting administrator is named with every order and judged in the transaction of what is done: still an active
 * administrator of that organisation, the target a member of it, and not oneself. The console has asked for a fresh code
 * before it calls what `ORGANISATION_ACTIONS` lists.
 *
 * Nobody can take an account over by any of it, nor by several one after the other (docs/organisations.md): what an
 * administrator sets as a contact never carries a password or a recovery until the person confirmed it, a provisional
 * password goes to the person's own contact or by letter, and a code on the screen is given only while an account that
 * this organisation alone created and has never been signed in to.
 */
import type { Outcome } from '../../domain/outcome.js';
import type { Locale, Realm } from '../../domain/realm.js';
import type { ContactKind, PostalAddress } from '../../ports/account/account_store.js';
import type {
  ExportedMember,
  Journal,
  ListedMember,
  MemberContact,
  MemberPage,
  MemberQuery,
  OrganisationOverview,
  OwnMembership,
} from '../../ports/organisation/organisation_store.js';

/** Who acts. The realm's `organisations` is not null. */
export interface ActingAdministrator {
  readonly realm: Realm;
  readonly accountId: string;
  readonly organisationId: string;
}

/** What any act may come to. */
export type ActFailure =
  /** whoever acts is no active administrator of the organisation any more */
  | 'not-administrator'
  /** nobody of the organisation, or removed from it */
  | 'unknown-member'
  /** nobody changes their own rights, role, contacts or access */
  | 'oneself'
  | 'last-administrator'
  /** contacts and password are looked after by the organisation that created the account, while it has the person */
  | 'elsewhere'
  /** there is nothing to change, or the person's status does not allow it */
  | 'state-conflict';

export type Act<More extends string = never> = Promise<
  Outcome<object, { readonly code: ActFailure | More } | { readonly code: 'too-often'; readonly retryAt: number }>
>;

export interface CreateUserOrder {
  readonly familyName: string;
  /** at least one */
  readonly givenNames: readonly string[];
  /** in its stored form (parseLogin) */
  readonly login: string;
  /** in their stored form (parseEmailAddress, parseTelephone) */
  readonly email: string | null;
  readonly telephone: { readonly kind: 'mobile' | 'landline'; readonly value: string } | null;
  /** where a letter can reach the person, if they have no e-mail address */
  readonly postalAddress: PostalAddress | null;
  /** `YYYY-MM-DD`; null: not known, and then « Mot de passe oublié » does not know the person */
  readonly birthdate: string | null;
  /** of the realm's catalogue */
  readonly rights: readonly string[];
  /** of the invitation */
  readonly locale: Locale;
}

/** How the provisional password left, and what the person confirms the first sign-in with. */
export interface CreatedUser {
  readonly accountId: string;
  readonly passwordBy: 'email' | 'sms' | 'letter';
  /**
   * `telephone`: a code by SMS or voice to the number given · `screen`: nothing else reaches the person, so
   * `giveActivationCode` shows a code once, to be told to them
   */
  readonly activation: 'telephone' | 'screen';
}

export interface MemberDetail {
  readonly member: ListedMember;
  readonly contacts: readonly MemberContact[];
  /** account of the administrator who added them and the name, or null: the back office, or erased since */
  readonly createdBy: { readonly accountId: string; readonly name: string } | null;
  readonly isOneself: boolean;
  /** of devices that the account does not know: five wrong passwords, or codes spent (E2) */
  readonly lock: 'open' | 'waiting' | 'closed';
  /** ways in which a provisional password can reach them; none: the help line */
  readonly passwordWays: ReadonlyArray<'email' | 'sms' | 'letter'>;
  /** another organisation created the account and has the person: contacts and password are its affair */
  readonly isElsewhere: boolean;
  /** may `giveActivationCode` be used now? */
  readonly mayGiveActivationCode: boolean;
}

export interface Administration {
  /** The organisations that the account administers now, by name; none: the console has nothing to show. */
  administered(realm: Realm, accountId: string): Promise<readonly OwnMembership[]>;
  overview(
    by: ActingAdministrator,
  ): Promise<
    Outcome<
      { readonly overview: OrganisationOverview /** when one's own access ends */; readonly ownExpiresAt: number },
      { readonly code: 'not-administrator' }
    >
  >;
  /** @param page from 1 */
  list(
    by: ActingAdministrator,
    query: MemberQuery,
    page: number,
    pageSize: number,
  ): Promise<Outcome<{ readonly found: MemberPage }, { readonly code: 'not-administrator' }>>;
  member(
    by: ActingAdministrator,
    accountId: string,
  ): Promise<Outcome<{ readonly detail: MemberDetail }, { readonly code: 'not-administrator' | 'unknown-member' }>>;
  /** Everybody whom the query finds, in its order, page by page from the database: to be written out as it comes. */
  export(
    by: ActingAdministrator,
    query: MemberQuery,
  ): Promise<
    Outcome<{ readonly members: AsyncIterable<readonly ExportedMember[]> }, { readonly code: 'not-administrator' }>
  >;
  /** What was done in the organisation, the newest first. @param before `next` of the page before, or null */
  journal(
    by: ActingAdministrator,
    before: string | null,
    limit: number,
  ): Promise<Outcome<{ readonly journal: Journal }, { readonly code: 'not-administrator' }>>;

  /** A login made of the names that nobody has, such as `h.leroy2`; '' where none comes of them, or they asked too often. */
  suggestLogin(by: ActingAdministrator, familyName: string, givenNames: readonly string[]): Promise<string>;
  /**
   * Creates an account and its membership, and sends the invitation (E1). `login-taken`: somebody has it, here or elsewhere;
   * nothing else is said of them. `unreachable`: neither an e-mail address, a mobile nor a postal address.
   */
  createUser(
    by: ActingAdministrator,
    order: CreateUserOrder,
  ): Promise<
    Outcome<
      CreatedUser,
      | { readonly code: 'not-administrator' | 'login-taken' | 'unknown-right' | 'unreachable' | 'state-conflict' }
      | { readonly code: 'busy'; readonly retryAfterSeconds: number }
    >
  >;
  /**
   * Adds somebody who has an account already, by login and family name; they keep their contacts and password, and are
   * told. `no-match`: no such login under this name, or it is theirs who are here already. Counted (`too-often`).
   */
  addExistingUser(
    by: ActingAdministrator,
    order: { readonly login: string; readonly familyName: string; readonly rights: readonly string[] },
  ): Promise<
    Outcome<
      { readonly accountId: string },
      | { readonly code: 'not-administrator' | 'no-match' | 'unknown-right' }
      | { readonly code: 'too-often'; readonly retryAt: number }
    >
  >;

  /**
   * Sets a contact, which waits 48 hours: the person confirms it with a factor of theirs, or the old contacts, which are
   * told, refuse it. `contact-present`: the person has it already.
   */
  addContact(
    by: ActingAdministrator,
    accountId: string,
    contact: { readonly kind: ContactKind; readonly value: string },
  ): Act;
  /** Takes one away, and tells it there too. Refused (`state-conflict`) while another one waits. */
  removeContact(by: ActingAdministrator, accountId: string, contactId: string): Act<'unknown-contact'>;
  grantRight(by: ActingAdministrator, accountId: string, right: string): Act<'unknown-right'>;
  revokeRight(by: ActingAdministrator, accountId: string, right: string): Act<'unknown-right'>;
  /** Only somebody who has signed in already (`state-conflict` otherwise). */
  nameAdministrator(by: ActingAdministrator, accountId: string): Act;
  unnameAdministrator(by: ActingAdministrator, accountId: string): Act;
  /** From this organisation; the account lives on where it has others. */
  removeMember(by: ActingAdministrator, accountId: string): Act;
  /** Of this organisation's access, not of the account; sign-ins end. */
  suspendMember(by: ActingAdministrator, accountId: string): Act;
  reactivateMember(by: ActingAdministrator, accountId: string): Act;
  /** Opens the lane that wrong passwords closed, and tells the person; counted (`too-often`). */
  unlock(by: ActingAdministrator, accountId: string): Act;
  /**
   * Has a provisional password sent to a contact of the person's own, or by letter: never chosen and never shown. Counted.
   * Not to a contact that an administrator set and the person never confirmed, nor to one set less than 48 h ago.
   *
   * @param way `best`: e-mail, else SMS, else letter
   */
  sendPassword(
    by: ActingAdministrator,
    accountId: string,
    way: 'email' | 'sms' | 'letter' | 'best',
  ): Promise<
    Outcome<
      { readonly by: 'email' | 'sms' | 'letter' },
      | { readonly code: ActFailure | 'unreachable' }
      | { readonly code: 'busy'; readonly retryAfterSeconds: number }
      | { readonly code: 'too-often'; readonly retryAt: number }
    >
  >;
  signOutEverywhere(by: ActingAdministrator, accountId: string): Act;
  /**
   * A code for the first sign-in, to be shown once and told to the person (I7, I10). Only while the account was never
   * signed in to, and this organisation, which created it, is its only one.
   *
   * @returns six digits, and until when they are good, in milliseconds since the epoch
   */
  giveActivationCode(
    by: ActingAdministrator,
    accountId: string,
  ): Promise<Outcome<{ readonly code: string; readonly expiresAt: number }, { readonly code: ActFailure }>>;
  /** Reviews them all at once; oneself and whoever is not there are left out. @returns the accounts renewed */
  renew(
    by: ActingAdministrator,
    accountIds: readonly string[],
  ): Promise<Outcome<{ readonly renewed: readonly string[] }, { readonly code: 'not-administrator' }>>;
}
