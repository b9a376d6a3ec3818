/**
 * A concern of « Gérer mon compte » (U1): one thing that people look after, with a line on the home page and pages of its
 * own. Adding one is a folder with its routes, view and words, and one line in composition/consoles/account_concerns.ts.
 */
import type { Locale } from '../../domain/realm.js';
import type { AskedAction, FreshAcr } from '../../domain/sensitive_action/sensitive_action.js';
import type { Visit } from '../relying_party/console.js';
import type { Proof } from '../relying_party/relying_party.js';
import type { Routed } from '../relying_party/router.js';
import type { AccountHandler } from './console.js';

export interface ConcernRoute {
  readonly method: 'get' | 'post';
  /** below the console's address, beginning with the concern's own segment; `:name` is a parameter */
  readonly path: string;
  /** how metrics and logs call it */
  readonly name: string;
  readonly handler: AccountHandler;
}

/** How a concern stands now in a few words: « 2 coordonnées ». */
export type Summary =
  | string
  | {
      readonly state: string;
      /** what waits for the person, said at the top of the page */
      readonly alert: { readonly message: string; readonly link: string };
    };

export interface Concern {
  /** its page, the first segment below the console's address */
  readonly path: string;
  readonly title: Readonly<Record<Locale, string>>;
  /** For the home page, which asks all concerns at once. */
  summary(visit: Visit, locale: Locale): Promise<Summary> | Summary;
  readonly routes: readonly ConcernRoute[];
  readonly changes: readonly Change[];
}

/** What a fresh proof led to. */
export interface Carried {
  /** where the person is told, below the console's address */
  readonly place: string;
  /** what the session that opens now may do for a while, where the change takes one more page */
  readonly permit?: { readonly what: string; readonly seconds: number };
}

/** A change that the person confirms with a new code which names it (U1, A5). */
export interface Change {
  /** kept with what waits, so unique among all concerns; also the audit's word for a refusal */
  readonly name: string;
  /** What the code is for; display fields are masked. */
  action(data: Readonly<Record<string, string>>): AskedAction;
  /** The levels that will do, most wanted first; the least fresh one unless told. */
  levels?(data: Readonly<Record<string, string>>): readonly FreshAcr[];
  /** The page that asks for it, below the console's address. */
  place(data: Readonly<Record<string, string>>): string;
  /** Makes the change, or opens the way to it: called once, for exactly what was asked, with a fresh proof of its owner. */
  carryOut(visit: Visit, data: Readonly<Record<string, string>>, ctx: Routed, proof: Proof): Promise<Carried>;
}
