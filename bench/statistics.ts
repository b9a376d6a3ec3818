/** The few statistics the report needs. */

/** @returns the value below which `share` of the values lie (nearest rank); NaN for none */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/**
 * The chance that a value of `a` exceeds one of `b`, ties counting half: 0.5 when they cannot be told apart.
 *
 * @returns the area under the ROC curve (Mann-Whitney U over the number of pairs)
 */
export function areaUnderCurve(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))];
  all.sort((x, y) => x.value - y.value);
  let rankSum = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at += 1) if (all[at]?.isA) rankSum += rank;
    start = end;
  }
  return (rankSum - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

/** Standard error of an AUC near one half. */
export function standardErrorOfArea(a: number, b: number): number {
  return Math.sqrt((a + b + 1) / (12 * a * b));
}
