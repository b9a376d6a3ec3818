/**
 * Signing out of the upstream too (F5): our session and the portals' by back-channel first, as the library does, then the
 * upstream with the decrypted id_token as hint, then the portal. An upstream that does not answer is skipped.
 */
import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ProviderPages } from '../../http/provider_pages.js';
import type { UpstreamProvider } from '../../ports/federation/upstream_provider.js';
import type { SignOutHops } from '../../services/federation/sign_out_hops.js';
import { upstreamSessionOf } from '../storage/session_ledger.js';

const STATE_BYTES = 32;

export interface UpstreamSignOutDependencies {
  readonly issuer: string;
  readonly providers: readonly UpstreamProvider[];
  readonly hops: SignOutHops;
  readonly pages: Pick<ProviderPages, 'leaveUpstream'>;
}

/** Where an upstream sends the browser back after signing out: registered there, one an upstream. */
function signedOutAddress(issuer: string, upstream: string): string {
  return `${issuer}/federation/${upstream}/signed-out`;
}

/** Puts the hop before the portal, when the session that just ended had come by an upstream. */
export function upstreamSignOut(dependencies: UpstreamSignOutDependencies) {
  const { issuer, providers, hops, pages } = dependencies;
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { route, session, params } = ctx.oidc ?? {};
    if (route !== 'end_session_confirm' || ctx.status !== 303 || !params?.['logout']) return;
    const upstream = upstreamSessionOf(session);
    const provider = providers.find(({ settings }) => settings.id === upstream?.id);
    if (!upstream || !provider) return;
    const state = randomBytes(STATE_BYTES).toString('base64url');
    const postLogoutRedirectUri = signedOutAddress(issuer, upstream.id);
    const address = await provider
      .signOutAddress({ idToken: upstream.idToken, state, postLogoutRedirectUri })
      .catch(() => undefined);
    if (!address) return;
    await hops.keep(state, String(ctx.response.get('location')));
    await pages.leaveUpstream(ctx, { href: address.href, upstreamName: provider.settings.name });
  };
}
