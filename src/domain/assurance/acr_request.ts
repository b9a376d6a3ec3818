/** What one authorization request asks for, and the levels that this comes to (A4, A5). */

import type { FreshAcr } from '../sensitive_action/sensitive_action.js';
import { ACR_VALUES, type Acr, satisfies } from './acr.js';
import { isRelayed } from './reachable.js';
import { isSatisfied } from './reached.js';

export interface AcrRequest {
  /** known requested values, most wanted first; unknown ones already left out */
  readonly values: readonly Acr[];
  /** the client's floor: the realm's, or `one-step` for clients registered for it */
  readonly floor: Acr;
  /** what is required when the request names no known value */
  readonly fallback: Acr;
  /** `prompt=login` in this request */
  readonly promptLogin: boolean;
  readonly maxAgeSeconds: number | undefined;
  /** the sensitive action that the request names, and the least level it accepts (A5) */
  readonly action?: { readonly digest: string; readonly minimumAcr: FreshAcr } | undefined;
}

/** Most wanted first. */
export function wantedOf(request: AcrRequest): readonly Acr[] {
  return request.values.length > 0 ? request.values : [request.fallback];
}

/** What the token may say in the portal's own words: naming an action alone asks for its level (A4, A5). */
export function namedValues({ values, action }: AcrRequest): readonly Acr[] {
  return values.length === 0 && action ? [action.minimumAcr] : values;
}

/**
 * The levels to bring the person to: the first requested value they can reach, raised to the floor (A4) and to what the
 * action accepts (A5). Two stand side by side where no single one holds both: FranceConnect's level, and a code beside it.
 *
 * @returns empty when none of the requested values can be reached
 */
export function targetLevels(
  request: AcrRequest,
  reached: readonly Acr[],
  canReach: (acr: Acr) => boolean,
): readonly Acr[] {
  const isOpen = (acr: Acr) => isSatisfied(reached, acr) || canReach(acr);
  for (const target of wantedOf(request).filter(isOpen)) {
    const levels = raised(target, request);
    // Below the floor a missing channel is told of by its own page; an action's level must be within reach.
    if (!request.action || levels.every(isOpen)) return levels;
  }
  return [];
}

/** The least level that holds the target, the floor and the action's; else two of them (A4, A5). */
function raised(target: Acr, { floor, action }: AcrRequest): readonly Acr[] {
  const least = [floor, ...(action ? [action.minimumAcr] : [])].filter((level) => !satisfies(target, level));
  if (least.length === 0) return [target];
  const holding = (levels: readonly Acr[]) => ACR_VALUES.find((acr) => levels.every((level) => satisfies(acr, level)));
  const single = isRelayed(target) ? undefined : holding([target, ...least]);
  return single ? [single] : [target, holding(least) ?? floor];
}
