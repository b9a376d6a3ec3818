/** What the routes of « Gérer mon compte » work with, besides what every console has. */
import type { Context } from 'koa';
import type { Locale } from '../../domain/realm.js';
import type { Console } from '../relying_party/console.js';
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
