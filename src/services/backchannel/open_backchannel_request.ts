/**
 * A caller asks for a person (CIBA Core §7; I8, S1): counted for the client and its adviser before anybody is looked up, and
 * for the person before anything waits for them. An identifier that nobody has is looked up, counted and kept like any
 * other: what comes back, and the work for it, say nothing of anybody.
 */
import { randomUUID } from 'node:crypto';
import type { Acr } from '../../domain/assurance/acr.js';
import type { IdentifierKind, Realm } from '../../domain/realm.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { SubjectStore } from '../../ports/account/subject_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { BackchannelRequestStore } from '../../ports/backchannel/backchannel_request_store.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';

/** Whom a caller asks for: a person, or an identifier that nobody has. */
export interface Callee {
  /** id of the account, or a keyed name */
  readonly subject: string;
  readonly accountId: string | undefined;
}

export interface Caller {
  readonly clientId: string;
  /** how the client names who asks, empty where it does not */
  readonly adviser: string;
}

export interface AskedOfPerson {
  readonly callee: Callee;
  readonly caller: Caller;
  readonly message: string;
  readonly scope: string;
  readonly acrValues: readonly Acr[];
  /** `auth_req_id` */
  readonly handle: string;
  readonly isPinged: boolean;
  readonly lifeSeconds: number;
}

export type CallRefusal =
  | { readonly ok: false; readonly code: 'wait'; readonly retryAfterSeconds: number }
  | { readonly ok: false; readonly code: 'silenced' };

export interface OpenBackchannelRequests {
  /** Counts one request of this client and adviser. */
  admit(caller: Caller): Promise<{ readonly ok: true } | CallRefusal>;
  byIdentifier(kind: IdentifierKind, value: string): Promise<Callee>;
  /** @param sub that the sector received */
  bySubject(sector: string, sub: string): Promise<Callee>;
  open(asked: AskedOfPerson): Promise<{ readonly ok: true } | CallRefusal>;
}

export interface OpenBackchannelDependencies {
  readonly realm: Realm;
  readonly accounts: Pick<AccountStore, 'findByIdentifier' | 'find'>;
  readonly subjects: Pick<SubjectStore, 'find'>;
  readonly backchannelRequests: Pick<BackchannelRequestStore, 'open'>;
  readonly shortCounters: Pick<AttemptCounter, 'attempt'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export function createOpenBackchannelRequests(dependencies: OpenBackchannelDependencies): OpenBackchannelRequests {
  const { realm, accounts, subjects, backchannelRequests, shortCounters, keyedHash, audit, clock } = dependencies;
  const rules = realm.backchannel;

  const record = (outcome: string, { clientId, adviser }: Caller, callee?: Callee) =>
    audit.record({
      type: 'backchannel_request',
      outcome,
      realm: realm.id,
      accountId: callee?.accountId,
      data: {
        client: clientId,
        agent: adviser || undefined,
        subject: callee && callee.accountId === undefined ? callee.subject : undefined,
      },
    });
  const wait = (retryAt: number): CallRefusal => ({
    ok: false,
    code: 'wait',
    retryAfterSeconds: Math.max(1, Math.ceil((retryAt - clock.now()) / 1000)),
  });
  const calleeOf = (account: { id: string; realm: string; status: string } | null, nobody: string): Callee =>
    account?.status === 'active' && account.realm === realm.id
      ? { subject: account.id, accountId: account.id }
      : { subject: keyedHash.of('identifier', nobody), accountId: undefined };

  return {
    async admit(caller) {
      const lane = `backchannel:${realm.id}:${caller.clientId}`;
      const adviser = keyedHash.of('adviser', `${lane}:${caller.adviser}`);
      const now = clock.now();
      const counted = await shortCounters.attempt(`${lane}:${adviser}`, rules.perAdviser, now);
      // One adviser who presses without end uses up nothing of the others'.
      const total = counted.allowed ? await shortCounters.attempt(lane, rules.perClient, now) : counted;
      if (total.allowed) return { ok: true };
      record('throttled', caller);
      return wait(total.retryAt);
    },

    async byIdentifier(kind, value) {
      return calleeOf(await accounts.findByIdentifier(realm.id, kind, value, null), `${realm.id}:${kind}:${value}`);
    },

    async bySubject(sector, sub) {
      const accountId = await subjects.find(realm.id, sector, sub);
      return calleeOf(await accounts.find(accountId ?? randomUUID(), null), `${realm.id}:sub:${sector}:${sub}`);
    },

    async open({ callee, caller, lifeSeconds, ...asked }) {
      const createdAt = clock.now();
      const opening = await backchannelRequests.open(
        {
          ...asked,
          id: randomUUID(),
          realm: realm.id,
          clientId: caller.clientId,
          subject: callee.subject,
          createdAt,
          expiresAt: createdAt + lifeSeconds * 1000,
        },
        rules,
      );
      if (opening.verdict === 'open') {
        record('opened', caller, callee);
        return { ok: true };
      }
      record(opening.verdict === 'silenced' ? 'silenced' : 'throttled', caller, callee);
      return opening.verdict === 'silenced' ? { ok: false, code: 'silenced' } : wait(opening.retryAt);
    },
  };
}
