/** The addresses of « Gérer mon compte », below `/<realm>/account` (U1): what every console has, home, and the concerns'. */
import type Router from '@koa/router';
import { maskName, spokenName } from '../../domain/account/masked_name.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import { addressOf, csrfTokenFor, languageOf, show, shownPortal, visitOf } from '../relying_party/console.js';
import { consoleRouter, routesOf } from '../relying_party/router.js';
import type { Concern } from './concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from './console.js';
import { accountCourse } from './course.js';
import { accountHomePage } from './home.js';
import { leaveToRead } from './journey.js';

/** @param concerns in the order of the home page */
export function accountRouter(
  console: AccountConsole,
  concerns: readonly Concern[],
  audit: Pick<AuditLog, 'record'>,
): Router {
  const changes = concerns.flatMap((concern) => concern.changes);
  const router = consoleRouter(console, accountCourse(console, changes, audit));
  const route = routesOf(console);
  router.get('/account', route('home', showHome(concerns)));
  for (const { method, path, name, handler } of concerns.flatMap(({ routes }) => routes)) {
    router[method](`/account/${path}`, route(name, handler));
  }
  return router;
}

function showHome(concerns: readonly Concern[]): AccountHandler {
  return async (console, ctx) => {
    const { portal: arrivedFrom } = ctx.query;
    // Whoever comes from a portal is asked for anew: at a household's computer it may be somebody else by now.
    if (typeof arrivedFrom === 'string') return leaveToRead(console, ctx, undefined, arrivedFrom);
    const visit = await visitOf(console, ctx);
    if (!visit) return leaveToRead(console, ctx);
    const { session, account } = visit;
    const locale = languageOf(console, ctx);
    const [portal, ...standings] = await Promise.all([
      shownPortal(console, session.portal),
      ...concerns.map(async ({ path, title, summary }) => {
        const said = await summary(visit, locale);
        const { state, alert } = typeof said === 'string' ? { state: said, alert: undefined } : said;
        return { title: title[locale], state, alert, href: addressOf(console, path) };
      }),
    ]);
    const content = accountHomePage({
      locale,
      maskedName: { shown: maskName(account), spoken: spokenName(account) },
      said: newsOf(ctx, locale),
      alerts: standings.flatMap(({ alert, href }) => (alert ? [{ ...alert, href }] : [])),
      concerns: standings,
      signOutAction: addressOf(console, 'sign-out'),
      csrfToken: csrfTokenFor(console, ctx, visit),
      portal,
    });
    show(console, ctx, content);
  };
}
