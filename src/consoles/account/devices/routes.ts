/**
 * « Appareils et connexions » (U1, P9): living sessions and known browsers, each ended in one press. No code is asked: to
 * end something is to protect oneself, and whoever holds a stolen session must not be able to hold the owner up by it.
 */
import type { Context } from 'koa';
import type { PersonDevices } from '../../../services/device/person_devices.js';
import type { AppSignIns } from '../../../services/session/app_sign_ins.js';
import type { LivingSession, LivingSessions } from '../../../services/session/living_sessions.js';
import type { SignOutEverywhere } from '../../../services/session/sign_out_everywhere.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, visitOf } from '../../relying_party/console.js';
import type { Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf, saidBy } from '../console.js';
import { sender, visitor } from '../journey.js';
import { askEverywherePage, signedOutEverywherePage } from './everywhere.js';
import { type DeviceNews, GOOD_NEWS, text } from './text.js';
import { devicesPage } from './view.js';

const PATH = 'devices';
const EVERYWHERE = `${PATH}/everywhere`;
/** of each list; what is ended makes room for the next, and a page stays light (X1) */
const MOST_SHOWN = 8;

export interface DevicesDependencies {
  readonly sessions: LivingSessions;
  readonly apps: AppSignIns;
  readonly devices: PersonDevices;
  readonly signOutEverywhere: SignOutEverywhere;
  /** keyed name of the browser that asks, or null */
  readonly deviceOf: (ctx: Context) => string | null;
}

const isFinished = (session: LivingSession) => session.isFinished;

export function createDevices({ sessions, apps, devices, signOutEverywhere, deviceOf }: DevicesDependencies): Concern {
  const tell = (console: AccountConsole, ctx: Context, news: DeviceNews) =>
    seeOther(ctx, addressOf(console, `${PATH}?news=${news}`));

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const { account, session } = visit;
    const locale = languageOf(console, ctx);
    const isApp = async (clientId: string) => (await console.findPortal(clientId))?.isApp === true;
    const [living, known, connected] = await Promise.all([
      sessions.of(account.id),
      devices.of(account.id, deviceOf(ctx)),
      apps.of(account.id, isApp),
    ]);
    // Apart, so that however many somebody begins with a stolen password, they hide no sign-in that is open.
    const [open, unfinished] = [living.filter(isFinished), living.filter((each) => !isFinished(each))];
    const here = session.providerSession === undefined ? undefined : sessions.refOf(session.providerSession);
    const nameOf = async (clientId: string) =>
      clientId === console.client.id ? undefined : (await console.findPortal(clientId))?.name;
    const content = devicesPage({
      locale,
      said: newsOf(ctx, locale, saidBy(text[locale].news, GOOD_NEWS)),
      sessions: await Promise.all(
        open.slice(0, MOST_SHOWN).map(async ({ portals, ...each }) => ({
          ...each,
          isThis: each.ref === here,
          portals: (await Promise.all(portals.map(({ clientId }) => nameOf(clientId)))).flatMap((name) => name ?? []),
        })),
      ),
      apps: await Promise.all(
        connected.slice(0, MOST_SHOWN).map(async ({ clientId, ...each }) => ({
          ...each,
          name: (await nameOf(clientId)) ?? clientId,
        })),
      ),
      devices: known.slice(0, MOST_SHOWN),
      otherApps: Math.max(0, connected.length - MOST_SHOWN),
      otherSessions: Math.max(0, open.length - MOST_SHOWN),
      unfinished: unfinished[0] && { count: unfinished.length, lastAt: unfinished[0].startedAt },
      otherDevices: Math.max(0, known.length - MOST_SHOWN),
      endAction: addressOf(console, `${PATH}/end`),
      endAppAction: addressOf(console, `${PATH}/end-app`),
      forgetAction: addressOf(console, `${PATH}/forget`),
      forgetAllAction: addressOf(console, `${PATH}/forget-all`),
      everywhereHref: addressOf(console, EVERYWHERE),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const endOne: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { account, session, form } = visit;
    const ref = form.get('ref') ?? '';
    const isEnded = await sessions.end(console.site.realm.id, account.id, ref);
    const isThis = session.providerSession !== undefined && sessions.refOf(session.providerSession) === ref;
    if (!isThis || !isEnded) return tell(console, ctx, isEnded ? 'session-ended' : 'gone');
    await console.sessions.end(ctx);
    seeOther(ctx, addressOf(console, 'signed-out'));
  };

  const endApp: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { account, session, form } = visit;
    const here = session.providerSession === undefined ? undefined : sessions.refOf(session.providerSession);
    const isEnded = await apps.end(console.site.realm.id, account.id, form.get('ref') ?? '', here);
    tell(console, ctx, isEnded ? 'app-ended' : 'gone');
  };

  const forgetOne: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { account, form } = visit;
    const isForgotten = await devices.forget(console.site.realm.id, account.id, form.get('ref') ?? '');
    tell(console, ctx, isForgotten ? 'forgotten' : 'gone');
  };

  const forgetAll: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    await devices.forgetAll(console.site.realm.id, visit.account.id);
    tell(console, ctx, 'all-forgotten');
  };

  const askEverywhere: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, EVERYWHERE);
    if (!visit) return;
    const content = askEverywherePage({
      locale: languageOf(console, ctx),
      action: addressOf(console, EVERYWHERE),
      csrfToken: csrfTokenFor(console, ctx, visit),
      backHref: addressOf(console, PATH),
    });
    show(console, ctx, content);
  };

  const endEverywhere: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, EVERYWHERE);
    if (!visit) return;
    await signOutEverywhere(console.site.realm, visit.account, 'person');
    await console.sessions.end(ctx);
    seeOther(ctx, addressOf(console, `${EVERYWHERE}/done`));
  };

  const showDone: AccountHandler = async (console, ctx) => {
    // An address in the history is no news: who is signed in again is not told that they are out.
    if (await visitOf(console, ctx)) return seeOther(ctx, addressOf(console, PATH));
    show(console, ctx, signedOutEverywherePage(languageOf(console, ctx), addressOf(console)));
  };

  const goBack: AccountHandler = (console, ctx) => seeOther(ctx, addressOf(console, PATH));

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    async summary({ account }, locale) {
      const [living, known] = await Promise.all([sessions.of(account.id), devices.of(account.id, null)]);
      return text[locale].summary(living.filter(isFinished).length, known.length);
    },
    routes: [
      { method: 'get', path: PATH, name: 'devices', handler: showAll },
      { method: 'post', path: `${PATH}/end`, name: 'end_session', handler: endOne },
      { method: 'post', path: `${PATH}/end-app`, name: 'end_app', handler: endApp },
      { method: 'post', path: `${PATH}/forget`, name: 'forget_device', handler: forgetOne },
      { method: 'post', path: `${PATH}/forget-all`, name: 'forget_devices', handler: forgetAll },
      { method: 'get', path: EVERYWHERE, name: 'ask_everywhere', handler: askEverywhere },
      { method: 'post', path: EVERYWHERE, name: 'everywhere', handler: endEverywhere },
      { method: 'get', path: `${EVERYWHERE}/done`, name: 'everywhere_done', handler: showDone },
      // A form's address typed or reloaded: where it stands, not an error.
      ...['end', 'end-app', 'forget', 'forget-all'].map((below) => ({
        ...({ method: 'get', path: `${PATH}/${below}`, name: 'devices', handler: goBack } as const),
      })),
    ],
    changes: [],
  };
}
