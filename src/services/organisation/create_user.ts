/**
 * A new user of an organisation (E1): an account with its membership, and an invitation with a provisional password (C3) that
 * nobody but the person reads. The first sign-in asks a code by another channel: the telephone that was given, or a code
 * that the administrator reads from the screen. Somebody who has an account already is added instead, and keeps everything.
 */
import { randomUUID } from 'node:crypto';
import { loginSuggestions } from '../../domain/organisation/login_suggestion.js';
import { type MemberRole, reviewedUntil } from '../../domain/organisation/membership.js';
import { isRight } from '../../domain/organisation/rules.js';
import { sortName } from '../../domain/organisation/search_words.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AccountFileStore } from '../../ports/account/account_file_store.js';
import type { AccountStore, ContactKind, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import { AnsweredMeanwhile, type Receipt } from '../../ports/idempotency_store.js';
import type { ActingFor, OrganisationStore } from '../../ports/organisation/organisation_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { DraftProvisional } from '../password/draft_provisional.js';
import type { Administration, CreatedUser, CreateUserOrder } from './administration.js';
import { perDay } from './look_after_member.js';
import { actingFor, rulesOf } from './read_members.js';
import { recordAct } from './record_act.js';

export interface CreateUserDependencies {
  readonly files: Pick<AccountFileStore, 'enrolMember'>;
  readonly organisations: Pick<OrganisationStore, 'find' | 'join' | 'isAdministrator'>;
  readonly accounts: Pick<AccountStore, 'findByIdentifier' | 'forget'>;
  readonly draftProvisional: DraftProvisional;
  readonly lifetimeCounters: AttemptCounter;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export type NewUserOutcome = Outcome<
  CreatedUser,
  | { readonly code: 'not-administrator' | 'login-taken' | 'unknown-right' | 'unreachable' | 'state-conflict' }
  | { readonly code: 'busy'; readonly retryAfterSeconds: number }
>;

/** On whoever's behalf: an administrator's, or the back office's, which also creates administrators. */
export type CreateMember = (
  realm: Realm,
  by: ActingFor,
  order: CreateUserOrder,
  role: MemberRole,
  /** written with it @throws AnsweredMeanwhile when the request was answered already */
  receiptOf?: (created: CreatedUser) => Receipt | null,
) => Promise<NewUserOutcome>;

/** Adds somebody who has an account, by its login. */
export type JoinMember = (
  realm: Realm,
  by: ActingFor,
  order: {
    readonly login: string;
    /** null: whatever their name is; the back office knows whom it means */
    readonly familyName: string | null;
    readonly rights: readonly string[];
    readonly role: MemberRole;
  },
  receiptOf?: (accountId: string) => Receipt | null,
) => Promise<
  Outcome<{ readonly accountId: string }, { readonly code: 'not-administrator' | 'no-match' | 'unknown-right' }>
>;

/** What everybody has who is new. */
const NEWCOMER = {
  status: 'active',
  standing: 'affiliated',
  acceptedTerms: null,
  passkeyInvitedAt: null,
  credentials: [],
  signInsVoid: null,
  codeCards: [],
  deviceKnown: false,
  deviceShared: false,
  authenticators: 0,
  passkeys: [],
  wrongCodes: [],
} as const;

const NOBODY = '00000000-0000-0000-0000-000000000000';

export function createCreateMember(dependencies: CreateUserDependencies): CreateMember {
  const { files, organisations, accounts, draftProvisional, audit, clock } = dependencies;

  return async (realm, by, order, role, receiptOf) => {
    const rules = rulesOf(realm);
    if (!order.rights.every((right) => isRight(rules, right))) return { ok: false, code: 'unknown-right' };
    const now = clock.now();
    // Judged again when it is written; asked first, so that nobody else learns which logins there are.
    const organisation = await organisations.find(realm.id, by.organisationId);
    const mayAct = by.administrator === null || (await organisations.isAdministrator(realm.id, by, now));
    if (!organisation || !mayAct) return { ok: false, code: 'not-administrator' };
    if (await accounts.findByIdentifier(realm.id, 'login', order.login, null))
      return { ok: false, code: 'login-taken' };

    const { email, telephone, postalAddress } = order;
    const way = email !== null ? 'email' : telephone?.kind === 'mobile' && !postalAddress ? 'sms' : 'letter';
    // Whoever reads the password there is who the account is for. What else an administrator gave may be anybody's: it
    // carries codes, and no recovery before the person confirmed it.
    const isTheirs = (kind: ContactKind) => by.administrator === null || kind === (way === 'sms' ? 'mobile' : way);
    const contacts = [
      ...(email === null ? [] : [{ kind: 'email' as const, value: email }]),
      ...(telephone === null ? [] : [telephone]),
    ].map((contact) => ({
      ...contact,
      id: randomUUID(),
      ...(isTheirs(contact.kind) ? {} : { setBy: 'administrator' as const }),
    }));
    const person = {
      id: randomUUID(),
      realm: realm.id,
      familyName: order.familyName,
      givenNames: order.givenNames,
      gender: 'unspecified',
      // '' is no birth date, and equals none that is typed
      birthdate: order.birthdate ?? '',
      birthplace: null,
      birthcountry: null,
      locale: order.locale,
      caf: null,
      postalAddress,
    } as const;
    const account: VisitedAccount = {
      ...NEWCOMER,
      ...person,
      contacts: contacts.map((contact) => ({ ...contact, verified: true, frozenAt: null, barredUntil: null })),
    };
    const draft = await draftProvisional({
      realm,
      account,
      way,
      reason: 'administrator',
      actor: by.administrator === null ? 'back_office' : 'organisation',
      invitation: { login: order.login, organisation: organisation.name },
    });
    if (!draft.ok) return draft;
    // What carried the password carries no code for a while (C4).
    const byTelephone = telephone !== null && draft.way !== 'sms' && realm.channels.includes(channelOf(telephone.kind));
    const created: CreatedUser = {
      accountId: person.id,
      passwordBy: draft.way,
      activation: byTelephone ? 'telephone' : 'screen',
    };
    const answer = await files.enrolMember(
      by,
      {
        ...person,
        standing: 'affiliated',
        identifiers: [{ kind: 'login', value: order.login }],
        contacts,
        at: now,
        provisional: draft.provisional,
        letters: [...draft.letters, ...(draft.way === 'letter' ? [loginLetter(person, order.login, now)] : [])],
        // Nobody but the invitation tells a newcomer that a password was sent.
        notices: draft.notices.filter(({ kind }) => kind !== 'provisional_password_sent'),
        receipt: receiptOf?.(created) ?? null,
      },
      {
        organisationId: by.organisationId,
        role,
        rights: order.rights,
        createdBy: by.administrator,
        isOrigin: true,
        login: order.login,
        expiresAt: reviewedUntil(now, rules.reviewMonths),
      },
    );
    const isDone = answer === 'done';
    recordAct(audit, {
      realm: realm.id,
      by,
      act: 'user_created',
      accountId: isDone ? person.id : null,
      outcome: answer,
      data: { way: draft.way },
    });
    if (!isDone) {
      if (answer === 'answered') throw new AnsweredMeanwhile();
      if (answer === 'taken') return { ok: false, code: 'login-taken' };
      return { ok: false, code: answer === 'not-administrator' ? answer : 'state-conflict' };
    }
    for (const issued of draft.events) audit.record(issued);
    return { ok: true, ...created };
  };
}

export function createJoinMember(dependencies: CreateUserDependencies): JoinMember {
  const { organisations, accounts, audit, clock } = dependencies;

  return async (realm, by, { login, familyName, rights, role }, receiptOf) => {
    const rules = rulesOf(realm);
    if (!rights.every((right) => isRight(rules, right))) return { ok: false, code: 'unknown-right' };
    const now = clock.now();
    if (by.administrator !== null && !(await organisations.isAdministrator(realm.id, by, now)))
      return { ok: false, code: 'not-administrator' };
    const found = await accounts.findByIdentifier(realm.id, 'login', login, null);
    const isNamed = found !== null && (familyName === null || familyNameOf(found) === familyNameOf({ familyName }));
    const membership = {
      organisationId: by.organisationId,
      role,
      rights,
      createdBy: by.administrator,
      isOrigin: false,
      login,
      expiresAt: reviewedUntil(now, rules.reviewMonths),
    };
    const answer = await organisations.join(
      { ...by, realm: realm.id },
      { accountId: isNamed ? found.id : NOBODY, membership },
      now,
      (person, organisation) =>
        noticesTo(person, {
          kind: 'membership_event',
          data: { event: 'joined', organisation: organisation.name },
          dedupe: `${organisation.id}:${now}`,
          voice: realm.channels.includes('voice'),
        }),
      isNamed ? receiptOf?.(found.id) : null,
    );
    const isDone = answer === 'done' && isNamed;
    recordAct(audit, {
      realm: realm.id,
      by,
      act: 'user_added',
      accountId: isDone ? found.id : null,
      outcome: answer,
    });
    if (isDone) accounts.forget(found.id);
    if (isDone) return { ok: true, accountId: found.id };
    return { ok: false, code: answer === 'not-administrator' ? answer : 'no-match' };
  };
}

export function createCreateUser(
  dependencies: CreateUserDependencies,
): Pick<Administration, 'suggestLogin' | 'createUser' | 'addExistingUser'> {
  const { accounts, lifetimeCounters, clock } = dependencies;
  const create = createCreateMember(dependencies);
  const join = createJoinMember(dependencies);
  return {
    async suggestLogin({ realm, accountId }, familyName, givenNames) {
      // Counted: it tells whether somebody has a login made of these names.
      const key = `organisation-suggestion:${accountId}`;
      const rule = perDay(rulesOf(realm).suggestionsPerDay);
      if (!(await lifetimeCounters.attempt(key, rule, clock.now())).allowed) return '';
      for (const login of loginSuggestions(familyName, givenNames)) {
        if (!(await accounts.findByIdentifier(realm.id, 'login', login, null))) return login;
      }
      return '';
    },

    createUser: (by, order) => create(by.realm, actingFor(by), order, 'user'),

    async addExistingUser(by, order) {
      // Counted whatever comes of it: it tells whether a name goes with a login.
      const key = `organisation-join:${by.accountId}`;
      const attempt = await lifetimeCounters.attempt(key, perDay(rulesOf(by.realm).joinsPerDay), clock.now());
      if (!attempt.allowed) return { ok: false, code: 'too-often', retryAt: attempt.retryAt };
      return join(by.realm, actingFor(by), { ...order, role: 'user' });
    },
  };
}

function familyNameOf({ familyName }: { readonly familyName: string }): string {
  return sortName({ familyName, givenNames: [] });
}

function channelOf(kind: 'mobile' | 'landline'): 'sms' | 'voice' {
  return kind === 'mobile' ? 'sms' : 'voice';
}

/** Never in one envelope with the password (C6). */
function loginLetter(
  { id, realm, locale }: { readonly id: string; readonly realm: string; readonly locale: 'fr' | 'en' },
  login: string,
  now: number,
) {
  return {
    realm,
    accountId: id,
    kind: 'identifier' as const,
    locale,
    data: {},
    secret: login,
    dedupeKey: `identifier:${id}:${now}`,
  };
}
