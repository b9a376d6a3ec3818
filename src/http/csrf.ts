/** A form counts only if we wrote it for this very interaction, and the browser agrees where it comes from (S6). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { hmacKey } from '../domain/keys/hmac_key.js';
import type { KeyRing } from '../domain/keys/key_ring.js';
import { BadRequest, type Form } from './form_body.js';

const CSRF_FIELD = 'csrf';

export interface CsrfGuard {
  tokenFor(interaction: string): string;
  /** @throws BadRequest when the form was not ours, or came from another site */
  check(ctx: Context, form: Form, interaction: string): void;
}

export function createCsrfGuard(ring: KeyRing): CsrfGuard {
  const sign = (secret: Buffer, interaction: string) =>
    createHmac('sha256', hmacKey(secret)).update(`csrf\0${interaction}`).digest('base64url');
  return {
    tokenFor: (interaction) => sign(ring.current.secret, interaction),
    check(ctx, form, interaction) {
      if (!cameFromHere(ctx)) throw new BadRequest('forbidden-origin', 403);
      const given = Buffer.from(form.get(CSRF_FIELD) ?? '');
      const isOurs = ring.keys.some(({ secret }) => {
        const expected = Buffer.from(sign(secret, interaction));
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      if (!isOurs) throw new BadRequest('forbidden-origin', 403);
    },
  };
}

/** Sec-Fetch-Site where the browser sends it, else Origin; a browser that sends neither is left to the token. */
function cameFromHere(ctx: Context): boolean {
  const site = ctx.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = ctx.get('origin');
  return origin === '' || origin === 'null' || origin === `${ctx.protocol}://${ctx.host}`;
}
