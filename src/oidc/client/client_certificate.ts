/**
 * Client certificates behind a TLS proxy (RFC 8705 §2.1; P2): read from headers that only TRUSTED_PROXIES may set, which
 * http/forwarded removes from everybody else's requests.
 */
import { X509Certificate } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';

const CERTIFICATE_HEADER = 'x-ssl-client-cert';
const VERIFIED_HEADER = 'x-ssl-client-verify';

/** The certificate that the proxy saw, or undefined: URL-encoded PEM, as nginx's `$ssl_client_escaped_cert` writes it. */
export function clientCertificate(ctx: KoaContextWithOIDC): X509Certificate | undefined {
  const header = ctx.get(CERTIFICATE_HEADER);
  if (!header) return undefined;
  try {
    return new X509Certificate(decodeURIComponent(header));
  } catch {
    return undefined;
  }
}

/** Did the proxy verify the chain against the authorities it trusts? */
export function isVerifiedByProxy(ctx: KoaContextWithOIDC): boolean {
  return ctx.get(VERIFIED_HEADER) === 'SUCCESS';
}

const ALTERNATIVE_NAMES: Readonly<Record<string, string>> = {
  tls_client_auth_san_dns: 'DNS',
  tls_client_auth_san_email: 'email',
  tls_client_auth_san_ip: 'IP Address',
  tls_client_auth_san_uri: 'URI',
};

/**
 * Does the certificate name the client as registered? (RFC 8705 §2.1.2)
 *
 * @param property the registered metadata's name
 * @param expected its value: a distinguished name in RFC 4514 order, or an alternative name
 */
export function certificateNames(certificate: X509Certificate, property: string, expected: string): boolean {
  if (property === 'tls_client_auth_subject_dn')
    return distinguishedName(certificate.subject) === normalizedName(expected);
  const kind = ALTERNATIVE_NAMES[property];
  if (!kind) return false;
  const names = (certificate.subjectAltName ?? '').split(', ');
  return names.includes(`${kind}:${expected}`);
}

/** Node writes one attribute a line, the most general first; RFC 4514 the other way round, separated by commas. */
function distinguishedName(subject: string): string {
  return normalizedName(subject.split('\n').toReversed().join(','));
}

function normalizedName(name: string): string {
  return name
    .split(/,(?=\s*[A-Za-z.0-9]+=)/)
    .map((part) => part.trim())
    .join(',');
}
