/**
 * The six digits themselves (I5): an HOTP value (RFC 4226) whose secret is derived from a key of the ring, a nonce only
 * the server knows, and all that the code is for. So no code is stored anywhere, and one for another request, contact
 * or action is another code.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { generateSync } from 'otplib';
import { bareNumber } from '../../domain/identifier/typed_text.js';
import { hmacKey } from '../../domain/keys/hmac_key.js';
import type { KeyRing } from '../../domain/keys/key_ring.js';
import type { NamedAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { ActiveCode } from '../../ports/one_time_code/challenge_store.js';
import type { UsedCode } from '../../ports/protocol/oidc_store.js';

export interface CodeScope {
  readonly accountId: string;
  readonly realm: string;
  /** id of the authorization request */
  readonly request: string;
  /** digest of the sensitive action's type and fields (A5), or empty for a sign-in */
  readonly action: string;
  readonly contact: string;
  readonly channel: string;
}

/** never a sign-in's nor a registered action's: a code for one is no code for the other (C4) */
const RECOVERY = 'recover-password';

/** A recovery's code. @param recovery its id stands for the request's */
export function recoveryCodeScope(recovery: {
  readonly id: string;
  readonly accountId: string;
  readonly realm: string;
  readonly contact: string;
  readonly channel: string;
}): CodeScope {
  const { id, ...scope } = recovery;
  return { ...scope, request: id, action: RECOVERY };
}

/** The sensitive action that a code confirms (A5). */
export type ConfirmedAction = Pick<NamedAction, 'digest' | 'type'>;

/**
 * Name of the challenge of a request: one that confirms an action is another than the one that signs in, so that no code
 * sent for the one is ever tried for the other.
 */
export function challengeOf(request: string, confirms: ConfirmedAction | undefined): string {
  return confirms ? `${request}:${confirms.digest}` : request;
}

export interface CodeMaker {
  readonly currentKeyId: string;
  /** Six digits for message `number` of this scope. */
  make(scope: CodeScope, sending: { keyId: string; nonce: string; number: number }): string;
}

const DIGITS = 6;

export function createCodeMaker(ring: KeyRing): CodeMaker {
  return {
    currentKeyId: ring.current.id,
    make(scope, { keyId, nonce, number }) {
      const fields = [nonce, scope.accountId, scope.realm, scope.request, scope.action, scope.contact, scope.channel];
      const secret = createHmac('sha256', hmacKey(ring.byId(keyId).secret))
        .update(JSON.stringify(fields))
        .digest();
      return generateSync({ strategy: 'hotp', secret, counter: number, digits: DIGITS });
    },
  };
}

/**
 * Reads what a person typed: six digits, whatever a message or a keyboard put around them.
 *
 * @returns the six digits, or why they are none
 */
export function readTypedCode(
  typed: string,
): { ok: true; code: string } | { ok: false; reason: 'code-empty' | 'code-format' } {
  const code = bareNumber(typed) ?? 'too long';
  if (code === '') return { ok: false, reason: 'code-empty' };
  return /^[0-9]{6}$/.test(code) ? { ok: true, code } : { ok: false, reason: 'code-format' };
}

/** What names a code once it was used: the same for the same six digits of the same message only. */
export function usedCodeOf(request: string, { nonce, number, expiresAt }: ActiveCode): UsedCode {
  const id = createHash('sha256').update(JSON.stringify(['one_time_code', request, nonce, number]));
  return { id: id.digest('base64url'), expiresAtSeconds: Math.ceil(expiresAt / 1000) };
}

/** Compares in a time that does not depend on where they differ. */
export function isSameCode(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
