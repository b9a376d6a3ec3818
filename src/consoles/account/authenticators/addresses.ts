/** Where the pages of authenticator apps are, below the console's address. */
import type { AuthenticatorNews } from './text.js';

export const PATH = 'authenticators';

/** The list, which says `news` first. */
export function told(news: AuthenticatorNews): string {
  return `${PATH}?news=${news}`;
}
