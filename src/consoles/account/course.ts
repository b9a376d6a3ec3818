/** What « Gérer mon compte » does with what a person wished (U1, F4). */
import { addressOf } from '../relying_party/console.js';
import { type Course, leave } from '../relying_party/journey.js';
import type { Routed } from '../relying_party/router.js';
import type { AccountConsole } from './console.js';
import type { Wish } from './wish.js';

export function accountCourse(console: AccountConsole): Course<Wish> {
  const { undoIdentityLink, site } = console;
  return {
    placeOf: (wish) => addressOf(console, wish.kind === 'home' ? undefined : `identities/${wish.link}/undo`),
    async change({ account }, wish) {
      if (wish.kind !== 'undo') return addressOf(console);
      const outcome = await undoIdentityLink.undo(account, wish.link);
      if (outcome === 'unknown') return `${addressOf(console)}?news=no-link`;
      return addressOf(console, `identities/${wish.link}/${outcome === 'undone' ? 'undone' : 'already-undone'}`);
    },
    refused: (_, accountId, why) => undoIdentityLink.refuse(accountId, site.realm.id, why),
  };
}

/** To the provider for something that changes nothing. */
export function leaveToRead(console: AccountConsole, ctx: Routed, wish: Wish, portal?: string): Promise<void> {
  return leave(console, accountCourse(console), ctx, { wish, portal });
}
