/** A scripted relying party of the simulator, and a person without JavaScript: as much of both as its rules need. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import {
  compactDecrypt,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { Platform } from '../../demo/simulator/platforms.js';
import type { SimulatedRelyingParty } from '../../demo/simulator/relying_party.js';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../demo/simulator/simulator.js';
import { openBrowser, type Page, type SmallBrowser } from './small_browser.js';

export const SECRET = 'un-secret-de-plus-de-trente-deux-caracteres';
export const CLIENT_ID = 'fournisseur-de-service';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface OpenedToken {
  readonly claims: JWTPayload;
  /** of the JWS */
  readonly header: Readonly<Record<string, unknown>>;
  /** of the JWE around it, when there is one */
  readonly envelope: Readonly<Record<string, unknown>> | undefined;
  readonly jws: string;
}

export interface Asked {
  readonly url: string;
  readonly verifier: string;
  readonly parameters: URLSearchParams;
}

export interface SignInOptions {
  readonly browser?: SmallBrowser;
  readonly person?: string;
  readonly level?: string;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
}

export interface SignedIn {
  readonly asked: Asked;
  readonly callback: URL;
  readonly tokens: Answer;
  readonly idToken: OpenedToken;
  readonly userinfo: JWTPayload;
}

export interface Party {
  readonly simulator: Simulator;
  readonly callbackUri: string;
  readonly signedOutUri: string;
  /** @param changes parameters that differ from an honest request; undefined leaves one out */
  ask(platform: Platform, changes?: Readonly<Record<string, string | undefined>>): Asked;
  /** A person chooses somebody on the first page, and comes back. */
  choose(browser: SmallBrowser, page: Page, person: string, level: string): Promise<Page>;
  redeem(platform: Platform, callback: URL, verifier: string, changes?: Record<string, string>): Promise<Answer>;
  assertion(platform: Platform, alg?: string): Promise<string>;
  openToken(platform: Platform, token: string): Promise<OpenedToken>;
  userinfo(platform: Platform, accessToken: unknown): Promise<Response>;
  signIn(platform: Platform, options?: SignInOptions): Promise<SignedIn>;
  close(): Promise<void>;
}

export interface PartyOptions extends Partial<Pick<SimulatorOptions, 'now' | 'stateFile' | 'slowSeconds' | 'port'>> {
  readonly registrations?: Readonly<Partial<Record<Platform, Partial<SimulatedRelyingParty>>>>;
}

const SCOPES: Record<Platform, string> = {
  'franceconnect-plus': 'openid identite_pivot email preferred_username rnipp_identite_pivot',
  franceconnect: 'openid identite_pivot email preferred_username idp_birthdate',
  'net-entreprises': 'openid profile email siret',
};
const LEVELS: Record<Platform, string | undefined> = {
  'franceconnect-plus': 'eidas3',
  franceconnect: 'eidas1',
  'net-entreprises': undefined,
};

