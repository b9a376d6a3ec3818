/** The routes of a realm's sign-in: an interaction's address shows the step its prompt asks for (I2). */
import Router from '@koa/router';
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import {
  END_OF_VISIT,
  type Interaction,
  type InteractionDependencies,
  openInteraction,
} from '../src/http/interaction.js';
import { orderCard } from '../src/http/order_card.js';
import { followLanguageSwitch } from '../src/http/realm_site.js';
import {
  type ChangePasswordDependencies,
  postponeChangePassword,
  showChangePassword,
  submitChangePassword,
} from './change_password/route.js';
import { showConsent, submitConsent } from './consent/route.js';
import { type DeviceDependencies, showDevice, submitDevice } from './device/route.js';
import {
  FEDERATED_PROMPTS,
  type FederationDependencies,
  leaveForUpstream,
  returnFromUpstream,
  showFailed,
  showLinkIdentity,
  showUnmatched,
  submitLinkIdentity,
} from './federation/route.js';
import { addForcedSteps, type ForcedStepsDependencies, forcedPages } from './forced_steps.js';
import { type LoginDependencies, showLogin, showLoginToLink, submitLogin } from './login/route.js';
import { showAuthenticator, submitAuthenticator } from './one_time_code/authenticator_route.js';
import { showCard, submitCard } from './one_time_code/card_route.js';
import { showClosed } from './one_time_code/pages.js';
import { resendCode, sendCode, showChannels, showOneTimeCode, submitCode } from './one_time_code/route.js';
import type { OneTimeCodeDependencies } from './one_time_code/step.js';
import {
  goOnWithoutPasskey,
  PASSKEY_PROMPTS,
  type PasskeyDependencies,
  passkeyOptions,
  submitPasskey,
} from './passkey/route.js';
import { PASSKEY, PASSKEY_OPTIONS, WITHOUT_PASSKEY } from './passkey_way.js';
import { type WayOnDependencies, wayOn } from './way_on.js';
import { addWaysToPassword, type WaysToPassword } from './ways_to_password.js';

export interface InteractionRoutes
  extends InteractionDependencies,
    Pick<WayOnDependencies, 'interactionCookie' | 'remainsOf'> {
  readonly provider: Provider;
  readonly login: LoginDependencies;
  readonly oneTimeCode: OneTimeCodeDependencies;
  readonly passkey: PasskeyDependencies;
  readonly federation: FederationDependencies;
  readonly changePassword: ChangePasswordDependencies;
  readonly forced: ForcedStepsDependencies;
  readonly device: DeviceDependencies;
  readonly waysToPassword: WaysToPassword;
}

type RoutedContext = Context & { params: Record<string, string> };
type Handler = (interaction: Interaction) => Promise<void> | void;

