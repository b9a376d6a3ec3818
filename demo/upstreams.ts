/**
 * The demonstration's upstreams (O1, F6): what Poterne is told of the simulator, and what the simulator is told of Poterne,
 * from one place, so that they agree.
 */
import { randomBytes } from 'node:crypto';
import { franceConnectEndpoints } from '../src/config/upstream_presets.js';
import { parseUpstreams } from '../src/config/upstreams.js';
import type { UpstreamSettings } from '../src/domain/federation/upstream.js';
import { PLATFORM_RULES, type Platform } from './simulator/platforms.js';
import type { SimulatedRelyingParty } from './simulator/relying_party.js';
import type { SimulatorOptions } from './simulator/simulator.js';

/** Which realm trusts which platform, in the order in which its sign-in page shows them. */
const TRUSTED: ReadonlyArray<{ readonly platform: Platform; readonly realm: string }> = [
  { platform: 'franceconnect-plus', realm: 'allocataires' },
  { platform: 'franceconnect', realm: 'allocataires' },
  { platform: 'net-entreprises', realm: 'employeurs' },
];

const ENCRYPTION = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

export interface DemonstrationUpstreams {
  /** as the simulator's platforms have registered Poterne */
  readonly relyingParties: SimulatorOptions['relyingParties'];
  /** @param simulatorUrl its origin */
  settings(simulatorUrl: string): readonly UpstreamSettings[];
}

/**
 * @param issuers of Poterne, by realm
 * @param overrides fields of an upstream's entry, as UPSTREAMS_FILE takes them, by platform
 */
export function demonstrationUpstreams(
  issuers: ReadonlyMap<string, string>,
  overrides: Readonly<Partial<Record<Platform, Readonly<Record<string, unknown>>>>> = {},
): DemonstrationUpstreams {
  // The two run in one process and meet nobody else: a secret of this start is enough.
  const secret = randomBytes(32).toString('base64url');
  const trusted = TRUSTED.flatMap((each) => {
    const issuer = issuers.get(each.realm);
    return issuer === undefined ? [] : [{ ...each, issuer }];
  });
  const parties = trusted.map(({ platform, issuer }): [Platform, SimulatedRelyingParty] => [
    platform,
    {
      clientId: 'poterne',
      redirectUris: [`${issuer}/federation/${platform}/callback`],
      postLogoutRedirectUris: [`${issuer}/federation/${platform}/signed-out`],
      authentication:
        platform === 'franceconnect-plus' ? { method: 'private_key_jwt' } : { method: 'client_secret_post', secret },
      jwksUri: `${issuer}/federation/jwks`,
      ...(platform === 'franceconnect-plus' ? { encryption: ENCRYPTION } : {}),
      mayAskAmr: true,
    },
  ]);
  return {
    relyingParties: Object.fromEntries(parties),
    settings: (simulatorUrl) =>
      parseUpstreams(
        JSON.stringify(
          trusted.map(({ platform, realm }) => entryOf(platform, realm, simulatorUrl, overrides[platform])),
        ),
        [...issuers.keys()],
        (name) => (name === SECRET_VARIABLE ? secret : undefined),
      ),
  };
}

const SECRET_VARIABLE = 'SIMULATOR_SECRET';

function entryOf(
  platform: Platform,
  realm: string,
  simulatorUrl: string,
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const issuer = `${simulatorUrl}${PLATFORM_RULES[platform].prefix}`;
  return {
    realm,
    preset: platform,
    issuer,
    client_id: 'poterne',
    ...(platform === 'franceconnect-plus'
      ? {
          authentication: 'private_key_jwt',
          encryption: ENCRYPTION,
          scope: 'openid identite_pivot rnipp_identite_pivot',
        }
      : { client_secret_env: SECRET_VARIABLE }),
    // The simulator has every endpoint on each platform; a preset may know fewer.
    endpoints: franceConnectEndpoints(issuer),
    ...overrides,
  };
}
