/** The concerns of « Gérer mon compte », in the order of its home page (U1). */

import { createAuthenticators } from '../consoles/account/authenticators/routes.js';
import type { Concern } from '../consoles/account/concern.js';
import { createIdentities } from '../consoles/account/identities/routes.js';
import type { UpstreamSettings } from '../domain/federation/upstream.js';
import type { Realm } from '../domain/realm.js';
import type { Clock } from '../ports/clock.js';
import { createUndoIdentityLink } from '../services/undo_identity_link.js';
import type { SecondStep } from './second_step.js';
import type { Stores } from './stores.js';

export interface AccountConcernDependencies {
  readonly clock: Clock;
  readonly stores: Stores;
  readonly secondStep: Pick<SecondStep, 'apps'>;
}

export function accountConcerns(
  { clock, stores, secondStep }: AccountConcernDependencies,
  realm: Realm,
  upstreams: readonly UpstreamSettings[],
  devices: Concern,
): readonly Concern[] {
  const { identityLinks: links, authenticators, audit } = stores;
  const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
  return [
    ...(realm.authenticators ? [createAuthenticators({ realm, authenticators, clock, ...secondStep.apps })] : []),
    devices,
    createIdentities({
      links,
      upstreams,
      undoIdentityLink: createUndoIdentityLink({ links, audit, clock, nameOf }),
    }),
  ];
}
