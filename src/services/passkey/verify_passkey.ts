/**
 * Signing in, or confirming, with a passkey (I6, S1; WebAuthn L3 §7.2): a challenge of one authorization request and, where
 * the page names one, of one action (A5), good for one answer; user verified, here, by a key of this account. What failed
 * counts apart from passwords and codes, and by account and network: no stranger's failures reach its owner.
 */
import { randomUUID } from 'node:crypto';
import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { PasskeyProof } from '../../domain/assurance/proof.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { ClosedAccess } from '../../domain/organisation/membership.js';
import type { Outcome } from '../../domain/outcome.js';
import { counterHolds, type PasskeyRelyingParty } from '../../domain/passkey/passkey.js';
import type { Realm } from '../../domain/realm.js';
import {
  NETWORK_RULE,
  NETWORK_WINDOW_SECONDS,
  networkSlowing,
  passkeyLaneKey,
  passkeyRule,
} from '../../domain/throttle/throttle_policy.js';
import type { AccountStore, RememberedDevice, VisitedAccount } from '../../ports/account/account_store.js';
import type { AttemptCounter } from '../../ports/attempt_counter.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { FoundPasskey, PasskeyStore } from '../../ports/passkey/passkey_store.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import { newsOfDevice } from '../device/new_device.js';
import { noticesTo } from '../notice/tell_person.js';
import { lanesToReopen } from '../one_time_code/code_entry_lane.js';
import type { ConfirmedAction } from '../one_time_code/one_time_code.js';
import type { EndSignIns } from '../session/end_sign_ins.js';
import { isAskedHere, isKeptFor, isSignedBy, readAssertion, readSignedData } from './webauthn_answers.js';

