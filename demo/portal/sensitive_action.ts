/**
 * When the portal lets a sensitive action through (A5): the ID Token of this very request says `two-step-fresh`, word for
 * word, for the person who was signed in, and names this action with these fields; each confirmation once.
 */

export const FRESH_ACR = 'two-step-fresh';

/** One entry of `authorization_details` (RFC 9396): the type, and what the person reads. */
export type ActionDetails = Readonly<Record<string, string>> & { readonly type: string };

/** What the person filled in, kept while they prove themselves. */
export interface WishedAction {
  readonly details: ActionDetails;
  /** as typed, by field */
  readonly values: Readonly<Record<string, string>>;
}

/** What came back for it. */
export interface Confirmation {
  /** `acr` of the ID Token that answered the action's own authorization request */
  readonly acr: string | undefined;
  /** did the answer concern the person who had asked? */
  readonly samePerson: boolean;
  /** `authorization_details` of that ID Token */
  readonly details: unknown;
}

export type ActionRefusal = 'other_person' | 'other_level' | 'other_action' | 'used' | 'api' | 'api_unreachable';

/**
 * @param take notes a transaction, and says whether it is new
 * @returns why the action is refused, or undefined when it may go on
 */
export function actionRefusal(
  { acr, samePerson, details }: Confirmation,
  wished: WishedAction,
  take: (transactionId: string) => boolean,
): ActionRefusal | undefined {
  if (!samePerson) return 'other_person';
  if (acr !== FRESH_ACR) return 'other_level';
  const [confirmed, ...others] = (Array.isArray(details) ? details : []) as ReadonlyArray<Record<string, string>>;
  const { transaction_id: transaction, ...asked } = confirmed ?? {};
  if (others.length > 0 || transaction === undefined || !isSame(asked, wished.details)) return 'other_action';
  return take(transaction) ? undefined : 'used';
}

function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
