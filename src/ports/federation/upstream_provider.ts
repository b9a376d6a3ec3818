/** An upstream OpenID provider, from our side as its relying party (F1 to F3, F5). */
import type {
  EidasLevel,
  UpstreamFault,
  UpstreamIdentity,
  UpstreamSettings,
} from '../../domain/federation/upstream.js';
import type { Outcome } from '../../domain/outcome.js';

/** What must be remembered between leaving for the upstream and coming back, and told to nobody. */
export interface UpstreamChecks {
  /** 32 random bytes or more, base64url */
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** the least level that was asked; undefined where the upstream has none */
  readonly level: EidasLevel | undefined;
  readonly redirectUri: string;
}

export interface UpstreamRequest {
  readonly redirectUri: string;
  /** undefined where the upstream has no levels */
  readonly level: EidasLevel | undefined;
  readonly locale: 'fr' | 'en';
}

/** What the upstream vouches for. */
export interface UpstreamAnswer {
  readonly subject: string;
  readonly level: EidasLevel | undefined;
  /** its amr, values it does not know left out */
  readonly amr: readonly string[];
  /** when the person last proved themselves there, milliseconds since the epoch; undefined when it does not say */
  readonly authTime: number | undefined;
  readonly identity: UpstreamIdentity;
  /** the id_token, decrypted: the hint of its sign-out (F5) */
  readonly idToken: string;
}

export type UpstreamFailure = {
  readonly code: UpstreamFault;
  /** for operators: the protocol's own error code or a library's, never a value of the answer */
  readonly detail: string;
};

export interface UpstreamProvider {
  readonly settings: UpstreamSettings;
  /** Prepares a request with state and nonce of 32 random bytes and PKCE; makes no request itself. */
  begin(request: UpstreamRequest): Promise<{ readonly url: URL; readonly checks: UpstreamChecks }>;
  /**
   * Redeems the answer that the browser brought: every check of F1. Never throws.
   *
   * @param callback our callback address with the upstream's parameters
   */
  complete(
    callback: URL,
    checks: UpstreamChecks,
  ): Promise<Outcome<{ readonly answer: UpstreamAnswer }, UpstreamFailure>>;
  /**
   * The address that ends the person's session there (RP-initiated logout), or undefined when it has none or does not
   * answer: the hop is then skipped (F5).
   */
  signOutAddress(hop: {
    readonly idToken: string;
    readonly state: string;
    readonly postLogoutRedirectUri: string;
  }): Promise<URL | undefined>;
}
