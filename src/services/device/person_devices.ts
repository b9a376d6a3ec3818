/** The browsers of a person as they may look at and forget them (U1): known ones, and those where no code is asked (I3). */
import type { AccountStore } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { DeviceStore, ListedDevice } from '../../ports/device/device_store.js';
import type { KeyedHash } from '../../ports/keys/keyed_hash.js';

export interface PersonDevice extends Omit<ListedDevice, 'deviceHash'> {
  /** names it in a form of this account, and nowhere else */
  readonly ref: string;
  readonly isThis: boolean;
}

export interface PersonDevices {
  /** @param here keyed name of the browser that asks, or null */
  of(accountId: string, here: string | null): Promise<readonly PersonDevice[]>;
  /** Asks for a code there again, and knows it no more. `false`: the account has no such device. */
  forget(realm: string, accountId: string, ref: string): Promise<boolean>;
  /** @returns how many */
  forgetAll(realm: string, accountId: string): Promise<number>;
}

export interface PersonDevicesDependencies {
  readonly devices: Pick<DeviceStore, 'devicesOf' | 'forgetDevice' | 'forgetAllDevices'>;
  readonly accounts: Pick<AccountStore, 'forget'>;
  readonly keyedHash: KeyedHash;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export function createPersonDevices(dependencies: PersonDevicesDependencies): PersonDevices {
  const { devices, accounts, keyedHash, audit, clock } = dependencies;
  const refOf = (accountId: string, deviceHash: string) => keyedHash.of('device_ref', `${accountId}:${deviceHash}`);
  const record = (realm: string, accountId: string, count: number) =>
    audit.record({ type: 'device_forgotten', outcome: 'forgotten', realm, accountId, data: { devices: count } });

  return {
    async of(accountId, here) {
      const listed = await devices.devicesOf(accountId, clock.now());
      return listed.map(({ deviceHash, ...device }) => ({
        ...device,
        ref: refOf(accountId, deviceHash),
        isThis: deviceHash === here,
      }));
    },

    async forget(realm, accountId, ref) {
      const listed = await devices.devicesOf(accountId, clock.now());
      const found = listed.find(({ deviceHash }) => refOf(accountId, deviceHash) === ref);
      if (!found || !(await devices.forgetDevice(accountId, found.deviceHash))) return false;
      accounts.forget(accountId);
      record(realm, accountId, 1);
      return true;
    },

    async forgetAll(realm, accountId) {
      const count = await devices.forgetAllDevices(accountId);
      accounts.forget(accountId);
      if (count > 0) record(realm, accountId, count);
      return count;
    },
  };
}
