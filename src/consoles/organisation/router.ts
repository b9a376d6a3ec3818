/** The addresses of the administration of organisations, below `/<realm>/organisation` (E1 to E4). */
import type Router from '@koa/router';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, shownPortal, visitOf } from '../relying_party/console.js';
import { JOURNEY_NEWS } from '../relying_party/journey.js';
import { consoleRouter, type Handler, type Routed, routesOf } from '../relying_party/router.js';
import { giveActivation, showAskActivation } from './activation/routes.js';
import { administratorHere, frameOf, leaveToRead, showNothingHere } from './arrival.js';
import { choosePage } from './choose.js';
import { type OrganisationConsole, organisationAddress } from './console.js';
import { showContact, submitContact } from './contact/routes.js';
import { organisationCourse } from './course.js';
import { showCreate, showCreated, showReview, submitCreate, submitReview } from './create/routes.js';
import { helpPage } from './help/view.js';
import { showJoin, submitJoin } from './join/routes.js';
import { showJournal } from './journal/routes.js';
import { overviewPage } from './overview/view.js';
import { showAct, showUser, submitAct } from './user/routes.js';
import { parametersOf } from './users/query.js';
import { exportUsers, showUsers, submitRenewals, submitSearch } from './users/routes.js';

const DAY_MS = 24 * 3600 * 1000;

export function organisationRouter(console: OrganisationConsole): Router {
  const router = consoleRouter(console, organisationCourse(console));
  const route = routesOf(console);
  const page = (name: string, below: string, get: Handler<OrganisationConsole>, post = get) => {
    const at = `/organisation/:organisation${below}`;
    router.get(at, route(name, get));
    if (post !== get) router.post(at, route(`${name}_submit`, post));
  };
  router.get('/organisation', route('home', showHome));
  page('overview', '', showOverview);
  page('journal', '/journal', showJournal);
  page('help', '/help', showHelp);
  page('users', '/users', showUsers);
  page('export', '/users.csv', exportUsers);
  page('search', '/users/search', goToUsers, submitSearch);
  page('renew', '/users/renew', goToUsers, submitRenewals);
  page('create', '/users/new', showCreate, submitCreate);
  page('review', '/users/new/:draft', showReview, submitReview);
  page('join', '/users/add', showJoin, submitJoin);
  page('user', '/users/:member', showUser);
  page('created', '/users/:member/created', showCreated);
  page('contact', '/users/:member/contact', showContact, submitContact);
  page('activation', '/users/:member/activation', showAskActivation, giveActivation);
  page('act', '/users/:member/:act', showAct, submitAct);
  page('act', '/users/:member/:act/:what', showAct, submitAct);
  return router;
}

async function showHome(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const { portal: arrivedFrom } = ctx.query;
  // Whoever comes from a portal is asked for anew: it may be somebody else by now.
  if (typeof arrivedFrom === 'string') return leaveToRead(console, ctx, addressOf(console), arrivedFrom);
  const visit = await visitOf(console, ctx);
  if (!visit) return leaveToRead(console, ctx);
  const administered = await console.administration.administered(console.site.realm, visit.account.id);
  const [only] = administered;
  if (!only) return showNothingHere(console, ctx, visit, 'no-organisation');
  if (administered.length === 1) {
    const news = JOURNEY_NEWS.find((each) => each === ctx.query['news']);
    const home = organisationAddress(console, only.organisation.id);
    return seeOther(ctx, news === undefined ? home : `${home}?news=${news}`);
  }
  const content = choosePage({
    locale: languageOf(console, ctx),
    organisations: administered.map(({ organisation: { id, name, siret } }) => ({
      name,
      siret,
      href: organisationAddress(console, id),
    })),
    signOutAction: addressOf(console, 'sign-out'),
    csrfToken: csrfTokenFor(console, ctx, visit),
    portal: await shownPortal(console, visit.session.portal),
  });
  show(console, ctx, content);
}

async function showOverview(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const { by } = visit;
  const answer = await console.administration.overview(by);
  if (!answer.ok) return seeOther(ctx, addressOf(console));
  const { overview, ownExpiresAt } = answer;
  const [firstReminderDays = 0] = console.rules.reminderDays;
  const endsSoon = ownExpiresAt - console.clock.now() <= firstReminderDays * DAY_MS;
  const anybody = { search: '', status: '', role: '', isDue: false, order: 'name', page: 1 } as const;
  const narrowed = {
    all: anybody,
    due: { ...anybody, isDue: true, order: 'expiry' },
    administrators: { ...anybody, role: 'administrator' },
  } as const;
  const at = (below: string) => organisationAddress(console, by.organisationId, below);
  const content = overviewPage({
    frame: await frameOf(console, ctx, visit, 'home'),
    overview,
    ownEnd: endsSoon ? ownExpiresAt : undefined,
    news: JOURNEY_NEWS.find((each) => each === ctx.query['news']),
    usersHref: (which) => {
      const asked =
        which === 'all' || which === 'due' || which === 'administrators'
          ? narrowed[which]
          : { ...anybody, status: which };
      return at(`users${parametersOf(asked)}`);
    },
    createHref: at('users/new'),
  });
  show(console, ctx, content);
}

async function showHelp(console: OrganisationConsole, ctx: Routed): Promise<void> {
  const visit = await administratorHere(console, ctx);
  if (!visit) return;
  const frame = await frameOf(console, ctx, visit, 'help');
  show(console, ctx, helpPage({ frame, help: console.site.realm.help }));
}

/** A form's address typed or reloaded: where it stands, not an error. */
function goToUsers(console: OrganisationConsole, ctx: Routed): void {
  seeOther(ctx, organisationAddress(console, ctx.params['organisation'] ?? '', 'users'));
}
