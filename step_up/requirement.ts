/** What an operation of an API asks of the access token: scope, level, age, and the action that was confirmed. */
import type { AccessToken, Details } from './access_token.js';
import { Refused } from './refusal.js';

export interface Requirement<Request> {
  /** all of them, separated by spaces */
  readonly scope?: string;
  /** levels that are accepted, most wanted first; each as the token says it (OpenID Connect Core §2, `acr`) */
  readonly acr?: readonly string[];
  /** how long ago the person may have signed in */
  readonly maxAgeSeconds?: number;
  /**
   * What the person must have confirmed, by what the request is about to do: the type, and every display field with the
   * value that this request would have it show (RFC 9396). The confirmation is then good for this one request.
   */
  readonly action?: (request: Request) => Details | Promise<Details>;
}

const TRANSACTION = 'transaction_id';

/**
 * @param now milliseconds since the epoch
 * @throws Refused where the token is good and not good enough
 */
export function checkLevel(
  { scopes, acr: given, authTime }: AccessToken,
  { scope, acr, maxAgeSeconds }: Requirement<never>,
  now: number,
): void {
  if (scope?.split(' ').some((each) => !scopes.has(each))) {
    throw new Refused({ error: 'insufficient_scope', description: 'the access token lacks a scope', scope });
  }
  const needed = { acrValues: acr, maxAgeSeconds };
  if (acr && (given === undefined || !acr.includes(given))) {
    throw new Refused({
      error: 'insufficient_user_authentication',
      description: 'a different authentication level is required',
      ...needed,
    });
  }
  if (maxAgeSeconds !== undefined && (authTime === undefined || now / 1000 - authTime > maxAgeSeconds)) {
    throw new Refused({
      error: 'insufficient_user_authentication',
      description: 'a more recent authentication is required',
      ...needed,
    });
  }
}

/**
 * The transaction of the confirmed action.
 *
 * @param expected what this request is about to do
 * @throws Refused when the token confirms nothing, or something else
 */
export function confirmedTransaction(
  { details }: AccessToken,
  expected: Details,
  { acr, maxAgeSeconds }: Requirement<never>,
): string {
  const refuse = (description: string): never => {
    throw new Refused({ error: 'insufficient_user_authentication', description, acrValues: acr, maxAgeSeconds });
  };
  const ofType = details.filter(({ type }) => type === expected.type);
  const [confirmed] = ofType;
  if (!confirmed) return refuse(`the person must confirm the action ${expected.type}`);
  const { [TRANSACTION]: transaction, ...asked } = confirmed;
  if (details.length !== 1 || !isSame(asked, expected)) return refuse('the person confirmed something else');
  if (typeof transaction !== 'string' || transaction === '') return refuse('the confirmation has no transaction_id');
  return transaction;
}

/** The same members with the same values, in any order; values are compared as JSON. */
function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && JSON.stringify(a[name]) === JSON.stringify(b[name]));
}
