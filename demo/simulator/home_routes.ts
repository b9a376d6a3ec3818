/** The simulator's own pages: its home, where a platform's behaviour can be changed by hand, and its assets. */
import Router from '@koa/router';
import { refuseForeignOrigin } from '../web/own_host.js';
import { readFields } from '../web/request_body.js';
import { readAssets, serveText } from '../web/static_files.js';
import { renderHome } from './home_page.js';
import { isMisbehaviour } from './misbehaviours.js';
import { isPlatform, type Platform } from './platforms.js';
import { frameOf, type RunningPlatform, seeOther, show } from './running_platform.js';

export function homeRoutes(platforms: ReadonlyMap<Platform, RunningPlatform>): Router {
  const router = new Router();
  serveText(router, '/style.css', 'css', readAssets(['web/base.css', 'simulator/simulator.css']));
  serveText(router, '/icon.svg', 'svg', readAssets(['simulator/icon.svg']));

  router.get('/', (ctx) => {
    const frame = frameOf(ctx, undefined);
    const cards = [...platforms.values()].map(({ id, rules, issuer, relyingParty, misbehaviour }) => ({
      id,
      name: rules.name[frame.language],
      issuer,
      clientId: relyingParty?.clientId,
      misbehaviour,
    }));
    show(ctx, 200, renderHome(frame, cards));
  });

  router.post('/comportement/:platform', refuseForeignOrigin, async (ctx) => {
    const id = ctx.params['platform'];
    const platform = isPlatform(id) ? platforms.get(id) : undefined;
    if (platform) {
      const how = (await readFields(ctx)).get('comportement');
      platform.misbehaviour = isMisbehaviour(how) ? how : undefined;
    }
    seeOther(ctx, '/');
  });
  return router;
}
