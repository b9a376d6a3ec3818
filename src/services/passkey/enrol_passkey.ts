/**
 * Enrolling a passkey (I6, U1; WebAuthn L3 §7.1): a challenge for one account and browser, good for one answer and a few
 * minutes. Whoever calls `begin` holds a proof given now for that.
 */
import { randomUUID } from 'node:crypto';
import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { spokenName } from '../../domain/account/masked_name.js';
import { readAuthenticatorName } from '../../domain/authenticator/authenticator.js';
import type { Outcome } from '../../domain/outcome.js';
import { PASSKEY_ALGORITHMS, type PasskeyRelyingParty } from '../../domain/passkey/passkey.js';
import { defaultPasskeyName } from '../../domain/passkey/passkey_name.js';
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { PasskeyStore } from '../../ports/passkey/passkey_store.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Seat } from '../account/seat.js';
import { noticesTo } from '../notice/tell_person.js';
import { isAskedHere, readAttestation, registeredBy } from './webauthn_answers.js';

export interface EnrolPasskeyDependencies {
  readonly passkeys: Pick<PasskeyStore, 'listOf' | 'userHandle' | 'add'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly ephemeral: EphemeralStore;
  readonly passkeyParties: ReadonlyMap<string, PasskeyRelyingParty>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What a person gives of a new passkey. */
export interface NewPasskeyAnswer {
  /** as the browser's script posts it: JSON of PublicKeyCredential.toJSON() */
  readonly posted: string;
  /** as the person calls it; after what keeps it unless given */
  readonly name?: string | undefined;
  /** told with it (U2): the family of the browser */
  readonly browser?: string | undefined;
  /** when the proof that allows it was given, in milliseconds since the epoch: sign-ins that were ended since leave nothing */
  readonly begunAt?: number | undefined;
  /** uses up what allows it, once the answer verified: of several at once, one is told true */
  readonly claim?: (() => Promise<boolean>) | undefined;
}

export type PasskeyEnrolled = Outcome<
  { readonly id: string },
  /**
   * `name`: empty or too long; the challenge is still good · `gone`: too late, used before, or not here · `refused`: it
   * does not verify, or nobody was verified · `there`: this passkey is registered already · `full`: as many as the realm
   * allows
   */
  { readonly code: 'name' | 'gone' | 'refused' | 'there' | 'full' }
>;

export interface EnrolPasskey {
  /** @returns what the browser's `navigator.credentials.create` takes, as JSON; undefined: none more, or none here */
  begin(seat: Seat): Promise<PublicKeyCredentialCreationOptionsJSON | undefined>;
  finish(seat: Seat, answer: NewPasskeyAnswer): Promise<PasskeyEnrolled>;
  /**
   * What is told to the device of who is signed in, so that it offers no passkey which signs in no more (WebAuthn L3 §5.1.10).
   */
  accepted(seat: Seat): Promise<AcceptedPasskeys | undefined>;
}

/** AllAcceptedCredentialsOptions of WebAuthn L3. */
export interface AcceptedPasskeys {
  readonly rpId: string;
  readonly userId: string;
  readonly allAcceptedCredentialIds: readonly string[];
}

const MODEL = 'PasskeyEnrolment';

interface Waiting {
  readonly accountId: string;
  readonly browser: string;
  /** milliseconds since the epoch */
  readonly until: number;
}

export function createEnrolPasskey(dependencies: EnrolPasskeyDependencies): EnrolPasskey {
  const { passkeys, accounts, ephemeral, passkeyParties, audit, clock } = dependencies;
  const record = ({ realm, account }: Seat, outcome: string) =>
    audit.record({ type: 'passkey', outcome, realm: realm.id, accountId: account.id, data: { event: 'enrolment' } });

  return {
    async begin(seat) {
      const { realm, account, browser, locale } = seat;
      const party = passkeyParties.get(realm.id);
      if (!realm.passkeys || !party) return undefined;
      const present = await passkeys.listOf(account.id);
      const handle = present.length < realm.passkeys.most ? await passkeys.userHandle(account.id) : null;
      if (!handle) return undefined;
      const name = spokenName(account) || realm.name[locale];
      const { challengeSeconds } = realm.passkeys;
      const options = await generateRegistrationOptions({
        rpName: realm.name[locale],
        rpID: party.rpId,
        // Nothing in it names the person beyond initials: it is kept, and copied, by whoever keeps the passkey.
        userID: new Uint8Array(handle),
        userName: name,
        userDisplayName: name,
        timeout: challengeSeconds * 1000,
        attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
        excludeCredentials: present.map(({ credentialId, transports }) => ({
          id: base64url(credentialId),
          transports: [...transports],
        })),
      });
      const waiting: Waiting = { accountId: account.id, browser, until: clock.now() + challengeSeconds * 1000 };
      await ephemeral.put(MODEL, `${realm.id}:${options.challenge}`, { ...waiting }, challengeSeconds);
      record(seat, 'begun');
      return options;
    },

    async finish(seat, { posted, name: typed, browser: family, begunAt, claim }) {
      const { realm, account, browser, locale } = seat;
      const party = passkeyParties.get(realm.id);
      const refuse = (code: (PasskeyEnrolled & { ok: false })['code']): PasskeyEnrolled => {
        record(seat, `refused_${code}`);
        return { ok: false, code };
      };
      const answer = readAttestation(posted);
      if (!answer || !realm.passkeys || !party) return refuse('refused');
      const given = typed === undefined ? undefined : readAuthenticatorName(typed);
      if (typed !== undefined && given === undefined) return { ok: false, code: 'name' };
      const id = `${realm.id}:${answer.asked.challenge}`;
      const kept = (await ephemeral.find(MODEL, id)) as Waiting | undefined;
      const isHere = kept?.accountId === account.id && kept.browser === browser && kept.until > clock.now();
      if (!isHere || !(await ephemeral.consume(MODEL, id, Math.floor(clock.now() / 1000)))) return refuse('gone');
      const registered = isAskedHere(answer.asked, party) ? await registeredBy(answer, party) : undefined;
      if (!registered) return refuse('refused');
      if (claim && !(await claim())) return refuse('gone');
      const name = given ?? defaultPasskeyName(registered.aaguid, family, locale);
      const passkey = randomUUID();
      const data = family === undefined ? {} : { browser: family };
      const voice = realm.channels.includes('voice');
      const added = await passkeys.add({
        ...registered,
        ...{ id: passkey, accountId: account.id, name, most: realm.passkeys.most, begunAt, at: clock.now() },
        notices: noticesTo(account, { kind: 'passkey_added', data, dedupe: passkey, locale, voice }),
      });
      if (added !== 'added') return refuse(added);
      accounts.forget(account.id);
      record(seat, 'added');
      return { ok: true, id: passkey };
    },

    async accepted({ realm, account }) {
      const party = passkeyParties.get(realm.id);
      const handle = party && (await passkeys.userHandle(account.id));
      if (!handle) return undefined;
      const usable = (await passkeys.listOf(account.id)).filter(({ state }) => state === 'usable');
      const allAcceptedCredentialIds = usable.map(({ credentialId }) => base64url(credentialId));
      return { rpId: party.rpId, userId: base64url(handle), allAcceptedCredentialIds };
    },
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
