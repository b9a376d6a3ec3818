/**
 * The interaction policy (A4): what a person must still do, as ordered prompts. All sequencing is here; the rule itself
 * is domain/assurance/next_step. login → one_time_code → link_identity → change_password → confirm_contact → accept_terms →
 * invite_passkey → consent → device. Two more ask nothing: before all others a kiosk's visit gets a session of its own,
 * after all others its person is told (I9, U2).
 */
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { NOTHING_FORCED } from '../../domain/assurance/forced_steps.js';
import { type LoginOffer, type NextStep, nextStep } from '../../domain/assurance/next_step.js';
import { givenAt, type Ledger, secondSteps } from '../../domain/assurance/proof.js';
import { realmCodeChannels, secondStepChannels } from '../../domain/contact/second_step.js';
import type { BearingCampaign } from '../../domain/credential/credential_state.js';
import { EIDAS_LEVELS, isInUse, type UpstreamSettings } from '../../domain/federation/upstream.js';
import { parseTypedIdentifier } from '../../domain/identifier/typed_identifier.js';
import type { Realm } from '../../domain/realm.js';
import type { RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { TellKioskSignIn } from '../../services/kiosk/tell_kiosk_sign_in.js';
import type { ProviderAccount } from '../claims/account.js';
import { isAtKiosk, isFirstParty, isOnPhone, isSharedDevice, ownMetadata } from '../client/client_metadata.js';
import { type KioskVisitsDependencies, keepVisitsApart } from '../kiosk/kiosk_visits.js';
import { livingLedger } from '../storage/living_ledger.js';
import { currentLedger, currentRequest, noteVisit } from '../storage/session_ledger.js';
import { noteProvenAt } from '../tokens/proven_at.js';
import { readAcrRequest } from './acr_request.js';
import { FORCED_STEPS, forcedFacts } from './forced_facts.js';
import { invitationFacts } from './invitation_facts.js';

const { Prompt, Check, base } = interactionPolicy;

/** Details that the login prompt hands to its page. */
export interface LoginDetails {
  readonly offer: LoginOffer;
}

export interface PolicyDependencies {
  readonly realm: Realm;
  readonly clock: Clock;
  /** the realm's */
  readonly upstreams: readonly UpstreamSettings[];
  /** the campaigns that bear on a person (C1), of the realm's living ones */
  readonly campaignsFor: (account: VisitedAccount) => readonly BearingCampaign[];
  /** the browser that asks, for the person's list of sessions (U1) */
  readonly seenFrom: (ctx: KoaContextWithOIDC) => { readonly browser: string; readonly place: string | null };
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly visits: KioskVisitsDependencies;
  readonly tellKioskSignIn: TellKioskSignIn;
}

/** The policy of one realm. */
export function createInteractionPolicy(dependencies: PolicyDependencies) {
  const { realm, clock, seenFrom } = dependencies;
  const decide = (ctx: KoaContextWithOIDC, asNobody = false) => decideNextStep(ctx, dependencies, asNobody);
  const policy = base();

  const login = policy.get('login');
  const consent = policy.get('consent');
  if (!login || !consent) throw new Error('oidc-provider has no base login or consent prompt');
  // They compare for equality and act on essential acr only; the acr check reads acr_values as well.
  login.checks.remove('essential_acrs');
  login.checks.remove('essential_acr');
  const details = login.details;
  login.details = async (ctx) => ({ ...(await details(ctx)), ...loginDetails(decide(ctx), () => decide(ctx, true)) });
  login.checks.add(
    new Check('first_factor', 'a first factor is required', 'login_required', async (ctx) => {
      refuseNirInAddress(ctx, realm);
      const next = decide(ctx);
      if (next.step === 'unmet') {
        throw new errors.UnmetAuthenticationRequirements(
          `none of the requested levels can be reached: ${next.wanted.join(' ')}`,
        );
      }
      return next.step === 'login';
    }),
  );

  const oneTimeCode = new Prompt(
    { name: 'one_time_code' },
    (ctx) => codeDetails(decide(ctx)),
    new Check('second_step', 'a one-time code is required', 'interaction_required', async (ctx) => {
      const next = decide(ctx);
      // A phone's grant is made once, when nothing is left to be asked.
      if (next.step === 'done' && !waitsForDigits(ctx)) {
        await settle(ctx, next, livingLedger(ctx, clock.now()));
        if (ctx.oidc.session) noteVisit(ctx.oidc.session, seenFrom(ctx), clock.now());
      }
      return next.step === 'one_time_code' || next.step === 'no_channel';
    }),
  );
  policy.add(oneTimeCode, 1);
  // Forced once an account was proved for an upstream's identity: the person confirms the link, or leaves it (F4).
  const linkIdentity = new Prompt(
    { name: 'link_identity' },
    new Check('link', 'an identity waits to be linked', 'interaction_required', (ctx) => {
      return decide(ctx).step === 'link_identity';
    }),
  );
  policy.add(linkIdentity, 2);
  for (const [index, [name, why]] of FORCED_STEPS.entries()) {
    const check = new Check('forced_step', why, 'interaction_required', (ctx) => decide(ctx).step === name);
    policy.add(new Prompt({ name }, (ctx) => forcedDetails(ctx, decide(ctx), clock.now()), check), 3 + index);
  }

  // Nobody asks for it, and whoever leaves it is signed in all the same (I6).
  const invited = new Check('invited', 'an invitation waits', 'interaction_required', (ctx) => {
    return decide(ctx).step === 'invite_passkey';
  });
  const invitation = new Prompt(
    { name: 'invite_passkey' },
    (ctx) => invitationDetails(ctx, decide(ctx), clock.now()),
    invited,
  );
  policy.add(invitation, 3 + FORCED_STEPS.length);

  // First-party clients have consent by registration; a native one would be asked each time (P7).
  const native = consent.checks.get('native_client_prompt');
  if (!native) throw new Error('oidc-provider has no native_client_prompt check');
  const asked = native.check;
  native.check = (ctx) => (isFirstParty(ctx.oidc.client) ? Check.NO_NEED_TO_PROMPT : asked(ctx));
  // Their action was named and confirmed with its own code (A5).
  const action = consent.checks.get('rar_prompt');
  if (!action) throw new Error('oidc-provider has no rar_prompt check');
  const askedForAction = action.check;
  action.check = (ctx) => (isFirstParty(ctx.oidc.client) ? Check.NO_NEED_TO_PROMPT : askedForAction(ctx));

  // The last that a phone is asked: what the kiosk's screen alone shows (I9).
  const digits = new Check('digits', 'the digits on the kiosk’s screen are needed', 'interaction_required', (ctx) =>
    waitsForDigits(ctx),
  );
  policy.add(new Prompt({ name: 'device', requestable: false }, digits));
  policy.add(
    silent('kiosk_visit', (ctx) => keepVisitsApart(dependencies.visits, ctx)),
    0,
  );
  policy.add(silent('kiosk_notice', (ctx) => tellOfKiosk(ctx, dependencies)));
  return policy;
}

/** Has the phone not told yet what its kiosk shows? */
function waitsForDigits(ctx: KoaContextWithOIDC): boolean {
  const { confirmed } = (ctx.oidc.result as { device?: { confirmed?: string } } | undefined)?.device ?? {};
  const code = ctx.oidc.entities.DeviceCode?.jti;
  return isOnPhone(ctx) && (code === undefined || confirmed !== code);
}

/** A step that shows nothing: prompts are looked at one after the other, so that it is done between its neighbours. */
function silent(name: string, work: (ctx: KoaContextWithOIDC) => Promise<void>) {
  const check = new Check('done_silently', 'nothing is asked', async (ctx) => {
    await work(ctx);
    return Check.NO_NEED_TO_PROMPT;
  });
  return new Prompt({ name, requestable: false }, check);
}

/** Everything is proved and nothing handed out yet (U2). */
async function tellOfKiosk(ctx: KoaContextWithOIDC, { realm, clock, tellKioskSignIn }: PolicyDependencies) {
  const { client, account } = ctx.oidc;
  const request = currentRequest(ctx);
  if (!client || !account || request === undefined || !isSharedDevice(client)) return;
  const carrier = currentLedger(ctx).findLast((proof) => proof.factor === 'code' && proof.request === request);
  await tellKioskSignIn({
    realm,
    account: (account as ProviderAccount).stored,
    request,
    portalName: client.clientName,
    place: ownMetadata(client).place,
    carrier: carrier?.factor === 'code' ? carrier.contact : undefined,
    at: clock.now(),
  });
}

/** Where a check of the library's own asks for the sign-in (max_age, id_token_hint), what a newcomer is offered. */
function loginDetails(next: NextStep, nextForNobody: () => NextStep): LoginDetails {
  const shown = next.step === 'login' ? next : nextForNobody();
  return { offer: shown.step === 'login' ? shown.offer : { local: true, level: undefined } };
}

/** With the moment since which all of it was proved: what is done in the step holds unless that was ended (I7, C7). */
function forcedDetails(ctx: KoaContextWithOIDC, next: NextStep, now: number): Record<string, unknown> {
  const { step, ...details } = next;
  const ledger = livingLedger(ctx, now);
  return { ...details, provenAt: Math.min(...ledger.map(givenAt)) };
}

/** With when the code was given that this request's passkey would stand on, and which sign-in it belongs to (I6). */
function invitationDetails(ctx: KoaContextWithOIDC, next: NextStep, now: number): Record<string, unknown> {
  const codes = secondSteps(livingLedger(ctx, now));
  const code = codes.find(({ request }) => request === currentRequest(ctx));
  return { ...forcedDetails(ctx, next, now), codeAt: code?.at ?? 0 };
}

function codeDetails(next: NextStep): Record<string, unknown> {
  if (next.step === 'one_time_code') {
    const { target, channels, passkey, confirmsAction } = next;
    const ways = { channels, noChannel: false, ...(passkey ? { passkey } : {}) };
    return { target, ...ways, ...(confirmsAction ? { confirmsAction } : {}) };
  }
  const level = next.step === 'no_channel' ? next.level : undefined;
  return { channels: [], noChannel: true, ...(level ? { level } : {}) };
}

/**
 * A `login_hint` that names a person outside Poterne travels by PAR only, never in an address (P9, P3).
 *
 * @throws InvalidRequest
 */
function refuseNirInAddress(ctx: KoaContextWithOIDC, realm: Realm): void {
  const hint = ctx.oidc.params?.['login_hint'];
  if (typeof hint !== 'string') return;
  const { PushedAuthorizationRequest: pushed, Interaction: interaction } = ctx.oidc.entities;
  if (pushed || (interaction as { parJti?: string } | undefined)?.parJti) return;
  const typed = parseTypedIdentifier(realm.identifierKinds, hint);
  if (typed.ok && typed.kind !== 'login') {
    throw new errors.InvalidRequest(
      'a login_hint with a social security or allocataire number needs a pushed authorization request',
    );
  }
}

/** Writes what the proofs are worth, and since when, to where the authorization code takes it from, and saves the grant. */
async function settle(ctx: KoaContextWithOIDC, done: NextStep & { step: 'done' }, ledger: Ledger): Promise<void> {
  const session = ctx.oidc.session;
  if (!session) throw new Error('an authorization request without a session');
  // An upstream that does not say when leaves the moment of its answer.
  const loginTs = done.authTimeSeconds || session.loginTs;
  Object.assign(session, { acr: done.acr, amr: [...done.amr], loginTs });
  noteProvenAt(session, Math.min(...ledger.map(givenAt)));
  const grant = ctx.oidc.entities.Grant as (typeof ctx.oidc.entities.Grant & { unsaved?: boolean }) | undefined;
  if (grant?.unsaved) {
    delete grant.unsaved;
    await grant.save();
  }
}

function decideNextStep(
  ctx: KoaContextWithOIDC,
  { realm, clock, upstreams, campaignsFor, actions }: PolicyDependencies,
  asNobody: boolean,
): NextStep {
  const account = asNobody ? undefined : (ctx.oidc.account as ProviderAccount | undefined);
  const now = clock.now();
  // Nobody's fingerprint stays on a kiosk (I9).
  const offersPasskeys = realm.passkeys !== null && !isAtKiosk(ctx);
  return nextStep(readAcrRequest(ctx, realm, actions), {
    accountId: account?.accountId,
    channels: account
      ? secondStepChannels(account.stored, realm, { deviceKnown: account.stored.deviceKnown, now })
      : [],
    realmChannels: realmCodeChannels(realm),
    passkey: offersPasskeys && (account?.stored.passkeys ?? []).length > 0 && !isPasskeyPutAside(ctx),
    offersPasskeys,
    // An upstream's own session would stay in a kiosk's browser (I9).
    upstreamLevels: isAtKiosk(ctx) ? [] : levelsInUse(upstreams, now),
    isLinking: isLinking(ctx),
    ledger: livingLedger(ctx, now),
    forced: account ? forcedFacts(ctx, realm, account.stored, campaignsFor(account.stored), now) : NOTHING_FORCED,
    invitation: account ? invitationFacts(ctx, realm, account.stored) : undefined,
    request: currentRequest(ctx),
    now,
    freshFirstFactorSeconds: realm.freshFirstFactorSeconds,
  });
}

/** Levels that one of the upstreams in use can vouch for, weakest first. */
function levelsInUse(upstreams: readonly UpstreamSettings[], now: number) {
  const inUse = upstreams.filter((upstream) => isInUse(upstream, now));
  return EIDAS_LEVELS.filter((level) => inUse.some(({ levels }) => levels.includes(level)));
}

/** Did the person say, in this request, that they go on without their passkey? */
function isPasskeyPutAside(ctx: KoaContextWithOIDC): boolean {
  return ((ctx.oidc.result ?? {}) as { no_passkey?: object }).no_passkey !== undefined;
}

/** Did this sign-in begin with an identity that waits for its account, and is it not settled yet? (F4) */
function isLinking(ctx: KoaContextWithOIDC): boolean {
  const result = (ctx.oidc.result ?? {}) as { login?: { linking?: boolean }; link_identity?: unknown };
  return result.login?.linking === true && result.link_identity === undefined;
}
