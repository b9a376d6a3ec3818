/** « Appareils et connexions » put together: sessions at the provider, browsers, and signing out everywhere (U1, P9). */
import type { Concern } from '../../consoles/account/concern.js';
import { createDevices } from '../../consoles/account/devices/routes.js';
import type { RealmSite } from '../../http/realm_site.js';
import { createDeviceCookie } from '../../http/visitor_device.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';
import { createPersonDevices } from '../../services/device/person_devices.js';
import { createAppSignIns } from '../../services/session/app_sign_ins.js';
import type { EndSignIns } from '../../services/session/end_sign_ins.js';
import { createLivingSessions } from '../../services/session/living_sessions.js';
import { createSignOutEverywhere } from '../../services/session/sign_out_everywhere.js';
import type { Stores } from '../stores.js';

export interface AccountDevicesDependencies {
  readonly stores: Stores;
  readonly keyedHash: KeyedHash;
  readonly endSignIns: EndSignIns;
  readonly clock: Clock;
}

/** @param deviceCookie name of the realm's */
export function createAccountDevices(
  { stores, keyedHash, endSignIns, clock }: AccountDevicesDependencies,
  { realm, secure }: RealmSite,
  deviceCookie: string,
): Concern {
  const common = { ...stores, keyedHash, clock };
  const device = createDeviceCookie(deviceCookie, realm.id, secure, keyedHash);
  const sessions = createLivingSessions(common);
  return createDevices({
    sessions,
    apps: createAppSignIns({ ...common, sessions }),
    devices: createPersonDevices(common),
    signOutEverywhere: createSignOutEverywhere({ ...common, endSignIns }),
    deviceOf: (ctx) => device.read(ctx),
  });
}
