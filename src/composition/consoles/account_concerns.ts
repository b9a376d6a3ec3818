/** The concerns of « Gérer mon compte », in the order of its home page (U1). */
import type { Context } from 'koa';
import { createAuthenticators } from '../../consoles/account/authenticators/routes.js';
import type { Concern } from '../../consoles/account/concern.js';
import { createContactDrafts } from '../../consoles/account/contacts/draft.js';
import { createContacts } from '../../consoles/account/contacts/routes.js';
import { createData } from '../../consoles/account/data/routes.js';
import { createHistory } from '../../consoles/account/history/routes.js';
import { createIdentities } from '../../consoles/account/identities/routes.js';
import { createPasskeys } from '../../consoles/account/passkeys/routes.js';
import { createPassword } from '../../consoles/account/password/routes.js';
import { createRequests } from '../../consoles/account/requests/routes.js';
import type { Visitor } from '../../domain/device/visitor.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { RegisteredAction } from '../../domain/sensitive_action/sensitive_action.js';
import type { RealmSite } from '../../http/realm_site.js';
import type { Clock } from '../../ports/clock.js';
import { createReadHistory } from '../../services/audit/read_history.js';
import type { AnswerBackchannelRequests } from '../../services/backchannel/answer_backchannel_request.js';
import { createOwnContacts } from '../../services/contact/own_contacts.js';
import { createUndoIdentityLink } from '../../services/federation/undo_identity_link.js';
import type { GatherHeld } from '../../services/personal_data/gather_held.js';
import { createHandOutData } from '../../services/personal_data/hand_out_data.js';
import type { Stores } from '../stores.js';
import type { Passwords } from '../use_cases/passwords.js';
import type { SecondStep } from '../use_cases/second_step.js';

export interface AccountConcernDependencies {
  readonly clock: Clock;
  readonly stores: Stores;
  readonly secondStep: SecondStep;
  readonly passwords: Passwords;
  readonly gatherHeld: GatherHeld;
}

/** What is one realm's. */
export interface AccountConcernRealm {
  readonly site: RealmSite;
  readonly upstreams: readonly UpstreamSettings[];
  readonly visitorOf: (ctx: Context) => Visitor;
  readonly devices: Concern;
  /** the realm's sensitive actions (A5) */
  readonly actions: readonly RegisteredAction[];
  readonly requests: AnswerBackchannelRequests;
  /** a portal's name by its client_id */
  readonly portalNameOf: (clientId: string) => Promise<string>;
}

export function accountConcerns(
  { clock, stores, secondStep, passwords, gatherHeld }: AccountConcernDependencies,
  { site, upstreams, visitorOf, devices, actions, requests, portalNameOf }: AccountConcernRealm,
): readonly Concern[] {
  const { accounts, authenticators, passkeys, challenges, ephemeral, identityLinks: links, audit } = stores;
  const { realm } = site;
  const nameOf = (id: string) => upstreams.find((upstream) => upstream.id === id)?.name ?? id;
  return [
    createRequests({ realm, requests, portalNameOf, clock }),
    createContacts({
      site,
      contacts: createOwnContacts({ ...stores, clock }),
      accounts,
      challenges,
      issueCode: secondStep.issueCode,
      confirmContact: secondStep.confirmContact,
      takeBackContact: secondStep.takeBackContact,
      drafts: createContactDrafts(ephemeral),
      visitorOf,
    }),
    createPassword({ rules: passwords.rules, choosePassword: passwords.choosePassword, visitorOf }),
    ...(realm.authenticators ? [createAuthenticators({ realm, authenticators, clock, ...secondStep.apps })] : []),
    ...(realm.passkeys ? [createPasskeys({ realm, passkeys, ...secondStep.passkeys })] : []),
    devices,
    createIdentities({
      links,
      upstreams,
      undoIdentityLink: createUndoIdentityLink({ links, audit, clock, nameOf }),
    }),
    createHistory(createReadHistory({ chains: stores.auditChains, vault: stores.auditVault, clock }), {
      upstream: nameOf,
      actions,
    }),
    createData(createHandOutData({ gatherHeld, notices: stores.notices, audit, clock })),
  ];
}
