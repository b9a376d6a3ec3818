/**
 * Passkeys at « Gérer mon compte » (I6, U1): a fresh proof that names it first, then the browser makes the key, for a few
 * minutes. Renamed without a proof, removed with one.
 */
import { secondStepChannels } from '../../../domain/contact/second_step.js';
import type { Locale, Realm } from '../../../domain/realm.js';
import { ACCOUNT_ACTIONS } from '../../../domain/sensitive_action/own_actions.js';
import { displayField } from '../../../domain/sensitive_action/sensitive_action.js';
import { FAILURE_FIELD, PASSKEY_FIELD, readFailure } from '../../../http/layout/passkey_creation.js';
import { seenFrom } from '../../../http/visitor_device.js';
import type { Passkey, PasskeyStore } from '../../../ports/passkey/passkey_store.js';
import type { Seat } from '../../../services/account/seat.js';
import type { ChangeNamedMeans } from '../../../services/authenticator/change_named_means.js';
import type { EnrolPasskey } from '../../../services/passkey/enrol_passkey.js';
import { addressOf, csrfTokenFor, languageOf, seeOther, show, type Visit } from '../../relying_party/console.js';
import type { Permit } from '../../relying_party/permits.js';
import type { Routed } from '../../relying_party/router.js';
import type { Change, Concern } from '../concern.js';
import { type AccountConsole, type AccountHandler, newsOf } from '../console.js';
import { askToConfirm, sender, visitor } from '../journey.js';
import { askRemovalPage, NAME_FIELD, type RemainingWays, renamePasskeyPage } from './ask.js';
import { enrolPasskeyPage } from './enrol.js';
import { type EnrolPasskeyError, type PasskeyNews, text } from './text.js';
import { passkeysPage } from './view.js';

const REMOVAL = ACCOUNT_ACTIONS.removePasskey;
const PATH = 'passkeys';
const NEW = `${PATH}/new`;
const GOOD_NEWS: readonly PasskeyNews[] = ['added', 'removed', 'renamed'];
const BAD_NEWS: readonly PasskeyNews[] = ['full', 'gone', 'late', 'there'];

export interface PasskeysDependencies {
  readonly realm: Realm;
  readonly passkeys: Pick<PasskeyStore, 'listOf'>;
  readonly enrol: EnrolPasskey;
  readonly change: ChangeNamedMeans;
}

