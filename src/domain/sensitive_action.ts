/**
 * Sensitive actions (A5): what a portal's request says a code is for, as registered `authorization_details` types
 * (RFC 9396). The label follows « Code pour » and « Code to »; display fields say which one, such as the last 4 of an IBAN.
 */
import type { Acr } from './assurance/acr.js';
import type { Localized } from './realm.js';

export interface ActionField {
  /** member of the authorization details */
  readonly name: string;
  readonly label: Localized;
  readonly longestCharacters: number;
}

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
  readonly minimumAcr: Extract<Acr, 'two-step-fresh' | 'two-factor-fresh'>;
}

/** One entry of `authorization_details`: its type, and its display fields as plain text. */
export interface AskedAction {
  readonly type: string;
  readonly [field: string]: string;
}
