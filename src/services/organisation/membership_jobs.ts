/**
 * Memberships that nobody reviewed in time (E3): reminders to administrators, one message for all of an organisation, and to
 * the person; then the end. An account whose last membership ends is closed, and its sessions with it.
 */
import type { Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import type { OrganisationStore } from '../../ports/organisation/organisation_store.js';
import { noticesTo } from '../notice/tell_person.js';
import type { Job } from '../schedule/scheduler.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import { recordAct } from './record_act.js';

export interface MembershipJobsDependencies {
  readonly organisations: Pick<OrganisationStore, 'expired' | 'expire' | 'endingWithin' | 'endingByOrganisation'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly notices: Pick<NoticeOutbox, 'add'>;
  readonly endSignIns: EndSignIns;
  readonly realms: readonly Realm[];
  readonly audit: AuditLog;
  readonly clock: { now(): number };
}

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
const PIECE = 100;

export function membershipJobs(dependencies: MembershipJobsDependencies): readonly Job[] {
  const { realms } = dependencies;
  const days = [...new Set(realms.flatMap(({ organisations }) => organisations?.reminderDays ?? []))];
  return [expiry(dependencies), ...days.flatMap((each) => reminders(dependencies, each))];
}

function expiry({ organisations, accounts, endSignIns, audit, clock }: MembershipJobsDependencies): Job {
  return {
    name: 'memberships_expired',
    intervalSeconds: 600,
    async run() {
      const now = clock.now();
      const due = await organisations.expired(now, PIECE);
      for (const each of due) {
        const { accountId, organisationId, realm } = each;
        // First, so that whoever dies in between finds it due again; what is begun until it is written, it voids.
        if (each.isLast) await endSignIns(realm, accountId, { at: now });
        const isExpired = await organisations.expire(each, now, (person, { id, name }) =>
          noticesTo(person, { kind: 'access_expired', data: { organisation: name }, dedupe: `${id}:${now}` }),
        );
        accounts.forget(accountId);
        if (!isExpired) continue;
        const by = { organisationId, administrator: null };
        recordAct(audit, { realm, by, act: 'access_expired', accountId, outcome: 'done' });
      }
      return due.length < PIECE ? null : 'more';
    },
  };
}

/** Days in advance; one window a day, so that an administrator reads one message and not one a person. */
function reminders(dependencies: MembershipJobsDependencies, days: number): readonly Job[] {
  const { organisations, notices, realms, clock } = dependencies;
  const isTold = (realm: string) =>
    realms.some(({ id, organisations: rules }) => id === realm && rules?.reminderDays.includes(days));
  const ahead = days * DAY_MS;
  return [
    {
      name: `membership_reminder_${days}`,
      intervalSeconds: DAY_SECONDS,
      async run(from, to, cursor) {
        const found = await organisations.endingWithin(from + ahead, to + ahead, cursor, PIECE);
        const told = found
          .filter(({ person }) => isTold(person.realm))
          .flatMap(({ person, organisation, expiresAt }) =>
            noticesTo(person, {
              kind: 'access_expires',
              data: { organisation: organisation.name, days, expiresAt },
              dedupe: `${organisation.id}:${expiresAt}:${days}`,
            }),
          );
        await notices.add(told, clock.now());
        return found.length < PIECE ? null : (found.at(-1)?.cursor ?? null);
      },
    },
    {
      name: `membership_review_${days}`,
      intervalSeconds: DAY_SECONDS,
      async run(from, to, cursor) {
        const found = await organisations.endingByOrganisation(from + ahead, to + ahead, cursor, PIECE);
        const told = found
          .filter(({ organisation }) => isTold(organisation.realm))
          .flatMap(({ organisation, count, administrators }) =>
            administrators.flatMap((person) =>
              noticesTo(person, {
                kind: 'access_review_due',
                data: { organisation: organisation.name, days, count },
                // The window's end is the same for whoever goes on with it.
                dedupe: `${organisation.id}:${to}:${days}`,
              }),
            ),
          );
        await notices.add(told, clock.now());
        return found.length < PIECE ? null : (found.at(-1)?.organisation.id ?? null);
      },
    },
  ];
}
