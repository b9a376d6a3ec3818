/** One visit of the portal: the session behind the cookie, the page's frame, and the two ways of going to another page. */
import type { Context } from 'koa';
import { chooseLanguage, sameAddressIn } from '../web/language.js';
import type { PageFrame } from './layout.js';
import type { PortalLook } from './looks.js';
import type { PortalSession, PortalSessions } from './portal_session.js';
import { type Problem, problemOf } from './problem.js';
import type { RelyingParty } from './relying_party.js';

/** What every route of a portal works with. */
export interface Portal {
  readonly look: PortalLook;
  readonly inboxUrl: string;
  readonly otherPortalUrl: string | undefined;
  /** « Gérer mon compte » at the provider */
  readonly accountUrl: string;
  /** the administration of organisations at the provider, for who administers one */
  readonly organisationUrl: string;
  readonly sessions: PortalSessions;
  readonly relyingParty: RelyingParty;
  /** the API that does the sensitive action; the portal does it itself without one */
  readonly api: string | undefined;
  /** Notes the transaction of a confirmed action; false: it was noted before. */
  readonly takeTransaction: (transactionId: string) => boolean;
  /** milliseconds since the epoch */
  readonly now: () => number;
  /** one line for the operator, without personal data */
  readonly log: (line: string) => void;
}

/** French is the provider's own first language: only a person's choice of another one is passed on. */
export function localeHint(ctx: Context, portal: Portal): Record<string, string> {
  const language = chooseLanguage(ctx, `${portal.look.cookieName}-langue`);
  return language === 'en' ? { ui_locales: 'en' } : {};
}

export function show(ctx: Context, status: number, html: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = html;
}

export function sessionOf(ctx: Context, portal: Portal): PortalSession | undefined {
  return portal.sessions.find(ctx.cookies.get(portal.look.cookieName));
}

export function setSessionCookie(ctx: Context, portal: Portal, session: PortalSession): void {
  ctx.cookies.set(portal.look.cookieName, session.id, { httpOnly: true, sameSite: 'lax', path: '/' });
}

export function clearSessionCookie(ctx: Context, portal: Portal): void {
  ctx.cookies.set(portal.look.cookieName, null, { httpOnly: true, sameSite: 'lax', path: '/' });
}

export function frameOf(ctx: Context, portal: Portal): PageFrame {
  return {
    look: portal.look,
    language: chooseLanguage(ctx, `${portal.look.cookieName}-langue`),
    languageAddresses: { fr: sameAddressIn(ctx, 'fr'), en: sameAddressIn(ctx, 'en') },
    inboxUrl: portal.inboxUrl,
    otherPortalUrl: portal.otherPortalUrl,
    signedIn: sessionOf(ctx, portal)?.tokens !== undefined,
  };
}

/** Sends the browser on with a GET, so that reloading a page never repeats what led to it. */
export function seeOther(ctx: Context, address: string): void {
  ctx.redirect(address);
  ctx.status = 303;
}

/**
 * Shows a problem on a page of its own address: the answer's parameters leave the address bar, and reloading or changing
 * the language does not submit them again.
 */
export function goToProblem(ctx: Context, portal: Portal, problem: Problem): void {
  const session = sessionOf(ctx, portal);
  if (session !== undefined) session.problem = problem;
  portal.log(`${portal.look.cookieName}: ${problem.reason} (${problem.detail})`);
  seeOther(ctx, `/probleme?raison=${problem.reason}`);
}

export function goToFailure(ctx: Context, portal: Portal, error: unknown): void {
  goToProblem(ctx, portal, problemOf(error));
}
