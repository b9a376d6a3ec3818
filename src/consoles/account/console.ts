/** What the routes of « Gérer mon compte » work with, besides what every console has. */
import type { Context } from 'koa';
import type { Locale } from '../../domain/realm.js';
import { addressOf, type Console, csrfTokenFor, languageOf, type Visit } from '../relying_party/console.js';
import type { Handler } from '../relying_party/router.js';
import type { Said } from './concern_page.js';
import { NEWS, text } from './text.js';
import type { Wish } from './wish.js';

export type AccountConsole = Console<Wish>;
export type AccountHandler = Handler<AccountConsole>;

/**
 * What the address says that a page says first.
 *
 * @param own what this concern's pages can say besides
 */
export function newsOf(ctx: Context, locale: Locale, own: Readonly<Record<string, Said>> = {}): Said | undefined {
  const { news } = ctx.query;
  if (typeof news !== 'string') return undefined;
  const shared = NEWS.find((each) => each === news);
  if (shared) return { kind: 'warning', message: text[locale].news[shared] };
  return Object.hasOwn(own, news) ? own[news] : undefined;
}

/**
 * What the pages of one concern can say, by name.
 *
 * @param good the names that tell of something done; the others warn
 */
export function saidBy<Name extends string>(
  words: Readonly<Record<Name, string>>,
  good: readonly Name[],
): Readonly<Record<string, Said>> {
  const said = Object.entries<string>(words).map(([name, message]): [string, Said] => [
    name,
    { kind: good.some((each) => each === name) ? 'success' : 'warning', message },
  ]);
  return Object.fromEntries(said);
}

/** What every page that asks something takes: where the answer is posted, and the way back with nothing changed. */
export interface Asked {
  readonly locale: Locale;
  readonly action: string;
  readonly csrfToken: string;
  readonly backHref: string;
}

/** @param action, back below the console's address */
export function askedAt(
  console: AccountConsole,
  ctx: Context,
  visit: Visit,
  { action, back }: { readonly action: string; readonly back: string },
): Asked {
  return {
    locale: languageOf(console, ctx),
    action: addressOf(console, action),
    csrfToken: csrfTokenFor(console, ctx, visit),
    backHref: addressOf(console, back),
  };
}
