/** How long each artifact lives (P5, P9, A4), in seconds. */
import type { Configuration } from 'oidc-provider';
import { isAcr, isFresh } from '../../domain/assurance/acr.js';
import type { Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import { backchannelLife } from '../backchannel/feature.js';
import { isAtKiosk, isSharedDevice } from '../client/client_metadata.js';
import { carriesAction } from '../interaction/sensitive_actions.js';
import { visitSince } from '../kiosk/kiosk_visits.js';

export const ACCESS_TOKEN_SECONDS = 10 * 60;
const FRESH_ACCESS_TOKEN_SECONDS = 5 * 60;
const AUTHORIZATION_CODE_SECONDS = 60;
const ID_TOKEN_SECONDS = 10 * 60;
const CLIENT_CREDENTIALS_SECONDS = 10 * 60;
export const INTERACTION_SECONDS = 3600;
const REFRESH_TOKEN_SECONDS = 90 * 24 * 3600;

export function lifetimes(realm: Realm, clock: Clock): NonNullable<Configuration['ttl']> {
  return {
    AuthorizationCode: AUTHORIZATION_CODE_SECONDS,
    IdToken: ID_TOKEN_SECONDS,
    ClientCredentials: CLIENT_CREDENTIALS_SECONDS,
    Interaction: (ctx) => (isAtKiosk(ctx) ? realm.kiosk.visitSeconds : INTERACTION_SECONDS),
    DeviceCode: realm.kiosk.phone.codeLifeSeconds,
    BackchannelAuthenticationRequest: (ctx) => backchannelLife(ctx, realm),
    AccessToken(ctx) {
      if (isSharedDevice(ctx?.oidc.client)) return realm.kiosk.accessTokenSeconds;
      const { AuthorizationCode: code, BackchannelAuthenticationRequest: call } = ctx?.oidc.entities ?? {};
      const acr = (code ?? call)?.acr;
      const isForNow = (isAcr(acr) && isFresh(acr)) || carriesAction(code);
      return isForNow ? FRESH_ACCESS_TOKEN_SECONDS : ACCESS_TOKEN_SECONDS;
    },
    // The whole family ends when the first one would have (P5).
    RefreshToken: (_ctx, token) => Math.max(1, REFRESH_TOKEN_SECONDS - token.totalLifetime()),
    // The consent page saves one outside a protocol request, where the client is not at hand: then the longest life.
    Grant(ctx) {
      const client = ctx?.oidc?.client;
      if (isSharedDevice(client)) return realm.kiosk.visitSeconds;
      const isShort = client !== undefined && !client.grantTypeAllowed('refresh_token');
      return isShort ? realm.session.absoluteSeconds : REFRESH_TOKEN_SECONDS + INTERACTION_SECONDS;
    },
    Session(_ctx, session) {
      const { idleSeconds, absoluteSeconds } = realm.session;
      const nowSeconds = Math.floor(clock.now() / 1000);
      const since = visitSince(session);
      if (since !== undefined) return Math.max(1, since + realm.kiosk.visitSeconds - nowSeconds);
      if (session.loginTs === undefined) return idleSeconds;
      const end = session.loginTs + absoluteSeconds - nowSeconds;
      return Math.max(1, Math.min(idleSeconds, end));
    },
  };
}
