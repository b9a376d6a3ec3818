/**
 * Clients as oidc-provider takes them: standard metadata (RFC 7591, OIDC Registration) plus our own, of which it keeps
 * what is listed here. `sector` decides the pairwise subject (P3), so the library's own sector rules are fed a constant.
 */
import type Provider from 'oidc-provider';
import { type AdapterPayload, type Client, type ClientMetadata, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { fapiProblem, isFapiMetadata, withFapiDefaults } from '../../domain/client/fapi_profile.js';
import { nativeAppProblem } from '../../domain/client/native_app.js';
import type { Artifact } from '../../ports/protocol/oidc_store.js';
import {
  BACKCHANNEL_METADATA_NAMES,
  type BackchannelMetadata,
  checkBackchannelMetadata,
  withBackchannelGrant,
} from '../backchannel/client.js';
import { checkNirMetadata } from '../claims/nir_release.js';

/** What Poterne adds to a client's metadata; `realm` is not kept, since a client is stored in its realm. */
export interface OwnMetadata extends BackchannelMetadata {
  /** PKCE demanded of the client (P2) */
  readonly require_pkce: boolean;
  /** consent by registration (P7) */
  readonly first_party: boolean;
  /** clients of one sector see the same `sub` (P3) */
  readonly sector?: string;
  /** origins of browser applications that may call the token and userinfo endpoints */
  readonly cors_origins: readonly string[];
  /** kiosk: no single sign-on, no device record, no persistent cookie (I9) */
  readonly shared_device: boolean;
  /** where a kiosk stands, as the person before it would say it (I9) */
  readonly place?: string;
  /** may ask for a phone's sign-in (RFC 8628); from its grant types */
  readonly by_phone: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly nir_legal_basis?: string;
  /** `2.0`: the FAPI 2.0 Security Profile (P8) */
  readonly fapi_profile?: string;
}

export const OWN_METADATA_NAMES = [
  'require_pkce',
  'first_party',
  'sector',
  'cors_origins',
  'shared_device',
  'place',
  'by_phone',
  'actions',
  'resources',
  'nir_legal_basis',
  'fapi_profile',
  ...BACKCHANNEL_METADATA_NAMES,
] as const;

const DEFAULTS = {
  require_pkce: true,
  first_party: true,
  cors_origins: [],
  shared_device: false,
  by_phone: false,
  actions: [],
  resources: [],
  backchannel_grant: false,
};

/** Metadata of a stored client, ready for the provider. */
export function providerMetadata(stored: Artifact): AdapterPayload {
  const sector = sectorOf(stored);
  const { realm, ...metadata } = withPhoneGrant(withBackchannelGrant(stored));
  return {
    ...DEFAULTS,
    ...withFapiDefaults(metadata),
    ...(sector ? { sector } : {}),
    // Every client gets one, so that the library never refuses two redirect hosts or a client without users (pitfall 21).
    sector_identifier_uri: 'https://sector.invalid/',
  } as unknown as AdapterPayload;
}

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * The library would ask whoever has this grant and pairwise subjects for a `jwks_uri`, to find the sector in; our clients'
 * sector is registered. So the grant is kept beside the others, and given back where it is asked for.
 */
function withPhoneGrant({ by_phone: _, ...stored }: Artifact): Artifact {
  const { grant_types: types } = stored;
  if (!Array.isArray(types) || !types.includes(DEVICE_CODE_GRANT)) return stored;
  return { ...stored, grant_types: types.filter((type) => type !== DEVICE_CODE_GRANT), by_phone: true };
}

/** Lets clients registered for it have the grant (see above). */
export function installPhoneGrant(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as { grantTypeAllowed(this: Client, type: string): boolean };
  const { grantTypeAllowed } = prototype;
  prototype.grantTypeAllowed = function isAllowed(type) {
    return (type === DEVICE_CODE_GRANT && ownMetadata(this).by_phone) || grantTypeAllowed.call(this, type);
  };
}

/** A null byte or half a character, as JSON.stringify writes them: PostgreSQL takes neither. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

/** What a client that registers itself may never say of itself (RFC 7591 §5). */
const NEVER_BY_ITSELF = [
  'sector',
  'actions',
  'resources',
  'nir_legal_basis',
  'shared_device',
  ...BACKCHANNEL_METADATA_NAMES,
  'place',
  'by_phone',
] as const;

/**
 * oidc-provider's validator of our own metadata, called for each property: gives defaults, and keeps a client that
 * registers itself from calling itself first party.
 *
 * @throws InvalidClientMetadata
 */
export function readOwnMetadata(
  ctx: KoaContextWithOIDC | undefined,
  key: string,
  value: unknown,
  metadata: ClientMetadata,
): void {
  const own = metadata as unknown as Record<string, unknown>;
  if (ctx && UNSTORABLE.test(JSON.stringify(metadata))) {
    throw new errors.InvalidClientMetadata('client metadata holds a null byte or half a character');
  }
  if (key === 'nir_legal_basis') checkNirMetadata(metadata);
  if (key === 'fapi_profile') checkProfile(own, ctx?.oidc?.route?.startsWith('registration') ?? false);
  const isRegistering = ctx?.oidc?.route?.startsWith('registration') || ctx?.oidc?.route?.startsWith('client_');
  if (key === 'backchannel_grant') checkBackchannelMetadata(metadata, isRegistering === true);
  if (isRegistering) {
    if (value !== undefined && (NEVER_BY_ITSELF as readonly string[]).includes(key)) {
      throw new errors.InvalidClientMetadata(`${key} cannot be registered this way`);
    }
    // The library would believe it unread, and with it one host could pass for another's sector.
    if (metadata.sector_identifier_uri !== undefined) {
      throw new errors.InvalidClientMetadata('sector_identifier_uri cannot be registered this way');
    }
    if (metadata.grant_types?.includes(DEVICE_CODE_GRANT)) {
      throw new errors.InvalidClientMetadata('a kiosk is registered by its operator');
    }
    if (key === 'first_party') own[key] = false;
    else if (key === 'require_pkce') own[key] = true;
    return;
  }
  if (value === undefined && key in DEFAULTS) own[key] = structuredClone(DEFAULTS[key as keyof typeof DEFAULTS]);
}

/** The kinds of client that have rules of their own: a FAPI client (P8), a native app (RFC 8252). */
function checkProfile(own: Record<string, unknown>, isRegistering: boolean): void {
  // Who registers gets what the profile settles; the library has filled in its own defaults before, all of them `false`.
  if (isRegistering && isFapiMetadata(own)) {
    const said = Object.entries(own).filter(([, value]) => value !== false);
    Object.assign(own, withFapiDefaults(Object.fromEntries(said)));
  }
  const problem = fapiProblem(own) ?? nativeAppProblem(own);
  if (problem !== undefined) throw new errors.InvalidClientMetadata(problem);
}

/**
 * The sector of a client: as registered, else the host name of its first redirect, without port, or its private-use
 * scheme, whose colon keeps it apart from every name and host (P3).
 */
function sectorOf(stored: Artifact): string | undefined {
  if (typeof stored['sector'] === 'string') return stored['sector'];
  const uris = stored['redirect_uris'];
  const first = Array.isArray(uris) ? (uris[0] as unknown) : undefined;
  if (typeof first !== 'string' || !URL.canParse(first)) return undefined;
  const { hostname, protocol } = new URL(first);
  return hostname || protocol;
}

/** Our own metadata of a client that the provider loaded. */
export function ownMetadata(client: Client): OwnMetadata {
  return client as unknown as OwnMetadata;
}

export function isFirstParty(client: Client | undefined): boolean {
  return client !== undefined && ownMetadata(client).first_party;
}

/** Does the FAPI 2.0 Security Profile hold for it? (P8) */
export function isFapiClient(client: Client | undefined): boolean {
  return client !== undefined && isFapiMetadata({ ...ownMetadata(client) });
}

export function isSharedDevice(client: Client | undefined): boolean {
  return client !== undefined && ownMetadata(client).shared_device;
}

/** The requests of the phone that signs its person in at a kiosk (RFC 8628 §3.3). */
const PHONE_ROUTES: readonly string[] = ['code_verification', 'device_resume'];

/** Is it asked from a kiosk's own browser? The phone that signs in there is its person's. */
export function isAtKiosk({ oidc }: KoaContextWithOIDC): boolean {
  return isSharedDevice(oidc.client) && !isOnPhone({ oidc });
}

/** Is it asked from the phone of somebody who signs in at a kiosk? */
export function isOnPhone({ oidc }: Pick<KoaContextWithOIDC, 'oidc'>): boolean {
  return PHONE_ROUTES.includes(oidc.route);
}
