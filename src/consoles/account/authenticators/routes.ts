/** Authenticator apps and their recovery codes (I5, U1): listed, enrolled, renamed, removed, made anew. */
import { recoveryCodesLeft } from '../../../domain/one_time_code/code_card.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { Clock } from '../../../ports/clock.js';
import type { ChangeNamedMeans } from '../../../services/authenticator/change_named_means.js';
import { addressOf, csrfTokenFor, languageOf, show } from '../../relying_party/console.js';
import type { Change, Concern } from '../concern.js';
import { type AccountHandler, newsOf, saidBy } from '../console.js';
import { visitor } from '../journey.js';
import { namedMeansRoutes, seatAt } from '../named_means_routes.js';
import { PATH, told } from './addresses.js';
import { askRemovalPage, renamePage } from './ask.js';
import { NAME_FIELD } from './enrol.js';
import { createEnrolling, type EnrollingDependencies } from './enrolling.js';
import { CODES_PATH, createRenewingCodes, type RenewingCodesDependencies } from './renewing_codes.js';
import { GOOD_NEWS, text } from './text.js';
import { authenticatorsPage } from './view.js';

export interface AuthenticatorsDependencies extends EnrollingDependencies, RenewingCodesDependencies {
  readonly change: ChangeNamedMeans;
  readonly clock: Clock;
}

export function createAuthenticators(dependencies: AuthenticatorsDependencies): Concern {
  const { realm, authenticators, change, clock } = dependencies;
  const enrolling = createEnrolling(dependencies);
  const renewing = createRenewingCodes(dependencies);
  const removing: Change = {
    name: 'remove_authenticator',
    action: () => ({ type: ACCOUNT_ACTIONS.removeAuthenticator.type }),
    place: ({ app = '' }) => `${PATH}/${app}/remove`,
    async carryOut(visit, { app = '' }) {
      return { place: told((await change.remove(seatAt(realm, visit), app)) ? 'removed' : 'gone') };
    },
  };
  const each = namedMeansRoutes({
    type: 'authenticator',
    path: PATH,
    parameter: 'app',
    nameField: NAME_FIELD,
    realm,
    listOf: (accountId) => authenticators.listOf(accountId),
    change,
    removing,
    removalPage: (asked, { means, others }) =>
      askRemovalPage({ ...asked, name: means.name, isLast: others.length === 0 }),
    renamePage,
  });

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const apps = await authenticators.listOf(visit.account.id);
    const content = authenticatorsPage({
      locale,
      said: newsOf(ctx, locale, saidBy(text[locale].news, GOOD_NEWS)),
      apps: apps.map((app) => each.linked(console, app)),
      most: realm.authenticators?.most ?? 0,
      codesLeft: recoveryCodesLeft(visit.account.codeCards, clock.now()),
      renewHref: addressOf(console, CODES_PATH),
      addAction: addressOf(console, `${PATH}/new`),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: ({ account }, locale) =>
      text[locale].summary(account.authenticators, recoveryCodesLeft(account.codeCards, clock.now())),
    routes: [
      { method: 'get', path: PATH, name: 'authenticators', handler: showAll },
      ...enrolling.routes,
      ...renewing.routes,
      ...each.routes,
    ],
    changes: [enrolling.change, removing, renewing.change],
  };
}
