/**
 * « Mes données » (U1, S5): what is held and why, and all of it as a file. A new code that names it gives the session a
 * permit for a few minutes; the button that hands the file out uses it up.
 */
import { Readable } from 'node:stream';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { HandOutData } from '../../../services/personal_data/hand_out_data.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { fileName, jsonPieces } from './file.js';
import { text } from './text.js';
import { dataPage, readyPage } from './view.js';

const PATH = 'data';
const READY = `${PATH}/ready`;
const DOWNLOAD = `${PATH}/download`;
const READY_SECONDS = 5 * 60;

export function createData(handOutData: HandOutData): Concern {
  const downloading: Change = {
    name: 'download_data',
    action: () => ({ type: ACCOUNT_ACTIONS.downloadData.type }),
    place: () => PATH,
    carryOut: async () => ({ place: READY, permit: { what: PATH, seconds: READY_SECONDS } }),
  };

  const showData: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const { realm } = console.site;
    const content = dataPage({
      locale,
      said: newsOf(ctx, locale, {
        ended: { kind: 'warning', message: text[locale].ended },
        downloaded: { kind: 'success', message: text[locale].downloaded },
      }),
      hasOrganisations: realm.organisations !== null,
      action: addressOf(console, PATH),
      csrfToken: csrfTokenFor(console, ctx, visit),
      rightsHref: `/${encodeURIComponent(realm.id)}/about/personal-data`,
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const askFirst: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (visit) await askToConfirm(console, ctx, visit, downloading);
  };

  /** The permit of this session; whoever lacks one is told why, and undefined returned. */
  const permitOf = async (console: AccountConsole, ctx: Parameters<AccountHandler>[1], { session }: Visit) => {
    const permit = await console.permits.find(session, PATH);
    const last = session.permits?.findLast(({ what }) => what === PATH);
    // One that has time left and is not there was used.
    const news = last && console.clock.now() < last.until ? 'downloaded' : 'ended';
    if (!permit) seeOther(ctx, addressOf(console, `${PATH}?news=${news}`));
    return permit;
  };

  const showReady: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (!permit) return;
    const content = readyPage({
      locale: languageOf(console, ctx),
      minutesLeft: Math.floor((permit.until - console.clock.now()) / 60_000),
      action: addressOf(console, DOWNLOAD),
      csrfToken: csrfTokenFor(console, ctx, visit),
      backHref: addressOf(console, PATH),
    });
    show(console, ctx, content);
  };

  const download: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (!permit) return;
    const locale = languageOf(console, ctx);
    const held = await handOutData({
      realm: console.site.realm,
      account: visit.account,
      locale,
      usePermit: () => console.permits.use(permit),
    });
    if (!held) return seeOther(ctx, addressOf(console, `${PATH}?news=downloaded`));
    const { stem, readMe, keys } = text[locale].file;
    ctx.status = 200;
    ctx.type = 'application/json; charset=utf-8';
    ctx.set('Content-Disposition', `attachment; filename="${fileName(stem, console.clock.now())}"`);
    ctx.body = Readable.from(jsonPieces({ [readMe]: keys, ...held }));
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: (_, locale) => text[locale].summary,
    routes: [
      { method: 'get', path: PATH, name: 'data', handler: showData },
      { method: 'post', path: PATH, name: 'download_data', handler: askFirst },
      { method: 'get', path: READY, name: 'data_ready', handler: showReady },
      { method: 'post', path: DOWNLOAD, name: 'data_download', handler: download },
      // A form's address typed or reloaded: where it stands, not an error.
      { method: 'get', path: DOWNLOAD, name: 'data_ready', handler: showReady },
    ],
    changes: [downloading],
  };
}
