/** A relying party as it would be registered in the platform's partners' space, and as oidc-provider is told of it. */
import type { ClientMetadata } from 'oidc-provider';
import type { UpstreamSigningAlgorithm } from '../../src/domain/federation/upstream.js';
import type { PlatformRules } from './platforms.js';

export interface SimulatedRelyingParty {
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** the scopes it is authorised for; every scope of the platform when absent */
  readonly scope?: string | undefined;
  readonly authentication:
    | { readonly method: 'client_secret_post'; readonly secret: string }
    | { readonly method: 'private_key_jwt' };
  /** where it publishes its keys, on this machine: for encryption to it, and for its authentication */
  readonly jwksUri?: string | undefined;
  /** what wraps id_token and userinfo; nothing when absent */
  readonly encryption?: { readonly alg: 'ECDH-ES' | 'RSA-OAEP-256'; readonly enc: 'A256GCM' } | undefined;
  readonly mayAskAmr: boolean;
  /** of id_token and userinfo; the platform's usual one when absent */
  readonly signingAlg?: UpstreamSigningAlgorithm | undefined;
}

const SHORTEST_SECRET = 32;

export function signingAlgorithmOf(party: SimulatedRelyingParty, rules: PlatformRules): UpstreamSigningAlgorithm {
  return party.signingAlg ?? rules.signingAlgorithms[0] ?? 'ES256';
}

/** @throws when the platform would not register it so: the sentence says what is wrong */
export function refuseBadRegistration(party: SimulatedRelyingParty, rules: PlatformRules): void {
  const { authentication, encryption, jwksUri } = party;
  const refuse = (why: string) => {
    throw new Error(`${rules.name.en} (simulated) does not register ${party.clientId}: ${why}`);
  };
  if (authentication.method === 'client_secret_post' && authentication.secret.length < SHORTEST_SECRET)
    refuse(`its secret is shorter than ${SHORTEST_SECRET} characters`);
  if (authentication.method === 'private_key_jwt' && !jwksUri) refuse('private_key_jwt needs a jwksUri');
  if (encryption && !jwksUri) refuse('encryption needs a jwksUri');
  if (rules.levels.includes('eidas2') && !encryption) refuse('it encrypts id_token and userinfo');
  if (!rules.signingAlgorithms.includes(signingAlgorithmOf(party, rules)))
    refuse(`it signs with ${rules.signingAlgorithms.join(' or ')}`);
}

/** Encryption is not told: the answer is wrapped once it is complete (seal.ts). */
export function clientMetadata(party: SimulatedRelyingParty, rules: PlatformRules): ClientMetadata {
  const { authentication, jwksUri } = party;
  const alg = signingAlgorithmOf(party, rules);
  return {
    client_id: party.clientId,
    ...(authentication.method === 'client_secret_post' ? { client_secret: authentication.secret } : {}),
    token_endpoint_auth_method: authentication.method,
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
    redirect_uris: [...party.redirectUris],
    post_logout_redirect_uris: [...party.postLogoutRedirectUris],
    scope: party.scope ?? ['openid', ...Object.keys(rules.scopes)].join(' '),
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: alg,
    ...(rules.userinfo === 'jwt' ? { userinfo_signed_response_alg: alg } : {}),
    require_auth_time: true,
  };
}
