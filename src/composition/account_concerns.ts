/** The concerns of « Gérer mon compte », in the order of its home page (U1). */
import type { Concern } from '../consoles/account/concern.js';
import { createIdentities } from '../consoles/account/identities/routes.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import type { Clock } from '../ports/clock.js';
import { createUndoIdentityLink } from '../services/undo_identity_link.js';
import type { Stores } from './stores.js';

export interface AccountConcernDependencies {
  readonly clock: Clock;
  readonly stores: Stores;
}

export function accountConcerns(
  { clock, stores }: AccountConcernDependencies,
  upstreams: readonly UpstreamSettings[],
): readonly Concern[] {
  const { identityLinks: links, audit } = stores;
  const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
  return [
    createIdentities({
      links,
      upstreams,
      undoIdentityLink: createUndoIdentityLink({ links, audit, clock, nameOf }),
    }),
  ];
}
