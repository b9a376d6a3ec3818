/**
 * Clients of the FAPI 2.0 Security Profile (Final, February 2025; P8): what the profile settles is filled in, what
 * contradicts it is refused. Pure: metadata in (RFC 7591), metadata or a sentence out.
 */

/** The value of `fapi_profile`, as oidc-provider names the profile. */
export const FAPI_2 = '2.0';

/** §5.4.1: RSA with PKCS#1 v1.5 padding is out, and there is no `none`. */
export const FAPI_ALGORITHMS = ['ES256', 'PS256', 'Ed25519'] as const;

const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'];
const RESPONSE_MODES = ['query', 'form_post'];
/** What signs, encrypted answers apart: each must be one of FAPI_ALGORITHMS where it is named. */
const SIGNED = [
  'token_endpoint_auth_signing_alg',
  'request_object_signing_alg',
  'id_token_signed_response_alg',
  'userinfo_signed_response_alg',
] as const;

type Metadata = Readonly<Record<string, unknown>>;

/** Is the client one of the profile? */
export function isFapiMetadata(metadata: Metadata): boolean {
  return metadata['fapi_profile'] === FAPI_2;
}

/** The metadata with what follows from the profile where they say nothing; as they are for another client. */
export function withFapiDefaults<T extends Metadata>(metadata: T): T {
  if (!isFapiMetadata(metadata)) return metadata;
  const isByCertificate = metadata['tls_client_certificate_bound_access_tokens'] === true;
  const algorithm = metadata['token_endpoint_auth_signing_alg'] ?? 'ES256';
  const signsAssertions = metadata['token_endpoint_auth_method'] === 'private_key_jwt';
  const hasKeys = metadata['jwks'] !== undefined || metadata['jwks_uri'] !== undefined;
  return {
    require_pushed_authorization_requests: true,
    require_pkce: true,
    response_modes: RESPONSE_MODES,
    ...(isByCertificate ? {} : { dpop_bound_access_tokens: true }),
    ...(signsAssertions ? { token_endpoint_auth_signing_alg: algorithm } : {}),
    // Without one the library takes every algorithm that is enabled for anybody.
    ...(hasKeys ? { request_object_signing_alg: algorithm } : {}),
    ...withoutUndefined(metadata),
  } as unknown as T;
}

/**
 * What of the metadata the profile forbids, defaults filled in before.
 *
 * @returns undefined when all is well
 */
export function fapiProblem(metadata: Metadata): string | undefined {
  if (metadata['fapi_profile'] === undefined) return undefined;
  if (!isFapiMetadata(metadata)) return `fapi_profile must be "${FAPI_2}"`;
  const must = (holds: boolean, sentence: string) => (holds ? undefined : `fapi_profile: ${sentence}`);
  const method = metadata['token_endpoint_auth_method'];
  const bound = [metadata['dpop_bound_access_tokens'], metadata['tls_client_certificate_bound_access_tokens']];
  return (
    must(
      method === 'private_key_jwt' || method === 'tls_client_auth',
      'token_endpoint_auth_method must be private_key_jwt or tls_client_auth (§5.3.2.1)',
    ) ??
    must(metadata['client_secret'] === undefined, 'client_secret is not allowed (§5.3.2.1)') ??
    must(metadata['application_type'] !== 'native', 'application_type must be web: clients are confidential') ??
    must(
      metadata['require_pushed_authorization_requests'] === true,
      'require_pushed_authorization_requests must be true (§5.3.2.2)',
    ) ??
    must(metadata['require_pkce'] !== false, 'require_pkce must be true (§5.3.2.2)') ??
    must(
      bound.filter((each) => each === true).length === 1,
      'either dpop_bound_access_tokens or tls_client_certificate_bound_access_tokens must be true (§5.3.2.1)',
    ) ??
    must(
      listOf(metadata['response_types']).every((type) => type === 'code'),
      'response_types must be code',
    ) ??
    must(
      listOf(metadata['response_modes']).every((mode) => RESPONSE_MODES.includes(String(mode))),
      'response_modes must be query or form_post',
    ) ??
    must(
      listOf(metadata['grant_types']).every((type) => GRANT_TYPES.includes(String(type))),
      `grant_types must be of ${GRANT_TYPES.join(', ')}`,
    ) ??
    must(
      listOf(metadata['redirect_uris']).every((uri) => String(uri).startsWith('https://')),
      'redirect_uris must be https (§5.3.2.2)',
    ) ??
    SIGNED.map((name) =>
      must(
        metadata[name] === undefined || (FAPI_ALGORITHMS as readonly unknown[]).includes(metadata[name]),
        `${name} must be of ${FAPI_ALGORITHMS.join(', ')} (§5.4.1)`,
      ),
    ).find((problem) => problem !== undefined)
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function withoutUndefined(metadata: Metadata): Metadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}
