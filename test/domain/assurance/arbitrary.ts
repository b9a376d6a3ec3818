/** Arbitrary sessions and requests for the properties of A1 to A4. */
import fc from 'fast-check';
import { ACR_VALUES, type Acr } from '../../../src/domain/assurance/acr.js';
import type { AcrRequest, Situation } from '../../../src/domain/assurance/next_step.js';
import type { Proof } from '../../../src/domain/assurance/proof.js';
import type { Channel } from '../../../src/domain/realm.js';

export const ME = 'account a';
export const OTHER = 'account b';
export const HERE = 'this request';
export const NOW = Date.parse('2026-11-22T10:00:00Z');

const CHANNELS: readonly Channel[] = ['email', 'sms', 'voice'];
const MINUTE_MS = 60_000;

interface ProofOptions {
  readonly accounts?: readonly string[];
  readonly channels?: readonly Channel[];
}

/** Proofs of the last two hours, ids apart. */
export function proof({ accounts = [ME, OTHER], channels = CHANNELS }: ProofOptions = {}): fc.Arbitrary<Proof> {
  return fc
    .record({
      id: fc.uuid(),
      accountId: fc.constantFrom(...accounts),
      at: fc.integer({ min: NOW - 120 * MINUTE_MS, max: NOW }),
      request: fc.constantFrom(HERE, 'request b', 'request c'),
      channel: fc.option(fc.constantFrom(...channels), { nil: undefined }),
    })
    .map(
      ({ channel, ...base }): Proof =>
        channel
          ? { ...base, factor: 'code', channel, contact: `contact of ${channel}` }
          : { ...base, factor: 'password' },
    );
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
  maxAgeSeconds: fc.constant(undefined),
});

/** A person's situation; what the person can receive is part of what the realm can send. */
export function situation(proofs: fc.Arbitrary<readonly Proof[]> = ledger()): fc.Arbitrary<Situation> {
  return fc
    .record({
      accountId: fc.option(fc.constant(ME), { nil: undefined, freq: 8 }),
      realmChannels: fc.subarray([...CHANNELS], { minLength: 1 }),
      reachable: fc.subarray([...CHANNELS]),
      ledger: proofs,
      request: fc.option(fc.constant(HERE), { nil: undefined, freq: 4 }),
      freshFirstFactorSeconds: fc.constantFrom(15 * 60, 60 * 60),
    })
    .map(({ reachable, ...rest }) => ({
      ...rest,
      channels: rest.realmChannels.filter((channel) => reachable.includes(channel)),
      upstreamLevels: [],
      isLinking: false,
      now: NOW,
    }));
}
