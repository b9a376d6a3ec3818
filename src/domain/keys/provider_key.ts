/**
 * The life of one of our private keys (S7): published, so that everybody learns it; active, when it alone signs; retiring,
 * when what it signed still verifies; retired, when nobody accepts it any more. Each rotation is a walk through these.
 */
import type { Outcome } from '../outcome.js';

export type KeyPurpose = 'signing' | 'upstream_decryption' | 'upstream_authentication';
export type KeyAlgorithm = 'ES256' | 'RS256' | 'ECDH-ES' | 'RSA-OAEP-256';
export type KeyState = 'published' | 'active' | 'retiring' | 'retired';

/** One key of each of these is active at any time. */
export const KEY_ALGORITHMS: Readonly<Record<KeyPurpose, readonly KeyAlgorithm[]>> = {
  signing: ['ES256', 'RS256'],
  upstream_decryption: ['ECDH-ES', 'RSA-OAEP-256'],
  upstream_authentication: ['ES256'],
};

export const KEY_PURPOSES = Object.keys(KEY_ALGORITHMS) as readonly KeyPurpose[];

/** A key without its parts. Moments are milliseconds since the epoch. */
export interface ProviderKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  readonly alg: KeyAlgorithm;
  readonly state: KeyState;
  readonly publishedAt: number;
  readonly activatedAt: number | undefined;
  /** when another key took its place */
  readonly deactivatedAt: number | undefined;
  readonly retiredAt: number | undefined;
}

/** How long one step must precede the next. */
export interface KeyRules {
  /** from publication to activation: until each of our processes and each portal has seen the key */
  readonly publishedAheadSeconds: number;
  /** from deactivation to retirement: until nothing that the key signed or may open is of use */
  readonly retireAfterSeconds: number;
}

export interface KeyMove {
  readonly kid: string;
  readonly to: 'active' | 'retiring' | 'retired';
}

export type KeyRefusal =
  | { readonly code: 'unknown-key' | 'is-active' | 'is-retired' | 'too-many-keys' }
  /** from when on it would be done, milliseconds since the epoch */
  | { readonly code: 'too-early'; readonly from: number };

export type KeyDecision = Outcome<{ readonly moves: readonly KeyMove[] }, KeyRefusal>;

/** What a rotation does next for one purpose and algorithm; `from` is when, in milliseconds since the epoch. */
export type RotationStep =
  | { readonly step: 'publish' }
  | { readonly step: 'activate' | 'retire'; readonly kid: string; readonly from: number };

/** More keys that are not retired are a mistake: each lengthens what every portal fetches. */
const MOST_KEYS = 8;

/** Is there room for another key of this purpose and algorithm? */
export function decidePublication(
  keys: readonly ProviderKey[],
  purpose: KeyPurpose,
  alg: KeyAlgorithm,
): Outcome<object, KeyRefusal> {
  const living = keys.filter((key) => isOf(key, purpose, alg) && key.state !== 'retired');
  return living.length < MOST_KEYS ? { ok: true } : { ok: false, code: 'too-many-keys' };
}

/** A key that a person may move: neither the active one, which another must replace, nor one that is gone. */
function findMovable(keys: readonly ProviderKey[], kid: string): Outcome<{ readonly key: ProviderKey }, KeyRefusal> {
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) return { ok: false, code: 'unknown-key' };
  if (key.state === 'active') return { ok: false, code: 'is-active' };
  if (key.state === 'retired') return { ok: false, code: 'is-retired' };
  return { ok: true, key };
}

/**
 * Makes a key the one that signs, and what it replaces a retiring one. A retiring key may come back: everybody knows it.
 *
 * @param now milliseconds since the epoch
 * @param isForced activates a key that others may not have seen yet
 */
export function decideActivation(
  keys: readonly ProviderKey[],
  kid: string,
  now: number,
  rules: KeyRules,
  isForced: boolean,
): KeyDecision {
  const found = findMovable(keys, kid);
  if (!found.ok) return found;
  const { key } = found;
  const from = activatesFrom(key, rules);
  if (key.state === 'published' && now < from && !isForced) return { ok: false, code: 'too-early', from };
  const replaced = keys.filter((other) => isOf(other, key.purpose, key.alg) && other.state === 'active');
  return {
    ok: true,
    moves: [...replaced.map((other) => ({ kid: other.kid, to: 'retiring' }) as const), { kid, to: 'active' }],
  };
}

/**
 * Ends a key. One that was never used goes at once; the active one never.
 *
 * @param now milliseconds since the epoch
 * @param isForced ends a key whose tokens may still be in use
 */
export function decideRetirement(
  keys: readonly ProviderKey[],
  kid: string,
  now: number,
  rules: KeyRules,
  isForced: boolean,
): KeyDecision {
  const found = findMovable(keys, kid);
  if (!found.ok) return found;
  const { key } = found;
  const from = retiresFrom(key, rules);
  if (key.state === 'retiring' && now < from && !isForced) return { ok: false, code: 'too-early', from };
  return { ok: true, moves: [{ kid, to: 'retired' }] };
}

/**
 * The next step of the rotation under way, or of a new one: whichever is due first. Of several published keys the newest
 * goes on, and those that it overtook are retired unused.
 */
export function nextStep(
  keys: readonly ProviderKey[],
  purpose: KeyPurpose,
  alg: KeyAlgorithm,
  rules: KeyRules,
): RotationStep {
  const ours = keys.filter((key) => isOf(key, purpose, alg));
  const newest = ours.filter(({ state }) => state === 'published' || state === 'active').sort(newestFirst)[0];
  const steps = ours.flatMap((key) =>
    key.state === 'published' && key !== newest
      ? [{ step: 'retire', kid: key.kid, from: key.publishedAt } as const]
      : (earliestMove(key, rules) ?? []),
  );
  return steps.sort((a, b) => a.from - b.from)[0] ?? { step: 'publish' };
}

/** What may be done with one key, and from when on; nothing with an active or a retired one. */
export function earliestMove(
  key: ProviderKey,
  rules: KeyRules,
): Exclude<RotationStep, { readonly step: 'publish' }> | undefined {
  if (key.state === 'published') return { step: 'activate', kid: key.kid, from: activatesFrom(key, rules) };
  if (key.state === 'retiring') return { step: 'retire', kid: key.kid, from: retiresFrom(key, rules) };
  return undefined;
}

/** May upstreams be told of this decryption key? They encrypt to whichever they see, so all of us must hold it (F1). */
export function isOffered(key: ProviderKey, keys: readonly ProviderKey[], now: number, rules: KeyRules): boolean {
  if (key.state === 'active') return true;
  if (key.state !== 'published' || now < activatesFrom(key, rules)) return false;
  const rivals = keys.filter((other) => isOf(other, key.purpose, key.alg) && /^(published|active)$/.test(other.state));
  return rivals.sort(newestFirst)[0]?.kid === key.kid;
}

/** Orders by publication, the kid deciding between two of one moment. */
export function newestFirst(a: ProviderKey, b: ProviderKey): number {
  return b.publishedAt - a.publishedAt || (a.kid < b.kid ? -1 : 1);
}

function activatesFrom(key: ProviderKey, rules: KeyRules): number {
  return key.publishedAt + rules.publishedAheadSeconds * 1000;
}

function retiresFrom(key: ProviderKey, rules: KeyRules): number {
  return (key.deactivatedAt ?? key.publishedAt) + rules.retireAfterSeconds * 1000;
}

function isOf(key: ProviderKey, purpose: KeyPurpose, alg: KeyAlgorithm): boolean {
  return key.purpose === purpose && key.alg === alg;
}
