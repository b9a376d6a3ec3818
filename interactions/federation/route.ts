/**
 * Signing in by an upstream (F1 to F5): leaving for it, coming back, and what to do when it is not certain whose account
 * it opens. One proof, then the policy decides what is missing.
 */
import { randomUUID } from 'node:crypto';
import type { LoginOffer } from '../../src/domain/assurance/next_step.js';
import type { UpstreamProof } from '../../src/domain/assurance/proof.js';
import { upstreamOffers } from '../../src/domain/federation/offer.js';
import {
  type EidasLevel,
  isInUse,
  reachesEidas,
  UPSTREAM_FAULTS,
  type UpstreamFault,
  type UpstreamSettings,
} from '../../src/domain/federation/upstream.js';
import type { Interaction } from '../../src/http/interaction.js';
import type { AccountStore, VisitedAccount } from '../../src/ports/account/account_store.js';
import type { Clock } from '../../src/ports/clock.js';
import type { PendingIdentities, PendingIdentity } from '../../src/services/federation/pending_identities.js';
import type { ReconcileIdentity, Unmatched } from '../../src/services/federation/reconcile_identity.js';
import type { UpstreamSignIn } from '../../src/services/federation/upstream_sign_in.js';
import { type BrowserTrust, UNTRUSTED } from '../browser_trust.js';
import { upstreamFailedPage } from './failed.js';
import { linkIdentityPage, otherPersonPage } from './link_identity.js';
import { UNMATCHED, unmatchedPage } from './unmatched.js';

export interface FederationDependencies {
  readonly upstreams: readonly UpstreamSettings[];
  readonly signIn: UpstreamSignIn;
  readonly reconcile: ReconcileIdentity;
  readonly pending: PendingIdentities;
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly trust: Pick<BrowserTrust, 'present'>;
  /** ends the session of somebody else who is signed in on this browser */
  readonly endOtherSession: (interaction: Interaction, accountId: string) => Promise<void>;
  /** a strong sign-in leaves a known device and reopens what a stranger's failures had closed (S1) */
  readonly welcome: (interaction: Interaction, account: VisitedAccount) => Promise<void>;
}

/** Steps from which one may leave for an upstream. */
export const FEDERATED_PROMPTS = ['login', 'one_time_code'] as const;

type Finish = Parameters<Interaction['finish']>[0];

/** Sends the browser to an upstream that this step offers; any other address leads back to the step. */
export async function leaveForUpstream(
  { upstreams, signIn, clock }: FederationDependencies,
  interaction: Interaction,
  id: string,
): Promise<void> {
  const { ctx, details, site, locale } = interaction;
  const offers = upstreamOffers(upstreams, offerOf(interaction), clock.now());
  const offer = offers.find(({ upstream }) => upstream.id === id);
  if (!offer) return interaction.again();
  const url = await signIn.begin({
    upstream: id,
    uid: details.uid,
    redirectUri: callbackAddress(site.issuer, id),
    level: offer.level,
    locale,
  });
  if (!url) return interaction.again();
  ctx.status = 303;
  ctx.redirect(url.href);
}

/** Where an upstream sends the browser back: registered there, one an upstream. */
function callbackAddress(issuer: string, upstream: string): string {
  return `${issuer}/federation/${upstream}/callback`;
}

/** What leads on from here. From a code step, a level that needs no code: where none can be sent, or entry is closed. */
function offerOf({ details }: Interaction): LoginOffer {
  const { prompt } = details;
  const { offer, level } = prompt.details as { offer?: LoginOffer; level?: EidasLevel };
  if (prompt.name === 'login') return offer ?? { local: true, level: undefined };
  return { local: false, level: level ?? 'eidas2' };
}

/** The browser came back with the upstream's answer, to the step that it had left. */
export async function returnFromUpstream(
  dependencies: FederationDependencies,
  interaction: Interaction,
  id: string,
): Promise<void> {
  const { signIn, reconcile, pending } = dependencies;
  const { ctx, details, site, visitor, request } = interaction;
  const callback = new URL(`${callbackAddress(site.issuer, id)}?${ctx.querystring}`);
  const outcome = await signIn.complete({ upstream: id, uid: details.uid, callback });
  if (!outcome.ok) return interaction.again(`federation/${id}/failed?why=${outcome.code}`);
  const upstream = outcome.provider.settings;
  const identity: PendingIdentity = { upstream: id, answer: outcome.answer, recent: outcome.recent };
  const found = await reconcile.find({ upstream, answer: outcome.answer, deviceHash: visitor.deviceHash });
  if (found.kind === 'unmatched') {
    await pending.put(request, identity);
    return interaction.again(`federation/${id}/unmatched?why=${found.why}`);
  }
  const { account } = found;
  await dependencies.endOtherSession(interaction, account.id);
  if (isSubstantial(outcome.answer.level)) await dependencies.welcome(interaction, account).catch(() => {});
  const proof = proofOf(dependencies, interaction, identity, account.id);
  const trusted = proof.countsAsPassword ? await dependencies.trust.present(interaction, account.id) : UNTRUSTED;
  await interaction.finish({
    login: {
      accountId: account.id,
      ts: Math.floor((proof.at || dependencies.clock.now()) / 1000),
      remember: !interaction.sharedDevice,
      proof,
      upstreamSession: { id, idToken: outcome.answer.idToken },
    },
    ...trusted,
  } as Finish);
}

function isSubstantial(level: EidasLevel | undefined): boolean {
  return level !== undefined && reachesEidas(level, 'eidas2');
}

