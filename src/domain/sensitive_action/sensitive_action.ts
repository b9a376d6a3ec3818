/**
 * Sensitive actions (A5): what a portal's request says a code is for, as registered `authorization_details` types
 * (RFC 9396). The label follows « Code pour » and « Code to »; display fields say which one, such as the last 4 of an IBAN.
 */
import { createHash } from 'node:crypto';
import type { Acr } from '../assurance/acr.js';
import type { Outcome } from '../outcome.js';
import type { Localized } from '../realm.js';

export interface ActionField {
  /** member of the authorization details */
  readonly name: string;
  readonly label: Localized;
  readonly longestCharacters: number;
}

export type FreshAcr = Extract<Acr, 'two-step-fresh' | 'two-factor-fresh'>;

export interface RegisteredAction {
  /** value of `type` */
  readonly type: string;
  /** id of the realm, or null: every realm's */
  readonly realm: string | null;
  /** client_ids that may ask for it, or null: every client of the realm */
  readonly clients: readonly string[] | null;
  /** in words that follow « Code pour » and « Code to »: « modifier vos coordonnées bancaires » */
  readonly label: Localized;
  /** what the page shows beside the label; members that are not listed are refused */
  readonly fields: readonly ActionField[];
  /** the least level that this action accepts, always a fresh one */
  readonly minimumAcr: FreshAcr;
}

/** One entry of `authorization_details`: its type, and its display fields as plain text. */
export interface AskedAction {
  readonly type: string;
  readonly [field: string]: string;
}

/** An action that a request names, with what its pages and messages say of it. */
export interface NamedAction {
  readonly type: string;
  /** names type and fields: two requests for the same action of the same fields have the same */
  readonly digest: string;
  readonly label: Localized;
  /** in the order of registration */
  readonly fields: ReadonlyArray<{ readonly label: Localized; readonly value: string }>;
  readonly minimumAcr: FreshAcr;
}

/**
 * Line breaks, control and format characters (which turn the direction of what follows), halves of characters, markup, and
 * what shows as nothing: fillers, the blank of Braille, characters that are none.
 */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800<>]/u;
/** Spaces in a row push what follows out of sight, or look like another line of a message. */
const SPACES = /\s{2}/u;

/** The actions that people of a realm can be asked for. */
export function actionsOf(actions: readonly RegisteredAction[], realm: string): readonly RegisteredAction[] {
  return actions.filter((action) => action.realm === null || action.realm === realm);
}

/** May this client ask for it? */
export function mayAsk({ clients }: RegisteredAction, clientId: string): boolean {
  return clients === null || clients.includes(clientId);
}

/**
 * Reads the members of an entry of `authorization_details`: every display field, no other, each as it can be shown.
 *
 * @param detail of the action's type
 * @returns why it is refused, for the portal's developer
 */
export function readAskedAction(
  { type, fields }: RegisteredAction,
  detail: Readonly<Record<string, unknown>>,
): Outcome<{ readonly asked: AskedAction }, { readonly code: 'refused'; readonly why: string }> {
  const refuse = (why: string) =>
    ({ ok: false, code: 'refused', why: `authorization details of type '${type}': ${why}` }) as const;
  const known = new Set(['type', ...fields.map(({ name }) => name)]);
  const unknown = Object.keys(detail).find((name) => !known.has(name));
  if (unknown !== undefined) return refuse(`a member is not registered; known: ${[...known].join(', ')}`);
  for (const { name, longestCharacters } of fields) {
    const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
    if (typeof value !== 'string' || value.trim() === '') return refuse(`'${name}' must be a non-empty string`);
    if ([...value].length > longestCharacters)
      return refuse(`'${name}' is longer than ${longestCharacters} characters`);
    if (UNSHOWABLE.test(value)) return refuse(`'${name}' holds control or bidirectional characters, or markup`);
    if (value !== value.trim() || SPACES.test(value)) return refuse(`'${name}' holds spaces around it, or in a row`);
  }
  return { ok: true, asked: detail as AskedAction };
}

/** A text of any kind as a display field may hold it: what cannot be shown is left out, what is too long is cut. */
export function displayField(text: string, longestCharacters: number): string {
  const shown = [...text.replace(new RegExp(UNSHOWABLE, 'gu'), ' ').replace(/\s+/g, ' ').trim()];
  if (shown.length <= longestCharacters) return shown.join('');
  return `${shown
    .slice(0, longestCharacters - 1)
    .join('')
    .trim()}…`;
}

/** Digest of type and fields, whatever their order (A5). */
export function actionDigest({ type, ...fields }: AskedAction): string {
  const sorted = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(['sensitive_action', type, sorted]))
    .digest('base64url');
}

/** Do two entries ask for the same action of the same fields? */
export function isSameAction(a: AskedAction, b: AskedAction): boolean {
  return actionDigest(a) === actionDigest(b);
}

/**
 * The action that a request names, by the parameter that was accepted when the request came.
 *
 * @param details the `authorization_details` parameter
 * @returns undefined where the request names none, `null` where what it names is registered no longer
 */
export function namedAction(actions: readonly RegisteredAction[], details: unknown): NamedAction | undefined | null {
  if (typeof details !== 'string') return undefined;
  const [detail] = JSON.parse(details) as Array<Record<string, unknown>>;
  const action = actions.find(({ type }) => type === detail?.['type']);
  const read = action && detail ? readAskedAction(action, detail) : undefined;
  if (!action || !read?.ok) return null;
  const { asked } = read;
  const { type, label, minimumAcr } = action;
  const fields = action.fields.map((field) => ({ label: field.label, value: asked[field.name] ?? '' }));
  return { type, digest: actionDigest(asked), label, fields, minimumAcr };
}
