/**
 * Authentication context class references and which satisfies which (A1). Dominance is this table, not an order of
 * strings: `eidas2` is not "more" than `two-step-fresh`, because freshness is a matter of this very request.
 */

export const ACR_VALUES = [
  'one-step',
  'eidas1',
  'two-step',
  'two-factor',
  'two-step-fresh',
  'two-factor-fresh',
  'eidas2',
  'eidas3',
  'phr',
] as const;

export type Acr = (typeof ACR_VALUES)[number];

/** What each level satisfies besides itself, freshness left out: `fresh.ts` decides that from the proofs. */
const DOMINANCE: Readonly<Record<Acr, readonly Acr[]>> = {
  'one-step': [],
  eidas1: ['one-step'],
  'two-step': ['one-step'],
  'two-factor': ['one-step', 'two-step'],
  'two-step-fresh': ['one-step', 'two-step'],
  'two-factor-fresh': ['one-step', 'two-step', 'two-factor', 'two-step-fresh'],
  eidas2: ['one-step', 'eidas1', 'two-step', 'two-factor'],
  eidas3: ['one-step', 'eidas1', 'two-step', 'two-factor', 'eidas2'],
  phr: ['one-step', 'two-step', 'two-factor'],
};

/** Is `value` one of the levels this provider knows? Unknown ones in a request are ignored (A4). */
export function isAcr(value: unknown): value is Acr {
  return typeof value === 'string' && (ACR_VALUES as readonly string[]).includes(value);
}

/** Does having reached `reached` satisfy a request for `wanted`? (A1) */
export function satisfies(reached: Acr, wanted: Acr): boolean {
  return reached === wanted || DOMINANCE[reached].includes(wanted);
}

/** Is the level one that only holds within the authorization request that proved it? (A4) */
export function isFresh(acr: Acr): boolean {
  return acr === 'two-step-fresh' || acr === 'two-factor-fresh';
}

/**
 * The level a refreshed token may carry at most: the same one without `-fresh` (A4).
 *
 * @param acr the level of the code exchange, or any other string (returned as it is)
 */
export function withoutFresh(acr: string): string {
  if (acr === 'two-step-fresh') return 'two-step';
  if (acr === 'two-factor-fresh') return 'two-factor';
  return acr;
}
