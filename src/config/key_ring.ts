/** Reads key rings from configuration, and refuses weak ones (O2). */
import type { KeyRing, RingKey } from '../domain/keys/key_ring.js';

const SHORTEST_SECRET_BYTES = 32;

/** Secrets that stand in documentation and examples somewhere, and so are known to everybody. */
const KNOWN_SECRETS = /change.?me|example|secret|password|poterne|default|0123456789|abcdef/i;

/** Why a text is not a usable ring, in words for the operator, or the ring. Never repeats the secret. */
export type RingReading = { readonly ok: true; readonly ring: KeyRing } | { readonly ok: false; readonly why: string };

/**
 * Reads a ring from `id:base64url,id:base64url`, newest first.
 *
 * @param text the configuration's value
 */
export function readKeyRing(text: string): RingReading {
  const keys: RingKey[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([A-Za-z0-9_.-]{1,32}):([A-Za-z0-9_+/=-]+)\s*$/.exec(part);
    if (!match?.[1] || !match[2]) return { ok: false, why: 'must be id:base64url[,id:base64url…], newest first' };
    const secret = Buffer.from(match[2], 'base64url');
    const weakness = weaknessOf(secret, match[2]);
    if (weakness) return { ok: false, why: `key "${match[1]}" ${weakness}` };
    if (keys.some((key) => key.id === match[1])) return { ok: false, why: `key id "${match[1]}" is used twice` };
    keys.push({ id: match[1], secret });
  }
  return { ok: true, ring: keyRing(keys) };
}

/**
 * What makes a secret unfit, or undefined.
 *
 * @param secret its bytes
 * @param written the text it was decoded from: a known word may stand in either
 */
export function weaknessOf(secret: Buffer, written: string): string | undefined {
  if (secret.length < SHORTEST_SECRET_BYTES) return `is shorter than ${SHORTEST_SECRET_BYTES} bytes`;
  if (new Set(secret).size < 8 || new Set(written).size < 10) return 'is too regular to be random';
  if (KNOWN_SECRETS.test(secret.toString('latin1')) || KNOWN_SECRETS.test(written))
    return 'looks like a known or example value';
  return undefined;
}

/** @param keys newest first, at least one */
export function keyRing(keys: readonly RingKey[]): KeyRing {
  const current = keys[0];
  if (!current) throw new Error('a key ring needs a key');
  return {
    current,
    keys,
    byId(id) {
      const key = keys.find((candidate) => candidate.id === id);
      if (!key) throw new Error(`no key with id ${id} in the ring`);
      return key;
    },
  };
}