export function interactionRouter(dependencies: InteractionRoutes): Router {
  const { provider, site, login, oneTimeCode, changePassword, federation, forced } = dependencies;
  const router = new Router();

  const shows: Readonly<Record<string, Handler>> = {
    login: (interaction) => showLogin(login, interaction),
    one_time_code: (interaction) => showOneTimeCode(oneTimeCode, interaction),
    link_identity: (interaction) => showLinkIdentity(federation, interaction),
    ...forcedPages(forced),
    change_password: (interaction) => showChangePassword(changePassword, interaction),
    consent: (interaction) => showConsent(oneTimeCode.actions, interaction),
    device: (interaction) => showDevice(dependencies.device, interaction),
  };

  /** Runs a handler if the interaction waits for this prompt; else leads to where the person is. */
  const step =
    (prompt: string | readonly string[] | undefined, handler: Handler, name?: string) => async (ctx: RoutedContext) => {
      const uid = ctx.params['uid'] ?? '';
      ctx.state['route'] = `interaction.${name ?? prompt ?? 'show'}`;
      const switchesLanguage = ctx.query['lang'] !== undefined;
      let interaction: Interaction;
      try {
        interaction = await openInteraction(dependencies, ctx, uid);
      } catch (error) {
        if ((error as Error).name !== 'SessionNotFound') throw error;
        return wayOn(dependencies, ctx, uid, name === 'federation.return' ? ctx.params['upstream'] : undefined);
      }
      if (switchesLanguage && followLanguageSwitch(site, ctx, !interaction.sharedDevice)) return;
      if (prompt !== undefined && ![prompt].flat().includes(interaction.details.prompt.name))
        return interaction.again();
      await handler(interaction);
    };

  router.get(
    '/interaction/:uid',
    step(undefined, (interaction) => {
      // The answer was lost on its way (a tunnel, a second press): what was proved is not asked again.
      if (interaction.isAnswered) return interaction.goOn();
      const show = shows[interaction.details.prompt.name];
      if (!show) throw new Error(`no page for prompt ${interaction.details.prompt.name}`);
      return show(interaction);
    }),
  );
  router.post(
    '/interaction/:uid/login',
    step('login', (interaction) => submitLogin(login, interaction)),
  );
  router.get(
    '/interaction/:uid/login/link',
    step('login', (interaction) => showLoginToLink(login, interaction)),
  );
  const ofUpstream = (
    name: string,
    handler: (dependencies: FederationDependencies, interaction: Interaction, upstream: string) => Promise<void> | void,
  ) =>
    step(
      FEDERATED_PROMPTS,
      (interaction) => {
        // An upstream's own session would stay in a kiosk's browser (I9).
        if (interaction.sharedDevice) return interaction.again();
        return handler(federation, interaction, String((interaction.ctx as RoutedContext).params['upstream']));
      },
      `federation.${name}`,
    );
  router.get('/interaction/:uid/federation/:upstream', ofUpstream('leave', leaveForUpstream));
  router.get('/interaction/:uid/federation/:upstream/return', ofUpstream('return', returnFromUpstream));
  router.get('/interaction/:uid/federation/:upstream/failed', ofUpstream('failed', showFailed));
  router.get('/interaction/:uid/federation/:upstream/unmatched', ofUpstream('unmatched', showUnmatched));
  router.post(
    '/interaction/:uid/link_identity',
    step('link_identity', (interaction) => submitLinkIdentity(federation, interaction)),
  );
  router.get(
    '/interaction/:uid/one_time_code/channels',
    step('one_time_code', (interaction) => showChannels(oneTimeCode, interaction)),
  );
  const ofCard = (handler: (interaction: Interaction, cardId: string) => Promise<void>): ReturnType<typeof step> =>
    step(
      'one_time_code',
      (interaction) => handler(interaction, String((interaction.ctx as RoutedContext).params['card'])),
      'one_time_code.card',
    );
  router.post(
    '/interaction/:uid/one_time_code/card',
    ofCard((interaction) => orderCard(oneTimeCode, interaction)),
  );
  router.get(
    '/interaction/:uid/one_time_code/card/:card',
    ofCard((interaction, cardId) => showCard(oneTimeCode, interaction, cardId)),
  );
  router.post(
    '/interaction/:uid/one_time_code/card/:card',
    ofCard((interaction, cardId) =>
      submitCard(oneTimeCode, interaction, cardId, () => showClosed(oneTimeCode, interaction)),
    ),
  );
  router.get(
    '/interaction/:uid/one_time_code/authenticator',
    step('one_time_code', (interaction) => showAuthenticator(oneTimeCode, interaction)),
  );
  router.post(
    '/interaction/:uid/one_time_code/authenticator',
    step('one_time_code', (interaction) =>
      submitAuthenticator(oneTimeCode, interaction, () => showClosed(oneTimeCode, interaction)),
    ),
  );
  router.get(
    '/interaction/:uid/one_time_code/retry',
    step('one_time_code', (interaction) => interaction.finish({}), 'one_time_code.retry'),
  );
  router.post(
    '/interaction/:uid/one_time_code/send',
    step('one_time_code', (interaction) => sendCode(oneTimeCode, interaction)),
  );
  router.post(
    '/interaction/:uid/one_time_code/resend',
    step('one_time_code', (interaction) => resendCode(oneTimeCode, interaction)),
  );
  router.post(
    '/interaction/:uid/one_time_code/verify',
    step('one_time_code', (interaction) => submitCode(oneTimeCode, interaction)),
  );
  router.post(
    `/interaction/:uid/${PASSKEY}`,
    step(PASSKEY_PROMPTS, (interaction) => submitPasskey(dependencies.passkey, interaction), 'passkey'),
  );
  router.post(
    `/interaction/:uid/${PASSKEY_OPTIONS}`,
    step(PASSKEY_PROMPTS, (interaction) => passkeyOptions(dependencies.passkey, interaction), 'passkey.options'),
  );
  router.post(`/interaction/:uid/${WITHOUT_PASSKEY}`, step('one_time_code', goOnWithoutPasskey, 'passkey.without'));
  addForcedSteps(router, step, forced);
  addWaysToPassword(router, step, dependencies.waysToPassword);
  router.post(
    '/interaction/:uid/change_password',
    step('change_password', (interaction) => submitChangePassword(changePassword, interaction)),
  );
  router.post(
    '/interaction/:uid/change_password/later',
    step('change_password', (interaction) => postponeChangePassword(changePassword, interaction)),
  );
  router.post(
    '/interaction/:uid/consent',
    step('consent', (interaction) => submitConsent(provider, interaction)),
  );
  router.post(
    '/interaction/:uid/device',
    step('device', (interaction) => submitDevice(dependencies.device, interaction)),
  );
  router.get(
    '/interaction/:uid/cancel',
    step(undefined, (interaction) => interaction.abort('access_denied', 'the person went back to the portal')),
  );
  router.get(
    `/interaction/:uid/${END_OF_VISIT}`,
    step(undefined, (interaction) => interaction.abort('access_denied', 'the visit ended'), END_OF_VISIT),
  );
  // A form's address typed or reloaded: where it stands, not an error.
  router.get(
    '/interaction/:uid/*rest',
    step(undefined, (interaction) => interaction.again()),
  );
  return router;
}
