/**
 * Enrolling an authenticator app (I5, U1): a secret waits sealed on the server, for one browser and a quarter of an hour,
 * until a first code proves that the app has it. Whoever calls `begin` holds a proof given now for that.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { spokenName } from '../../domain/account/masked_name.js';
import { base32, keyUri, readAuthenticatorName, SECRET_BYTES } from '../../domain/authenticator/authenticator.js';
import type { Outcome } from '../../domain/outcome.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { AuthenticatorStore, SealedSecret } from '../../ports/authenticator/authenticator_store.js';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Seat } from '../account/seat.js';
import { noticesTo } from '../notice/tell_person.js';
import { draftCard } from '../one_time_code/code_cards.js';
import { type CodeMaker, readTypedCode } from '../one_time_code/one_time_code.js';
import { stepOf } from './authenticator_code.js';
import type { RecoveryCodes } from './recovery_codes.js';

export interface EnrolAuthenticatorDependencies {
  readonly authenticators: Pick<AuthenticatorStore, 'listOf' | 'add' | 'seal' | 'open'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly recoveryCodes: Pick<RecoveryCodes, 'show'>;
  readonly ephemeral: EphemeralStore;
  readonly codes: Pick<CodeMaker, 'currentKeyId'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What the page shows of a secret that waits. */
export interface EnrolmentDraft {
  /** Base32, for typing */
  readonly key: string;
  /** for the QR code, and for the phone that the page is on */
  readonly uri: string;
  /** milliseconds since the epoch */
  readonly until: number;
}

export type Enrolled = Outcome<
  /** `shownCodes`: under which the recovery codes made with it can be shown; null: the person has some left */
  { readonly shownCodes: string | null },
  /** `gone`: too late, or not here · `full`: as many as the realm allows */
  { readonly code: 'code-empty' | 'code-format' | 'wrong-code' | 'name' | 'gone' | 'full' }
>;

export interface EnrolAuthenticator {
  /** @returns the draft's id; undefined: the account has as many as it may */
  begin(seat: Seat): Promise<string | undefined>;
  /** @returns `added`: its first code was given; undefined: too late, or not here */
  find(seat: Seat, id: string): Promise<EnrolmentDraft | 'added' | undefined>;
  confirm(seat: Seat, id: string, typed: { readonly name: string; readonly code: string }): Promise<Enrolled>;
}

const MODEL = 'AuthenticatorDraft';

interface Kept {
  readonly accountId: string;
  readonly browser: string;
  /** milliseconds since the epoch */
  readonly until: number;
}

interface Waiting extends Kept {
  readonly sealed: SealedSecret;
}

/** What stays of it, so that pressing twice or coming back is told what became of it. */
interface Added extends Kept {
  readonly shownCodes: string | null;
}

export function createEnrolAuthenticator(dependencies: EnrolAuthenticatorDependencies): EnrolAuthenticator {
  const { authenticators, accounts, recoveryCodes, ephemeral, codes, audit, clock } = dependencies;

  const keptIn = async ({ realm, account, browser }: Seat, id: string): Promise<Waiting | Added | undefined> => {
    const kept = (await ephemeral.find(MODEL, `${realm.id}:${id}`)) as Waiting | Added | undefined;
    const isHere = kept?.accountId === account.id && kept.browser === browser && kept.until > clock.now();
    return isHere ? kept : undefined;
  };
  const isFull = async ({ realm, account }: Seat) =>
    (await authenticators.listOf(account.id)).length >= (realm.authenticators?.most ?? 0);
  const record = ({ realm, account }: Seat, outcome: string) =>
    audit.record({
      type: 'authenticator',
      outcome,
      realm: realm.id,
      accountId: account.id,
      data: { event: 'enrolment' },
    });

  return {
    async begin(seat) {
      const { realm, account, browser } = seat;
      if (!realm.authenticators || (await isFull(seat))) return undefined;
      const id = randomUUID();
      const { draftLifeSeconds } = realm.authenticators;
      const until = clock.now() + draftLifeSeconds * 1000;
      const sealed = authenticators.seal(id, randomBytes(SECRET_BYTES));
      const draft: Waiting = { accountId: account.id, browser, sealed, until };
      await ephemeral.put(MODEL, `${realm.id}:${id}`, { ...draft }, draftLifeSeconds);
      record(seat, 'begun');
      return id;
    },

    async find(seat, id) {
      const kept = await keptIn(seat, id);
      if (!kept) return undefined;
      if (!('sealed' in kept)) return 'added';
      const { realm, account, locale } = seat;
      const secret = authenticators.open(id, kept.sealed);
      const uri = keyUri(secret, realm.name[locale], spokenName(account) || undefined);
      return { key: base32(secret), uri, until: kept.until };
    },

    async confirm(seat, id, typed) {
      const { realm, account, browser, locale } = seat;
      const kept = await keptIn(seat, id);
      if (!kept || !realm.authenticators) return { ok: false, code: 'gone' };
      if (!('sealed' in kept)) return { ok: true, shownCodes: kept.shownCodes };
      const secret = authenticators.open(id, kept.sealed);
      const name = readAuthenticatorName(typed.name);
      if (name === undefined) return { ok: false, code: 'name' };
      const read = readTypedCode(typed.code);
      if (!read.ok) return { ok: false, code: read.reason };
      const now = clock.now();
      const step = stepOf(secret, read.code, now);
      if (step === undefined) return { ok: false, code: 'wrong-code' };
      const { recoverySize: size, lifeSeconds } = realm.codeCards;
      const card = draftCard(codes, 'recovery', { size, lifeSeconds }, now);
      const voice = realm.channels.includes('voice');
      const added = await authenticators.add({
        ...{ id, accountId: account.id, name, secret, step, most: realm.authenticators.most, at: now },
        recoveryCodes: card,
        notices: noticesTo(account, { kind: 'authenticator_added', dedupe: id, locale, voice }),
      });
      // Pressed twice at once: the other one is shown the codes.
      if (added.state === 'there') return { ok: true, shownCodes: null };
      if (added.state !== 'added') {
        record(seat, 'refused');
        return { ok: false, code: added.state === 'full' ? 'full' : 'gone' };
      }
      accounts.forget(account.id);
      record(seat, 'added');
      const shownCodes = added.isRecoveryIssued ? await recoveryCodes.show(seat, card.id) : null;
      const done: Added = { accountId: account.id, browser, until: kept.until, shownCodes };
      await ephemeral.put(MODEL, `${realm.id}:${id}`, { ...done }, realm.authenticators.draftLifeSeconds);
      return { ok: true, shownCodes };
    },
  };
}