function proofOf(
  { upstreams, clock }: FederationDependencies,
  { request }: Interaction,
  { upstream: id, answer, recent }: PendingIdentity,
  accountId: string,
): UpstreamProof {
  const { level, amr, authTime } = answer;
  const countsAsPassword = upstreams.find((upstream) => upstream.id === id)?.countsAsPassword ?? false;
  // A clock ahead of ours must not make a proof of the future; an upstream that does not say when proves nothing recent.
  const at = Math.min(authTime ?? 0, clock.now());
  const base = { id: randomUUID(), accountId, at, givenAt: clock.now(), request };
  return { ...base, factor: 'upstream', upstream: id, level, countsAsPassword, amr, recent };
}

/** Why the upstream's answer was not taken, and the ways on (F5). */
export function showFailed({ upstreams, clock }: FederationDependencies, interaction: Interaction, id: string): void {
  const upstream = upstreams.find((each) => each.id === id);
  const why = UPSTREAM_FAULTS.find((fault) => fault === interaction.ctx.query['why']);
  if (!upstream || !why) {
    interaction.again();
    return;
  }
  const { locale, site, portalName } = interaction;
  const isOffered = upstreamOffers(upstreams, offerOf(interaction), clock.now()).some((o) => o.upstream.id === id);
  const content = upstreamFailedPage({
    locale,
    why,
    upstreamName: upstream.name,
    portalName,
    realm: site.realm,
    otherWayHref: interaction.address(),
    ...(isOffered ? { retryHref: interaction.address(`federation/${id}`) } : {}),
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content, { status: STATUS[why] ?? 400 });
}

/** Cancelling is no error; an upstream that is down is ours to relay. */
const STATUS: Readonly<Partial<Record<UpstreamFault, number>>> = { cancelled: 200, refused: 403, unavailable: 502 };

/** The identity is certain, its account is not: prove it once, or learn what to do without one (F4). */
export async function showUnmatched(
  { upstreams, pending }: FederationDependencies,
  interaction: Interaction,
  id: string,
): Promise<void> {
  const upstream = upstreams.find((each) => each.id === id);
  const why = UNMATCHED.find((each) => each === interaction.ctx.query['why']) as Unmatched | undefined;
  if (!upstream || !why || !(await pending.find(interaction.request))) return interaction.again();
  const { locale, site } = interaction;
  const content = unmatchedPage({
    locale,
    why,
    upstreamName: upstream.name,
    reconciliation: upstream.reconciliation,
    realm: site.realm,
    linkHref: interaction.address('login/link'),
    otherWayHref: interaction.address(),
    cancelHref: interaction.address('cancel'),
  });
  interaction.show(content);
}

interface WaitingLink {
  readonly upstream: UpstreamSettings;
  readonly identity: PendingIdentity;
  readonly account: VisitedAccount;
}

/** The link_identity step: the account was proved, the person says whether to link it. */
export async function showLinkIdentity(dependencies: FederationDependencies, interaction: Interaction): Promise<void> {
  const waiting = await findWaiting(dependencies, interaction);
  if (!waiting) return interaction.finish({ link_identity: {} } as Finish);
  showQuestion(dependencies, interaction, waiting);
}

export async function submitLinkIdentity(
  dependencies: FederationDependencies,
  interaction: Interaction,
): Promise<void> {
  const form = await interaction.form();
  const waiting = await findWaiting(dependencies, interaction);
  const { pending, reconcile } = dependencies;
  if (!waiting || form.get('decision') !== 'link') {
    await pending.discard(interaction.request);
    return interaction.finish({ link_identity: {} } as Finish);
  }
  const { upstream, identity, account } = waiting;
  const { answer } = identity;
  const outcome = await reconcile.link({ upstream, answer, deviceHash: interaction.visitor.deviceHash }, account);
  if (outcome !== 'linked') return showOtherPerson(interaction, upstream);
  await pending.discard(interaction.request);
  if (isSubstantial(answer.level)) await dependencies.welcome(interaction, account).catch(() => {});
  const proof = proofOf(dependencies, interaction, identity, account.id);
  const upstreamSession = { id: upstream.id, idToken: answer.idToken };
  await interaction.finish({ link_identity: { proof, upstreamSession } } as Finish);
}

async function findWaiting(
  { upstreams, pending, accounts, clock }: FederationDependencies,
  { details, request, visitor }: Interaction,
): Promise<WaitingLink | undefined> {
  const identity = await pending.find(request);
  const upstream = upstreams.find(({ id }) => id === identity?.upstream);
  const accountId = details.session?.accountId;
  const account = accountId ? await accounts.find(accountId, visitor.deviceHash) : null;
  if (!identity || !upstream || !account || !isInUse(upstream, clock.now())) return undefined;
  return { upstream, identity, account };
}

function showQuestion(
  { reconcile }: FederationDependencies,
  interaction: Interaction,
  { upstream, identity, account }: WaitingLink,
): void {
  const { locale, csrfToken, visitor } = interaction;
  const { answer } = identity;
  if (reconcile.isSomebodyElse({ upstream, answer, deviceHash: visitor.deviceHash }, account)) {
    showOtherPerson(interaction, upstream);
    return;
  }
  const action = interaction.address('link_identity');
  interaction.show(linkIdentityPage({ locale, upstreamName: upstream.name, action, csrfToken }));
}

function showOtherPerson(interaction: Interaction, upstream: UpstreamSettings): void {
  const { locale, csrfToken, site } = interaction;
  const action = interaction.address('link_identity');
  const content = otherPersonPage({ locale, upstreamName: upstream.name, action, csrfToken, realm: site.realm });
  interaction.show(content, { status: 409 });
}
