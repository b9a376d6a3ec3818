/**
 * The steps that begin a journey to the provider (U1): signing in to read a page, and confirming one change with a fresh
 * proof. What was wished waits on the server; relying_party/journey.ts goes and comes back.
 */
import type { Context } from 'koa';
import type { Form } from '../../http/form_body.js';
import { addressOf, readOwnForm, type Visit, visitOf } from '../relying_party/console.js';
import { type Course, leave } from '../relying_party/journey.js';
import type { Change } from './concern.js';
import type { AccountConsole } from './console.js';
import type { Wish } from './wish.js';

/** Where a wish stands, and where its end is told: at its concern. */
export function placesOf(console: AccountConsole): Required<Pick<Course<Wish>, 'placeOf' | 'newsPlaceOf'>> {
  return {
    placeOf: ({ place }) => addressOf(console, place),
    newsPlaceOf: ({ place }) => addressOf(console, place?.split('/')[0]),
  };
}

/** To the provider for something that changes nothing. */
export function leaveToRead(console: AccountConsole, ctx: Context, place?: string, portal?: string): Promise<void> {
  return leave(console, placesOf(console), ctx, { wish: { kind: 'visit', place }, portal });
}

/** Who reads this page; whoever is not signed in is asked to, then comes to `place`, and undefined is returned. */
export async function visitor(console: AccountConsole, ctx: Context, place: string): Promise<Visit | undefined> {
  const visit = await visitOf(console, ctx);
  if (!visit) await leaveToRead(console, ctx, place);
  return visit;
}

/**
 * Who posted a form, and what it holds, known to be ours. A session that ended meanwhile keeps the page, as a question.
 *
 * @throws BadRequest
 */
export async function sender(
  console: AccountConsole,
  ctx: Context,
  place: string,
): Promise<(Visit & { readonly form: Form }) | undefined> {
  const visit = await visitor(console, ctx, place);
  return visit && { ...visit, form: await readOwnForm(console, ctx, visit) };
}

/** Asks for a fresh proof that names the change. Nothing changes here: the answer to it does that. */
export function askToConfirm(
  console: AccountConsole,
  ctx: Context,
  { account, session }: Visit,
  change: Change,
  data: Readonly<Record<string, string>> = {},
): Promise<void> {
  return leave(console, placesOf(console), ctx, {
    wish: { kind: 'change', change: change.name, place: change.place(data), data },
    portal: session.portal,
    change: {
      accountId: account.id,
      actions: [change.action(data)],
      ...(change.levels ? { acrs: change.levels(data) } : {}),
    },
  });
}
