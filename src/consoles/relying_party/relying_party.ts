/**
 * A console as an OpenID Connect relying party of its realm, by openid-client: code flow with PKCE S256, state, nonce,
 * `iss` (RFC 9207), signed ID Tokens (U1, E4). The provider is discovered at the first use, and afresh after a failure.
 */
import { type CryptoKey, createRemoteJWKSet, customFetch, importJWK, type JWK, jwtVerify } from 'jose';
import * as client from 'openid-client';
import type { OwnClient } from '../../domain/client/own_client.js';
import type { AskedAction } from '../../domain/sensitive_action/sensitive_action.js';
import { consoleAddresses } from './client_metadata.js';

const ANSWER_WITHIN_SECONDS = 5;
const CLOCK_TOLERANCE_SECONDS = 5;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** What must be remembered until the browser comes back. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What a sign-in proved, as its ID Token says it. */
export interface Proof {
  readonly acr: string;
  readonly amr: readonly string[];
  /** seconds since the epoch */
  readonly authTime: number;
}

export interface Proved {
  readonly subject: string;
  /** the session of the provider for this client, which back-channel logout names */
  readonly sid: string;
  readonly acr: string | undefined;
  readonly amr: readonly string[];
  /** seconds since the epoch */
  readonly authTime: number;
  /** the actions that the person confirmed, as they were asked (A5) */
  readonly actions: readonly ConfirmedAction[];
  readonly idToken: string;
  readonly accessToken: string;
}

export interface ConfirmedAction {
  readonly asked: AskedAction;
  /** of this authorization alone; whoever acts on it takes it once */
  readonly transactionId: string;
}

export interface OwnRelyingParty {
  /**
   * Begins an authorization request. One that names an action is pushed (RFC 9126): what a person is asked to confirm
   * never passes through the browser (A5).
   *
   * @param actions `authorization_details` (RFC 9396), each a registered action with its display fields
   */
  ask(
    parameters: Readonly<Record<string, string>>,
    actions?: readonly AskedAction[],
  ): Promise<Checks & { readonly address: URL }>;
  /**
   * @param query what came back to the redirect address
   * @throws openid-client's errors when the answer is an error, is forged, or the provider does not answer
   */
  redeem(query: string, checks: Checks): Promise<Proved>;
  /** Where to send the browser to sign out. @param idToken of the session, when there is one */
  signOutAddress(idToken: string | undefined, parameters: Readonly<Record<string, string>>): Promise<URL>;
  /**
   * The `sid` of a logout token (Back-Channel Logout 1.0 §2.6).
   *
   * @throws jose's errors when it is not ours to believe
   */
  readLogoutToken(token: string): Promise<string>;
}

export interface OwnRelyingPartyOptions {
  readonly issuer: string;
  readonly client: OwnClient;
  /** private keys, the current one first */
  readonly keys: readonly JWK[];
  /** how this service reaches itself */
  readonly fetch: typeof fetch;
}

