/** The concerns of « Gérer mon compte », in the order of its home page (U1). */
import type { Concern } from '../consoles/account/concern.js';
import { createIdentities } from '../consoles/account/identities/routes.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import type { Realm } from '../domain/realm.js';
import type { Clock } from '../ports/clock.js';
import type { Delivery } from '../ports/delivery.js';
import { createAnnounceLink } from '../services/announce_link.js';
import { createUndoIdentityLink } from '../services/undo_identity_link.js';
import type { Stores } from './stores.js';

export interface AccountConcernDependencies {
  readonly clock: Clock;
  readonly stores: Stores;
  readonly delivery: Delivery;
  readonly announceFailure: (why: string) => void;
}

export function accountConcerns(
  { clock, stores, delivery, announceFailure }: AccountConcernDependencies,
  realm: Realm,
  upstreams: readonly UpstreamSettings[],
): readonly Concern[] {
  const { identityLinks: links, audit } = stores;
  const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
  const announceLink = createAnnounceLink(realm, delivery, announceFailure);
  return [
    createIdentities({
      links,
      upstreams,
      undoIdentityLink: createUndoIdentityLink({ links, announceLink, audit, clock, nameOf }),
    }),
  ];
}
