/**
 * The portal as an OpenID Connect relying party: code flow with PKCE S256, `state`, `nonce`, `iss` (RFC 9207), userinfo,
 * refresh and RP-initiated logout, all by openid-client. The provider is discovered at the first use, so that the portal
 * can start first, and again after a failure.
 */
import * as client from 'openid-client';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from './client_metadata.js';

const ANSWER_WITHIN_SECONDS = 10;

export interface AuthorizationAsked {
  readonly address: URL;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface Tokens {
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly userinfo: Readonly<Record<string, unknown>>;
}

export interface RelyingParty {
  /**
   * @param extra more parameters of the authorization request (`acr_values`, `ui_locales`)
   * @param how.isPushed by PAR (RFC 9126), as a request that names an action must be
   */
  ask(extra: Readonly<Record<string, string>>, how?: { readonly isPushed: boolean }): Promise<AuthorizationAsked>;
  /**
   * @param query the query string that came back to the redirect URI
   * @throws openid-client's errors when the answer is an error, is forged, or the provider does not answer
   */
  redeem(query: string, asked: Omit<AuthorizationAsked, 'address'>): Promise<Tokens>;
  /** The answer to an action's own request: its access token is for the API, where the portal has one. */
  redeemForAction(
    query: string,
    asked: Omit<AuthorizationAsked, 'address'>,
  ): Promise<Pick<Tokens, 'claims' | 'subject' | 'accessToken'>>;
  refresh(tokens: Tokens): Promise<Tokens>;
  /** An access token for an API (RFC 8707), and the portal's own tokens as they are from now on. */
  tokenFor(resource: string, tokens: Tokens): Promise<{ readonly tokens: Tokens; readonly accessToken: string }>;
  /** Where to send the browser to sign out at the provider. */
  signOutAddress(idToken: string, extra: Readonly<Record<string, string>>): Promise<URL>;
}

function isLoopback(issuer: URL): boolean {
  return issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
}

export function openRelyingParty(options: {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly baseUrl: string;
  readonly scope: string;
  /** resource indicator of the portal's API */
  readonly api?: string | undefined;
}): RelyingParty {
  const issuer = new URL(options.issuer);
  const redirectUri = `${options.baseUrl}${CALLBACK_PATH}`;
  let discovered: Promise<client.Configuration> | undefined;

  function configuration(): Promise<client.Configuration> {
    discovered ??= client
      .discovery(issuer, options.clientId, {}, client.ClientSecretBasic(options.clientSecret), {
        timeout: ANSWER_WITHIN_SECONDS,
        // plain http is for a provider on this machine only
        ...(isLoopback(issuer) ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  }

  /** A provider that came back with other keys is discovered afresh at the next try. */
  async function using<T>(use: (config: client.Configuration) => Promise<T>): Promise<T> {
    const config = await configuration();
    try {
      return await use(config);
    } catch (error) {
      if (!(error instanceof client.AuthorizationResponseError)) discovered = undefined;
      throw error;
    }
  }

  async function userinfoOf(config: client.Configuration, accessToken: string, subject: string) {
    return { ...(await client.fetchUserInfo(config, accessToken, subject)) };
  }

  const checksOf = (asked: Omit<AuthorizationAsked, 'address'>) => ({
    pkceCodeVerifier: asked.codeVerifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  });
  const forApi = options.api === undefined ? {} : { resource: options.api };

  return {
    async ask(extra, { isPushed } = { isPushed: false }) {
      const config = await configuration();
      const codeVerifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const parameters = {
        redirect_uri: redirectUri,
        scope: options.scope,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...forApi,
        ...extra,
      };
      const address = isPushed
        ? await client.buildAuthorizationUrlWithPAR(config, parameters)
        : client.buildAuthorizationUrl(config, parameters);
      return { address, state, nonce, codeVerifier };
    },

    redeem: (query, asked) =>
      using(async (config) => {
        const callback = new URL(`${redirectUri}?${query}`);
        const answer = await client.authorizationCodeGrant(config, callback, checksOf(asked));
        const claims = answer.claims();
        if (claims === undefined || answer.id_token === undefined) throw new Error('the answer has no ID Token');
        return {
          idToken: answer.id_token,
          claims: { ...claims },
          subject: claims.sub,
          accessToken: answer.access_token,
          refreshToken: answer.refresh_token,
          userinfo: await userinfoOf(config, answer.access_token, claims.sub),
        };
      }),

    redeemForAction: (query, asked) =>
      using(async (config) => {
        const callback = new URL(`${redirectUri}?${query}`);
        const answer = await client.authorizationCodeGrant(config, callback, checksOf(asked), forApi);
        const claims = answer.claims();
        if (claims === undefined) throw new Error('the answer has no ID Token');
        return { claims: { ...claims }, subject: claims.sub, accessToken: answer.access_token };
      }),

    tokenFor: (resource, tokens) =>
      using(async (config) => {
        if (tokens.refreshToken === undefined) throw new Error('no refresh token to use');
        const answer = await client.refreshTokenGrant(config, tokens.refreshToken, { resource });
        return {
          tokens: { ...tokens, refreshToken: answer.refresh_token ?? tokens.refreshToken },
          accessToken: answer.access_token,
        };
      }),

    refresh: (tokens) =>
      using(async (config) => {
        if (tokens.refreshToken === undefined) throw new Error('no refresh token to use');
        const answer = await client.refreshTokenGrant(config, tokens.refreshToken);
        const claims = answer.claims();
        if (claims !== undefined && claims.sub !== tokens.subject) throw new Error('the answer is about somebody else');
        return {
          idToken: answer.id_token ?? tokens.idToken,
          claims: claims === undefined ? tokens.claims : { ...claims },
          subject: tokens.subject,
          accessToken: answer.access_token,
          // a provider that does not rotate answers without one: the old one goes on (RFC 6749 §6)
          refreshToken: answer.refresh_token ?? tokens.refreshToken,
          userinfo: await userinfoOf(config, answer.access_token, tokens.subject),
        };
      }),

    async signOutAddress(idToken, extra) {
      const config = await configuration();
      return client.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${options.baseUrl}${SIGNED_OUT_PATH}`,
        ...extra,
      });
    },
  };
}
