/** Enrolling an authenticator app (I5, U1): a fresh proof first, then a code that the app makes, within some minutes. */
import type { Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import type { AuthenticatorStore } from '../../../ports/authenticator/authenticator_store.js';
import type { EnrolAuthenticator } from '../../../services/authenticator/enrol_authenticator.js';
import { addressOf, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, ConcernRoute } from '../concern.js';
import { type AccountConsole, type AccountHandler, askedAt } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { seatAt } from '../named_means_routes.js';
import { PATH, told } from './addresses.js';
import { type EnrolError, enrolPage, NAME_FIELD } from './enrol.js';

export interface EnrollingDependencies {
  readonly realm: Realm;
  readonly authenticators: Pick<AuthenticatorStore, 'listOf'>;
  readonly enrol: EnrolAuthenticator;
}

export function createEnrolling({ realm, authenticators, enrol }: EnrollingDependencies): {
  readonly change: Change;
  readonly routes: readonly ConcernRoute[];
} {
  const change: Change = {
    name: 'enrol_authenticator',
    action: () => ({ type: ACCOUNT_ACTIONS.enrolAuthenticator.type }),
    place: () => PATH,
    async carryOut(visit) {
      const draft = await enrol.begin(seatAt(realm, visit));
      return { place: draft === undefined ? told('full') : `${PATH}/new/${draft}` };
    },
  };

  const add: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { length } = await authenticators.listOf(visit.account.id);
    if (length >= (realm.authenticators?.most ?? 0)) return seeOther(ctx, addressOf(console, told('full')));
    await askToConfirm(console, ctx, visit, change);
  };

  /** A form's address typed or reloaded. */
  const showList: AccountHandler = async (console, ctx) => seeOther(ctx, addressOf(console, PATH));

  const showDraft = async (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    typed: { readonly name?: string; readonly errors?: readonly EnrolError[] } = {},
  ): Promise<void> => {
    const id = ctx.params['draft'] ?? '';
    const draft = await enrol.find(seatAt(realm, visit, languageOf(console, ctx)), id);
    if (draft === 'added' || !draft) return seeOther(ctx, addressOf(console, told(draft ?? 'late')));
    const asked = askedAt(console, ctx, visit, { action: `${PATH}/new/${id}`, back: PATH });
    show(console, ctx, enrolPage({ ...asked, ...draft, ...typed }), { status: typed.errors ? 422 : 200 });
  };

  const showEnrolment: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (visit) await showDraft(console, ctx, visit);
  };

  const confirm: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const typed = { name: visit.form.get(NAME_FIELD) ?? '', code: visit.form.get('code') ?? '' };
    const seat = seatAt(realm, visit, languageOf(console, ctx));
    const outcome = await enrol.confirm(seat, ctx.params['draft'] ?? '', typed);
    if (outcome.ok) {
      const place = outcome.shownCodes === null ? told('added') : `${PATH}/codes/${outcome.shownCodes}`;
      return seeOther(ctx, addressOf(console, place));
    }
    if (outcome.code === 'full') return seeOther(ctx, addressOf(console, told('full')));
    if (outcome.code === 'gone') return seeOther(ctx, addressOf(console, told('late')));
    await showDraft(console, ctx, visit, { name: typed.name, errors: [outcome.code] });
  };

  return {
    change,
    routes: [
      { method: 'post', path: `${PATH}/new`, name: 'add_authenticator', handler: add },
      { method: 'get', path: `${PATH}/new`, name: 'authenticators', handler: showList },
      { method: 'get', path: `${PATH}/new/:draft`, name: 'enrol_authenticator', handler: showEnrolment },
      { method: 'post', path: `${PATH}/new/:draft`, name: 'enrol_authenticator', handler: confirm },
    ],
  };
}
