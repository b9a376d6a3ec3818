/** The portal's side: what an API's challenge asks for, and the authorization request that answers it (RFC 9470 §4). */

export interface Challenge {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  /** levels that would do, most wanted first; empty: none was named */
  readonly acrValues: readonly string[];
  readonly maxAgeSeconds: number | undefined;
  readonly scope: string | undefined;
}

/** Is it one that the person can meet by proving themselves again? */
export function asksForStepUp(challenge: Challenge | undefined): challenge is Challenge {
  return challenge?.error === 'insufficient_user_authentication';
}

/**
 * The Bearer or DPoP challenge of an API's answer.
 *
 * @param header `WWW-Authenticate`, or null where there is none
 * @returns undefined where there is no such challenge, or it cannot be read
 */
export function readChallenge(header: string | null): Challenge | undefined {
  for (const { scheme, parameters } of challengesIn(header ?? '')) {
    const known = ({ bearer: 'Bearer', dpop: 'DPoP' } as const)[scheme.toLowerCase()];
    if (!known) continue;
    const maxAge = parameters.get('max_age');
    return {
      scheme: known,
      error: parameters.get('error'),
      errorDescription: parameters.get('error_description'),
      acrValues: parameters.get('acr_values')?.split(' ').filter(Boolean) ?? [],
      maxAgeSeconds: maxAge !== undefined && /^\d{1,9}$/.test(maxAge) ? Number(maxAge) : undefined,
      scope: parameters.get('scope'),
    };
  }
  return undefined;
}

/**
 * The parameters that an authorization request takes from a challenge.
 *
 * @param details the action to confirm (RFC 9396): push the request, or sign it
 */
export function stepUpParameters(
  { acrValues, maxAgeSeconds }: Challenge,
  details?: Readonly<Record<string, unknown>> & { readonly type: string },
): Readonly<Record<string, string>> {
  return {
    ...(acrValues.length > 0 ? { acr_values: acrValues.join(' ') } : {}),
    ...(maxAgeSeconds === undefined ? {} : { max_age: String(maxAgeSeconds) }),
    ...(details ? { authorization_details: JSON.stringify([details]) } : {}),
  };
}

interface Parsed {
  readonly scheme: string;
  readonly parameters: Map<string, string>;
}

/** A scheme, or a parameter of the scheme before it (RFC 9110 §11.6.1). */
const PART = /[\s,]*([\w!#$%&'*+.^`|~-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/y;

function challengesIn(header: string): readonly Parsed[] {
  const challenges: Parsed[] = [];
  PART.lastIndex = 0;
  for (let part = PART.exec(header); part; part = PART.exec(header)) {
    const [, name = '', quoted, plain] = part;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (value === undefined) challenges.push({ scheme: name, parameters: new Map() });
    else challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return challenges;
}
