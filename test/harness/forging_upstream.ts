/**
 * An upstream OpenID provider that behaves as FranceConnect does, until a test has it forge something: any claim, header,
 * signature, encryption, answer or moment (F1, F5).
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  CompactEncrypt,
  CompactSign,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
} from 'jose';

export type Claims = Record<string, unknown>;

/** How one token is made; what is not named is made honestly. */
export interface TokenForgery {
  readonly claims?: (claims: Claims) => void;
  readonly header?: Claims;
  /** takes the place of signing: claims → anything */
  readonly sign?: (claims: Claims) => Promise<string> | string;
  /** takes the place of encrypting: the signed token → anything */
  readonly seal?: (signed: string) => Promise<string> | string;
}

/** What one sign-in meets. */
export interface Forgery {
  readonly callback?: (parameters: URLSearchParams) => void;
  readonly idToken?: TokenForgery;
  readonly userinfo?: TokenForgery;
  /** by how much this upstream's clock is ahead */
  readonly clockSeconds?: number;
  readonly acr?: string | undefined;
  /** takes the place of an endpoint's answer */
  readonly answers?: Partial<Record<'token' | 'userinfo', (response: ServerResponse) => void>>;
}

/** What the relying party registered here. */
export interface Registration {
  readonly clientId: string;
  readonly secret?: string;
  /** public keys of private_key_jwt */
  readonly authentication?: readonly JWK[];
  readonly signingAlg: 'ES256' | 'RS256';
  readonly encryption: { readonly alg: string; readonly enc: string } | undefined;
  /** the public key to encrypt for, read at each token */
  readonly encryptionKey?: () => JWK;
  readonly userinfo: 'jwt' | 'json';
}

export const PERSON: Claims = {
  sub: `${'a1b2c3d4'.repeat(8)}v1`,
  given_name: 'Angela Claire Louise',
  given_name_array: ['Angela', 'Claire', 'Louise'],
  family_name: 'SYNTHETIC-DUBOIS',
  gender: 'female',
  birthdate: '1962-08-24',
  birthplace: '75107',
  birthcountry: '99100',
};

/** A key pair as JWKs, its `kid` a thumbprint. */
export async function makeKey(
  alg: string,
  use: 'sig' | 'enc',
): Promise<{ readonly publicKey: JWK; readonly privateKey: JWK }> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  return {
    publicKey: { ...publicKey, kid, alg, use },
    privateKey: { ...(await exportJWK(pair.privateKey)), kid, alg, use },
  };
}

export async function signToken(claims: Claims, key: JWK, header: Claims = {}): Promise<string> {
  const alg = key.alg ?? 'ES256';
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg, ...(key.kid ? { kid: key.kid } : {}), ...header })
    .sign(await importJWK(key, alg));
}

export async function sealToken(
  signed: string,
  key: JWK,
  { alg, enc }: { readonly alg: string; readonly enc: string },
  header: Claims = {},
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg, enc, cty: 'JWT', ...(key.kid ? { kid: key.kid } : {}), ...header })
    .encrypt(await importJWK(key, alg));
}

interface Grant {
  readonly parameters: URLSearchParams;
  readonly forgery: Forgery;
}