export function openOwnRelyingParty({ issuer, client: own, keys, fetch }: OwnRelyingPartyOptions): OwnRelyingParty {
  const addresses = consoleAddresses(issuer, own);
  let discovered: Promise<readonly client.Configuration[]> | undefined;

  const discover = async (): Promise<readonly client.Configuration[]> => {
    const server = await client.discovery(new URL(issuer), own.id, {}, client.None(), {
      timeout: ANSWER_WITHIN_SECONDS,
      [client.customFetch]: fetch as client.CustomFetch,
      // Configuration lets an http issuer pass on loopback only.
      execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
    });
    return Promise.all(keys.map((key) => configurationOf(server, key)));
  };
  const configurationOf = async (server: client.Configuration, key: JWK): Promise<client.Configuration> => {
    const { kid = '', ...plain } = key;
    const authentication = client.PrivateKeyJwt({ key: (await importJWK(plain, 'ES256')) as CryptoKey, kid });
    const metadata = { id_token_signed_response_alg: 'ES256' };
    const configuration = new client.Configuration(server.serverMetadata(), own.id, metadata, authentication);
    configuration.timeout = ANSWER_WITHIN_SECONDS;
    configuration[client.customFetch] = fetch as client.CustomFetch;
    client.enableNonRepudiationChecks(configuration);
    if (issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
    return configuration;
  };

  /** One configuration a key; a failed discovery is tried again at the next use. */
  const configurations = (): Promise<readonly client.Configuration[]> => {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  const current = async (): Promise<client.Configuration> => {
    const [configuration] = await configurations();
    if (!configuration) throw new Error('a relying party without a key');
    return configuration;
  };

  /** The next key is tried when this one is not known there yet, or no longer (RFC 6749 §5.2: the code stays good). */
  const withKnownKey = async <T>(
    [configuration, ...others]: readonly client.Configuration[],
    use: (configuration: client.Configuration) => Promise<T>,
  ): Promise<T> => {
    if (!configuration) throw new Error('a relying party without a key');
    try {
      return await use(configuration);
    } catch (error) {
      const isUnknownKey = error instanceof client.ResponseBodyError && error.error === 'invalid_client';
      const isRefused = isUnknownKey || error instanceof client.WWWAuthenticateChallengeError;
      if (isRefused && others.length > 0) return withKnownKey(others, use);
      throw error;
    }
  };

  let keySet: { readonly address: string; readonly keys: ReturnType<typeof createRemoteJWKSet> } | undefined;
  const providerKeys = async () => {
    const address = (await current()).serverMetadata().jwks_uri ?? '';
    if (keySet?.address !== address) {
      keySet = { address, keys: createRemoteJWKSet(new URL(address), { [customFetch]: fetch }) };
    }
    return keySet.keys;
  };

  return {
    async ask(parameters, actions = []) {
      const codeVerifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const request = {
        redirect_uri: addresses.callback,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...parameters,
        ...(actions.length > 0 ? { authorization_details: JSON.stringify(actions) } : {}),
      };
      const address =
        actions.length > 0
          ? await withKnownKey(await configurations(), (each) => client.buildAuthorizationUrlWithPAR(each, request))
          : client.buildAuthorizationUrl(await current(), request);
      return { address, state, nonce, codeVerifier };
    },

    async redeem(query, checks) {
      try {
        const callback = new URL(`${addresses.callback}?${query}`);
        const answer = await withKnownKey(await configurations(), (configuration) =>
          client.authorizationCodeGrant(configuration, callback, {
            pkceCodeVerifier: checks.codeVerifier,
            expectedState: checks.state,
            expectedNonce: checks.nonce,
            idTokenExpected: true,
          }),
        );
        return readAnswer(answer);
      } catch (error) {
        // A provider that came back with other keys or addresses is discovered afresh.
        if (!(error instanceof client.AuthorizationResponseError)) discovered = undefined;
        throw error;
      }
    },

    async signOutAddress(idToken, parameters) {
      return client.buildEndSessionUrl(await current(), {
        ...(idToken ? { id_token_hint: idToken } : {}),
        post_logout_redirect_uri: addresses.signedOut,
        ...parameters,
      });
    },

    async readLogoutToken(token) {
      const { payload } = await jwtVerify(token, await providerKeys(), {
        issuer,
        audience: own.id,
        algorithms: ['ES256'],
        typ: 'logout+jwt',
        requiredClaims: ['iat', 'exp', 'jti', 'sid', 'events'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        // Read here, so that time moves with the rest of the program.
        currentDate: new Date(Date.now()),
      });
      const { events, sid, nonce } = payload as { events?: Record<string, unknown>; sid?: unknown; nonce?: unknown };
      if (typeof events?.[LOGOUT_EVENT] !== 'object' || typeof sid !== 'string' || nonce !== undefined) {
        throw new LogoutTokenRefused();
      }
      return sid;
    },
  };
}

function readAnswer(answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers): Proved {
  const claims = answer.claims();
  const { id_token: idToken, access_token: accessToken } = answer;
  const sid = claims?.['sid'];
  if (!claims || !idToken || typeof sid !== 'string') throw new Error('an answer without ID Token or sid');
  const acr = typeof claims['acr'] === 'string' ? claims['acr'] : undefined;
  const amr = Array.isArray(claims['amr']) ? (claims['amr'] as readonly string[]) : [];
  const authTime = claims.auth_time ?? 0;
  const actions = readActions(claims['authorization_details']);
  return { subject: claims.sub, sid, acr, amr, authTime, actions, idToken, accessToken };
}

function readActions(details: unknown): readonly ConfirmedAction[] {
  if (!Array.isArray(details)) return [];
  return (details as ReadonlyArray<AskedAction & { transaction_id: string }>).map(
    ({ transaction_id: transactionId, ...asked }) => ({ asked: asked as AskedAction, transactionId }),
  );
}

/** Signed by us, and yet no logout token of this client. */
export class LogoutTokenRefused extends Error {
  readonly code = 'ERR_LOGOUT_TOKEN';
}