export async function openParty(options: PartyOptions = {}): Promise<Party> {
  const encryption = {
    'ECDH-ES': await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true }),
    'RSA-OAEP-256': await generateKeyPair('RSA-OAEP-256', { extractable: true }),
  };
  const signing = await generateKeyPair('ES256', { extractable: true });
  const jwks = {
    keys: [
      { ...(await exportJWK(signing.publicKey)), kid: 'signe', use: 'sig', alg: 'ES256' },
      ...(await Promise.all(
        Object.entries(encryption).map(async ([alg, { publicKey }]) => ({
          ...(await exportJWK(publicKey)),
          kid: `chiffre-${alg}`,
          use: 'enc',
          alg,
        })),
      )),
    ],
  };
  const site = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/jwks' ? JSON.stringify(jwks) : '{}');
  });
  const origin = await new Promise<string>((resolve) =>
    site.listen(0, '127.0.0.1', () => resolve(`http://localhost:${(site.address() as { port: number }).port}`)),
  );
  const callbackUri = `${origin}/retour`;
  const signedOutUri = `${origin}/deconnecte`;
  const common = {
    clientId: CLIENT_ID,
    redirectUris: [callbackUri],
    postLogoutRedirectUris: [signedOutUri],
    authentication: { method: 'client_secret_post', secret: SECRET },
    jwksUri: `${origin}/jwks`,
    mayAskAmr: true,
  } as const;
  const registered = {
    'franceconnect-plus': { ...common, encryption: { alg: 'ECDH-ES', enc: 'A256GCM' } },
    franceconnect: common,
    'net-entreprises': common,
  } as const satisfies Record<Platform, SimulatedRelyingParty>;
  const relyingParties = Object.fromEntries(
    Object.entries(registered).map(([id, party]) => [id, { ...party, ...options.registrations?.[id as Platform] }]),
  );
  const simulator = await startSimulator({ port: 0, ...options, relyingParties }).catch((error: unknown) => {
    site.close();
    throw error;
  });

  function ask(platform: Platform, changes: Readonly<Record<string, string | undefined>> = {}): Asked {
    const verifier = randomBytes(32).toString('base64url');
    const honest = {
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: callbackUri,
      scope: SCOPES[platform],
      state: randomBytes(32).toString('base64url'),
      nonce: randomBytes(32).toString('base64url'),
      acr_values: LEVELS[platform],
      claims: LEVELS[platform] && JSON.stringify({ id_token: { amr: { essential: true } } }),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    const parameters = new URLSearchParams(
      Object.entries(honest).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    return { url: `${simulator.endpointsOf(platform).authorization_endpoint}?${parameters}`, verifier, parameters };
  }

  async function choose(browser: SmallBrowser, page: Page, person: string, level: string): Promise<Page> {
    return browser.post(page.url.href, { personne: person, niveau: level, suite: 'continuer' });
  }

  async function redeem(
    platform: Platform,
    callback: URL,
    verifier: string,
    changes: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(simulator.endpointsOf(platform).token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: callbackUri,
        client_id: CLIENT_ID,
        client_secret: SECRET,
        code_verifier: verifier,
        ...changes,
      }),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    };
  }

  async function openToken(platform: Platform, token: string): Promise<OpenedToken> {
    let jws = token;
    let envelope: Record<string, unknown> | undefined;
    if (token.split('.').length === 5) {
      envelope = decodeProtectedHeader(token) as Record<string, unknown>;
      const { privateKey } = encryption[envelope['alg'] as keyof typeof encryption];
      jws = new TextDecoder().decode((await compactDecrypt(token, privateKey)).plaintext);
    }
    const keys = await (await fetch(simulator.endpointsOf(platform).jwks_uri)).json();
    const { payload, protectedHeader } = await jwtVerify(jws, createLocalJWKSet(keys), {
      issuer: simulator.issuers[platform],
      audience: CLIENT_ID,
      ...(options.now ? { currentDate: new Date(options.now()) } : {}),
    });
    return { claims: payload, header: { ...protectedHeader }, envelope, jws };
  }

  const userinfo = (platform: Platform, accessToken: unknown) =>
    fetch(simulator.endpointsOf(platform).userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } });

  return {
    simulator,
    callbackUri,
    signedOutUri,
    ask,
    choose,
    redeem,
    openToken,
    userinfo,
    assertion: (platform, alg = 'ES256') =>
      new SignJWT({})
        .setProtectedHeader({ alg, kid: 'signe' })
        .setIssuer(CLIENT_ID)
        .setSubject(CLIENT_ID)
        .setAudience(simulator.issuers[platform])
        .setJti(randomBytes(16).toString('hex'))
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(signing.privateKey),
    async signIn(platform, { browser = openBrowser(), person, level, parameters } = {}) {
      const asked = ask(platform, parameters);
      let page = await browser.get(asked.url);
      if (page.url.origin !== origin) {
        const somebody = platform === 'net-entreprises' ? 'helene-leroy' : 'claire-martin';
        page = await choose(browser, page, person ?? somebody, level ?? LEVELS[platform] ?? '');
      }
      const tokens = await redeem(platform, page.url, asked.verifier);
      if (tokens.status !== 200) throw new Error(`no tokens: ${page.url} ${JSON.stringify(tokens.body)}`);
      const idToken = await openToken(platform, String(tokens.body['id_token']));
      const answer = await userinfo(platform, tokens.body['access_token']);
      const isJwt = answer.headers.get('content-type')?.startsWith('application/jwt');
      const claims = isJwt ? (await openToken(platform, await answer.text())).claims : await answer.json();
      return { asked, callback: page.url, tokens, idToken, userinfo: claims as JWTPayload };
    },
    async close() {
      await simulator.close();
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
    },
  };
}
