/**
 * A console's way to the provider and back (U1, E1, A4): signing in, and proving oneself afresh for one change. What the
 * person wished waits on the server, so that an address only carries a `state`.
 */
import type { Context } from 'koa';
import type { FreshAcr } from '../../domain/sensitive_action/sensitive_action.js';
import {
  type AnyConsole,
  addressOf,
  type Console,
  findAccount,
  languageOf,
  seeOther,
  showStop,
  type Visit,
  visitOf,
} from './console.js';
import type { Proof, Proved } from './relying_party.js';
import type { AskedChange, ConsoleRequest } from './requests.js';
import { type Stop, stopOf } from './stop.js';
import type { ConfirmationRefusal } from './take_confirmation.js';

/** What it takes to read, and to change. */
const READING = 'two-step';
const CHANGING: FreshAcr = 'two-step-fresh';

/** More than anybody keeps open half done, in all their tabs. */
const PERMITS_HELD = 8;

/** What every console's home may have to say first about a journey. */
export const JOURNEY_NEWS = ['cancelled', 'used'] as const;
export type JourneyNews = (typeof JOURNEY_NEWS)[number];

/** What a console does with wishes. */
export interface Course<Wish> {
  /** Where a wish stands: its own page, which asks again. */
  placeOf(wish: Wish): string;
  /** Where somebody signed in is told about their journey; the console's home unless said. */
  newsPlaceOf?(wish: Wish): string;
  /**
   * The change that a wish asks for: called once, on a proof of this very request by the account's own holder.
   *
   * @param proof what the confirming sign-in proved
   * @returns the address of the page that says what became of it; with a permit where the change takes one more page
   */
  change(visit: Visit, wish: Wish, ctx: Context, proof: Proof): Promise<string | Permitted>;
  /** Told of a proof that was not good enough, for the audit. */
  refused(wish: Wish, accountId: string, why: ConfirmationRefusal): void;
}

/** The proof was good, and the person goes on at a page that may do `what` for a while. */
export interface Permitted {
  readonly address: string;
  readonly permit: { readonly what: string; readonly seconds: number };
}

export interface Leaving<Wish> {
  readonly wish: Wish;
  /** the portal that the person came from, by its client_id */
  readonly portal?: string | undefined;
  readonly change?: AskedChange;
}

/** Sends the browser to the provider; shows why not when that does not answer. */
export async function leave<Wish>(
  console: Console<Wish>,
  course: Pick<Course<Wish>, 'placeOf'>,
  ctx: Context,
  { wish, portal, change }: Leaving<Wish>,
): Promise<void> {
  const { relyingParty, requests, onFault } = console;
  const acr = change ? (change.acrs ?? [CHANGING]).join(' ') : READING;
  const parameters = { acr_values: acr, ui_locales: languageOf(console, ctx) };
  try {
    const { address, ...checks } = await relyingParty.ask(parameters, change?.actions);
    await requests.remember(ctx, { checks, wish, portal, change });
    seeOther(ctx, address.href);
  } catch (error) {
    onFault(error);
    showStop(console, ctx, stopOf(error), ctx.method === 'GET' ? ctx.originalUrl : course.placeOf(wish));
  }
}

/** The browser came back with the provider's answer. */
export async function comeBack<Wish>(console: Console<Wish>, course: Course<Wish>, ctx: Context): Promise<void> {
  const { state } = ctx.query;
  const request = typeof state === 'string' ? await console.requests.take(ctx, state) : undefined;
  if (!request) {
    return (await visitOf(console, ctx)) ? tell(ctx, addressOf(console), 'used') : stop(console, ctx, 'stray');
  }
  let proved: Proved;
  try {
    proved = await console.relyingParty.redeem(ctx.querystring, request.checks);
  } catch (error) {
    const why = stopOf(error);
    if (why !== 'cancelled' && why !== 'unmet') console.onFault(error);
    if (why === 'cancelled' && (await visitOf(console, ctx))) {
      return tell(ctx, course.newsPlaceOf?.(request.wish) ?? addressOf(console), 'cancelled');
    }
    return stop(console, ctx, why);
  }
  const whose = await console.accountOf(proved.accessToken, proved.subject);
  const account = whose && (await findAccount(console, whose.accountId));
  if (!account) return stop(console, ctx, 'refused');
  const { subject, sid, idToken, acr } = proved;
  const { wish, portal, change } = request;
  const before = await console.sessions.find(ctx);
  const permits = before?.accountId === account.id ? (before.permits ?? []) : [];
  const { providerSession } = whose;
  const session = { accountId: account.id, subject, sid, idToken, providerSession, portal };
  let next: string | Permitted;
  if (change) {
    const wished = { ...change, acrs: change.acrs ?? [CHANGING] };
    const confirmed = await console.takeConfirmation({ ...proved, accountId: account.id }, wished);
    if (!confirmed.ok) return refuse(console, course, ctx, request, confirmed.code);
    next = await course.change({ session: { ...session, openedAt: console.clock.now() }, account }, wish, ctx, {
      acr: acr ?? '',
      amr: proved.amr,
      authTime: proved.authTime,
    });
  } else if (acr === READING) {
    next = course.placeOf(wish);
  } else return stop(console, ctx, 'refused');
  if (typeof next === 'string') {
    await console.sessions.open(ctx, { ...session, permits });
    return seeOther(ctx, next);
  }
  const { what, seconds } = next.permit;
  const granted = await console.permits.grant(what, seconds);
  await console.sessions.open(ctx, { ...session, permits: [...permits, granted].slice(-PERMITS_HELD) });
  seeOther(ctx, next.address);
}

const STOP_OF: Readonly<Record<ConfirmationRefusal, Stop>> = {
  other_account: 'other-account',
  not_fresh: 'not-fresh',
  other_action: 'not-fresh',
  used: 'stray',
};

async function refuse<Wish>(
  console: Console<Wish>,
  course: Course<Wish>,
  ctx: Context,
  { wish, change }: ConsoleRequest<Wish>,
  why: ConfirmationRefusal,
): Promise<void> {
  course.refused(wish, change?.accountId ?? '', why);
  // Whoever is at this browser now is not the person whose pages are open.
  if (why === 'other_account') await console.sessions.end(ctx);
  stop(console, ctx, STOP_OF[why]);
}

/** A page of its own address: the answer's parameters leave the address bar, and reloading sends nothing again. */
function stop(console: AnyConsole, ctx: Context, why: Stop): void {
  seeOther(ctx, addressOf(console, `stopped/${why}`));
}

function tell(ctx: Context, place: string, news: JourneyNews): void {
  seeOther(ctx, `${place}${place.includes('?') ? '&' : '?'}news=${news}`);
}
