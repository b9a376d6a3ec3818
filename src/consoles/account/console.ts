/** What the routes of « Gérer mon compte » work with, and the few steps that they share. */
import type { Context } from 'koa';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { Locale } from '../../domain/realm.js';
import type { CsrfGuard } from '../../http/csrf.js';
import { type Form, readForm } from '../../http/form_body.js';
import type { PageContent } from '../../http/layout/page.js';
import type { Portal } from '../../http/portal.js';
import { localeOf, type RealmSite, sendPage } from '../../http/realm_site.js';
import type { AccountStore, VisitedAccount } from '../../ports/account_store.js';
import type { Clock } from '../../ports/clock.js';
import type { IdentityLinkStore } from '../../ports/identity_link_store.js';
import type { UndoIdentityLink } from '../../services/undo_identity_link.js';
import type { OwnRelyingParty } from '../relying_party/relying_party.js';
import type { ConsoleRequests } from '../relying_party/requests.js';
import type { ConsoleSession, ConsoleSessions } from '../relying_party/sessions.js';
import { STOP_STATUS, type Stop } from '../relying_party/stop.js';
import type { ShownPortal } from './home.js';
import { stoppedPage } from './stopped.js';
import type { Wish } from './wish.js';

export interface AccountConsole {
  readonly site: RealmSite;
  readonly csrf: CsrfGuard;
  readonly clock: Clock;
  readonly relyingParty: OwnRelyingParty;
  readonly sessions: ConsoleSessions;
  readonly requests: ConsoleRequests<Wish>;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly links: Pick<IdentityLinkStore, 'linksOf'>;
  /** the realm's */
  readonly upstreams: readonly UpstreamSettings[];
  readonly undoIdentityLink: UndoIdentityLink;
  /** whose account a `sub` of ours names, by the access token that came with it */
  readonly accountOf: (accessToken: string, subject: string) => Promise<string | undefined>;
  /** a portal of the realm by its client_id */
  readonly findPortal: (clientId: string) => Promise<Portal | undefined>;
  /** told why the provider could not be used, for the operator */
  readonly onFault: (error: unknown) => void;
}

/** Somebody who is signed in here. */
export interface Visit {
  readonly session: ConsoleSession;
  readonly account: VisitedAccount;
}

const RETRY_AFTER_SECONDS = 10;

/** Address of the console, or of something below it, as browsers ask for it. */
export function addressOf({ site }: Pick<AccountConsole, 'site'>, below?: string): string {
  return `${site.prefix}/account${below === undefined ? '' : `/${below}`}`;
}

export function seeOther(ctx: Context, address: string): void {
  ctx.status = 303;
  ctx.redirect(address);
}

/** Who is signed in here, or undefined; an account that was closed meanwhile is nobody's. */
export async function visitOf(console: AccountConsole, ctx: Context): Promise<Visit | undefined> {
  const session = await console.sessions.find(ctx);
  const account = session && (await findAccount(console, session.accountId));
  return session && account ? { session, account } : undefined;
}

/** An account of the realm that may be used. */
export async function findAccount(
  { accounts, site }: AccountConsole,
  accountId: string,
): Promise<VisitedAccount | undefined> {
  const account = await accounts.find(accountId, null);
  return account?.status === 'active' && account.realm === site.realm.id ? account : undefined;
}

export function show(
  { site }: AccountConsole,
  ctx: Context,
  content: PageContent,
  answer: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
): void {
  sendPage(site, ctx, content, { locale: localeOf(site, ctx), canSwitchLanguage: ctx.method === 'GET', ...answer });
}

/** The page of a stop. @param wayOnHref where its button leads; the console's home unless told */
export function showStop(console: AccountConsole, ctx: Context, why: Stop, wayOnHref = addressOf(console)): void {
  const { site } = console;
  const content = stoppedPage({ locale: localeOf(site, ctx), why, realm: site.realm, wayOnHref });
  const retryAfterSeconds = why === 'unavailable' ? { retryAfterSeconds: RETRY_AFTER_SECONDS } : {};
  show(console, ctx, content, { status: STOP_STATUS[why], ...retryAfterSeconds });
}

/** A form's anti-forgery value: of this browser and this person, the same in all their tabs. */
export function csrfTokenFor({ csrf, requests }: AccountConsole, ctx: Context, { session }: Visit): string {
  return csrf.tokenFor(boundTo(requests.browserOf(ctx), session));
}

/**
 * The posted form, once it is known to be ours.
 *
 * @throws BadRequest
 */
export async function readOwnForm({ csrf, requests }: AccountConsole, ctx: Context, { session }: Visit): Promise<Form> {
  const form = await readForm(ctx);
  csrf.check(ctx, form, boundTo(requests.browserOf(ctx), session));
  return form;
}

function boundTo(browser: string, { subject }: ConsoleSession): string {
  return `account:${browser}:${subject}`;
}

/** An upstream's name; its id once it is no longer configured. */
export function upstreamName({ upstreams }: Pick<AccountConsole, 'upstreams'>, id: string): string {
  return upstreams.find((upstream) => upstream.id === id)?.name ?? id;
}

export async function shownPortal(
  { findPortal }: AccountConsole,
  clientId: string | undefined,
): Promise<ShownPortal | undefined> {
  const portal = clientId === undefined ? undefined : await findPortal(clientId);
  return portal?.home === undefined ? undefined : { name: portal.name, href: portal.home };
}

export function languageOf({ site }: AccountConsole, ctx: Context): Locale {
  return localeOf(site, ctx);
}
