/**
 * « Ce n’est pas moi » (U2), at `/<realm>/not-me`: a link of an e-mail, or a reference that an SMS or a call told. Nobody
 * signs in here. Looking never acts, whoever fetches a link before its reader; what is unknown, used or too old is one page.
 */
import Router from '@koa/router';
import type { Context } from 'koa';
import { momentInWords } from '../../src/domain/day.js';
import type { Visitor } from '../../src/domain/device/visitor.js';
import { noticeSentence } from '../../src/domain/message/notice.js';
import { isTakenUpByAgent } from '../../src/domain/message/notice_rules.js';
import type { Locale } from '../../src/domain/realm.js';
import type { CsrfGuard } from '../../src/http/csrf.js';
import { readForm } from '../../src/http/form_body.js';
import type { PageContent } from '../../src/http/layout/page.js';
import { followLanguageSwitch, localeOf, type RealmSite, sendPage } from '../../src/http/realm_site.js';
import type { Contests } from '../../src/services/contest/contests.js';
import { askNotMePage, nothingToStopPage, notMeDonePage, type TypingError, typeReferencePage } from './view.js';

export interface NotMeDependencies {
  readonly site: RealmSite;
  readonly csrf: CsrfGuard;
  readonly visitorOf: (ctx: Context) => Visitor;
  readonly contests: Contests;
}

type Routed = Context & { params: Record<string, string> };
type Handler = (ctx: Routed, locale: Locale) => Promise<void> | void;

const NOTHING = 'nothing';
const TYPING = 'not-me';

export function notMeRouter({ site, csrf, visitorOf, contests }: NotMeDependencies): Router {
  const router = new Router();
  const { realm } = site;
  const place = `${site.prefix}/not-me`;
  const route =
    (name: string, handler: Handler) =>
    async (context: unknown): Promise<void> => {
      const ctx = context as Routed;
      // The pattern alone is ever written down: the address is what lets somebody act.
      ctx.state['route'] = name;
      if (followLanguageSwitch(site, ctx)) return;
      await handler(ctx, localeOf(site, ctx));
    };
  const show = (ctx: Context, locale: Locale, content: PageContent, status = 200, retryAfterSeconds?: number) =>
    sendPage(site, ctx, content, { locale, status, retryAfterSeconds, canSwitchLanguage: ctx.method !== 'POST' });
  const seeOther = (ctx: Context, below: string) => {
    ctx.status = 303;
    ctx.redirect(`${place}/${below}`);
  };
  const showTyping = (
    ctx: Context,
    locale: Locale,
    status: number,
    errors: readonly TypingError[] = [],
    more: { readonly reference?: string; readonly wait?: number } = {},
  ) => {
    const csrfToken = csrf.tokenFor(TYPING);
    const { reference, wait } = more;
    show(ctx, locale, typeReferencePage({ locale, realm, action: place, csrfToken, errors, reference }), status, wait);
  };

  router.get(
    '/not-me',
    route('not_me', (ctx, locale) => showTyping(ctx, locale, 200)),
  );

  router.post(
    '/not-me',
    route('not_me.type', async (ctx, locale) => {
      const form = await readForm(ctx);
      csrf.check(ctx, form, TYPING);
      const reference = form.get('reference') ?? '';
      const read = await contests.readTyped(realm, { reference, digits: form.get('digits') }, visitorOf(ctx));
      if (read.ok) return seeOther(ctx, read.token);
      if (read.code === 'unknown') return seeOther(ctx, NOTHING);
      if (read.code !== 'wait') return showTyping(ctx, locale, 422, [{ code: read.code }], { reference });
      const minutes = Math.ceil(read.retryAfterSeconds / 60);
      showTyping(ctx, locale, 429, [{ code: 'wait', minutes }], { wait: read.retryAfterSeconds });
    }),
  );

  router.get(
    '/not-me/:token',
    route('not_me.ask', async (ctx, locale) => {
      const token = ctx.params['token'] ?? '';
      const copy = await contests.lookUp(realm, token);
      // Back after pressing, or the link of the message again: what was stopped is what there is to read.
      if (!copy && (await contests.resultOf(realm, token))) return seeOther(ctx, `${token}/done`);
      if (!copy) return show(ctx, locale, nothingToStopPage({ locale, realm, nextHref: place }), 404);
      const name = realm.name[locale];
      const content = askNotMePage({
        locale,
        realm,
        action: `${place}/${token}`,
        csrfToken: csrf.tokenFor(token),
        label: copy.events[0]?.data['label'] === undefined ? undefined : String(copy.events[0].data['label']),
        events: copy.events.map(({ kind, data, at }) => ({
          sentence: noticeSentence({ kind, data, secret: null }, locale, name, realm.help.telephone),
          when: momentInWords(at, locale),
        })),
        isForAgent: copy.events.some(({ kind }) => isTakenUpByAgent(kind)),
      });
      show(ctx, locale, content);
    }),
  );

  router.post(
    '/not-me/:token',
    route('not_me.press', async (ctx) => {
      const token = ctx.params['token'] ?? '';
      const form = await readForm(ctx);
      csrf.check(ctx, form, token);
      const done = await contests.press(realm, token, visitorOf(ctx));
      // Pressed twice: what came of the first is what there is to read.
      if (done || (await contests.resultOf(realm, token))) return seeOther(ctx, `${token}/done`);
      seeOther(ctx, NOTHING);
    }),
  );

  router.get(
    '/not-me/:token/done',
    route('not_me.done', async (ctx, locale) => {
      const contest = await contests.resultOf(realm, ctx.params['token'] ?? '');
      if (!contest) return seeOther(ctx, NOTHING);
      show(
        ctx,
        locale,
        notMeDonePage({
          locale,
          realm,
          outcome: contest.outcome,
          stopped: contest.stopped,
          nextHref: `${site.prefix}/account`,
        }),
      );
    }),
  );
  return router;
}
