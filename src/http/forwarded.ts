/**
 * What a proxy says about the request is believed from TRUSTED_PROXIES only (S6). Runs before everything else: headers
 * from strangers are removed, and the public scheme and host are the configuration's, so that no Host header steers a
 * link or a cookie.
 */
import ipaddr from 'ipaddr.js';
import type { Context, Next } from 'koa';

const FORWARDED_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
  'x-ssl-client-cert',
  'x-ssl-client-verify',
];

/** As long as a place may be that is shown and kept. */
const LONGEST_PLACE_CHARACTERS = 60;

export type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * @param text comma separated addresses or CIDR ranges
 * @throws Error naming the entry that is neither
 */
export function readRanges(text: string): readonly Range[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      if (!ipaddr.isValid(part) && !ipaddr.isValidCIDR(part))
        throw new Error(`TRUSTED_PROXIES: "${part}" is no address or range`);
      return ipaddr.isValidCIDR(part)
        ? ipaddr.parseCIDR(part)
        : [ipaddr.process(part), ipaddr.process(part).kind() === 'ipv4' ? 32 : 128];
    });
}

export function isWithin(address: string, ranges: readonly Range[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
}

/** The prefix that counters know an address by: /32 of IPv4, /64 of IPv6 (S1). */
export function networkPrefix(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return `${parsed.toString()}/32`;
  return `${parsed
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/64`;
}

/** The client's address: the last one in X-Forwarded-For that is not a trusted proxy itself. */
export function clientAddress(peer: string, forwardedFor: string | undefined, ranges: readonly Range[]): string {
  const hops = [...(forwardedFor?.split(',').map((hop) => hop.trim()) ?? []), peer];
  let address = hops.pop() ?? peer;
  while (hops.length > 0 && isWithin(address, ranges)) address = hops.pop() ?? address;
  return address;
}

/**
 * Where a proxy says that the browser is, made harmless: one line of letters, digits and the marks of place names (U1).
 *
 * @param header as Node reads it: bytes as Latin-1, whatever they are
 * @returns undefined where nothing readable is left
 */
function readPlace(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = asUtf8(header).normalize('NFC');
  const place = text
    .replace(/[^\p{L}\p{M}\p{N} ,.'’()/-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return [...place].slice(0, LONGEST_PLACE_CHARACTERS).join('').trim() || undefined;
}

function asUtf8(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

export interface PublicOrigin {
  readonly host: string;
  /** without a colon */
  readonly scheme: string;
}

/** Peers are few: proxies, which come again at each request. */
const MOST_PEERS_KNOWN = 1_000;

function knownPeers(ranges: readonly Range[]): (peer: string) => boolean {
  const known = new Map<string, boolean>();
  return (peer) => {
    let trusted = known.get(peer);
    if (trusted === undefined) {
      trusted = isWithin(peer, ranges);
      if (known.size >= MOST_PEERS_KNOWN) known.clear();
      known.set(peer, trusted);
    }
    return trusted;
  };
}

/**
 * @param publicOrigin scheme and host of the issuer that the request is for, by its Host header
 * @param placeHeader name of the header in which proxies say where the browser is, if they do
 */
export function trustOnlyProxies(
  ranges: readonly Range[],
  publicOrigin: (host: string) => PublicOrigin | undefined,
  placeHeader?: string,
) {
  const isTrusted = knownPeers(ranges);
  return (ctx: Context, next: Next): Promise<void> => {
    const { headers, socket } = ctx.req;
    const peer = socket.remoteAddress ?? '';
    const trusted = isTrusted(peer);
    const given = trusted ? headers['x-forwarded-for'] : undefined;
    ctx.state['address'] = given ? clientAddress(peer, [given].flat().join(','), ranges) : peer;
    if (!trusted) for (const name of FORWARDED_HEADERS) delete headers[name];
    if (placeHeader !== undefined) {
      if (trusted) ctx.state['place'] = readPlace([headers[placeHeader]].flat().at(-1));
      delete headers[placeHeader];
    }
    ctx.state['givenHost'] = headers.host;
    const origin = publicOrigin(headers.host ?? '');
    if (origin) {
      headers.host = origin.host;
      headers['x-forwarded-proto'] = origin.scheme;
      delete headers['x-forwarded-host'];
    }
    return next();
  };
}
