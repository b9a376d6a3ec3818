/**
 * The kiosk as a relying party, by openid-client: code flow with PKCE in its own browser, RFC 8628 for the visitor's phone,
 * and the end of what a visit obtained. Its server alone holds tokens.
 */
import * as client from 'openid-client';
import { CALLBACK_PATH, KIOSK_ID, KIOSK_SCOPE } from './client_metadata.js';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

export interface Asked {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What the screen shows to a phone. */
export interface ShownCode {
  readonly deviceCode: string;
  readonly userCode: string;
  /** opened by the phone: the QR code */
  readonly address: string;
  /** where the code can be typed */
  readonly typedAt: string;
  /** on the screen alone */
  readonly digits: string;
  readonly intervalSeconds: number;
  /** milliseconds since the epoch */
  readonly endsAt: number;
}

export interface VisitTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly name: string;
  readonly acr: string;
}

export interface KioskParty {
  ask(language: string): Promise<Asked & { readonly address: URL }>;
  /** @throws openid-client's errors */
  redeem(query: string, asked: Asked): Promise<VisitTokens>;
  showCode(now: number): Promise<ShownCode>;
  /** `pending`: ask again later; `over`: refused, or too late */
  poll(code: ShownCode): Promise<VisitTokens | 'pending' | 'over'>;
  /** Ends what the visit obtained; a provider that does not answer ends it by itself within minutes. */
  revoke(tokens: VisitTokens): Promise<void>;
  signOutAddress(tokens: VisitTokens): Promise<URL>;
}

export function openKioskParty(options: {
  readonly issuer: string;
  readonly clientSecret: string;
  readonly baseUrl: string;
}): KioskParty {
  const redirectUri = `${options.baseUrl}${CALLBACK_PATH}`;
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = () => {
    discovered ??= client
      .discovery(new URL(options.issuer), KIOSK_ID, {}, client.ClientSecretBasic(options.clientSecret), {
        // The demonstration's provider is on this machine.
        execute: [client.allowInsecureRequests],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  const tokensOf = async (
    config: client.Configuration,
    answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  ): Promise<VisitTokens> => {
    const claims = answer.claims();
    if (!claims || !answer.id_token) throw new Error('the answer has no ID Token');
    const person = await client.fetchUserInfo(config, answer.access_token, claims.sub);
    const name = typeof person.name === 'string' ? person.name : '';
    return { idToken: answer.id_token, accessToken: answer.access_token, name, acr: String(claims['acr'] ?? '') };
  };

  return {
    async ask(language) {
      const config = await configuration();
      const codeVerifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const address = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: KIOSK_SCOPE,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ui_locales: language,
      });
      return { address, state, nonce, codeVerifier };
    },
    async redeem(query, { state, nonce, codeVerifier }) {
      const config = await configuration();
      const answer = await client.authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      return tokensOf(config, answer);
    },
    async showCode(now) {
      const answer = await client.initiateDeviceAuthorization(await configuration(), { scope: KIOSK_SCOPE });
      return {
        deviceCode: answer.device_code,
        userCode: answer.user_code,
        address: answer.verification_uri_complete ?? answer.verification_uri,
        typedAt: answer.verification_uri,
        digits: String(answer['verification_digits'] ?? ''),
        intervalSeconds: answer.interval ?? 5,
        endsAt: now + answer.expires_in * 1000,
      };
    },
    async poll({ deviceCode }) {
      const config = await configuration();
      try {
        return await tokensOf(
          config,
          await client.genericGrantRequest(config, DEVICE_CODE, { device_code: deviceCode }),
        );
      } catch (error) {
        if (!(error instanceof client.ResponseBodyError)) throw error;
        return error.error === 'authorization_pending' || error.error === 'slow_down' ? 'pending' : 'over';
      }
    },
    async revoke({ accessToken }) {
      await client.tokenRevocation(await configuration(), accessToken).catch(() => undefined);
    },
    async signOutAddress({ idToken }) {
      return client.buildEndSessionUrl(await configuration(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${options.baseUrl}/`,
      });
    },
  };
}
