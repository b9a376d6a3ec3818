/**
 * Begins a recovery (C4): the same statements, answer and waits whether or not anybody has the identifier and the birth
 * date, may sign in, or can be reached. Failures are not even told apart in the record: it only lacks an account.
 */
import { randomBytes } from 'node:crypto';
import { codeOptions } from '../../domain/contact/code_channel.js';
import { mayCarryPassword } from '../../domain/contact/password_carrier.js';
import type { Visitor } from '../../domain/device/visitor.js';
import { type Birthdate, bearsBirthdate } from '../../domain/federation/birthdate.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Channel, IdentifierKind, Realm } from '../../domain/realm.js';
import { recoversByLetterOnly } from '../../domain/recovery/letter_only.js';
import type { Recovery } from '../../domain/recovery/recovery.js';
import { untilTick } from '../../domain/throttle/answer_tick.js';
import {
  laneKey,
  NETWORK_RULE,
  NETWORK_WINDOW_SECONDS,
  networkSlowing,
  recoveryStartRule,
} from '../../domain/throttle/throttle_policy.js';
import type { Account, AccountStore } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import type { RecoveryWords, SendRecoveryCode } from './send_recovery_code.js';

export interface StartRecoveryDependencies {
  readonly accounts: Pick<AccountStore, 'findByIdentifier'>;
  readonly shortCounters: AttemptCounter;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly send: SendRecoveryCode;
}

export interface RecoveryStart {
  readonly realm: Realm;
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string };
  readonly birthdate: Birthdate;
  /** how to receive the code; null: no code can be received */
  readonly channel: Channel | null;
  readonly visitor: Visitor;
  readonly words: RecoveryWords;
}

export type StartRecovery = (
  start: RecoveryStart,
) => Promise<Outcome<{ readonly recovery: Recovery }, { readonly code: 'wait'; readonly retryAfterSeconds: number }>>;

const ID_BYTES = 16;

export function createStartRecovery(dependencies: StartRecoveryDependencies): StartRecovery {
  const { clock } = dependencies;
  const start = createStart(dependencies);
  return async (asked) => {
    const began = clock.now();
    const outcome = await start(asked);
    await clock.pause(untilTick(clock.now() - began));
    return outcome;
  };
}

function createStart(dependencies: StartRecoveryDependencies): StartRecovery {
  const { accounts, shortCounters, keyedHash, audit, clock, send } = dependencies;

  return async ({ realm, identifier: { kind, value }, birthdate, channel, visitor, words }) => {
    const named = keyedHash.of('identifier', `${realm.id}:${kind}:${value}`);
    const network = `network:recovery:${visitor.networkHash}`;
    const [found, networkHits] = await Promise.all([
      accounts.findByIdentifier(realm.id, kind, value, visitor.deviceHash),
      shortCounters.recent(network, NETWORK_WINDOW_SECONDS, clock.now()),
    ]);
    const slowing = networkSlowing(networkHits.length);
    if (slowing > 0) await clock.pause(slowing);
    await shortCounters.attempt(network, NETWORK_RULE, clock.now());

    const knownDevice = found?.deviceKnown ? visitor.deviceHash : null;
    // Per network, so that a stranger who knows the number keeps nobody elsewhere from recovering; and never before the
    // letter, which has its own count and is the way that is left (S1).
    const lane = laneKey('recovery-start', `${named}@${visitor.networkHash}`, knownDevice);
    const counted =
      channel === null
        ? ({ allowed: true } as const)
        : await shortCounters.attempt(lane, recoveryStartRule(realm.recovery), clock.now());
    const account = found?.status === 'active' && bearsBirthdate(found.birthdate, birthdate) ? found : null;
    audit.record({
      type: 'recovery',
      outcome: counted.allowed ? (account ? 'started' : 'nobody') : 'refused_wait',
      realm: realm.id,
      accountId: account?.id,
      data: { channel: channel ?? 'none', network: visitor.networkHash, known_device: knownDevice !== null },
    });
    if (!counted.allowed)
      return { ok: false, code: 'wait', retryAfterSeconds: Math.ceil((counted.retryAt - clock.now()) / 1000) };

    const asked = { accountId: account?.id ?? null, subject: account?.id ?? `nobody:${named}`, knownDevice };
    if (channel === null) return { ok: true, recovery: { step: 'provisional', ...asked } };
    const id = randomBytes(ID_BYTES).toString('base64url');
    const contacts = contactsOf(realm, account && !recoversByLetterOnly(account) ? account : null);
    const recovery = { step: 'code', id, ...asked, channel, contacts } as const;
    // A recovery of its own begins: no pause between two messages can refuse its first.
    await send({ realm, recovery, words });
    return { ok: true, recovery };
  };
}

/** The first contact that each channel reaches. */
function contactsOf(realm: Realm, account: Account | null): Readonly<Partial<Record<Channel, string>>> {
  const options = codeOptions((account?.contacts ?? []).filter(mayCarryPassword), realm.channels).toReversed();
  return Object.fromEntries(options.map(({ channel, contact }) => [channel, contact.id]));
}
