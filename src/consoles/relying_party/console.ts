/** What the routes of every console work with, and the few steps that they share (U1, E4). */
import type { Context } from 'koa';
import type { OwnClient } from '../../domain/client/own_client.js';
import type { Locale } from '../../domain/realm.js';
import type { CsrfGuard } from '../../http/csrf.js';
import { type Form, readForm } from '../../http/form_body.js';
import type { PageContent } from '../../http/layout/page.js';
import type { Portal } from '../../http/portal.js';
import { localeOf, type RealmSite, sendPage } from '../../http/realm_site.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { ConsolePermits } from './permits.js';
import type { OwnRelyingParty } from './relying_party.js';
import type { ConsoleRequests } from './requests.js';
import type { ConsoleSession, ConsoleSessions } from './sessions.js';
import { STOP_STATUS, type Stop } from './stop.js';
import { type EndingWords, type ShownPortal, stoppedPage } from './stopped.js';
import type { TakeConfirmation } from './take_confirmation.js';

/** @template Wish what happens once the person proved themselves */
export interface Console<Wish> {
  readonly client: OwnClient;
  readonly site: RealmSite;
  readonly csrf: CsrfGuard;
  readonly clock: Clock;
  readonly relyingParty: OwnRelyingParty;
  readonly sessions: ConsoleSessions;
  readonly requests: ConsoleRequests<Wish>;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly permits: ConsolePermits;
  readonly takeConfirmation: TakeConfirmation;
  /** whose account a `sub` of ours names, by the access token that came with it, and in which session of the provider */
  readonly accountOf: (
    accessToken: string,
    subject: string,
  ) => Promise<{ readonly accountId: string; readonly providerSession: string | undefined } | undefined>;
  /** a portal of the realm by its client_id */
  readonly findPortal: (clientId: string) => Promise<Portal | undefined>;
  /** told why the provider could not be used, for the operator */
  readonly onFault: (error: unknown) => void;
  /** what this console says where a journey stops or ends */
  readonly endings: Readonly<Record<Locale, EndingWords>>;
}

/** Any console: its wishes are its own. */
export type AnyConsole = Omit<Console<never>, 'requests'> & {
  readonly requests: Pick<ConsoleRequests<never>, 'browserOf'>;
};

/** Somebody who is signed in here. */
export interface Visit {
  readonly session: ConsoleSession;
  readonly account: VisitedAccount;
}

const RETRY_AFTER_SECONDS = 10;

/** Address of the console, or of something below it, as browsers ask for it. */
export function addressOf({ site, client }: Pick<AnyConsole, 'site' | 'client'>, below?: string): string {
  return `${site.prefix}/${client.section}${below === undefined ? '' : `/${below}`}`;
}

export function seeOther(ctx: Context, address: string): void {
  ctx.status = 303;
  ctx.redirect(address);
}

/** Who is signed in here, or undefined; an account that was closed meanwhile is nobody's. */
export async function visitOf(console: AnyConsole, ctx: Context): Promise<Visit | undefined> {
  const session = await console.sessions.find(ctx);
  const account = session && (await findAccount(console, session.accountId));
  if (!session || !account) return undefined;
  // Told by back-channel logout too, which may come late.
  const { signInsVoid } = account;
  const isVoid = signInsVoid !== null && session.openedAt < signInsVoid.at;
  return isVoid && signInsVoid.keptSession !== session.providerSession ? undefined : { session, account };
}

/** An account of the realm that may be used. */
export async function findAccount(
  { accounts, site }: AnyConsole,
  accountId: string,
): Promise<VisitedAccount | undefined> {
  const account = await accounts.find(accountId, null);
  return account?.status === 'active' && account.realm === site.realm.id ? account : undefined;
}

export function show(
  { site }: Pick<AnyConsole, 'site'>,
  ctx: Context,
  content: PageContent,
  answer: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
): void {
  sendPage(site, ctx, content, { locale: localeOf(site, ctx), canSwitchLanguage: ctx.method === 'GET', ...answer });
}

/** The page of a stop. @param wayOnHref where its button leads; the console's home unless told */
export function showStop(console: AnyConsole, ctx: Context, why: Stop, wayOnHref = addressOf(console)): void {
  const { site, endings } = console;
  const locale = localeOf(site, ctx);
  const content = stoppedPage({ locale, words: endings[locale], why, realm: site.realm, wayOnHref });
  const retryAfterSeconds = why === 'unavailable' ? { retryAfterSeconds: RETRY_AFTER_SECONDS } : {};
  show(console, ctx, content, { status: STOP_STATUS[why], ...retryAfterSeconds });
}

/** A form's anti-forgery value: of this browser and this person, the same in all their tabs. */
export function csrfTokenFor(console: AnyConsole, ctx: Context, { session }: Visit): string {
  return console.csrf.tokenFor(boundTo(console, ctx, session));
}

/**
 * The posted form, once it is known to be ours.
 *
 * @throws BadRequest
 */
export async function readOwnForm(console: AnyConsole, ctx: Context, { session }: Visit): Promise<Form> {
  const form = await readForm(ctx);
  console.csrf.check(ctx, form, boundTo(console, ctx, session));
  return form;
}

function boundTo({ client, requests }: AnyConsole, ctx: Context, { subject }: ConsoleSession): string {
  return `${client.section}:${requests.browserOf(ctx)}:${subject}`;
}

export async function shownPortal(
  { findPortal }: Pick<AnyConsole, 'findPortal'>,
  clientId: string | undefined,
): Promise<ShownPortal | undefined> {
  const portal = clientId === undefined ? undefined : await findPortal(clientId);
  return portal?.home === undefined ? undefined : { name: portal.name, href: portal.home };
}

export function languageOf({ site }: Pick<AnyConsole, 'site'>, ctx: Context): Locale {
  return localeOf(site, ctx);
}
