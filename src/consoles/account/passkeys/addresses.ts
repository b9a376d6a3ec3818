/** Where the pages of passkeys are, below the console's address. */
import type { PasskeyNews } from './text.js';

export const PATH = 'passkeys';
export const NEW_PATH = `${PATH}/new`;

/** The list, which says `news` first. */
export function told(news: PasskeyNews): string {
  return `${PATH}?news=${news}`;
}
