/** « Gérer mon compte » of one realm: its pages on what every console stands on (U1, F4). */
import type Router from '@koa/router';
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { accountRouter } from '../../consoles/account/router.js';
import { text as endings } from '../../consoles/account/text.js';
import type { Wish } from '../../consoles/account/wish.js';
import { ACCOUNT_CLIENT } from '../../domain/client/own_client.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { RealmSite } from '../../http/realm_site.js';
import type { RealmCookieNames } from '../../oidc/cookie_names.js';
import type { BackchannelAnswers } from '../../ports/backchannel/backchannel_answers.js';
import { createAnswerBackchannelRequests } from '../../services/backchannel/answer_backchannel_request.js';
import { type AccountConcernDependencies, accountConcerns } from './account_concerns.js';
import { type AccountDevicesDependencies, createAccountDevices } from './account_devices.js';
import { createOwnConsole, type OwnConsoleDependencies, type OwnConsoleParts } from './own_console.js';

export interface AccountConsoleDependencies
  extends OwnConsoleDependencies,
    AccountConcernDependencies,
    AccountDevicesDependencies {}

export interface AccountConsoleParts extends OwnConsoleParts {
  /** @param actions the realm's sensitive ones (A5) */
  router(
    provider: Provider,
    upstreams: readonly UpstreamSettings[],
    actions: readonly RegisteredAction[],
    answers: BackchannelAnswers,
  ): Router;
}

export function createAccountConsole(
  shared: AccountConsoleDependencies,
  site: RealmSite,
  names: RealmCookieNames,
  visitorOf: (ctx: Context) => Visitor,
): AccountConsoleParts {
  const own = createOwnConsole(shared, site, ACCOUNT_CLIENT, 'Account', {
    session: names.account,
    request: names.accountRequest,
  });

  return {
    ...own,
    router(provider, upstreams, actions, answers) {
      const devices = createAccountDevices(shared, site, names.device);
      const console = { ...own.shared<Wish>(provider), endings };
      const concerns = accountConcerns(shared, {
        site,
        upstreams,
        visitorOf,
        devices,
        actions,
        requests: createAnswerBackchannelRequests({
          realm: site.realm.id,
          ...shared.stores,
          answers,
          clock: shared.clock,
        }),
        portalNameOf: async (clientId) => (await console.findPortal(clientId))?.name ?? clientId,
      });
      return accountRouter(console, concerns, shared.stores.audit);
    },
  };
}
