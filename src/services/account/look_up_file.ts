/**
 * What an agent sees of a file: codes, counts and masked contacts; never the NIR, a whole contact or a credential. Each
 * look-up is audited.
 */

import { maskName } from '../../domain/account/masked_name.js';
import { maskEmailAddress, maskTelephone } from '../../domain/contact/mask.js';
import { credentialState } from '../../domain/credential/credential_state.js';
import type { Outcome } from '../../domain/outcome.js';
import type { IdentifierKind, Realm } from '../../domain/realm.js';
import { type AttemptRule, isClosed, judgeAttempt, longestWindowSeconds } from '../../domain/throttle/attempt_rule.js';
import { laneKey, passwordRule, wrongCodeRule } from '../../domain/throttle/throttle_policy.js';
import {
  VOICE_FOUR_DIGITS_RULE,
  VOICE_RULE,
  voiceFourDigitsLane,
  voiceLane,
} from '../../domain/throttle/voice_throttle.js';
import type { AccountFileStore, FileContact } from '../../ports/account/account_file_store.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { DeliveryHistory, KeptAttempt } from '../../ports/delivery/delivery_status.js';
import type { Actor } from './change_file.js';

export interface LookUpFileDependencies {
  readonly accounts: Pick<AccountStore, 'find' | 'findByIdentifier' | 'forget'>;
  readonly files: Pick<AccountFileStore, 'details'>;
  readonly lifetimeCounters: Pick<AttemptCounter, 'recent'>;
  readonly deliveries: Pick<DeliveryHistory, 'ofAccount'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export type Sought = { readonly accountId: string } | { readonly kind: IdentifierKind; readonly value: string };

export type LookUpFile = (
  realm: Realm,
  sought: Sought,
  actor: Actor,
) => Promise<Outcome<{ readonly body: Readonly<Record<string, unknown>> }, { readonly code: 'unknown-person' }>>;

/** Enough to answer « je ne reçois pas le code ». */
const DELIVERIES_SHOWN = 10;

export function createLookUpFile(dependencies: LookUpFileDependencies): LookUpFile {
  const { accounts, files, lifetimeCounters, deliveries, audit, clock } = dependencies;

  const laneState = async (key: string, rule: AttemptRule, now: number) => {
    // All of them: what closed a lane for good may be long ago.
    const kept = await lifetimeCounters.recent(key, Number.POSITIVE_INFINITY, now);
    const since = now - longestWindowSeconds(rule) * 1000;
    const hits = isClosed(kept, rule) ? kept : kept.filter((hit) => hit > since);
    const verdict = judgeAttempt(hits, rule, now);
    if (verdict.allowed) return { state: 'open', failures: hits.length };
    const state = verdict.reason === 'wait' ? 'waiting' : 'closed';
    // A lane that is closed for good has no moment to come back.
    const retry = Number.isFinite(verdict.retryAt) ? { retry_at: isoOf(verdict.retryAt) } : {};
    return { state, failures: hits.length, ...retry };
  };

  return async (realm, sought, actor) => {
    const record = (outcome: string, accountId?: string) =>
      audit.record({
        type: 'back_office',
        outcome,
        realm: realm.id,
        accountId,
        data: { client: actor.client, agent: actor.agent ?? undefined, event: 'look_up' },
      });
    const accountId =
      'accountId' in sought
        ? sought.accountId
        : (await accounts.findByIdentifier(realm.id, sought.kind, sought.value, null))?.id;
    if (accountId !== undefined) accounts.forget(accountId);
    const account = accountId === undefined ? null : await accounts.find(accountId, null);
    const details = account?.realm === realm.id ? await files.details(realm.id, account.id) : null;
    if (!account || !details) {
      record('unknown');
      return { ok: false, code: 'unknown-person' };
    }
    const now = clock.now();
    const [password, code, voice, voiceFourDigits, attempts] = await Promise.all([
      laneState(laneKey('password', account.id, null), passwordRule(realm.passwordThrottle), now),
      laneState(laneKey('code', account.id, null), wrongCodeRule(realm.codeThrottle, false), now),
      laneState(voiceLane(account.id), VOICE_RULE, now),
      laneState(voiceFourDigitsLane(account.id), VOICE_FOUR_DIGITS_RULE, now),
      deliveries.ofAccount(account.id, DELIVERIES_SHOWN),
    ]);
    record('done', account.id);
    const barred = new Map(account.contacts.map(({ id, barredUntil }) => [id, barredUntil]));
    const current = account.credentials.find(({ kind }) => kind === 'password');
    return {
      ok: true,
      body: {
        account: account.id,
        name: maskName(account),
        status: account.status,
        standing: account.standing,
        ...(details.closedFor === null ? {} : { closed_for: details.closedFor }),
        ...(details.closedAt === null ? {} : { closed_at: isoOf(details.closedAt) }),
        ...(account.caf === null ? {} : { caf: account.caf }),
        locale: account.locale,
        has_address: account.postalAddress !== null,
        contacts: details.contacts.map((contact) => contactView(contact, barred.get(contact.id) ?? null)),
        credential: {
          state: credentialState(account.credentials, account.status === 'active', [], now),
          ...(current?.expiresAt ? { expires_at: isoOf(current.expiresAt) } : {}),
          provisional_waiting: account.credentials.some(({ kind }) => kind === 'provisional'),
          telephone_code: details.hasTelephoneCode,
        },
        authenticators: details.authenticators,
        passkeys: account.passkeys.length,
        known_devices: details.knownDevices,
        letters_waiting: details.lettersWaiting,
        lanes: { password, code, voice, voice_four_digits: voiceFourDigits },
        deliveries: attempts.map(deliveryView),
      },
    };
  };
}

function deliveryView({ at, channel, provider, outcome, why }: KeptAttempt) {
  return { at: isoOf(at), channel, provider, outcome, ...(why === null ? {} : { why }) };
}

function contactView(contact: FileContact, barredUntil: number | null) {
  const { id, kind, value, verified, pendingUntil, frozenAt } = contact;
  return {
    id,
    kind,
    masked: kind === 'email' ? maskEmailAddress(value) : maskTelephone(value),
    state: frozenAt !== null ? 'frozen' : verified ? 'verified' : pendingUntil === null ? 'unverified' : 'pending',
    ...(frozenAt === null ? {} : { frozen_at: isoOf(frozenAt) }),
    ...(pendingUntil === null ? {} : { pending_until: isoOf(pendingUntil) }),
    ...(barredUntil === null ? {} : { barred_until: isoOf(barredUntil) }),
  };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
