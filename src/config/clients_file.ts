/**
 * CLIENTS_FILE: a JSON array of clients, RFC 7591 metadata plus ours (requirements O1; README). An unknown field or
 * realm stops the start with its index and name: a typo must not silently weaken a client.
 */
import { readFileSync } from 'node:fs';
import { clientProblem } from '../domain/client/client_kind.js';
import { OWN_CLIENTS } from '../domain/client/own_client.js';

/** Fields of RFC 7591 §2, OpenID Connect Registration §2 and their extensions that the provider knows. */
const STANDARD_FIELDS = [
  'application_type',
  'authorization_signed_response_alg',
  'authorization_encrypted_response_alg',
  'authorization_encrypted_response_enc',
  'backchannel_authentication_request_signing_alg',
  'backchannel_client_notification_endpoint',
  'backchannel_logout_session_required',
  'backchannel_logout_uri',
  'backchannel_token_delivery_mode',
  'backchannel_user_code_parameter',
  'client_id',
  'client_id_issued_at',
  'client_name',
  'client_secret',
  'client_secret_expires_at',
  'client_uri',
  'contacts',
  'default_acr_values',
  'default_max_age',
  'dpop_bound_access_tokens',
  'grant_types',
  'id_token_encrypted_response_alg',
  'id_token_encrypted_response_enc',
  'id_token_signed_response_alg',
  'initiate_login_uri',
  'introspection_encrypted_response_alg',
  'introspection_encrypted_response_enc',
  'introspection_signed_response_alg',
  'jwks',
  'jwks_uri',
  'logo_uri',
  'policy_uri',
  'post_logout_redirect_uris',
  'redirect_uris',
  'request_object_encryption_alg',
  'request_object_encryption_enc',
  'request_object_signing_alg',
  'request_uris',
  'require_auth_time',
  'require_pushed_authorization_requests',
  'require_signed_request_object',
  'response_modes',
  'response_types',
  'scope',
  'sector_identifier_uri',
  'software_id',
  'software_version',
  'subject_type',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_email',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_uri',
  'tls_client_auth_subject_dn',
  'tls_client_certificate_bound_access_tokens',
  'token_endpoint_auth_method',
  'token_endpoint_auth_signing_alg',
  'tos_uri',
  'userinfo_encrypted_response_alg',
  'userinfo_encrypted_response_enc',
  'userinfo_signed_response_alg',
  'use_mtls_endpoint_aliases',
  'authorization_details_types',
] as const;

/** said in one line on a phone */
const LONGEST_PLACE = 120;

const OWN_FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  realm: (value) => typeof value === 'string',
  require_pkce: (value) => typeof value === 'boolean',
  first_party: (value) => typeof value === 'boolean',
  sector: (value) => typeof value === 'string' && value.length > 0,
  cors_origins: isStrings,
  shared_device: (value) => typeof value === 'boolean',
  place: (value) => typeof value === 'string' && value.length > 0 && value.length <= LONGEST_PLACE,
  actions: isStrings,
  resources: isStrings,
  nir_legal_basis: (value) => typeof value === 'string' && value.length > 0,
  fapi_profile: (value) => typeof value === 'string',
};

const KNOWN_FIELDS = new Set<string>([...STANDARD_FIELDS, ...Object.keys(OWN_FIELDS)]);

export interface RegisteredClient {
  readonly realm: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Thrown with the client's index and the field's name; never with a value. */
export class ClientsFileError extends Error {
  constructor(index: number | undefined, what: string) {
    super(`CLIENTS_FILE${index === undefined ? '' : `: client ${index}`}: ${what}`);
    this.name = 'ClientsFileError';
  }
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/**
 * @param text the file's content
 * @param realmIds realms that exist
 * @throws ClientsFileError
 */
export function parseClients(text: string, realmIds: readonly string[]): readonly RegisteredClient[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ClientsFileError(undefined, 'is not JSON');
  }
  if (!Array.isArray(parsed)) throw new ClientsFileError(undefined, 'must be a JSON array');
  const seen = new Set<string>();
  return parsed.map((entry: unknown, index) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
      throw new ClientsFileError(index, 'must be an object');
    const metadata = entry as Record<string, unknown>;
    const unknown = Object.keys(metadata).find((field) => !KNOWN_FIELDS.has(field));
    if (unknown !== undefined) throw new ClientsFileError(index, `unknown field "${unknown}"`);
    const wrong = Object.keys(metadata).find((field) => OWN_FIELDS[field]?.(metadata[field]) === false);
    if (wrong !== undefined) throw new ClientsFileError(index, `field "${wrong}" has the wrong type`);
    if (typeof metadata['client_id'] !== 'string' || metadata['client_id'] === '')
      throw new ClientsFileError(index, 'field "client_id" is missing');
    const ownId = OWN_CLIENTS.find(({ id }) => id === metadata['client_id'])?.id;
    if (ownId !== undefined)
      throw new ClientsFileError(index, `client_id "${ownId}" is Poterne's own and registered by itself`);
    const ownSector = OWN_CLIENTS.find(({ sector }) => sector === metadata['sector'])?.sector;
    if (ownSector !== undefined) throw new ClientsFileError(index, `sector "${ownSector}" is Poterne's own`);
    const realm = metadata['realm'];
    if (typeof realm !== 'string') throw new ClientsFileError(index, 'field "realm" is missing');
    if (!realmIds.includes(realm)) throw new ClientsFileError(index, `unknown realm "${realm}"`);
    const problem = clientProblem(metadata);
    if (problem !== undefined) throw new ClientsFileError(index, problem);
    const key = `${realm}\0${metadata['client_id']}`;
    if (seen.has(key)) throw new ClientsFileError(index, 'repeats a client_id of its realm');
    seen.add(key);
    return { realm, metadata };
  });
}

/** @throws ClientsFileError when the file cannot be read or is refused */
export function readClientsFile(file: string, realmIds: readonly string[]): readonly RegisteredClient[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ClientsFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseClients(text, realmIds);
}
