/**
 * How a person looks after what they named and sign in with, an app or a passkey: found by its address, named anew without a
 * proof, removed with one (I5, I6, U1).
 */
import type { Locale, Realm } from '../../domain/realm.js';
import type { PageContent } from '../../http/layout/page.js';
import type { Seat } from '../../services/account/seat.js';
import type { ChangeNamedMeans } from '../../services/authenticator/change_named_means.js';
import { addressOf, seeOther, show, type Visit } from '../relying_party/console.js';
import type { Routed } from '../relying_party/router.js';
import type { Change, ConcernRoute } from './concern.js';
import { type AccountConsole, type AccountHandler, type Asked, askedAt } from './console.js';
import { askToConfirm, sender, visitor } from './journey.js';
import type { AskedName } from './named_means.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One of a person's means, and their others of the same sort. */
export interface FoundMeans<Means> {
  readonly means: Means;
  readonly others: readonly Means[];
}

/** One sort of means. */
export interface NamedMeansSort<Means extends Named> {
  /** as routes are called by: `rename_<type>` */
  readonly type: 'authenticator' | 'passkey';
  /** the concern's */
  readonly path: string;
  /** what the id is called in addresses, and in what waits for a proof */
  readonly parameter: string;
  /** what the name is posted as */
  readonly nameField: string;
  readonly realm: Realm;
  listOf(accountId: string): Promise<readonly Means[]>;
  readonly change: Pick<ChangeNamedMeans, 'rename'>;
  readonly removing: Change;
  /** kept with the removal while the proof is given, besides the id */
  keptOf?(means: Means): Readonly<Record<string, string>>;
  /** @param now milliseconds since the epoch */
  removalPage(asked: Asked, found: FoundMeans<Means>, visit: Visit, now: number): PageContent;
  renamePage(asked: AskedName): PageContent;
}

export interface NamedMeansRoutes<Means extends Named> {
  /** with the addresses of both questions */
  linked(console: AccountConsole, means: Means): Means & { readonly renameHref: string; readonly removeHref: string };
  readonly routes: readonly ConcernRoute[];
}

/** @param locale of the page; the person's own unless told */
export function seatAt(realm: Realm, { session, account }: Visit, locale: Locale = account.locale): Seat {
  return { realm, account, browser: session.sid, locale };
}

export function namedMeansRoutes<Means extends Named>(sort: NamedMeansSort<Means>): NamedMeansRoutes<Means> {
  const { type, path, parameter, nameField, realm, change, removing } = sort;
  const namePlace = (id: string) => `${path}/${id}/name`;
  const removalPlace = (id: string) => removing.place({ [parameter]: id });
  const tell = (console: AccountConsole, ctx: Routed, news: 'renamed' | 'gone') =>
    seeOther(ctx, addressOf(console, `${path}?news=${news}`));

  /** That of the address, if it is this person's; else they are told, and undefined returned. */
  const find = async (
    console: AccountConsole,
    ctx: Routed,
    { account }: Visit,
  ): Promise<FoundMeans<Means> | undefined> => {
    const all = await sort.listOf(account.id);
    const means = all.find(({ id }) => id === ctx.params[parameter]);
    if (!means) tell(console, ctx, 'gone');
    return means && { means, others: all.filter((other) => other !== means) };
  };

  const askRemoval: AccountHandler = async (console, ctx) => {
    const place = removalPlace(ctx.params[parameter] ?? '');
    const visit = await visitor(console, ctx, place);
    const found = visit && (await find(console, ctx, visit));
    if (!found) return;
    const asked = askedAt(console, ctx, visit, { action: place, back: path });
    show(console, ctx, sort.removalPage(asked, found, visit, console.clock.now()));
  };

  const remove: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, removalPlace(ctx.params[parameter] ?? ''));
    const found = visit && (await find(console, ctx, visit));
    if (!found) return;
    const kept = { ...sort.keptOf?.(found.means), [parameter]: found.means.id };
    await askToConfirm(console, ctx, visit, removing, kept);
  };

  const namePage = (console: AccountConsole, ctx: Routed, visit: Visit, { id, name }: Means, refused?: string) =>
    sort.renamePage({ ...askedAt(console, ctx, visit, { action: namePlace(id), back: path }), name, refused });

  const askName: AccountHandler = async (console, ctx) => {
    const visit = await visitor(console, ctx, path);
    const found = visit && (await find(console, ctx, visit));
    if (found) show(console, ctx, namePage(console, ctx, visit, found.means));
  };

  const rename: AccountHandler = async (console, ctx) => {
    const visit = await sender(console, ctx, path);
    const found = visit && (await find(console, ctx, visit));
    if (!found) return;
    const typed = visit.form.get(nameField) ?? '';
    const outcome = await change.rename(seatAt(realm, visit), found.means.id, typed);
    if (outcome !== 'name') return tell(console, ctx, outcome);
    show(console, ctx, namePage(console, ctx, visit, found.means, typed), { status: 422 });
  };

  return {
    linked: (console, means) => ({
      ...means,
      renameHref: addressOf(console, namePlace(means.id)),
      removeHref: addressOf(console, removalPlace(means.id)),
    }),
    routes: [
      { method: 'get', path: `${path}/:${parameter}/remove`, name: `remove_${type}`, handler: askRemoval },
      { method: 'post', path: `${path}/:${parameter}/remove`, name: `remove_${type}`, handler: remove },
      { method: 'get', path: `${path}/:${parameter}/name`, name: `rename_${type}`, handler: askName },
      { method: 'post', path: `${path}/:${parameter}/name`, name: `rename_${type}`, handler: rename },
    ],
  };
}
