/**
 * The sample app as an OpenID Connect client, all by openid-client: PKCE, a DPoP key, refresh with its grace, a sensitive
 * action (RFC 9470, RFC 9396), sign-out. Whatever must survive the app's end is written down before it is used.
 */
import { exportJWK } from 'jose';
import * as client from 'openid-client';
import { asksForStepUp, type Challenge, readChallenge, stepUpParameters } from '../../step_up/portal.js';
import { CHANGE_BANK_DETAILS } from '../actions.js';
import { last4Of, readIban } from '../bank_details/iban.js';
import { APP_CLIENT_ID } from './client_metadata.js';
import type { AppStore, Kept } from './store.js';

export type BankDetails =
  | { readonly outcome: 'done'; readonly ibanLast4: string }
  | { readonly outcome: 'challenged'; readonly challenge: Challenge };

export interface AppClient {
  /** subject of who is signed in */
  readonly subject: string | undefined;
  /** Begins a sign-in; its answer may come in another run. @returns where the browser goes */
  begin(redirectUri: string, parameters?: Readonly<Record<string, string>>): Promise<URL>;
  /** Begins the confirmation of a new IBAN, pushed, so that nobody on the way changes it (RFC 9126). */
  beginAction(redirectUri: string, challenge: Challenge, iban: string): Promise<URL>;
  /** @param callback what the browser brought back @returns an access token for the API, where an action was confirmed */
  finish(callback: URL): Promise<{ readonly acr: string; readonly accessToken: string }>;
  userinfo(): Promise<Readonly<Record<string, unknown>>>;
  /** @returns did the token change? */
  refresh(): Promise<boolean>;
  /** Refreshes, loses the answer, and asks again with the token it still has. @returns is it the same successor? */
  refreshLosingTheAnswer(): Promise<boolean>;
  /** Refreshes with the token and another key, as who copied it would. @returns the error that comes */
  refreshAsThief(): Promise<string>;
  bankDetails(iban?: string, accessToken?: string): Promise<BankDetails>;
  /** Ends it here: the tokens are revoked and forgotten, the key too. @returns where the browser's session is ended */
  signOut(redirectUri: string): Promise<URL>;
}