export async function createForgingUpstream(registration: Registration) {
  let signing = await makeKey(registration.signingAlg, 'sig');
  let published: readonly JWK[] = [signing.publicKey];
  let jwksAnswer: ((response: ServerResponse) => void) | undefined;
  const asked: Record<string, number> = {};
  const revoked: string[] = [];
  const assertions: Claims[] = [];
  const codes = new Map<string, Grant>();
  const accessTokens = new Map<string, Grant>();

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const issuer = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/api/v2`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/api/v2/', '');
    asked[path] = (asked[path] ?? 0) + 1;
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    switch (path) {
      case 'jwks':
        if (jwksAnswer) return jwksAnswer(response);
        return json(response, 200, { keys: published });
      case 'token': {
        if (!(await isAuthenticated(body))) return json(response, 401, { error: 'invalid_client' });
        const code = body.get('code') ?? '';
        const grant = codes.get(code);
        codes.delete(code);
        if (!grant || !answersRequest(body, grant.parameters)) return json(response, 400, { error: 'invalid_grant' });
        if (grant.forgery.answers?.token) return grant.forgery.answers.token(response);
        return json(response, 200, await tokensOf(grant));
      }
      case 'userinfo': {
        const grant = accessTokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
        if (!grant) return json(response, 401, { error: 'invalid_token' });
        if (grant.forgery.answers?.userinfo) return grant.forgery.answers.userinfo(response);
        return userinfoOf(grant, response);
      }
      case 'token/revocation':
        if (!(await isAuthenticated(body))) return json(response, 401, { error: 'invalid_client' });
        revoked.push(body.get('token') ?? '');
        response.writeHead(200).end();
        return;
      default:
        response.writeHead(404).end();
    }
  }

  async function isAuthenticated(body: URLSearchParams): Promise<boolean> {
    if (!registration.authentication)
      return body.get('client_id') === registration.clientId && body.get('client_secret') === registration.secret;
    try {
      const { payload } = await jwtVerify(
        body.get('client_assertion') ?? '',
        createLocalJWKSet({ keys: [...registration.authentication] }),
        {
          algorithms: ['ES256'],
          issuer: registration.clientId,
          subject: registration.clientId,
          audience: issuer,
          requiredClaims: ['jti', 'exp', 'iat'],
          maxTokenAge: 60,
        },
      );
      if (assertions.some(({ jti }) => jti === payload.jti)) return false;
      assertions.push(payload);
      return body.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    } catch {
      return false;
    }
  }

  async function tokensOf(grant: Grant) {
    const { forgery, parameters } = grant;
    const access_token = randomBytes(32).toString('base64url');
    accessTokens.set(access_token, grant);
    const now = Math.floor(Date.now() / 1000) + (forgery.clockSeconds ?? 0);
    const claims: Claims = {
      sub: PERSON['sub'],
      aud: registration.clientId,
      iss: issuer,
      iat: now,
      exp: now + 60,
      auth_time: now - 5,
      nonce: parameters.get('nonce'),
      acr: 'acr' in forgery ? forgery.acr : (parameters.get('acr_values') ?? undefined),
      amr: ['fc', 'pwd', 'invented'],
      at_hash: createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url'),
    };
    return { access_token, token_type: 'Bearer', expires_in: 60, id_token: await make(claims, forgery.idToken ?? {}) };
  }

  async function userinfoOf({ forgery }: Grant, response: ServerResponse): Promise<void> {
    if (registration.userinfo === 'json') {
      const claims = { ...PERSON };
      forgery.userinfo?.claims?.(claims);
      return json(response, 200, claims);
    }
    const claims: Claims = { ...PERSON, iss: issuer, aud: registration.clientId };
    const token = await make(claims, forgery.userinfo ?? {});
    response.writeHead(200, { 'content-type': 'application/jwt; charset=utf-8' }).end(token);
  }

  async function make(claims: Claims, forgery: TokenForgery): Promise<string> {
    forgery.claims?.(claims);
    const signed = forgery.sign
      ? await forgery.sign(claims)
      : await signToken(claims, signing.privateKey, forgery.header);
    return forgery.seal ? forgery.seal(signed) : seal(signed);
  }

  async function seal(signed: string): Promise<string> {
    const { encryption, encryptionKey } = registration;
    return encryption && encryptionKey ? sealToken(signed, encryptionKey(), encryption) : signed;
  }

  return {
    issuer,
    asked: (path: string) => asked[path] ?? 0,
    revoked,
    assertions,
    seal,
    /** the private key that signs now */
    signingKey: () => signing.privateKey,
    publicKey: () => signing.publicKey,
    /** A new signing key. @param publishes false: it signs, and is told to nobody */
    async rotate(publishes: boolean) {
      signing = await makeKey(registration.signingAlg, 'sig');
      if (publishes) published = [signing.publicKey, ...published];
    },
    publishNothing: () => {
      published = [];
    },
    answerJwks: (answered: ((response: ServerResponse) => void) | undefined) => {
      jwksAnswer = answered;
    },
    /** The person signs in there: the address that the browser comes back to. */
    authorize(request: URL, forgery: Forgery = {}): URL {
      const code = randomBytes(16).toString('base64url');
      codes.set(code, { parameters: request.searchParams, forgery });
      const callback = new URL(request.searchParams.get('redirect_uri') ?? '');
      callback.searchParams.set('code', code);
      callback.searchParams.set('state', request.searchParams.get('state') ?? '');
      callback.searchParams.set('iss', issuer);
      forgery.callback?.(callback.searchParams);
      return callback;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answersRequest(body: URLSearchParams, request: URLSearchParams): boolean {
  const challenge = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url');
  return (
    body.get('grant_type') === 'authorization_code' &&
    body.get('redirect_uri') === request.get('redirect_uri') &&
    request.get('code_challenge_method') === 'S256' &&
    challenge === request.get('code_challenge')
  );
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
