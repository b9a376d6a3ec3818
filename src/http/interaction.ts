/** One step of a sign-in as its routes see it: opened from its address and cookie, finished or abandoned (I2). */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { errors, type InteractionResults } from 'oidc-provider';
import type { Visitor } from '../domain/device/visitor.js';
import type { Locale } from '../domain/realm.js';
import type { CsrfGuard } from './csrf.js';
import { type Form, readForm } from './form_body.js';
import type { PageContent } from './layout/page.js';
import { type Portal, portalOf } from './portal.js';
import { kioskFrame, localeOf, type RealmSite, sendPage } from './realm_site.js';
import { formTarget } from './security_headers.js';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Below a step at a kiosk: ends the visit (I9). */
export const END_OF_VISIT = 'end';

export interface Interaction {
  readonly ctx: Context;
  readonly site: RealmSite;
  readonly details: Details;
  /** id of the authorization request, the same over its steps */
  readonly request: string;
  readonly portal: Portal;
  readonly portalName: string;
  readonly locale: Locale;
  readonly visitor: Visitor;
  /** is this the browser of a public kiosk? Nothing of the person may stay in it (I9) */
  readonly sharedDevice: boolean;
  /** where a kiosk stands, as its client's registration says */
  readonly place: string | undefined;
  readonly csrfToken: string;
  /** address of this step, or of something below it */
  address(below?: string): string;
  /** The posted form, once it is known to be ours. */
  form(): Promise<Form>;
  show(content: PageContent, answer?: { status?: number; retryAfterSeconds?: number }): void;
  /** Shows this step again by a GET, so that reloading repeats nothing. */
  again(below?: string): void;
  /** did this step end already, and the browser never hear of it? */
  readonly isAnswered: boolean;
  /** Goes on from a step that is answered. */
  goOn(): void;
  /** Hands what was obtained to the policy, which decides what comes next. */
  finish(result: InteractionResults): Promise<void>;
  /** Returns to the portal with an OAuth error. */
  abort(error: string, description: string): Promise<void>;
}

export interface InteractionDependencies {
  readonly provider: Provider;
  /** the interaction of a request's cookie, with its session checked. @throws SessionNotFound */
  readonly detailsOf: (ctx: Context) => Promise<Details>;
  /** Writes a result that was added. @throws SessionNotFound when the interaction has ended meanwhile */
  readonly keepResult: (details: Details) => Promise<unknown>;
  readonly site: RealmSite;
  readonly csrf: CsrfGuard;
  readonly visitorOf: (ctx: Context) => Visitor;
}

/**
 * Opens the interaction of a request's address.
 *
 * @throws SessionNotFound of oidc-provider when it is finished, expired or another browser's
 */
export async function openInteraction(
  dependencies: InteractionDependencies,
  ctx: Context,
  uid: string,
): Promise<Interaction> {
  const { provider, site, csrf } = dependencies;
  const details = await dependencies.detailsOf(ctx);
  // The cookie of another address, or a client removed meanwhile: the person is told how to go on, and nothing broke.
  if (details.uid !== uid) throw new errors.SessionNotFound('the interaction cookie is of another address');
  const params = details.params as Record<string, string | undefined>;
  const client = await provider.Client.find(params['client_id'] ?? '');
  const portal = portalOf(client);
  if (!client || !portal) throw new errors.SessionNotFound('the client of the interaction is gone');
  const locale = localeOf(site, ctx, params['ui_locales']);
  const portalName = portal.name ?? site.realm.name[locale];
  const target = formTarget(params['redirect_uri'] ?? '');
  const address = (below?: string) => `${site.prefix}/interaction/${uid}${below ? `/${below}` : ''}`;
  const redirect = (to: string) => {
    ctx.status = 303;
    ctx.redirect(to);
  };

  const { shared_device: isShared, place } = client as unknown as { shared_device?: boolean; place?: string };
  // The phone of somebody who signs in at a kiosk is no kiosk (RFC 8628).
  const sharedDevice = isShared === true && details.deviceCode === undefined;
  const visitor = dependencies.visitorOf(ctx);

  return {
    ctx,
    site,
    details,
    request: (details as unknown as { cid: string }).cid,
    portal,
    portalName,
    locale,
    // A kiosk is a browser that nobody knows, whatever cookie it still has.
    visitor: sharedDevice ? { ...visitor, deviceHash: null } : visitor,
    sharedDevice,
    place,
    csrfToken: csrf.tokenFor(uid),
    address,
    async form() {
      const form = await readForm(ctx);
      csrf.check(ctx, form, uid);
      return form;
    },
    show(content, answer = {}) {
      const canSwitchLanguage = ctx.method === 'GET';
      sendPage(site, ctx, content, {
        locale,
        portalName,
        formTargets: target ? [target] : [],
        canSwitchLanguage,
        kiosk: sharedDevice ? kioskFrame(site, address(END_OF_VISIT)) : undefined,
        ...answer,
      });
    },
    again: (below) => redirect(address(below)),
    isAnswered: details.result !== undefined,
    goOn: () => redirect(details.returnTo),
    finish: (result) => end({ ...(details.lastSubmission ?? {}), ...result }),
    abort: (error, description) => end({ error, error_description: description }),
  };

  /** As oidc-provider's interactionResult, on what this request has read already. */
  async function end(result: InteractionResults): Promise<void> {
    details.result = result;
    try {
      await dependencies.keepResult(details);
    } catch (error) {
      if ((error as Error).name !== 'SessionNotFound') throw error;
      // Another tab ended it meanwhile: its address leads on.
      return redirect(address());
    }
    redirect(details.returnTo);
  }
}
