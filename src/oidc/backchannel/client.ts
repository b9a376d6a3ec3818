/**
 * Clients that may ask for a person by CIBA: registered by an operator, and able to prove themselves. oidc-provider allows
 * the grant to pairwise clients with a `jwks_uri` only, because it would take the sector from there; here `sector` says it
 * (P3), so the grant is kept as metadata of our own, and the library's rule about sectors never asked.
 */
import Provider, { type ClientMetadata, errors } from 'oidc-provider';
import type { Artifact } from '../../ports/protocol/oidc_store.js';

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

const ENDPOINT = 'backchannel_client_notification_endpoint';
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?\//;

export interface BackchannelMetadata {
  /** the grant of CIBA, as registered */
  readonly backchannel_grant: boolean;
  /** where a client in ping mode is told (CIBA Core §10.2) */
  readonly notification_endpoint?: string;
}

export const BACKCHANNEL_METADATA_NAMES = ['backchannel_grant', 'notification_endpoint'] as const;

/** A stored client's metadata as the library takes it: without the grant, which `backchannel_grant` says. */
export function withBackchannelGrant(stored: Artifact): Artifact {
  const { grant_types: grants, [ENDPOINT]: endpoint, ...rest } = stored;
  if (!Array.isArray(grants)) return stored;
  if (!grants.includes(CIBA_GRANT)) return endpoint === undefined ? stored : { ...rest, grant_types: grants };
  return {
    ...rest,
    grant_types: grants.filter((grant) => grant !== CIBA_GRANT),
    backchannel_grant: true,
    ...(typeof endpoint === 'string' ? { notification_endpoint: endpoint } : {}),
  };
}

/**
 * @param isRegistering itself, which no client with this grant may
 * @throws InvalidClientMetadata
 */
export function checkBackchannelMetadata(metadata: ClientMetadata, isRegistering: boolean): void {
  const refuse = (why: string) => {
    throw new errors.InvalidClientMetadata(why);
  };
  const own = metadata as unknown as Partial<BackchannelMetadata> & Readonly<Record<string, unknown>>;
  if (isRegistering) {
    const { grant_types: grants } = own as { grant_types?: unknown };
    if (Array.isArray(grants) && grants.includes(CIBA_GRANT)) refuse('the grant of CIBA cannot be registered this way');
    return;
  }
  if (!own.backchannel_grant) return;
  if (own['token_endpoint_auth_method'] === 'none') refuse('the grant of CIBA is for clients that authenticate');
  if (own['backchannel_user_code_parameter'] === true) refuse('backchannel_user_code_parameter is not supported');
  const { backchannel_token_delivery_mode: mode } = own;
  if (mode !== 'poll' && mode !== 'ping') refuse('backchannel_token_delivery_mode must be poll or ping');
  if (mode === 'ping' && !isNotificationEndpoint(own.notification_endpoint)) {
    refuse(`${ENDPOINT} must be an https address`);
  }
}

/** On this machine plain http will do; production calls no such address (outbound_fetch). */
function isNotificationEndpoint(given: string | undefined): boolean {
  if (given === undefined || !URL.canParse(given)) return false;
  return new URL(given).protocol === 'https:' || LOOPBACK.test(given);
}

/** Lets the library read our own metadata where it asks for the grant, and for the address of pings. */
export function installBackchannelGrant(provider: Provider): void {
  const { prototype } = provider.Client as unknown as {
    prototype: { grantTypeAllowed(this: object, grant: string): boolean };
  };
  const { grantTypeAllowed } = prototype;
  prototype.grantTypeAllowed = function grantAllowed(grant) {
    if (grant !== CIBA_GRANT) return grantTypeAllowed.call(this, grant);
    if ((this as Partial<BackchannelMetadata>).backchannel_grant) return true;
    if (Provider.ctx?.oidc.route !== 'backchannel_authentication') return false;
    // The library would call it an invalid request (CIBA Core §13).
    throw new errors.UnauthorizedClient('this client may not ask for people');
  };
  Object.defineProperty(prototype, 'backchannelClientNotificationEndpoint', {
    get(this: Partial<BackchannelMetadata>) {
      return this.notification_endpoint;
    },
  });
}
