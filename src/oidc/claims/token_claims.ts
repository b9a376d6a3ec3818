/**
 * What an access token tells its resource server about the sign-in (RFC 9068 §2.2.1, RFC 9470 §6.2): acr and auth_time,
 * a fresh level only from the exchange that it was proved for (A4).
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { withoutFresh } from '../../domain/assurance/acr.js';
import { telephoneClaims } from '../grants/telephone_code.js';

/** @param ctx of the token request */
export async function tokenClaims(
  ctx: KoaContextWithOIDC | undefined,
): Promise<Record<string, string | number | string[]> | undefined> {
  const { entities = {} } = ctx?.oidc ?? {};
  const { AuthorizationCode, DeviceCode, BackchannelAuthenticationRequest, RefreshToken: refresh } = entities;
  const first = AuthorizationCode ?? DeviceCode ?? BackchannelAuthenticationRequest;
  if (first) return withoutEmpty({ acr: first.acr, amr: first.amr, auth_time: first.authTime });
  if (refresh)
    return withoutEmpty({
      acr: refresh.acr && withoutFresh(refresh.acr),
      amr: refresh.amr,
      auth_time: refresh.authTime,
    });
  return telephoneClaims(ctx) && { ...telephoneClaims(ctx) };
}

type Claim = string | number | string[];

function withoutEmpty(claims: Readonly<Record<string, Claim | undefined>>): Record<string, Claim> {
  return Object.fromEntries(Object.entries(claims).filter((entry): entry is [string, Claim] => entry[1] !== undefined));
}
