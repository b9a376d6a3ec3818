/** A realm's upstreams: our relying party towards each, and what its pages show of them (F1 to F4). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { createUpstreamProvider, type UpstreamKeys } from '../../adapters/upstream/openid_upstream.js';
import type { LoginOffer } from '../../domain/assurance/next_step.js';
import { upstreamOffers } from '../../domain/federation/offer.js';
import type { UpstreamSettings } from '../../domain/federation/upstream.js';
import type { Realm } from '../../domain/realm.js';
import type { Interaction } from '../../http/interaction.js';
import type { ShownUpstream } from '../../http/layout/upstream_offers.js';
import type { RealmSite } from '../../http/realm_site.js';
import { INTERACTION_SECONDS } from '../../oidc/storage/lifetimes.js';
import type { RememberedDevice, VisitedAccount } from '../../ports/account/account_store.js';
import type { Clock } from '../../ports/clock.js';
import { newsOfDevice } from '../../services/device/new_device.js';
import { createPendingIdentities } from '../../services/federation/pending_identities.js';
import { createReconcileIdentity } from '../../services/federation/reconcile_identity.js';
import { createSignOutHops } from '../../services/federation/sign_out_hops.js';
import { createUpstreamSignIn } from '../../services/federation/upstream_sign_in.js';
import { reopenUnknownDeviceLanes } from '../../services/one_time_code/code_entry_lane.js';
import type { Stores } from '../stores.js';

/** Our keys towards upstreams. They rotate at run time, so they are read at each use. */
export interface UpstreamKeySource {
  keys(): UpstreamKeys | Promise<UpstreamKeys>;
  /** what upstreams fetch: public parts alone */
  publicKeys(): readonly JWK[] | Promise<readonly JWK[]>;
}

export interface ButtonFile {
  readonly body: Buffer;
  readonly type: string;
}

export interface FederationDependencies {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly outbound: typeof fetch;
  readonly upstreamKeys: UpstreamKeySource;
  /** of all realms */
  readonly upstreams: readonly UpstreamSettings[];
}

export function createFederation(dependencies: FederationDependencies, realm: Realm, site: RealmSite) {
  const { stores, clock, outbound, upstreamKeys } = dependencies;
  const upstreams = dependencies.upstreams.filter((upstream) => upstream.realm === realm.id);
  const providers = upstreams.map((settings) =>
    createUpstreamProvider(settings, { keys: () => upstreamKeys.keys(), fetch: outbound, clock }),
  );
  const { ephemeral, audit, accounts, identityLinks: links } = stores;
  const buttons = readButtons(upstreams);
  const buttonAddress = (id: string) => {
    const button = buttons.get(id);
    if (!button) return undefined;
    const version = createHash('sha256').update(button.body).digest('hex').slice(0, 12);
    return `${site.prefix}/federation/${id}/button?${version}`;
  };

  return {
    upstreams,
    providers,
    buttons,
    publicKeys: () => upstreamKeys.publicKeys(),
    signIn: createUpstreamSignIn({ realm: realm.id, providers, ephemeral, audit, clock }),
    reconcile: createReconcileIdentity({ accounts, links, audit, clock }),
    signOutHops: createSignOutHops(ephemeral, realm.id),
    pending: createPendingIdentities(ephemeral, realm.id, INTERACTION_SECONDS),
    shownUpstreams: (interaction: Interaction, offer: LoginOffer): readonly ShownUpstream[] =>
      upstreamOffers(upstreams, offer, clock.now()).map(({ upstream, endsAt }) => ({
        id: upstream.id,
        name: upstream.name,
        href: interaction.address(`federation/${upstream.id}`),
        button: buttonAddress(upstream.id),
        sentence: upstream.sentence,
        about: upstream.about,
        endsAt,
      })),
    async welcome(account: VisitedAccount, device: RememberedDevice | undefined, portalName: string): Promise<void> {
      const at = clock.now();
      const noted = device && {
        ...device,
        ...newsOfDevice(realm, account, device.hash, { browser: device.browser, portalName, at }),
      };
      await Promise.all([
        reopenUnknownDeviceLanes(stores.lifetimeCounters, realm, account.id, clock.now()),
        noted && accounts.recordDevice(account, noted, at),
      ]);
      stores.accounts.forget(account.id);
    },
  };
}

/** @throws Error naming a file that cannot be read */
function readButtons(upstreams: readonly UpstreamSettings[]): ReadonlyMap<string, ButtonFile> {
  const buttons = new Map<string, ButtonFile>();
  for (const { id, buttonFile } of upstreams) {
    if (buttonFile) buttons.set(id, { body: readFileSync(buttonFile), type: 'image/svg+xml' });
  }
  return buttons;
}
