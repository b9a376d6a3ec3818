/** The pages that the protocol itself must show; the interactions provide them, the provider only calls. */
import type { KoaContextWithOIDC } from 'oidc-provider';

/** Why a phone cannot sign its person in at a kiosk (I9). */
export type PhoneStop = 'expired' | 'used' | 'refused' | 'digits' | 'limit' | 'lost' | 'fault';

/** Where the phone's forms go, with their anti-forgery value. */
export interface PhoneForm {
  readonly action: string;
  readonly xsrf: string;
}

/** The pages on the phone of somebody who signs in at a kiosk (RFC 8628 §3.3). */
export interface PhonePages {
  /** Asks for the code of those who cannot scan it. */
  askCode(ctx: KoaContextWithOIDC, form: PhoneForm & { readonly isWrong?: boolean }): Promise<void>;
  /** Says which kiosk it is, and asks whether to go on. */
  confirmKiosk(
    ctx: KoaContextWithOIDC,
    form: PhoneForm & { readonly userCode: string; readonly place: string | undefined },
  ): Promise<void>;
  signedInAtKiosk(ctx: KoaContextWithOIDC, kiosk: { readonly place: string | undefined }): Promise<void>;
  /** @param stop.href where another code can be typed */
  stopped(ctx: KoaContextWithOIDC, stop: { readonly why: PhoneStop; readonly href: string | undefined }): Promise<void>;
}

export interface ProviderPages extends PhonePages {
  /** An error that cannot go back to the portal. */
  error(
    ctx: KoaContextWithOIDC,
    out: { error: string; error_description?: string | undefined },
    cause: Error,
  ): Promise<void>;
  /** Asks whether to sign out; also the page on which somebody without a session presses on. */
  confirmSignOut(ctx: KoaContextWithOIDC, form: { action: string; xsrf: string }): Promise<void>;
  /** Signing out came to its end. @param isSignedIn somebody is signed in all the same: they chose to stay */
  signedOut(ctx: KoaContextWithOIDC, isSignedIn: boolean): Promise<void>;
  /** Signed out here; goes on by itself to the upstream, which ends its own session (F5). */
  leaveUpstream(ctx: KoaContextWithOIDC, hop: { href: string; upstreamName: string }): Promise<void>;
  /** Carries an answer back to the portal by a form. */
  formPost(
    ctx: KoaContextWithOIDC,
    answer: { action: string; inputs: Readonly<Record<string, string>> },
  ): Promise<void>;
}