/** @param options.issuer on this machine: plain http is for that alone */
export async function openAppClient(options: {
  readonly issuer: string;
  readonly api: string;
  readonly store: AppStore;
}): Promise<AppClient> {
  const { store, api } = options;
  const config = await client.discovery(new URL(options.issuer), APP_CLIENT_ID, {}, client.None(), {
    execute: [client.allowInsecureRequests],
  });
  let kept = store.read() ?? (await newKey());
  let DPoP = await handleOf(kept);
  const keep = (changes: Partial<Kept>) => {
    kept = { ...kept, ...changes };
    store.write(kept);
  };

  async function newKey(): Promise<Kept> {
    const pair = await client.randomDPoPKeyPair('ES256', { extractable: true });
    return { privateJwk: await exportJWK(pair.privateKey), publicJwk: await exportJWK(pair.publicKey) };
  }
  async function handleOf({ privateJwk, publicJwk }: Kept): Promise<client.DPoPHandle> {
    const read = (jwk: JsonWebKey, use: 'sign' | 'verify') =>
      crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, use === 'verify', [use]);
    return client.getDPoPHandle(config, {
      privateKey: await read(privateJwk, 'sign'),
      publicKey: await read(publicJwk, 'verify'),
    });
  }
  function tokens(): NonNullable<Kept['tokens']> {
    if (!kept.tokens) throw new Error('nobody is signed in: sign in first');
    return kept.tokens;
  }
  async function renew(parameters: Record<string, string> = {}): Promise<string> {
    const before = tokens();
    try {
      const answer = await client.refreshTokenGrant(config, before.refresh, parameters, { DPoP });
      keep({
        tokens: { ...before, refresh: answer.refresh_token ?? before.refresh, id: answer.id_token ?? before.id },
      });
      return answer.access_token;
    } catch (error) {
      // The end of the sign-in, and nothing else is: a bad connection leaves the token as it was.
      if (errorOf(error) === 'invalid_grant') keep({ tokens: undefined });
      throw error;
    }
  }
  async function request(redirectUri: string, parameters: Readonly<Record<string, string>>, isPushed: boolean) {
    const begun = {
      redirectUri,
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      isForApi: isPushed,
    };
    keep({ begun });
    const all = {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(begun.codeVerifier),
      code_challenge_method: 'S256',
      dpop_jkt: await DPoP.calculateThumbprint(),
      resource: api,
      ...parameters,
    };
    return isPushed
      ? client.buildAuthorizationUrlWithPAR(config, all, { DPoP })
      : client.buildAuthorizationUrl(config, all);
  }

  return {
    get subject() {
      return kept.tokens?.subject;
    },

    begin: (redirectUri, parameters = {}) => request(redirectUri, parameters, false),

    beginAction: (redirectUri, challenge, iban) =>
      request(
        redirectUri,
        {
          ...stepUpParameters(challenge, { type: CHANGE_BANK_DETAILS, iban_last4: last4Of(readIban(iban) ?? '') }),
          id_token_hint: tokens().id,
        },
        true,
      ),

    async finish(callback) {
      const { begun } = kept;
      if (!begun) throw new Error('no sign-in is under way');
      // A private-use address has no origin that openid-client could take for the redirect: it is told.
      const answered = new URL(`${begun.redirectUri}${callback.search}`);
      const checks = {
        pkceCodeVerifier: begun.codeVerifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      };
      const forApi = begun.isForApi ? { resource: api } : undefined;
      const answer = await client.authorizationCodeGrant(config, answered, checks, forApi, { DPoP });
      const claims = answer.claims();
      if (!claims || !answer.refresh_token || !answer.id_token) throw new Error('the answer lacks a token');
      if (kept.tokens && kept.tokens.subject !== claims.sub) throw new Error('somebody else signed in');
      keep({ begun: undefined, tokens: { refresh: answer.refresh_token, id: answer.id_token, subject: claims.sub } });
      return { acr: String(claims['acr']), accessToken: answer.access_token };
    },

    async userinfo() {
      const { subject } = tokens();
      return client.fetchUserInfo(config, await renew(), subject, { DPoP });
    },

    async refresh() {
      const before = tokens().refresh;
      await renew();
      return tokens().refresh !== before;
    },

    async refreshLosingTheAnswer() {
      const { refresh_token: lost } = await client.refreshTokenGrant(config, tokens().refresh, {}, { DPoP });
      await renew();
      return tokens().refresh === lost;
    },

    async refreshAsThief() {
      const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
      try {
        await client.refreshTokenGrant(config, tokens().refresh, {}, { DPoP: other });
        return 'none';
      } catch (error) {
        return errorOf(error);
      }
    },

    async bankDetails(iban, accessToken) {
      const token = accessToken ?? (await renew({ resource: api }));
      const [method, body] = iban === undefined ? ['GET', null] : ['PUT', JSON.stringify({ iban })];
      const headers = new Headers(body === null ? {} : { 'content-type': 'application/json' });
      try {
        const answer = await client.fetchProtectedResource(config, token, new URL(api), method, body, headers, {
          DPoP,
        });
        const read = (await answer.json()) as { iban_last4?: string; error_description?: string };
        if (!answer.ok) throw new Error(read.error_description ?? `the API answered ${answer.status}`);
        return { outcome: 'done', ibanLast4: String(read.iban_last4) };
      } catch (error) {
        if (!(error instanceof client.WWWAuthenticateChallengeError)) throw error;
        const challenge = readChallenge(error.response.headers.get('www-authenticate'));
        if (!asksForStepUp(challenge)) throw error;
        return { outcome: 'challenged', challenge };
      }
    },

    async signOut(redirectUri) {
      const { refresh, id } = tokens();
      await client.tokenRevocation(config, refresh, { token_type_hint: 'refresh_token' });
      kept = await newKey();
      DPoP = await handleOf(kept);
      store.write(kept);
      return client.buildEndSessionUrl(config, {
        id_token_hint: id,
        post_logout_redirect_uri: redirectUri,
        state: 'out',
      });
    },
  };
}

/** The code of an OAuth error, else what went wrong. */
export function errorOf(error: unknown): string {
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError)
    return error.error;
  return (error as Error).message;
}
