/** The browser's device secret (S1: the known-device record): a random cookie that proves nothing towards acr. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { KeyedHash } from '../ports/keys/keyed_hash.js';

export interface DeviceCookie {
  /** Keyed name of this browser's secret, or null when it has none. */
  read(ctx: Context): string | null;
  /** The same, giving the browser a secret first if it has none. */
  ensure(ctx: Context): string;
}

const SECRET_BYTES = 32;
const KEPT_MS = 400 * 24 * 3600 * 1000;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export function createDeviceCookie(name: string, realm: string, secure: boolean, keyedHash: KeyedHash): DeviceCookie {
  const secretOf = (ctx: Context) => {
    const value = ctx.cookies.get(name, { signed: false });
    return value && SECRET.test(value) ? value : undefined;
  };
  const nameOf = (secret: string) => keyedHash.of('device', `${realm}:${secret}`);
  return {
    read(ctx) {
      const secret = secretOf(ctx);
      return secret ? nameOf(secret) : null;
    },
    ensure(ctx) {
      const secret = secretOf(ctx) ?? randomBytes(SECRET_BYTES).toString('base64url');
      const attributes = {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/',
        signed: false,
        overwrite: true,
      } as const;
      ctx.cookies.set(name, secret, { ...attributes, maxAge: KEPT_MS });
      return nameOf(secret);
    },
  };
}

/** The browser of a request as lists show it (U1): its family, and where a trusted proxy says it is (forwarded). */
export function seenFrom(ctx: Context): { readonly browser: string; readonly place: string | null } {
  const place: unknown = ctx.state['place'];
  return { browser: browserFamily(ctx.get('user-agent')), place: typeof place === 'string' ? place : null };
}

/** A browser's family, for the list of devices: never the whole User-Agent. */
export function browserFamily(userAgent: string): string {
  const families = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Firefox\/|FxiOS\//, 'Firefox'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const;
  return families.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'autre';
}
