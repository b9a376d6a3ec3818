/**
 * Codes and refresh tokens say when the proofs that they rest on were given to us (C4): what ends every sign-in is compared
 * with that moment, never with `auth_time`, which is an upstream's and may be older than a sign-in that is good.
 */
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';

interface Proven {
  /** milliseconds since the epoch */
  provenAt?: number;
}

interface TokenClass {
  readonly IN_PAYLOAD: readonly string[];
  readonly prototype: { save(this: Proven): Promise<string> };
}

/**
 * Told when an authorization request is settled. It stays in this request: the next one looks at its own proofs.
 *
 * @param provenAt of the oldest proof that counted, in milliseconds since the epoch
 */
export function noteProvenAt(session: object, provenAt: number): void {
  Object.assign(session, { provenAt });
}

/** Makes codes take it from the session that earned them, and refresh tokens from what they follow. */
export function installProvenAt(provider: Provider): void {
  carry(provider.AuthorizationCode, ({ session }) => session);
  carry(provider.DeviceCode, ({ session }) => session);
  carry(provider.BackchannelAuthenticationRequest, () => undefined);
  carry(
    provider.RefreshToken,
    ({ entities }) =>
      entities.RotatedRefreshToken ?? entities.AuthorizationCode ?? entities.BackchannelAuthenticationRequest,
  );
}

function carry(model: unknown, sourceOf: (oidc: KoaContextWithOIDC['oidc']) => object | undefined): void {
  const token = model as TokenClass;
  const known = token.IN_PAYLOAD;
  // oidc-provider stores only the properties it lists.
  Object.defineProperty(token, 'IN_PAYLOAD', { get: () => [...known, 'provenAt'] });
  const { save } = token.prototype;
  token.prototype.save = function saveWithMoment(this: Proven) {
    const oidc = Provider.ctx?.oidc;
    const provenAt = oidc && (sourceOf(oidc) as Proven | undefined)?.provenAt;
    if (provenAt !== undefined) this.provenAt ??= provenAt;
    return save.call(this);
  };
}
