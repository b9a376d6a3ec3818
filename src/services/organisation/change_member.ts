/**
 * What an administrator changes of a membership (E1, E3): rights, role, access. Each is one transaction with what the person
 * is told, in which the administrator, the member and the last administrator are judged.
 */
import type { OrganisationAct } from '../../domain/organisation/act.js';
import { reviewedUntil } from '../../domain/organisation/membership.js';
import { isRight } from '../../domain/organisation/rules.js';
import type { Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Receipt } from '../../ports/idempotency_store.js';
import type {
  ActAnswer,
  ActingFor,
  MemberChange,
  OrganisationStore,
  Telling,
} from '../../ports/organisation/organisation_store.js';
import { type News, noticesTo } from '../notice/tell_person.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import type { Administration } from './administration.js';
import { actingFor, rulesOf } from './read_members.js';
import { recordAct } from './record_act.js';

export interface ChangeMemberDependencies {
  readonly organisations: Pick<OrganisationStore, 'act' | 'renew'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly endSignIns: EndSignIns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

type Changes = Pick<
  Administration,
  | 'grantRight'
  | 'revokeRight'
  | 'nameAdministrator'
  | 'unnameAdministrator'
  | 'removeMember'
  | 'suspendMember'
  | 'reactivateMember'
  | 'renew'
>;

const ACTS: Readonly<Record<MemberChange['kind'], OrganisationAct>> = {
  grant: 'right_granted',
  revoke: 'right_revoked',
  name: 'administrator_named',
  unname: 'administrator_unnamed',
  remove: 'member_removed',
  suspend: 'member_suspended',
  reactivate: 'member_reactivated',
};

/** Changes one membership, on whoever's behalf: an administrator's, or the back office's. */
export type ChangeMembership = (
  realm: Realm,
  by: ActingFor,
  accountId: string,
  change: MemberChange,
  /** written with it @throws AnsweredMeanwhile when the request was answered already */
  receipt?: Receipt | null,
) => Promise<ActAnswer>;

export function createChangeMembership(dependencies: ChangeMemberDependencies): ChangeMembership {
  const { organisations, accounts, endSignIns, audit, clock } = dependencies;
  return async (realm, by, accountId, change, receipt) => {
    const now = clock.now();
    const { answer, endsSignIns } = await organisations.act(
      { ...by, realm: realm.id },
      accountId,
      change,
      now,
      telling(realm, change, now),
      receipt,
    );
    recordAct(audit, {
      realm: realm.id,
      by,
      act: ACTS[change.kind],
      accountId,
      outcome: answer,
      ...('right' in change ? { data: { right: change.right } } : {}),
    });
    accounts.forget(accountId);
    // They count no more already; the portals are told.
    if (endsSignIns) await endSignIns(realm.id, accountId, { at: now });
    return answer;
  };
}

export function createChangeMember(dependencies: ChangeMemberDependencies): Changes {
  const change = createChangeMembership(dependencies);
  const { organisations, accounts, audit, clock } = dependencies;

  const act = async (by: Parameters<Changes['removeMember']>[0], accountId: string, wished: MemberChange) => {
    const answer = await change(by.realm, actingFor(by), accountId, wished);
    return answer === 'done' ? ({ ok: true } as const) : ({ ok: false, code: answer } as const);
  };
  const onRight = async (
    by: Parameters<Changes['grantRight']>[0],
    accountId: string,
    wished: Extract<MemberChange, { right: string }>,
  ) => {
    // One that the catalogue dropped can still be taken away.
    if (wished.kind === 'grant' && !isRight(rulesOf(by.realm), wished.right))
      return { ok: false, code: 'unknown-right' } as const;
    return act(by, accountId, wished);
  };

  return {
    grantRight: (by, accountId, right) => onRight(by, accountId, { kind: 'grant', right }),
    revokeRight: (by, accountId, right) => onRight(by, accountId, { kind: 'revoke', right }),
    nameAdministrator: (by, accountId) => act(by, accountId, { kind: 'name' }),
    unnameAdministrator: (by, accountId) => act(by, accountId, { kind: 'unname' }),
    removeMember: (by, accountId) => act(by, accountId, { kind: 'remove' }),
    suspendMember: (by, accountId) => act(by, accountId, { kind: 'suspend' }),
    reactivateMember: (by, accountId) =>
      act(by, accountId, {
        kind: 'reactivate',
        expiresAt: reviewedUntil(clock.now(), rulesOf(by.realm).reviewMonths),
      }),

    async renew(by, accountIds) {
      const now = clock.now();
      const { realm } = by;
      const expiresAt = reviewedUntil(now, rulesOf(realm).reviewMonths);
      const { answer, renewed } = await organisations.renew(
        { ...actingFor(by), realm: realm.id },
        accountIds,
        { now, expiresAt },
        (person, organisation, hadExpired) =>
          hadExpired
            ? noticesTo(person, {
                kind: 'membership_event',
                data: { event: 'renewed', organisation: organisation.name },
                dedupe: `${organisation.id}:${now}`,
                voice: realm.channels.includes('voice'),
              })
            : [],
      );
      if (answer !== 'done') return { ok: false, code: answer };
      for (const accountId of renewed) {
        accounts.forget(accountId);
        recordAct(audit, { realm: realm.id, by: actingFor(by), act: 'reviewed', accountId, outcome: 'done' });
      }
      return { ok: true, renewed };
    },
  };
}

const EVENTS = {
  unname: 'administrator_unnamed',
  remove: 'left',
  suspend: 'suspended',
  reactivate: 'reactivated',
} as const;

function telling(realm: Realm, change: MemberChange, now: number): Telling {
  return (person, { id, name: organisation }) => {
    const common = { dedupe: `${id}:${now}`, voice: realm.channels.includes('voice') };
    const news = ((): Pick<News, 'kind' | 'data'> => {
      switch (change.kind) {
        case 'grant':
        case 'revoke': {
          const right = rulesOf(realm).rights.find((each) => each.id === change.right)?.label[person.locale];
          const kind = change.kind === 'grant' ? 'right_granted' : 'right_revoked';
          return { kind, data: { organisation, right: right ?? change.right } };
        }
        case 'name':
          return { kind: 'administrator_named', data: { organisation } };
        default:
          return { kind: 'membership_event', data: { event: EVENTS[change.kind], organisation } };
      }
    })();
    return noticesTo(person, { ...common, ...news });
  };
}
