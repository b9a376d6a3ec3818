/** What each step of a realm's sign-in works with (I1 to I9, F1). */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { createBrowserTrust } from '../../../interactions/browser_trust.js';
import type { InteractionRoutes } from '../../../interactions/index.js';
import type { Interaction } from '../../http/interaction.js';
import { seenFrom } from '../../http/visitor_device.js';
import { findRemains } from '../../oidc/interaction/interaction_remains.js';
import { findWaitingKiosk } from '../../oidc/kiosk/phone_sign_in.js';
import { endOtherSession } from '../../oidc/sign_out/end_other_session.js';
import { readingWithSession, writingOverLiving } from '../../oidc/storage/request_reads.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import { createTrustedDevices } from '../../services/device/trusted_devices.js';
import type { RealmPlace } from './realm_place.js';
import type { Shared } from './shared.js';

export function interactionRoutes(shared: Shared, place: RealmPlace, provider: Provider): InteractionRoutes {
  const { clock, stores, keyedHash, csrf, secondStep } = shared;
  const { realm, site, names, device, visitorOf, federation, actions, phoneLimits } = place;
  const endOther = (interaction: Interaction, accountId: string) =>
    endOtherSession(provider, interaction.ctx, interaction.details, accountId);
  // A kiosk offers none: its own session would stay in that browser (I9).
  const upstreamsFor: typeof federation.shownUpstreams = (interaction, offer) =>
    interaction.sharedDevice ? [] : federation.shownUpstreams(interaction, offer);
  const rememberDevice = ({ ctx }: Interaction) => ({
    hash: device.ensure(ctx),
    ...seenFrom(ctx),
  });
  const trust = createBrowserTrust(names.trust, site.secure, createTrustedDevices({ ...stores, keyedHash, clock }));
  return {
    provider,
    detailsOf: (ctx: Context) =>
      readingWithSession(ctx.cookies.get(names.session, { signed: false }), () =>
        provider.interactionDetails(ctx.req, ctx.res),
      ),
    keepResult: (details: { persist(): Promise<unknown> }) => writingOverLiving(() => details.persist()),
    site,
    csrf,
    visitorOf,
    interactionCookie: names.interaction,
    remainsOf: (uid: string) => findRemains(stores.ephemeral, realm.id, uid, clock.now()),
    login: {
      verifyPassword: shared.verifyPassword,
      trust,
      actions,
      passwordKind: () =>
        shared.passwords.campaigns.policiesOf(realm.id).includes('characters') ? 'characters' : realm.passwordKind,
      endOtherSession: endOther,
      upstreamsFor,
      hasPendingIdentity: async ({ request }: Interaction) => (await federation.pending.find(request)) !== undefined,
    },
    oneTimeCode: {
      accounts: stores.accounts,
      challenges: stores.challenges,
      issueCode: secondStep.issueCode,
      verifyCode: secondStep.verifyCode,
      clock,
      upstreamsFor,
      rememberDevice,
      trust,
      cards: secondStep.codeCards,
      verifyCardCode: secondStep.verifyCardCode,
      actions,
      verifyAuthenticatorCode: secondStep.verifyAuthenticatorCode,
    },
    passkey: { verifyPasskey: secondStep.passkeys.verify, actions, rememberDevice, endOtherSession: endOther },
    forced: {
      confirmContact: {
        accounts: stores.accounts,
        challenges: stores.challenges,
        issueCode: secondStep.issueCode,
        confirmContact: secondStep.confirmContact,
        cards: secondStep.codeCards,
        clock,
      },
      acceptTerms: { accounts: stores.accounts, audit: stores.audit },
      invitePasskey: {
        ...{ accounts: stores.accounts, ephemeral: stores.ephemeral },
        ...{ enrol: secondStep.passkeys.enrol, audit: stores.audit, clock },
      },
    },
    changePassword: {
      accounts: stores.accounts,
      rules: shared.passwords.rules,
      choosePassword: shared.passwords.choosePassword,
      obligesFrom: (account: VisitedAccount) => shared.passwords.campaigns.obligesFrom(account),
      clock,
    },
    device: {
      waitingKiosk: (deviceCode: string) => findWaitingKiosk(provider, deviceCode),
      accounts: stores.accounts,
      phoneLimits,
      audit: stores.audit,
    },
    waysToPassword: shared.recovery.waysOf(realm.id),
    federation: {
      upstreams: federation.upstreams,
      signIn: federation.signIn,
      reconcile: federation.reconcile,
      pending: federation.pending,
      accounts: stores.accounts,
      clock,
      endOtherSession: endOther,
      trust,
      welcome: (interaction: Interaction, account: VisitedAccount) =>
        federation.welcome(
          account,
          interaction.sharedDevice ? undefined : rememberDevice(interaction),
          interaction.portalName,
        ),
    },
  };
}
