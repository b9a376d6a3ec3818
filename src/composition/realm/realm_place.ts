/** What is one realm's own, before its provider is there: its address, cookies, visitors, upstreams and limits. */
import type { Context } from 'koa';
import { ConfigurationError } from '../../config/environment.js';
import type { Realm } from '../../domain/realm.js';
import { OWN_ACTIONS } from '../../domain/sensitive_action/own_actions.js';
import { actionsOf } from '../../domain/sensitive_action/sensitive_action.js';
import { networkPrefix } from '../../http/forwarded.js';
import { createRealmSite } from '../../http/realm_site.js';
import { createDeviceCookie } from '../../http/visitor_device.js';
import { cookieNames } from '../../oidc/cookie_names.js';
import { createPhoneLimits } from '../../services/kiosk/phone_limits.js';
import { createFederation } from './federation.js';
import type { Shared } from './shared.js';

export type RealmPlace = ReturnType<typeof createRealmPlace>;

/** @throws ConfigurationError when the realm has no issuer */
export function createRealmPlace(shared: Shared, realm: Realm) {
  const { config, clock, stores, keyedHash } = shared;
  const issuer = config.issuers.get(realm.id);
  if (!issuer) throw new ConfigurationError([`the issuer of ${realm.id} is missing`]);
  const names = cookieNames(realm.id, issuer);
  const site = createRealmSite(realm, issuer, names.language);
  const device = createDeviceCookie(names.device, realm.id, site.secure, keyedHash);
  return {
    realm,
    issuer,
    names,
    site,
    device,
    visitorOf: (ctx: Context) => ({
      deviceHash: device.read(ctx),
      networkHash: keyedHash.of('network', networkPrefix(String(ctx.state['address'] ?? ''))),
    }),
    federation: createFederation(shared, realm, site),
    /** the sensitive actions that portals and our own consoles may name (A5) */
    actions: actionsOf([...OWN_ACTIONS, ...shared.actions], realm.id),
    phoneLimits: createPhoneLimits(realm, stores.shortCounters, clock),
  };
}
