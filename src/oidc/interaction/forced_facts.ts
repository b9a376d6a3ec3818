/** What is due of a person before anything is issued, as the rule takes it (I7): read from the account, never from the browser. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type ForcedFacts, type ForcedStep, stateSeen } from '../../domain/assurance/forced_steps.js';
import { usableChannels } from '../../domain/contact/code_channel.js';
import { type BearingCampaign, credentialState, invitation } from '../../domain/credential/credential_state.js';
import type { Realm } from '../../domain/realm.js';
import type { Contact, VisitedAccount } from '../../ports/account/account_store.js';
import { currentLedger, postponedSteps } from '../storage/session_ledger.js';

/** Steps that hold until the person took them (I7), in their order, with what a portal is told that allows no page. */
export const FORCED_STEPS: ReadonlyArray<readonly [ForcedStep['step'], string]> = [
  ['change_password', 'a new password must be chosen'],
  ['confirm_contact', 'a contact must be added'],
  ['accept_terms', 'the terms must be accepted'],
];

/**
 * @param campaigns those that bear on the person
 * @param now milliseconds since the epoch
 */
export function forcedFacts(
  ctx: KoaContextWithOIDC,
  realm: Realm,
  account: VisitedAccount,
  campaigns: readonly BearingCampaign[],
  now: number,
): ForcedFacts {
  const password = account.credentials.find(({ kind }) => kind === 'password');
  return {
    credential: stateSeen(
      credentialState(account.credentials, account.status === 'active', campaigns, now),
      password,
      currentLedger(ctx),
    ),
    isInvited: invitation(password, campaigns, now) !== undefined,
    // An e-mail address is none where codes go by telephone only. A frozen one is there: whoever has the password alone must
    // not set another beside it (U2).
    hasContact:
      usableChannels(account.contacts.map(asBeforeFreezing), realm.configuredChannels ?? realm.channels).length > 0,
    addsContacts: realm.addsOwnContacts,
    terms: realm.terms ? { version: realm.terms.version, accepted: account.acceptedTerms } : null,
    settled: settledSteps(ctx, password),
    postponed: postponedSteps(ctx),
  };
}

function asBeforeFreezing(contact: Contact): Contact {
  return { ...contact, verified: contact.verified || contact.frozenAt !== null };
}

/**
 * Steps taken in this request, as its results say. A password chosen since the account was read is one: another process
 * may keep the account as it was for two seconds.
 */
function settledSteps(
  ctx: KoaContextWithOIDC,
  password: { readonly setAt: number } | undefined,
): ReadonlySet<ForcedStep['step']> {
  const result = (ctx.oidc.result ?? {}) as Partial<Record<ForcedStep['step'], { done?: boolean; at?: number }>>;
  const isTaken = (name: ForcedStep['step']) => {
    const { done, at = 0 } = result[name] ?? {};
    if (done !== true) return false;
    return name !== 'change_password' || password === undefined || password.setAt < at;
  };
  return new Set(FORCED_STEPS.map(([name]) => name).filter(isTaken));
}
