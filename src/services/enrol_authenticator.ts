/**
 * Enrolling an authenticator app (I5, U1): a secret waits sealed on the server, for one browser and a quarter of an hour,
 * until a first code proves that the app has it. Whoever calls `begin` holds a proof given now for that.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { base32, keyUri, readAuthenticatorName, SECRET_BYTES } from '../domain/authenticator.js';
import { maskName } from '../domain/masked_name.js';
import type { Outcome } from '../domain/outcome.js';
import type { AccountStore } from '../ports/account_store.js';
import type { AuditLog } from '../ports/audit_log.js';
import type { AuthenticatorStore, SealedSecret } from '../ports/authenticator_store.js';
import type { Clock } from '../ports/clock.js';
import type { EphemeralStore } from '../ports/oidc_store.js';
import { stepOf } from './authenticator_code.js';
import { draftCard } from './code_cards.js';
import { type CodeMaker, readTypedCode } from './one_time_code.js';
import type { RecoveryCodes } from './recovery_codes.js';
import type { Seat } from './seat.js';
import { noticesTo } from './tell_person.js';

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
  find(seat: Seat, id: string): Promise<EnrolmentDraft | undefined>;
  confirm(seat: Seat, id: string, typed: { readonly name: string; readonly code: string }): Promise<Enrolled>;
}

const MODEL = 'AuthenticatorDraft';

interface Draft {
  readonly accountId: string;
  readonly browser: string;
  readonly sealed: SealedSecret;
  /** milliseconds since the epoch */
  readonly until: number;
}

export function createEnrolAuthenticator(dependencies: EnrolAuthenticatorDependencies): EnrolAuthenticator {
  const { authenticators, accounts, recoveryCodes, ephemeral, codes, audit, clock } = dependencies;

  const secretOf = async ({ realm, account, browser }: Seat, id: string) => {
    const draft = (await ephemeral.find(MODEL, `${realm.id}:${id}`)) as Draft | undefined;
    const isHere = draft?.accountId === account.id && draft.browser === browser && draft.until > clock.now();
    return draft && isHere ? { secret: authenticators.open(id, draft.sealed), until: draft.until } : undefined;
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
      const draft: Draft = { accountId: account.id, browser, sealed, until };
      await ephemeral.put(MODEL, `${realm.id}:${id}`, { ...draft }, draftLifeSeconds);
      record(seat, 'begun');
      return id;
    },

    async find(seat, id) {
      const found = await secretOf(seat, id);
      if (!found) return undefined;
      const { realm, account, locale } = seat;
      const uri = keyUri(found.secret, realm.name[locale], maskName(account) || undefined);
      return { key: base32(found.secret), uri, until: found.until };
    },

    async confirm(seat, id, typed) {
      const { realm, account, locale } = seat;
      const found = await secretOf(seat, id);
      if (!found || !realm.authenticators) return { ok: false, code: 'gone' };
      const name = readAuthenticatorName(typed.name);
      if (name === undefined) return { ok: false, code: 'name' };
      const read = readTypedCode(typed.code);
      if (!read.ok) return { ok: false, code: read.reason };
      const now = clock.now();
      const step = stepOf(found.secret, read.code, now);
      if (step === undefined) return { ok: false, code: 'wrong-code' };
      const { recoverySize: size, lifeSeconds } = realm.codeCards;
      const card = draftCard(codes, 'recovery', { size, lifeSeconds }, now);
      const voice = realm.channels.includes('voice');
      const added = await authenticators.add({
        ...{ id, accountId: account.id, name, secret: found.secret, step, most: realm.authenticators.most, at: now },
        recoveryCodes: card,
        notices: noticesTo(account, { kind: 'authenticator_added', dedupe: id, locale, voice }),
      });
      // Pressed twice: it is there, and what it said the first time stands.
      if (added.state === 'there') return { ok: true, shownCodes: null };
      if (added.state !== 'added') {
        record(seat, 'refused');
        return { ok: false, code: added.state === 'full' ? 'full' : 'gone' };
      }
      accounts.forget(account.id);
      record(seat, 'added');
      await ephemeral.destroy(MODEL, `${realm.id}:${id}`);
      return { ok: true, shownCodes: added.isRecoveryIssued ? await recoveryCodes.show(seat, card.id) : null };
    },
  };
}
