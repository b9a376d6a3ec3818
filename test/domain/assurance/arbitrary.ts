/** Arbitrary sessions and requests for the properties of A1 to A4. */
import fc from 'fast-check';
import { ACR_VALUES, type Acr } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest } from '../../../src/domain/assurance/acr_request.js';
import { NOTHING_FORCED } from '../../../src/domain/assurance/forced_steps.js';
import type { Proof } from '../../../src/domain/assurance/proof.js';
import type { Situation } from '../../../src/domain/assurance/situation.js';
import { EIDAS_LEVELS, type EidasLevel } from '../../../src/domain/federation/upstream.js';
import type { CodeChannel } from '../../../src/domain/realm.js';
import type { FreshAcr } from '../../../src/domain/sensitive_action/sensitive_action.js';

export const ME = 'account a';
export const OTHER = 'account b';
export const HERE = 'this request';
export const NOW = Date.parse('2026-11-22T10:00:00Z');

/** What a proof may be: ours, one of FranceConnect's or FranceConnect+'s levels, or an upstream without any. */
export const KINDS = [
  'password',
  'email',
  'sms',
  'voice',
  'letter',
  'totp',
  'recovery',
  'trusted',
  'passkey',
  'synced passkey',
  ...EIDAS_LEVELS,
  'net-entreprises',
  'plain',
] as const;
export type Kind = (typeof KINDS)[number];

const CHANNELS: readonly CodeChannel[] = ['email', 'sms', 'voice', 'letter', 'totp', 'recovery'];
const MINUTE_MS = 60_000;

/** digests of sensitive actions */
export const ACTIONS = ['action a', 'action b'] as const;

/** The methods that each upstream names; FranceConnect may say `mfa` and stays at its level. */
const UPSTREAM_AMR: Readonly<Record<string, readonly string[]>> = {
  eidas1: ['fc', 'pwd'],
  eidas2: ['fc', 'pop', 'mfa', 'pin'],
  eidas3: ['fc', 'hwk', 'mfa', 'pin'],
  'net-entreprises': ['pwd'],
  plain: [],
};

export interface ProofBase {
  readonly id: string;
  readonly accountId: string;
  readonly at: number;
  readonly request: string;
}

function isCodeChannel(kind: Kind): kind is Kind & CodeChannel {
  return (CHANNELS as readonly string[]).includes(kind);
}

/**
 * A proof of one kind. An upstream whose answer is not recent may not say when (`at` 0).
 *
 * @param action digest of the sensitive action that a code or passkey named
 */
export function proofOf(kind: Kind, base: ProofBase, recent = true, action?: string): Proof {
  if (kind === 'password') return { ...base, factor: 'password' };
  if (kind === 'trusted') return { ...base, factor: 'trusted_device', device: 'device' };
  const named = action ? { action } : {};
  if (kind === 'passkey' || kind === 'synced passkey') {
    return { ...base, factor: 'passkey', passkey: kind, deviceBound: kind === 'passkey', ...named };
  }
  if (isCodeChannel(kind)) {
    return { ...base, factor: 'code', channel: kind, contact: `contact of ${kind}`, ...named };
  }
  const level = EIDAS_LEVELS.find((each) => each === kind);
  const countsAsPassword = kind === 'net-entreprises';
  const upstream = kind === 'eidas2' || kind === 'eidas3' ? 'franceconnect-plus' : kind;
  return { ...base, factor: 'upstream', upstream, level, countsAsPassword, amr: UPSTREAM_AMR[kind] ?? [], recent };
}

interface ProofOptions {
  readonly accounts?: readonly string[];
  readonly kinds?: readonly Kind[];
}

/** Proofs of the last two hours, ids apart. */
export function proof({ accounts = [ME, OTHER], kinds = KINDS }: ProofOptions = {}): fc.Arbitrary<Proof> {
  return fc
    .record({
      id: fc.uuid(),
      accountId: fc.constantFrom(...accounts),
      at: fc.integer({ min: NOW - 120 * MINUTE_MS, max: NOW }),
      request: fc.constantFrom(HERE, 'request b', 'request c'),
      kind: fc.constantFrom(...kinds),
      recent: fc.boolean(),
      isDated: fc.nat({ max: 4 }).map((value) => value > 0),
      action: fc.constantFrom(undefined, undefined, ...ACTIONS),
    })
    .map(({ kind, recent, isDated, action, ...base }) => {
      const isUndated =
        !recent && !isDated && !['password', 'trusted', 'passkey', 'synced passkey', ...CHANNELS].includes(kind);
      return proofOf(kind, isUndated ? { ...base, at: 0 } : base, recent, action);
    });
}

export function ledger(options: ProofOptions = {}): fc.Arbitrary<readonly Proof[]> {
  return fc
    .uniqueArray(proof(options), { maxLength: 8, selector: ({ id }) => id })
    .map((proofs) => proofs.toSorted((a, b) => a.at - b.at));
}

export const acr: fc.Arbitrary<Acr> = fc.constantFrom(...ACR_VALUES);

export const acrRequest: fc.Arbitrary<AcrRequest> = fc.record({
  values: fc.uniqueArray(acr, { maxLength: 4 }),
  floor: fc.constantFrom<Acr>('one-step', 'two-step', 'two-factor'),
  fallback: fc.constantFrom<Acr>('one-step', 'two-step', 'two-factor'),
  promptLogin: fc.boolean(),
  maxAgeSeconds: fc.option(fc.integer({ min: 1, max: 7200 }), { nil: undefined }),
});

/** A request that names a sensitive action (A5). */
export const actionRequest: fc.Arbitrary<AcrRequest & { readonly action: NonNullable<AcrRequest['action']> }> = fc
  .record({
    request: acrRequest,
    digest: fc.constantFrom(...ACTIONS),
    minimumAcr: fc.constantFrom<FreshAcr>('two-step-fresh', 'two-factor-fresh'),
  })
  .map(({ request, ...action }) => ({ ...request, action }));

export const anyRequest: fc.Arbitrary<AcrRequest> = fc.oneof(acrRequest, actionRequest);

export const upstreamLevels: fc.Arbitrary<readonly EidasLevel[]> = fc.subarray([...EIDAS_LEVELS]);

/** A person's situation; what the person can receive is part of what the realm can send. */
export function situation(proofs: fc.Arbitrary<readonly Proof[]> = ledger()): fc.Arbitrary<Situation> {
  return fc
    .record({
      accountId: fc.option(fc.constant(ME), { nil: undefined, freq: 8 }),
      realmChannels: fc.subarray([...CHANNELS], { minLength: 1 }),
      reachable: fc.subarray([...CHANNELS]),
      upstreamLevels,
      offersPasskeys: fc.boolean(),
      hasPasskey: fc.boolean(),
      forced: fc.constant(NOTHING_FORCED),
      isLinking: fc.nat({ max: 5 }).map((value) => value === 0),
      ledger: proofs,
      request: fc.option(fc.constant(HERE), { nil: undefined, freq: 4 }),
      freshFirstFactorSeconds: fc.constantFrom(15 * 60, 60 * 60),
    })
    .map(({ reachable, hasPasskey, ...rest }) => ({
      ...rest,
      passkey: hasPasskey && rest.offersPasskeys,
      channels: rest.realmChannels.filter((channel) => reachable.includes(channel)),
      now: NOW,
    }));
}