export interface VerifyPasskeyDependencies {
  readonly passkeys: Pick<PasskeyStore, 'listOf' | 'find' | 'isHandle' | 'recordUse'>;
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly lifetimeCounters: AttemptCounter;
  readonly shortCounters: AttemptCounter;
  readonly ephemeral: EphemeralStore;
  readonly passkeyParties: ReadonlyMap<string, PasskeyRelyingParty>;
  readonly endSignIns: EndSignIns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** What a ceremony is for; the same at its beginning and its end. */
export interface PasskeyCeremony {
  readonly realm: Realm;
  /** id of the authorization request */
  readonly request: string;
  /** who is signed in, and confirms; undefined: whoever's passkey it is signs in */
  readonly accountId: string | undefined;
  /**
   * The sensitive action that the page names (A5). At the end: that of the step, which the proof says only if its challenge
   * was asked for by a page that named it.
   */
  readonly confirms: ConfirmedAction | undefined;
}

export interface PasskeyAttempt extends PasskeyCeremony {
  /** as the browser's script posts it: JSON of PublicKeyCredential.toJSON() */
  readonly posted: string;
  readonly visitor: Visitor;
  /** told where the browser is new (U2) */
  readonly portalName?: string | undefined;
  /** names the browser that is to be known from now on; absent where none is kept */
  readonly rememberDevice?: (() => RememberedDevice) | undefined;
}

/**
 * `expired`: the challenge is too old, was answered before, or is another request's or action's · `unknown`: nobody has it,
 * or it was removed · `not-verified`: the authenticator did not verify its user · `refused`: it does not verify ·
 * `other-realm`, `other-account`: it is another's, told to its holder alone · `cloned`, `suspended`: it has a copy, or was
 * contested · `account-closed`: the account is not active
 */
export type PasskeyRefusal =
  | 'expired'
  | 'unknown'
  | 'not-verified'
  | 'refused'
  | 'other-realm'
  | 'other-account'
  | 'cloned'
  | 'suspended'
  | 'account-closed';

export interface ForgettablePasskey {
  readonly rpId: string;
  /** base64url, as the browser gave it */
  readonly credentialId: string;
}

export type PasskeyOutcome = Outcome<
  { readonly account: VisitedAccount; readonly proof: PasskeyProof },
  | { readonly code: Exclude<PasskeyRefusal, 'unknown'> }
  /** what the browser can forget, so that it offers it no more (WebAuthn L3 §5.1.10); undefined: it was never ours */
  | { readonly code: 'unknown'; readonly forgettable: ForgettablePasskey | undefined }
  /** none of the person's organisations is open to them any more (E3) */
  | { readonly code: 'access-closed'; readonly why: ClosedAccess }
  | { readonly code: 'throttled'; readonly retryAfterSeconds: number }
>;

export interface VerifyPasskey {
  /** @returns what the browser's `navigator.credentials.get` takes, as JSON; undefined: no passkeys in this realm */
  begin(ceremony: PasskeyCeremony): Promise<PublicKeyCredentialRequestOptionsJSON | undefined>;
  finish(attempt: PasskeyAttempt): Promise<PasskeyOutcome>;
}

const MODEL = 'PasskeyChallenge';

interface Waiting {
  readonly request: string;
  /** id of the account that confirms; empty: nobody is signed in yet */
  readonly confirming: string;
  readonly action: string;
}

interface Kept extends Waiting {
  /** milliseconds since the epoch */
  readonly until: number;
}

export function createVerifyPasskey(dependencies: VerifyPasskeyDependencies): VerifyPasskey {
  const { passkeys, accounts, lifetimeCounters, shortCounters, ephemeral, passkeyParties, endSignIns, audit, clock } =
    dependencies;

  return {
    async begin(ceremony) {
      const { realm, accountId } = ceremony;
      const party = passkeyParties.get(realm.id);
      if (!realm.passkeys || !party) return undefined;
      const { challengeSeconds } = realm.passkeys;
      // Whoever signs in names nobody: the authenticator finds the passkey by our host name alone.
      const own = accountId === undefined ? [] : await passkeys.listOf(accountId);
      const options = await generateAuthenticationOptions({
        rpID: party.rpId,
        userVerification: 'required',
        timeout: challengeSeconds * 1000,
        allowCredentials: own
          .filter(({ state }) => state === 'usable')
          .map(({ credentialId, transports }) => ({
            id: Buffer.from(credentialId).toString('base64url'),
            transports: [...transports],
          })),
      });
      const kept: Kept = { ...waitingFor(ceremony), until: clock.now() + challengeSeconds * 1000 };
      await ephemeral.put(MODEL, `${realm.id}:${options.challenge}`, { ...kept }, challengeSeconds);
      return options;
    },

    async finish(attempt) {
      const { realm, visitor, posted } = attempt;
      let confirms: ConfirmedAction | undefined;
      const network = `passkey-network:${visitor.networkHash}`;
      const record = (outcome: string, accountId?: string, browser?: string) =>
        audit.record({
          type: 'passkey',
          outcome,
          realm: realm.id,
          accountId,
          data: { event: 'use', network: visitor.networkHash, action: confirms?.type },
          personal: browser === undefined || accountId === undefined ? undefined : { browser },
        });
      const refuse = (code: Exclude<PasskeyRefusal, 'unknown'>, accountId?: string): PasskeyOutcome => {
        record(`refused_${code}`, accountId);
        return { ok: false, code };
      };
      const countFailure = () => shortCounters.attempt(network, NETWORK_RULE, clock.now());
      const failed = async (accountId?: string) => {
        await countFailure();
        return refuse('refused', accountId);
      };

      const slowing = networkSlowing((await shortCounters.recent(network, NETWORK_WINDOW_SECONDS, clock.now())).length);
      if (slowing > 0) await clock.pause(slowing);
      const party = passkeyParties.get(realm.id);
      const answer = readAssertion(posted);
      if (!answer || !realm.passkeys || !party) return failed();
      const asked = await challengeAsked(attempt, answer.asked.challenge);
      if (!asked) return refuse('expired');
      confirms = asked.confirms;
      const signed = readSignedData(answer, party);
      if (!signed?.ofOurHost || answer.asked.type !== 'webauthn.get' || !isAskedHere(answer.asked, party))
        return failed();
      if (!signed.userVerified) return refuse('not-verified');
      const unknown = async (accountId?: string): Promise<PasskeyOutcome> => {
        await countFailure();
        record('refused_unknown', accountId);
        // Others may make passkeys for our host name, or for its parent: theirs are not ours to have forgotten.
        const isOurs = await passkeys.isHandle(Buffer.from(answer.response.userHandle ?? '', 'base64url'));
        const forgettable = isOurs ? { rpId: party.rpId, credentialId: answer.id } : undefined;
        return { ok: false, code: 'unknown', forgettable };
      };
      const passkey = await passkeys.find(realm.id, Buffer.from(answer.id, 'base64url'));
      if (!passkey) return unknown();

      const account = await accounts.find(passkey.accountId, visitor.deviceHash);
      if (!account) return unknown();
      const lane = passkeyLaneKey(account.id, account.deviceKnown ? visitor.deviceHash : null, visitor.networkHash);
      const counted = await shortCounters.attempt(lane, passkeyRule(realm.passkeys), clock.now());
      if (!counted.allowed) {
        record('refused_throttled', ownIn(realm, passkey));
        return {
          ok: false,
          code: 'throttled',
          retryAfterSeconds: Math.max(1, Math.ceil((counted.retryAt - clock.now()) / 1000)),
        };
      }
      // Nothing of the account shows before the signature does: who has the identifier of a passkey alone learns nothing.
      const isHolders =
        (await isSignedBy(passkey, answer, party)) &&
        isKeptFor(passkey, answer, attempt.accountId !== undefined) &&
        signed.deviceBound === passkey.deviceBound;
      if (!isHolders) return failed(ownIn(realm, passkey));
      await shortCounters.giveBack(lane, counted.at);
      if (passkey.realm !== realm.id || account.realm !== realm.id) return refuse('other-realm');
      if (attempt.accountId !== undefined && attempt.accountId !== account.id) return refuse('other-account');
      if (passkey.state !== 'usable') return refuse('suspended', account.id);
      if (account.closedAccess) {
        record('refused_access', account.id);
        return { ok: false, code: 'access-closed', why: account.closedAccess };
      }
      if (account.status !== 'active') return refuse('account-closed', account.id);

      const remembered = attempt.rememberDevice?.() ?? null;
      const at = clock.now();
      const seen = { browser: remembered?.browser ?? '', portalName: attempt.portalName, at };
      const used = await passkeys.recordUse({
        ...{ id: passkey.id, account, counter: signed.counter, backedUp: signed.backedUp, at },
        // A copy opens nothing, and spends none of the openings.
        reopened: counterHolds(passkey.counter, signed.counter)
          ? await lanesToReopen(lifetimeCounters, realm, account.id, at)
          : [],
        device: remembered && { ...remembered, ...newsOfDevice(realm, account, remembered.hash, seen) },
        cloned: noticesTo(account, {
          kind: 'passkey_cloned',
          dedupe: passkey.id,
          voice: realm.channels.includes('voice'),
        }),
      });
      accounts.forget(account.id);
      // Nobody can tell which of the two was its owner: who came by it before goes too, and everybody signs in anew.
      if (used === 'cloned') await endSignIns(realm.id, account.id, { at, by: 'policy' });
      if (used === 'gone') return unknown(account.id);
      if (used !== 'used') return refuse(used, account.id);
      record('used', account.id, account.deviceKnown ? undefined : remembered?.browser);
      return {
        ok: true,
        account,
        proof: {
          ...{ id: randomUUID(), factor: 'passkey', accountId: account.id, at, request: attempt.request },
          ...{ passkey: passkey.id, deviceBound: passkey.deviceBound },
          ...(confirms ? { action: confirms.digest } : {}),
        },
      };
    },
  };

  /** What was asked, if it was for this very ceremony and this is its first answer; the action only if its page named it. */
  async function challengeAsked(
    ceremony: PasskeyCeremony,
    challenge: string,
  ): Promise<Pick<PasskeyCeremony, 'confirms'> | undefined> {
    const id = `${ceremony.realm.id}:${challenge}`;
    const kept = (await ephemeral.find(MODEL, id)) as Kept | undefined;
    const { request, confirming, action } = waitingFor(ceremony);
    if (kept?.request !== request || kept.confirming !== confirming || kept.until <= clock.now()) return undefined;
    const isNamed = kept.action !== '';
    if (isNamed && kept.action !== action) return undefined;
    const isFirst = await ephemeral.consume(MODEL, id, Math.floor(clock.now() / 1000));
    return isFirst ? { confirms: isNamed ? ceremony.confirms : undefined } : undefined;
  }
}

function waitingFor({ request, accountId, confirms }: PasskeyCeremony): Waiting {
  return { request, confirming: accountId ?? '', action: confirms?.digest ?? '' };
}

/** Whose audit it belongs to: never a person of another realm. */
function ownIn(realm: Realm, passkey: FoundPasskey): string | undefined {
  return passkey.realm === realm.id ? passkey.accountId : undefined;
}
