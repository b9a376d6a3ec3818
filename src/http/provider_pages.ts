/** The pages that the protocol itself must show; the interactions provide them, the provider only calls. */
import type { KoaContextWithOIDC } from 'oidc-provider';

export interface ProviderPages {
  /** An error that cannot go back to the portal. */
  error(
    ctx: KoaContextWithOIDC,
    out: { error: string; error_description?: string | undefined },
    cause: Error,
  ): Promise<void>;
  /** Asks whether to sign out; also the page on which somebody without a session presses on. */
  confirmSignOut(ctx: KoaContextWithOIDC, form: { action: string; xsrf: string }): Promise<void>;
  signedOut(ctx: KoaContextWithOIDC): Promise<void>;
  /** Signed out here; goes on by itself to the upstream, which ends its own session (F5). */
  leaveUpstream(ctx: KoaContextWithOIDC, hop: { href: string; upstreamName: string }): Promise<void>;
  /** Carries an answer back to the portal by a form. */
  formPost(
    ctx: KoaContextWithOIDC,
    answer: { action: string; inputs: Readonly<Record<string, string>> },
  ): Promise<void>;
}
