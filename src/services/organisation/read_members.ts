/** What an administrator sees of the organisation (E1, E2): lists, one member, counts, the journal; never of another one. */

import type { OrganisationRules } from '../../domain/organisation/rules.js';
import type { Realm } from '../../domain/realm.js';
import { isClosed, judgeAttempt, longestWindowSeconds } from '../../domain/throttle/attempt_rule.js';
import { laneKey, passwordRule, wrongCodeRule } from '../../domain/throttle/throttle_policy.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { MemberFacts, OrganisationStore } from '../../ports/organisation/organisation_store.js';
import { PENDING_HOURS } from '../contact/change_contacts.js';
import type { ActingAdministrator, Administration, MemberDetail } from './administration.js';
import { recordAct } from './record_act.js';

export interface ReadMembersDependencies {
  readonly organisations: OrganisationStore;
  readonly lifetimeCounters: AttemptCounter;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Of the export: a few megabytes; nearly every organisation is one page. */
export const EXPORT_PAGE_ROWS = 10_000;
const REFUSED = { ok: false, code: 'not-administrator' } as const;

type Reading = Pick<Administration, 'administered' | 'overview' | 'list' | 'member' | 'export' | 'journal'>;

/** @throws Error where the realm has no organisations: no console leads here */
export function rulesOf(realm: Realm): OrganisationRules {
  if (!realm.organisations) throw new Error('a realm without organisations');
  return realm.organisations;
}

export function actingFor({ accountId, organisationId }: ActingAdministrator) {
  return { organisationId, administrator: accountId };
}

export function createReadMembers(dependencies: ReadMembersDependencies): Reading {
  const { organisations, lifetimeCounters, audit, clock } = dependencies;
  const mayRead = (by: ActingAdministrator) => organisations.isAdministrator(by.realm.id, actingFor(by), clock.now());
  const dueBefore = (realm: Realm, now: number) => now + (rulesOf(realm).reminderDays[0] ?? 0) * DAY_MS;

  async function lockOf(realm: Realm, accountId: string): Promise<MemberDetail['lock']> {
    const now = clock.now();
    const lanes = [
      { key: laneKey('password', accountId, null), rule: passwordRule(realm.passwordThrottle) },
      { key: laneKey('code', accountId, null), rule: wrongCodeRule(realm.codeThrottle, false) },
    ];
    const states = await Promise.all(
      lanes.map(async ({ key, rule }) => {
        const kept = await lifetimeCounters.recent(key, Number.POSITIVE_INFINITY, now);
        const since = now - longestWindowSeconds(rule) * 1000;
        const verdict = judgeAttempt(isClosed(kept, rule) ? kept : kept.filter((hit) => hit > since), rule, now);
        if (verdict.allowed) return 'open';
        return verdict.reason === 'wait' ? 'waiting' : 'closed';
      }),
    );
    return states.find((state) => state === 'closed') ?? states.find((state) => state === 'waiting') ?? 'open';
  }

  return {
    administered: (realm, accountId) =>
      realm.organisations ? organisations.administeredBy(realm.id, accountId, clock.now()) : Promise.resolve([]),

    async overview(by) {
      const now = clock.now();
      const own = (await organisations.administeredBy(by.realm.id, by.accountId, now)).find(
        ({ organisation }) => organisation.id === by.organisationId,
      );
      const overview = own && (await organisations.overview(by.organisationId, now, dueBefore(by.realm, now)));
      return own && overview ? { ok: true, overview, ownExpiresAt: own.expiresAt } : REFUSED;
    },

    async list(by, query, page, pageSize) {
      if (!(await mayRead(by))) return REFUSED;
      const now = clock.now();
      const found = { organisationId: by.organisationId, query, now, dueBefore: dueBefore(by.realm, now) };
      return { ok: true, found: await organisations.members(found, page, pageSize) };
    },

    async member(by, accountId) {
      if (!(await mayRead(by))) return REFUSED;
      const now = clock.now();
      const facts = await organisations.member(by.organisationId, accountId, now, dueBefore(by.realm, now));
      if (!facts) return { ok: false, code: 'unknown-member' };
      const isOneself = accountId === by.accountId;
      const isOpen = facts.member.status === 'active' || facts.member.status === 'invited';
      return {
        ok: true,
        detail: {
          member: facts.member,
          contacts: facts.contacts,
          createdBy: facts.createdBy,
          isOneself,
          lock: await lockOf(by.realm, accountId),
          isElsewhere: facts.isElsewhere,
          passwordWays: isOpen && !isOneself ? waysTo(facts, now) : [],
          mayGiveActivationCode: facts.isUntouched && !isOneself && facts.member.status === 'invited',
        },
      };
    },

    async export(by, query) {
      if (!(await mayRead(by))) return REFUSED;
      const now = clock.now();
      recordAct(audit, {
        realm: by.realm.id,
        by: actingFor(by),
        act: 'users_exported',
        accountId: null,
        outcome: 'done',
      });
      const found = { organisationId: by.organisationId, query, now, dueBefore: dueBefore(by.realm, now) };
      return { ok: true, members: organisations.everyMember(found, EXPORT_PAGE_ROWS) };
    },

    async journal(by, before, limit) {
      if (!(await mayRead(by))) return REFUSED;
      // What was just done here belongs to it.
      await audit.flush();
      return { ok: true, journal: await organisations.journal(by.organisationId, before, limit) };
    },
  };
}

/** As it looks now; what decides is judged when one is sent. A contact carries none before it is two days old. */
function waysTo({ contacts, hasAddress, isInUse }: MemberFacts, now: number): MemberDetail['passwordWays'] {
  const since = now - PENDING_HOURS * HOUR_MS;
  const carrierOf = (wanted: 'email' | 'mobile') => {
    const oldest = contacts.find(({ kind, state }) => kind === wanted && state === 'verified');
    return oldest !== undefined && (oldest.setAt <= since || !isInUse);
  };
  return [
    ...(carrierOf('email') ? (['email'] as const) : []),
    ...(carrierOf('mobile') ? (['sms'] as const) : []),
    ...(hasAddress ? (['letter'] as const) : []),
  ];
}
