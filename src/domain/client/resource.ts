/** An API that access tokens are issued for (RFC 8707, P4). */
export interface RegisteredResource {
  readonly realm: string;
  /** resource indicator: an absolute URI */
  readonly resource: string;
  /** whose pairwise `sub` its tokens carry; the asking client's without one (P3) */
  readonly sector: string | undefined;
  /** scopes it knows, separated by spaces */
  readonly scope: string;
  readonly format: 'jwt' | 'opaque';
  /** a client gets those only that its own `scope` names; one without `scope` gets none */
  readonly isScopeRegistered?: boolean;
  readonly signingAlg: 'ES256' | 'RS256';
}
