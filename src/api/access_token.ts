/**
 * Who calls the API: an access token of Poterne's own (RFC 9068), given to a registered client for itself
 * (client_credentials) and for this API (RFC 8707). The realm is the issuer's: nothing else names it.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Realm } from '../domain/realm.js';

export interface Caller {
  readonly realm: Realm;
  readonly clientId: string;
  /** the API that the token is for */
  readonly audience: string;
  readonly scopes: ReadonlySet<string>;
}

export interface TokenReader {
  /** @returns undefined when the token is not to be believed here */
  read(token: string): Promise<Caller | undefined>;
}

export interface TokenReaderDependencies {
  /** the realm of each issuer, and the audience of the API there */
  readonly issuers: ReadonlyMap<string, { readonly realm: Realm; readonly audience: string }>;
  /** our public signing keys as they are now */
  readonly publicKeys: () => JSONWebKeySet;
  /** is the client still registered for this audience? */
  readonly isRegistered: (realm: Realm, clientId: string, audience: string) => Promise<boolean>;
  readonly now: () => number;
}

const LONGEST_TOKEN = 8_192;

export function createTokenReader({ issuers, publicKeys, isRegistered, now }: TokenReaderDependencies): TokenReader {
  return {
    async read(token) {
      if (token.length > LONGEST_TOKEN) return undefined;
      const payload = await verify(token, createLocalJWKSet(publicKeys()), [...issuers.keys()], now());
      const at = payload && issuers.get(payload.iss ?? '');
      if (!payload || !at || payload.aud !== at.audience) return undefined;
      const clientId = payload['client_id'];
      // A person's token names the person; one bound to a key is worth nothing without the key.
      if (typeof clientId !== 'string' || payload.sub !== clientId || payload['cnf'] !== undefined) return undefined;
      if (!(await isRegistered(at.realm, clientId, at.audience))) return undefined;
      const scope = payload['scope'];
      return {
        realm: at.realm,
        clientId,
        audience: at.audience,
        scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
      };
    },
  };
}

async function verify(
  token: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  issuer: string[],
  now: number,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['ES256', 'RS256'],
      typ: 'at+jwt',
      issuer,
      requiredClaims: ['exp', 'iat', 'aud', 'sub'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}
