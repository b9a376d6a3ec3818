/** Who is at « Gérer mon compte », and in which browser: what is kept for a page belongs to both (U1). */
import type { Locale, Realm } from '../../domain/realm.js';
import type { Account } from '../../ports/account/account_store.js';

/** Another browser, or another person in it, finds nothing. */
export interface Seat {
  readonly realm: Realm;
  readonly account: Account;
  /** the provider's name of the session (`sid`): another browser has another */
  readonly browser: string;
  /** of the page */
  readonly locale: Locale;
}
