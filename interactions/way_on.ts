/** Somebody comes to an interaction that is not open to them, or not any more: where it went, or one way on (I2, F1, I9). */
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { END_OF_VISIT } from '../src/http/interaction.js';
import type { InteractionRemains } from '../src/http/interaction_remains.js';
import { portalOf } from '../src/http/portal.js';
import { followLanguageSwitch, kioskFrame, localeOf, type RealmSite, sendPage } from '../src/http/realm_site.js';
import { deadEndPage } from './dead_end/view.js';
import type { FederationDependencies } from './federation/route.js';
import { strayAnswerPage } from './federation/stray_answer.js';

export interface WayOnDependencies {
  readonly provider: Provider;
  readonly site: RealmSite;
  readonly interactionCookie: string;
  readonly remainsOf: (uid: string) => Promise<InteractionRemains>;
  readonly federation: Pick<FederationDependencies, 'upstreams' | 'signIn'>;
}

/**
 * Somebody comes to an interaction that is not open to them: what happened, and one way on with the portal kept.
 *
 * @param upstreamId of the upstream that sent them, if one did
 */
export async function wayOn(
  dependencies: WayOnDependencies,
  ctx: Context,
  uid: string,
  upstreamId: string | undefined,
): Promise<void> {
  const { provider, site, remainsOf } = dependencies;
  const remains = await remainsOf(uid);
  if (remains.state === 'moved') {
    if (followLanguageSwitch(site, ctx, false)) return;
    ctx.status = 303;
    ctx.redirect(`${site.prefix}/interaction/${remains.uid}`);
    return;
  }
  const locale = localeOf(site, ctx);
  const client = remains.state === 'unknown' ? undefined : await provider.Client.find(remains.clientId);
  const portal = portalOf(client);
  // A phone's step has no portal to go back to: the kiosk shows another code (I9).
  const isOnPhone =
    'params' in remains
      ? remains.params['redirect_uri'] === undefined
      : remains.state === 'finished' && remains.isOnPhone;
  const isShared = !isOnPhone && (client as { shared_device?: boolean } | undefined)?.shared_device === true;
  if (followLanguageSwitch(site, ctx, !isShared)) return;
  const kioskHome = isShared ? portal?.home : undefined;
  if (kioskHome !== undefined && ctx.path.endsWith(`/${END_OF_VISIT}`)) {
    // Nobody is there any more, and nothing is left to end.
    ctx.status = 303;
    return ctx.redirect(kioskHome);
  }
  // What a person was asked to confirm stays out of addresses: the portal asks for it again (A5).
  const isRepeatable = 'params' in remains && remains.params['authorization_details'] === undefined;
  const again = isRepeatable ? restartAddress(site.prefix, remains.params) : undefined;
  const restartHref = isOnPhone ? `${site.prefix}/device` : again;
  const code = await deadEndOf(dependencies, ctx, uid, remains);
  const upstream = dependencies.federation.upstreams.find(({ id }) => id === upstreamId);
  if (upstream && (code === 'cookies-blocked' || code === 'other-session')) {
    // Somebody else's answer, brought to a browser that did not ask for it (F1).
    dependencies.federation.signIn.refuseForeign(upstream.id);
    const stray = strayAnswerPage({ locale, upstreamName: upstream.name, realm: site.realm, restartHref });
    return sendPage(site, ctx, stray, { locale, portalName: portal?.name, status: 400 });
  }
  const content = deadEndPage({
    locale,
    code,
    portalName: portal?.name,
    homeHref: isOnPhone ? undefined : portal?.home,
    restartHref,
  });
  sendPage(site, ctx, content, {
    locale,
    portalName: portal?.name,
    status: code === 'interaction-finished' ? 409 : 400,
    kiosk: kioskHome === undefined ? undefined : kioskFrame(site, kioskHome),
  });
}

async function deadEndOf(
  { provider, interactionCookie }: WayOnDependencies,
  ctx: Context,
  uid: string,
  { state }: InteractionRemains,
): Promise<'interaction-finished' | 'interaction-expired' | 'other-session' | 'cookies-blocked'> {
  if (state === 'finished') return 'interaction-finished';
  if (state !== 'elsewhere') return 'interaction-expired';
  if (ctx.cookies.get(interactionCookie) !== uid) return 'cookies-blocked';
  // The step is alive and this browser's, but not its session: somebody else's by now, or ended by idleness.
  const session = await provider.Session.get(ctx as unknown as Parameters<typeof provider.Session.get>[0]);
  return session.accountId === undefined ? 'interaction-expired' : 'other-session';
}

/** The same authorization request again; what might name a person stays out of the address (P3). */
function restartAddress(prefix: string, params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' && name !== 'login_hint' && name !== 'id_token_hint') query.set(name, value);
  }
  return `${prefix}/auth?${query}`;
}
