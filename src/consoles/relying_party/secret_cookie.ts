/** A cookie that holds 256 random bits until the browser closes; only its hash is kept on the server (S6). */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'koa';

export interface SecretCookie {
  /** Name under which the server keeps what belongs to this browser's secret, or undefined when it has none. */
  read(ctx: Context): string | undefined;
  /** Gives the browser a new secret, whatever it had, and returns its name. */
  renew(ctx: Context): string;
  clear(ctx: Context): void;
}

const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** @param name carries the prefix that `secure` asks for (oidc/cookie_names) */
export function createSecretCookie(name: string, secure: boolean): SecretCookie {
  const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/', signed: false, overwrite: true } as const;
  return {
    read(ctx) {
      const secret = ctx.cookies.get(name, { signed: false });
      return secret && SECRET.test(secret) ? hashOf(secret) : undefined;
    },
    renew(ctx) {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      ctx.cookies.set(name, secret, attributes);
      return hashOf(secret);
    },
    clear(ctx) {
      ctx.cookies.set(name, null, attributes);
    },
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
