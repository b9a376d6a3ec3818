/** Ourselves as an upstream's client, in openid-client's terms: static metadata, authentication, clock (F1, F3). */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import { UpstreamRefusal } from './refusal.js';

/**
 * Made anew for each exchange: keys rotate, and an exchange's deadline is its own.
 *
 * @param authenticationKey private ES256 key of `private_key_jwt`
 * @param now milliseconds since the epoch
 * @throws UpstreamRefusal when a key that is needed is missing
 */
export async function createRelyingParty(
  settings: UpstreamSettings,
  authenticationKey: JWK | undefined,
  now: number,
): Promise<client.Configuration> {
  const authentication = await clientAuthentication(settings, authenticationKey);
  return createConfiguration(settings, authentication, now);
}

/** As above for what sends nothing: addresses. */
export function createAddressBook(settings: UpstreamSettings): client.Configuration {
  return createConfiguration(settings, client.None(), Date.now());
}

function createConfiguration(
  { issuer, endpoints, clientId, protection, clockToleranceSeconds }: UpstreamSettings,
  authentication: client.ClientAuth,
  now: number,
): client.Configuration {
  const defined = Object.fromEntries(Object.entries(endpoints).filter(([, address]) => address !== undefined));
  const configuration = new client.Configuration(
    { issuer, ...defined, authorization_response_iss_parameter_supported: true },
    clientId,
    {
      id_token_signed_response_alg: protection.signingAlg,
      ...(protection.userinfo === 'jwt' ? { userinfo_signed_response_alg: protection.signingAlg } : {}),
      [client.clockSkew]: Math.round((now - Date.now()) / 1000),
      [client.clockTolerance]: clockToleranceSeconds,
    },
    authentication,
  );
  // Each request carries its exchange's deadline instead.
  configuration.timeout = 0;
  // Configuration lets http pass on loopback only (src/config/upstreams.ts).
  if ([issuer, ...Object.values(defined)].some((address) => address.startsWith('http:')))
    client.allowInsecureRequests(configuration);
  return configuration;
}

async function clientAuthentication(
  { authentication, clientId }: UpstreamSettings,
  key: JWK | undefined,
): Promise<client.ClientAuth> {
  if (authentication.method === 'client_secret_post') return client.ClientSecretPost(authentication.secret);
  if (!key) throw new UpstreamRefusal('misconfigured', `no authentication key for ${clientId}`);
  const imported = (await importJWK(key, 'ES256')) as CryptoKey;
  return client.PrivateKeyJwt(key.kid === undefined ? imported : { key: imported, kid: key.kid });
}
