/**
 * Native apps as clients (RFC 8252; P2, P5): where their answer may be sent, and what they need to stay signed in. Pure:
 * metadata in (RFC 7591), a sentence out.
 */

/** RFC 8252 §7.1: a domain name of the app's maker, reversed; a scheme without a dot could be anybody's (§8.4). */
const REVERSED_DOMAIN = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+:$/;
/** RFC 8252 §8.3: `localhost` may listen on more than the loopback interface. */
const LOOPBACK_HOSTS = ['127.0.0.1', '[::1]'];

type Metadata = Readonly<Record<string, unknown>>;

/**
 * What of a native app's metadata is refused.
 *
 * @returns undefined when all is well, and for every other client
 */
export function nativeAppProblem(metadata: Metadata): string | undefined {
  if (metadata['application_type'] !== 'native') return undefined;
  for (const name of ['redirect_uris', 'post_logout_redirect_uris']) {
    const wrong = listOf(metadata[name]).find((uri) => redirectProblem(uri) !== undefined);
    if (wrong !== undefined) return `${name}: ${redirectProblem(wrong)}`;
  }
  if (metadata['token_endpoint_auth_method'] !== 'none') return undefined;
  if (metadata['client_secret'] !== undefined)
    return 'a native app with token_endpoint_auth_method none has no client_secret';
  if (metadata['require_pkce'] === false) return 'require_pkce must be true of a native app (RFC 8252 §8.1)';
  const staysSignedIn = listOf(metadata['grant_types']).includes('refresh_token');
  return staysSignedIn && metadata['dpop_bound_access_tokens'] !== true
    ? 'grant_types refresh_token of a native app needs dpop_bound_access_tokens (RFC 9700 §4.14)'
    : undefined;
}

function redirectProblem(uri: unknown): string | undefined {
  // What is no address at all, the library refuses in its own words.
  if (typeof uri !== 'string' || !URL.canParse(uri)) return undefined;
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:') return undefined;
  if (protocol === 'http:') {
    return LOOPBACK_HOSTS.includes(hostname)
      ? undefined
      : 'http is for the loopback addresses 127.0.0.1 and [::1] alone (RFC 8252 §7.3, §8.3)';
  }
  return REVERSED_DOMAIN.test(protocol)
    ? undefined
    : 'a private-use scheme is a reversed domain name, such as fr.example.app (RFC 8252 §7.1)';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
