/** Authenticator apps and their recovery codes (I5, U1): enrolled, renamed, removed, made anew. */
import { recoveryCodesLeft } from '../../../domain/one_time_code/code_card.js';
import type { Locale, Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { Authenticator, AuthenticatorStore } from '../../../ports/authenticator/authenticator_store.js';
import type { Clock } from '../../../ports/clock.js';
import type { Seat } from '../../../services/account/seat.js';
import type { ChangeNamedMeans } from '../../../services/authenticator/change_named_means.js';
import type { EnrolAuthenticator } from '../../../services/authenticator/enrol_authenticator.js';
import type { RecoveryCodes } from '../../../services/authenticator/recovery_codes.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { askRemovalPage, askRenewalPage, renamePage } from './ask.js';
import { recoveryCodesPage } from './codes.js';
import { type EnrolError, enrolPage, NAME_FIELD } from './enrol.js';
import { text } from './text.js';
import { authenticatorsPage } from './view.js';

const PATH = 'authenticators';
const GOOD_NEWS = ['added', 'removed', 'renamed'] as const;
const BAD_NEWS = ['full', 'gone', 'late', 'no-codes'] as const;

type News = (typeof GOOD_NEWS)[number] | (typeof BAD_NEWS)[number];

export interface AuthenticatorsDependencies {
  readonly realm: Realm;
  readonly authenticators: Pick<AuthenticatorStore, 'listOf'>;
  readonly enrol: EnrolAuthenticator;
  readonly change: ChangeNamedMeans;
  readonly recoveryCodes: RecoveryCodes;
  readonly clock: Clock;
}

export function createAuthenticators(dependencies: AuthenticatorsDependencies): Concern {
  const { realm, authenticators, enrol, change, recoveryCodes, clock } = dependencies;
  const most = realm.authenticators?.most ?? 0;
  const told = (news: News) => `${PATH}?news=${news}`;
  const seatOf = ({ session, account }: Visit, locale: Locale = account.locale): Seat => ({
    realm,
    account,
    browser: session.sid,
    locale,
  });

  const enrolling: Change = {
    name: 'enrol_authenticator',
    action: () => ({ type: ACCOUNT_ACTIONS.enrolAuthenticator.type }),
    place: () => PATH,
    async carryOut(visit) {
      const draft = await enrol.begin(seatOf(visit));
      return { place: draft === undefined ? told('full') : `${PATH}/new/${draft}` };
    },
  };
  const removing: Change = {
    name: 'remove_authenticator',
    action: () => ({ type: ACCOUNT_ACTIONS.removeAuthenticator.type }),
    place: ({ app = '' }) => `${PATH}/${app}/remove`,
    async carryOut(visit, { app = '' }) {
      return { place: told((await change.remove(seatOf(visit), app)) ? 'removed' : 'gone') };
    },
  };
  const renewing: Change = {
    name: 'renew_recovery_codes',
    action: () => ({ type: ACCOUNT_ACTIONS.renewRecoveryCodes.type }),
    place: () => `${PATH}/codes`,
    async carryOut(visit) {
      const shown = await recoveryCodes.renew(seatOf(visit));
      return { place: shown === undefined ? PATH : `${PATH}/codes/${shown}` };
    },
  };

  /** The app of the address, if it is this person's; else they are told, and undefined returned. */
  const appOf = async (console: AccountConsole, ctx: Routed, { account }: Visit) => {
    const apps = await authenticators.listOf(account.id);
    const app = apps.find(({ id }) => id === ctx.params['app']);
    if (!app) seeOther(ctx, addressOf(console, told('gone')));
    return app && { app, isLast: apps.length === 1 };
  };
  const asking = (console: AccountConsole, ctx: Routed, visit: Visit, action: string) => ({
    locale: languageOf(console, ctx),
    action: addressOf(console, action),
    csrfToken: csrfTokenFor(console, ctx, visit),
    backHref: addressOf(console, PATH),
  });

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const apps = await authenticators.listOf(visit.account.id);
    const content = authenticatorsPage({
      locale,
      said: newsOf(ctx, locale, saidIn(locale)),
      apps: apps.map((app) => ({
        ...app,
        renameHref: addressOf(console, `${PATH}/${app.id}/name`),
        removeHref: addressOf(console, `${PATH}/${app.id}/remove`),
      })),
      most,
      codesLeft: recoveryCodesLeft(visit.account.codeCards, clock.now()),
      renewHref: addressOf(console, `${PATH}/codes`),
      addAction: addressOf(console, `${PATH}/new`),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const add: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { length } = await authenticators.listOf(visit.account.id);
    if (length >= most) return seeOther(ctx, addressOf(console, told('full')));
    await askToConfirm(console, ctx, visit, enrolling);
  };

  const showDraft = async (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    typed: { readonly name?: string; readonly errors?: readonly EnrolError[] } = {},
  ): Promise<void> => {
    const id = ctx.params['draft'] ?? '';
    const locale = languageOf(console, ctx);
    const draft = await enrol.find(seatOf(visit, locale), id);
    if (draft === 'added' || !draft) return seeOther(ctx, addressOf(console, told(draft ?? 'late')));
    const page = enrolPage({ ...asking(console, ctx, visit, `${PATH}/new/${id}`), ...draft, ...typed });
    show(console, ctx, page, { status: typed.errors ? 422 : 200 });
  };

  const showEnrolment: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (visit) await showDraft(console, ctx, visit);
  };

  const confirmEnrolment: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const typed = { name: visit.form.get(NAME_FIELD) ?? '', code: visit.form.get('code') ?? '' };
    const outcome = await enrol.confirm(seatOf(visit, languageOf(console, ctx)), ctx.params['draft'] ?? '', typed);
    if (outcome.ok) {
      const place = outcome.shownCodes === null ? told('added') : `${PATH}/codes/${outcome.shownCodes}`;
      return seeOther(ctx, addressOf(console, place));
    }
    if (outcome.code === 'full') return seeOther(ctx, addressOf(console, told('full')));
    if (outcome.code === 'gone') return seeOther(ctx, addressOf(console, told('late')));
    await showDraft(console, ctx, visit, { name: typed.name, errors: [outcome.code] });
  };

  const askRemoval: AccountHandler = async (console, ctx) => {
    const place = removing.place({ app: ctx.params['app'] ?? '' });
    const visit = await visitor(console, ctx, place);
    const found = visit && (await appOf(console, ctx, visit));
    if (!found) return;
    const { app, isLast } = found;
    show(console, ctx, askRemovalPage({ ...asking(console, ctx, visit, place), name: app.name, isLast }));
  };

  const remove: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, removing.place({ app: ctx.params['app'] ?? '' }));
    const found = visit && (await appOf(console, ctx, visit));
    if (found) await askToConfirm(console, ctx, visit, removing, { app: found.app.id });
  };

  const namePage = (console: AccountConsole, ctx: Routed, visit: Visit, { id, name }: Authenticator, typed?: string) =>
    renamePage({ ...asking(console, ctx, visit, `${PATH}/${id}/name`), name, refused: typed });

  const askName: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const found = visit && (await appOf(console, ctx, visit));
    if (found) show(console, ctx, namePage(console, ctx, visit, found.app));
  };

  const rename: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const found = visit && (await appOf(console, ctx, visit));
    if (!found) return;
    const typed = visit.form.get(NAME_FIELD) ?? '';
    const outcome = await change.rename(seatOf(visit), found.app.id, typed);
    if (outcome !== 'name') return seeOther(ctx, addressOf(console, told(outcome)));
    show(console, ctx, namePage(console, ctx, visit, found.app, typed), { status: 422 });
  };

  const askRenewal: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, renewing.place({}));
    if (!visit) return;
    if (visit.account.authenticators === 0) return seeOther(ctx, addressOf(console, PATH));
    show(console, ctx, askRenewalPage(asking(console, ctx, visit, renewing.place({}))));
  };

  const renew: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, renewing.place({}));
    if (visit) await askToConfirm(console, ctx, visit, renewing);
  };

  const showCodes: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const shown = ctx.params['shown'] ?? '';
    const codes = await recoveryCodes.find(seatOf(visit), shown);
    if (!codes) return seeOther(ctx, addressOf(console, told('no-codes')));
    show(console, ctx, recoveryCodesPage({ ...asking(console, ctx, visit, `${PATH}/codes/${shown}`), ...codes }));
  };

  const keepCodes: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    await recoveryCodes.putAway(seatOf(visit), ctx.params['shown'] ?? '');
    seeOther(ctx, addressOf(console, PATH));
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: ({ account }, locale) =>
      text[locale].summary(account.authenticators, recoveryCodesLeft(account.codeCards, clock.now())),
    routes: [
      { method: 'get', path: PATH, name: 'authenticators', handler: showAll },
      { method: 'post', path: `${PATH}/new`, name: 'add_authenticator', handler: add },
      { method: 'get', path: `${PATH}/new`, name: 'authenticators', handler: (console, ctx) => toList(console, ctx) },
      { method: 'get', path: `${PATH}/new/:draft`, name: 'enrol_authenticator', handler: showEnrolment },
      { method: 'post', path: `${PATH}/new/:draft`, name: 'enrol_authenticator', handler: confirmEnrolment },
      { method: 'get', path: `${PATH}/codes`, name: 'renew_recovery_codes', handler: askRenewal },
      { method: 'post', path: `${PATH}/codes`, name: 'renew_recovery_codes', handler: renew },
      { method: 'get', path: `${PATH}/codes/:shown`, name: 'recovery_codes', handler: showCodes },
      { method: 'post', path: `${PATH}/codes/:shown`, name: 'recovery_codes', handler: keepCodes },
      { method: 'get', path: `${PATH}/:app/remove`, name: 'remove_authenticator', handler: askRemoval },
      { method: 'post', path: `${PATH}/:app/remove`, name: 'remove_authenticator', handler: remove },
      { method: 'get', path: `${PATH}/:app/name`, name: 'rename_authenticator', handler: askName },
      { method: 'post', path: `${PATH}/:app/name`, name: 'rename_authenticator', handler: rename },
    ],
    changes: [enrolling, removing, renewing],
  };
}

/** A form's address typed or reloaded. */
function toList(console: AccountConsole, ctx: Routed): void {
  seeOther(ctx, addressOf(console, PATH));
}

function saidIn(locale: Locale) {
  const { news } = text[locale];
  return Object.fromEntries([
    ...GOOD_NEWS.map((each) => [each, { kind: 'success' as const, message: news[each] }]),
    ...BAD_NEWS.map((each) => [each, { kind: 'warning' as const, message: news[each] }]),
  ]);
}
