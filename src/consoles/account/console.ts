/** What the routes of « Gérer mon compte » work with, besides what every console has. */
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { IdentityLinkStore } from '../../ports/identity_link_store.js';
import type { UndoIdentityLink } from '../../services/undo_identity_link.js';
import type { Console } from '../relying_party/console.js';
import type { Wish } from './wish.js';

export interface AccountConsole extends Console<Wish> {
  readonly links: Pick<IdentityLinkStore, 'linksOf'>;
  /** the realm's */
  readonly upstreams: readonly UpstreamSettings[];
  readonly undoIdentityLink: UndoIdentityLink;
}

/** An upstream's name; its id once it is no longer configured. */
export function upstreamName({ upstreams }: Pick<AccountConsole, 'upstreams'>, id: string): string {
  return upstreams.find((upstream) => upstream.id === id)?.name ?? id;
}
