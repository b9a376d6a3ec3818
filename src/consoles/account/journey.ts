/**
 * To the provider and back (U1, A4): signing in, and proving oneself afresh for one change. What the person wished waits
 * on the server, so that an address only carries a `state`.
 */
import type { Context } from 'koa';
import type { Proved } from '../relying_party/relying_party.js';
import type { ConsoleRequest } from '../relying_party/requests.js';
import { type Stop, stopOf } from '../relying_party/stop.js';
import {
  type AccountConsole,
  addressOf,
  findAccount,
  languageOf,
  seeOther,
  showStop,
  type Visit,
  visitOf,
} from './console.js';
import type { News } from './text.js';
import type { Wish } from './wish.js';

/** What it takes to read, and to change (U1). */
const READING = 'two-step';
const CHANGING = 'two-step-fresh';

/** Sends the browser to the provider; shows why not when that does not answer. */
export async function leave(console: AccountConsole, ctx: Context, wish: Wish, portal?: string): Promise<void> {
  const { relyingParty, requests, onFault } = console;
  const acr = wish.kind === 'undo' ? CHANGING : READING;
  try {
    const { address, ...checks } = await relyingParty.ask({
      acr_values: acr,
      ui_locales: languageOf(console, ctx),
    });
    await requests.remember(ctx, { checks, wish, portal });
    seeOther(ctx, address.href);
  } catch (error) {
    onFault(error);
    showStop(console, ctx, stopOf(error), ctx.method === 'GET' ? ctx.originalUrl : placeOf(console, wish));
  }
}

/** The browser came back with the provider's answer. */
export async function comeBack(console: AccountConsole, ctx: Context): Promise<void> {
  const { state } = ctx.query;
  const request = typeof state === 'string' ? await console.requests.take(ctx, state) : undefined;
  if (!request) return (await visitOf(console, ctx)) ? tell(console, ctx, 'used') : stop(console, ctx, 'stray');
  let proved: Proved;
  try {
    proved = await console.relyingParty.redeem(ctx.querystring, request.checks);
  } catch (error) {
    const why = stopOf(error);
    if (why !== 'cancelled' && why !== 'unmet') console.onFault(error);
    if (why === 'cancelled' && (await visitOf(console, ctx))) return tell(console, ctx, 'cancelled');
    return stop(console, ctx, why);
  }
  const accountId = await console.accountOf(proved.accessToken, proved.subject);
  const account = accountId === undefined ? undefined : await findAccount(console, accountId);
  if (!account) return stop(console, ctx, 'refused');
  const session = { ...proved, accountId: account.id, portal: request.portal };
  return request.wish.kind === 'undo'
    ? undo(console, ctx, { session: { ...session, openedAt: console.clock.now() }, account }, proved.acr, request.wish)
    : enter(console, ctx, session, proved.acr, request);
}

async function enter(
  console: AccountConsole,
  ctx: Context,
  session: Omit<Visit['session'], 'openedAt'>,
  acr: string | undefined,
  { wish }: ConsoleRequest<Wish>,
): Promise<void> {
  if (acr !== READING) return stop(console, ctx, 'refused');
  await openSession(console, ctx, session);
  seeOther(ctx, placeOf(console, wish));
}

/** The one change that there is: only on a proof of this very request, by the account's own holder, and once. */
async function undo(
  console: AccountConsole,
  ctx: Context,
  { session, account }: Visit,
  acr: string | undefined,
  wish: Wish & { kind: 'undo' },
): Promise<void> {
  const { undoIdentityLink, sessions, site } = console;
  if (account.id !== wish.accountId) {
    undoIdentityLink.refuse(wish.accountId, site.realm.id, 'other_account');
    // Whoever is at this browser now is not the person whose pages are open.
    await sessions.end(ctx);
    return stop(console, ctx, 'other-account');
  }
  if (acr !== CHANGING) {
    undoIdentityLink.refuse(wish.accountId, site.realm.id, 'not_fresh');
    return stop(console, ctx, 'not-fresh');
  }
  const outcome = await undoIdentityLink.undo(account, wish.link);
  await openSession(console, ctx, session);
  if (outcome === 'unknown') return tell(console, ctx, 'no-link');
  seeOther(ctx, addressOf(console, `identities/${wish.link}/${outcome === 'undone' ? 'undone' : 'already-undone'}`));
}

async function openSession(
  { sessions }: AccountConsole,
  ctx: Context,
  { accountId, subject, sid, idToken, portal }: Omit<Visit['session'], 'openedAt'>,
): Promise<void> {
  await sessions.open(ctx, { accountId, subject, sid, idToken, ...(portal === undefined ? {} : { portal }) });
}

/** Where a wish stands: its own page, which asks again. */
function placeOf(console: AccountConsole, wish: Wish): string {
  return addressOf(console, wish.kind === 'home' ? undefined : `identities/${wish.link}/undo`);
}

/** A page of its own address: the answer's parameters leave the address bar, and reloading sends nothing again. */
function stop(console: AccountConsole, ctx: Context, why: Stop): void {
  seeOther(ctx, addressOf(console, `stopped/${why}`));
}

function tell(console: AccountConsole, ctx: Context, news: News): void {
  seeOther(ctx, `${addressOf(console)}?news=${news}`);
}