export function createPasskeys({ realm, passkeys, enrol, change }: PasskeysDependencies): Concern {
  const most = realm.passkeys?.most ?? 0;
  const enrolmentSeconds = realm.passkeys?.enrolmentSeconds ?? 0;
  const told = (news: PasskeyNews) => `${PATH}?news=${news}`;
  const seatOf = ({ session, account }: Visit, locale: Locale = account.locale): Seat => ({
    realm,
    account,
    browser: session.sid,
    locale,
  });

  const enrolling: Change = {
    name: 'enrol_passkey',
    action: () => ({ type: ACCOUNT_ACTIONS.enrolPasskey.type }),
    place: () => PATH,
    carryOut: async () => ({ place: NEW, permit: { what: NEW, seconds: enrolmentSeconds } }),
  };
  const removing: Change = {
    name: 'remove_passkey',
    action: ({ name = '' }) => ({ type: REMOVAL.type, passkey: shownName(name) }),
    place: ({ passkey = '' }) => `${PATH}/${passkey}/remove`,
    async carryOut(visit, { passkey = '' }, ctx) {
      const isRemoved = await change.remove(seatOf(visit), passkey, seenFrom(ctx).browser);
      return { place: told(isRemoved ? 'removed' : 'gone') };
    },
  };

  const asking = (console: AccountConsole, ctx: Routed, visit: Visit, action: string) => ({
    locale: languageOf(console, ctx),
    action: addressOf(console, action),
    csrfToken: csrfTokenFor(console, ctx, visit),
    backHref: addressOf(console, PATH),
  });
  /** The passkey of the address, if it is this person's; else they are told, and undefined returned. */
  const passkeyOf = async (console: AccountConsole, ctx: Routed, { account }: Visit) => {
    const all = await passkeys.listOf(account.id);
    const passkey = all.find(({ id }) => id === ctx.params['passkey']);
    if (!passkey) seeOther(ctx, addressOf(console, told('gone')));
    return passkey && { passkey, others: all.filter((other) => other !== passkey) };
  };

  const showAll: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    if (!visit) return;
    const locale = languageOf(console, ctx);
    const all = await passkeys.listOf(visit.account.id);
    const hadOne = all.length > 0 || ctx.query['news'] === 'removed';
    const content = passkeysPage({
      locale,
      said: newsOf(ctx, locale, saidIn(locale)),
      accepted: hadOne ? await enrol.accepted(seatOf(visit)) : undefined,
      passkeys: all.map((passkey) => ({
        ...passkey,
        renameHref: addressOf(console, `${PATH}/${passkey.id}/name`),
        removeHref: addressOf(console, `${PATH}/${passkey.id}/remove`),
      })),
      most,
      addAction: addressOf(console, NEW),
      csrfToken: csrfTokenFor(console, ctx, visit),
      homeHref: addressOf(console),
    });
    show(console, ctx, content);
  };

  /** The permit of this session; whoever lacks one is told, and undefined returned. */
  const permitOf = async (console: AccountConsole, ctx: Routed, { session }: Visit): Promise<Permit | undefined> => {
    const permit = await console.permits.find(session, NEW);
    if (!permit) seeOther(ctx, addressOf(console, told('late')));
    return permit;
  };

  /** Each showing asks for a key of its own: an answer to an older one is as good until its time is over. */
  const showCreation = async (
    console: AccountConsole,
    ctx: Routed,
    visit: Visit,
    { until }: Permit,
    error?: EnrolPasskeyError,
  ): Promise<void> => {
    const options = await enrol.begin(seatOf(visit, languageOf(console, ctx)));
    if (!options) return seeOther(ctx, addressOf(console, told('full')));
    const page = enrolPasskeyPage({ ...asking(console, ctx, visit, NEW), options, until, error });
    show(console, ctx, page, { status: error === undefined ? 200 : 422 });
  };

  const showEnrolment: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const permit = visit && (await permitOf(console, ctx, visit));
    if (permit) await showCreation(console, ctx, visit, permit);
  };

  /** The first form asks for the proof; with it, the second brings what the browser made. */
  const add: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    if (!visit) return;
    const { form } = visit;
    if (!form.has(PASSKEY_FIELD)) {
      const { length } = await passkeys.listOf(visit.account.id);
      if (length >= most) return seeOther(ctx, addressOf(console, told('full')));
      return askToConfirm(console, ctx, visit, enrolling);
    }
    const permit = await permitOf(console, ctx, visit);
    if (!permit) return;
    const failure = readFailure(form.get(FAILURE_FIELD));
    if (failure) return showCreation(console, ctx, visit, permit, failure);
    const outcome = await enrol.finish(seatOf(visit, languageOf(console, ctx)), {
      posted: form.get(PASSKEY_FIELD) ?? '',
      browser: seenFrom(ctx).browser,
      begunAt: permit.at,
      claim: () => console.permits.use(permit),
    });
    if (outcome.ok) return seeOther(ctx, addressOf(console, told('added')));
    switch (outcome.code) {
      case 'refused':
        return showCreation(console, ctx, visit, permit, 'refused');
      case 'gone': {
        // Used by another press of the same, or still there for another try.
        const left = await permitOf(console, ctx, visit);
        return left && showCreation(console, ctx, visit, left, 'expired');
      }
      case 'name':
        throw new Error('a passkey that nobody named has a name');
      default:
        seeOther(ctx, addressOf(console, told(outcome.code)));
    }
  };

  const askRemoval: AccountHandler = async (console, ctx) => {
    const place = removing.place({ passkey: ctx.params['passkey'] ?? '' });
    const visit = await visitor(console, ctx, place);
    const found = visit && (await passkeyOf(console, ctx, visit));
    if (!found) return;
    const remaining = remainingFor(visit, found.others, console.clock.now());
    show(console, ctx, askRemovalPage({ ...asking(console, ctx, visit, place), name: found.passkey.name, remaining }));
  };

  const remainingFor = ({ account }: Visit, others: readonly Passkey[], now: number): RemainingWays => ({
    passkeys: others.filter(({ state }) => state === 'usable').length,
    hasPassword: account.credentials.some(({ kind }) => kind === 'password' || kind === 'provisional'),
    channels: secondStepChannels(account, realm, { deviceKnown: true, now }),
  });

  const remove: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, removing.place({ passkey: ctx.params['passkey'] ?? '' }));
    const found = visit && (await passkeyOf(console, ctx, visit));
    if (!found) return;
    const { id, name } = found.passkey;
    await askToConfirm(console, ctx, visit, removing, { passkey: id, name });
  };

  const namePage = (console: AccountConsole, ctx: Routed, visit: Visit, { id, name }: Passkey, refused?: string) =>
    renamePasskeyPage({ ...asking(console, ctx, visit, `${PATH}/${id}/name`), name, refused });

  const askName: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, PATH);
    const found = visit && (await passkeyOf(console, ctx, visit));
    if (found) show(console, ctx, namePage(console, ctx, visit, found.passkey));
  };

  const rename: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, PATH);
    const found = visit && (await passkeyOf(console, ctx, visit));
    if (!found) return;
    const typed = visit.form.get(NAME_FIELD) ?? '';
    const outcome = await change.rename(seatOf(visit), found.passkey.id, typed);
    if (outcome !== 'name') return seeOther(ctx, addressOf(console, told(outcome)));
    show(console, ctx, namePage(console, ctx, visit, found.passkey, typed), { status: 422 });
  };

  return {
    path: PATH,
    title: { fr: text.fr.title, en: text.en.title },
    summary: ({ account }, locale) => text[locale].summary(account.passkeys),
    routes: [
      { method: 'get', path: PATH, name: 'passkeys', handler: showAll },
      { method: 'get', path: NEW, name: 'enrol_passkey', handler: showEnrolment },
      { method: 'post', path: NEW, name: 'enrol_passkey', handler: add },
      { method: 'get', path: `${PATH}/:passkey/remove`, name: 'remove_passkey', handler: askRemoval },
      { method: 'post', path: `${PATH}/:passkey/remove`, name: 'remove_passkey', handler: remove },
      { method: 'get', path: `${PATH}/:passkey/name`, name: 'rename_passkey', handler: askName },
      { method: 'post', path: `${PATH}/:passkey/name`, name: 'rename_passkey', handler: rename },
    ],
    changes: [enrolling, removing],
  };
}

/** What a code names must be showable; a name is the person's own. */
function shownName(name: string): string {
  return displayField(name, REMOVAL.fields[0]?.longestCharacters ?? 0) || '–';
}

function saidIn(locale: Locale) {
  const { news } = text[locale];
  return Object.fromEntries([
    ...GOOD_NEWS.map((each) => [each, { kind: 'success' as const, message: news[each] }]),
    ...BAD_NEWS.map((each) => [each, { kind: 'warning' as const, message: news[each] }]),
  ]);
}
