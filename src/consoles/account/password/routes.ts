/**
 * Choosing another password (U1, C1): first a fresh proof that names it, then the form, for a few minutes and once. So the
 * new password never waits anywhere, and the old one is not asked: the proof includes a recent one. What was begun before
 * somebody else's change is refused in the statement that writes it.
 */
import { dayInWords } from '../../../domain/day.js';
import type { Visitor } from '../../../domain/device/visitor.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { NEW_PASSWORD, passwordErrors, REPEATED_PASSWORD } from '../../../http/layout/choose_password.js';
import { timeToWait } from '../../../http/layout/duration.js';
import type { SaidError } from '../../../http/layout/error_summary.js';
import type { VisitedAccount } from '../../../ports/account/account_store.js';
import type { ChoosePassword } from '../../../services/password/choose_password.js';
import type { JudgedPassword, PasswordRules } from '../../../services/password/password_rules.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Permit } from '../../relying_party/permits.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { text } from './text.js';
import { newPasswordPage, passwordChangedPage, passwordPage } from './view.js';

const PATH = 'password';
const NEW = `${PATH}/new`;
const DONE = `${PATH}/changed`;
/** Time to think of one and to write it down. */
const CHOOSING_SECONDS = 15 * 60;

export interface PasswordDependencies {
  readonly rules: PasswordRules;
  readonly choosePassword: ChoosePassword;
  readonly visitorOf: (ctx: Routed) => Visitor;
}

export function createPassword({ rules, choosePassword, visitorOf }: PasswordDependencies): Concern {
  const changing: Change = {
    name: 'change_password',
    action: () => ({ type: ACCOUNT_ACTIONS.changePassword.type }),
    place: () => PATH,
    carryOut: async () => ({ place: NEW, permit: { what: PATH, seconds: CHOOSING_SECONDS } }),
  };

  const showPassword: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const chosen = chosenPassword(visit.account);
    const content = passwordPage({
      locale,
      said: newsOf(ctx, locale, {
        ended: { kind: 'warning', message: text[locale].ended },
        meanwhile: { kind: 'warning', message: text[locale].meanwhile },
      }),
      chosenAt: chosen?.setAt,
      expiresAt: chosen?.expiresAt ?? null,
      action: addressOf(console, PATH),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  const askFirst: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (visit) await askToConfirm(console, ctx, visit, changing);
  };

  /** The permit of this session; whoever lacks one is told to confirm first, and undefined returned. */
  const permitOf = async (console: AccountConsole, ctx: Routed, { session }: Visit): Promise<Permit | undefined> => {
    const permit = await console.permits.find(session, PATH);
    if (!permit) seeOther(ctx, addressOf(console, `${PATH}?news=ended`));
    return permit;
  };

  const form = (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    permit: Permit,
    judged: JudgedPassword,
    errors: readonly SaidError[] = [],
    answer: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
  ): void => {
    const content = newPasswordPage({
      locale: languageOf(console, ctx),
      ...judged,
      errors,
      minutesLeft: Math.floor((permit.until - console.clock.now()) / 60_000),
      action: addressOf(console, NEW),
      csrfToken: csrfTokenFor(console, ctx, visit),
      backHref: addressOf(console, PATH),
    });
    show(console, ctx, content, answer);
  };

  const showForm: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (permit) form(console, ctx, visit, permit, rules.rulesOf(console.site.realm, visit.account));
  };

  const submit: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (!permit) return;
    const { account, session } = visit;
    const { realm } = console.site;
    const locale = languageOf(console, ctx);
    const unjudged = rules.rulesOf(realm, account);
    const password = visit.form.get(NEW_PASSWORD) ?? '';
    const refuse = (judged: JudgedPassword, errors: readonly SaidError[]) =>
      form(console, ctx, visit, permit, judged, errors, { status: 422 });
    if (password === '') return refuse(unjudged, passwordErrors(locale, 'empty'));
    const outcome = await choosePassword({
      realm,
      account,
      password,
      repeated: visit.form.get(REPEATED_PASSWORD),
      reason: 'changed',
      bar: null,
      visitor: visitorOf(ctx),
      keepSessions: false,
      keptSession: session.providerSession,
      begunAt: permit.at,
      locale,
    });
    if (outcome.ok) {
      await console.permits.use(permit);
      return seeOther(ctx, addressOf(console, DONE));
    }
    switch (outcome.code) {
      case 'password-refused':
        return refuse({ policy: unjudged.policy, rules: outcome.rules }, passwordErrors(locale, outcome.rules));
      case 'password-same':
        return refuse(unjudged, passwordErrors(locale, 'same'));
      case 'changed-meanwhile':
        return seeOther(ctx, addressOf(console, `${PATH}?news=meanwhile`));
      case 'busy': {
        const { retryAfterSeconds } = outcome;
        const message = text[locale].form.busy(timeToWait(retryAfterSeconds, locale));
        return form(console, ctx, visit, permit, unjudged, [{ message }], { status: 503, retryAfterSeconds });
      }
    }
  };

  const showDone: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const { account } = visit;
    const chosen = chosenPassword(account);
    if (!chosen) return seeOther(ctx, addressOf(console, PATH));
    const locale = languageOf(console, ctx);
    const { contacts } = account;
    show(console, ctx, passwordChangedPage({ locale, at: chosen.setAt, contacts, homeHref: addressOf(console) }));
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary({ account }, locale) {
      const chosen = chosenPassword(account);
      const { summary } = text[locale];
      return chosen ? summary.chosen(dayInWords(chosen.setAt, locale)) : summary.none;
    },
    routes: [
      { method: 'get', path: PATH, name: 'password', handler: showPassword },
      { method: 'post', path: PATH, name: 'ask_password', handler: askFirst },
      { method: 'get', path: NEW, name: 'new_password', handler: showForm },
      { method: 'post', path: NEW, name: 'choose_password', handler: submit },
      { method: 'get', path: DONE, name: 'password_changed', handler: showDone },
    ],
    changes: [changing],
  };
}

/** The one that the person chose; a provisional one beside it is none. */
function chosenPassword({ credentials }: VisitedAccount) {
  return credentials.find(({ kind }) => kind === 'password');
}
