/**
 * A sign-in from a browser that the account did not know is told on every channel but the one that carried its code (U2).
 * The store tells it where the browser is first recorded, and not at the very first sign-in of an account: then every
 * browser is new, and the person is in front of it.
 */
import { randomUUID } from 'node:crypto';
import type { Realm } from '../../domain/realm.js';
import type { NotedDevice, VisitedAccount } from '../../ports/account/account_store.js';
import { noticesTo } from '../notice/tell_person.js';

export interface SeenOn {
  /** browser and portal, as people name them */
  readonly browser: string;
  readonly portalName?: string | undefined;
  /** id of the contact that carried the code, where a message did */
  readonly carrier?: string | undefined;
  /** milliseconds since the epoch */
  readonly at: number;
}

/** What the family of a browser that is none of the known ones is called (http/visitor_device). */
const UNKNOWN_BROWSER = 'autre';

/** @returns the device with what tells of it; nothing is told of one that the account knows */
export function newsOfDevice(realm: Realm, account: VisitedAccount, hash: string, seen: SeenOn): NotedDevice {
  const { browser, portalName, carrier, at } = seen;
  if (account.deviceKnown) return { hash, browser };
  const data = {
    ...(browser === UNKNOWN_BROWSER ? {} : { browser }),
    at,
    ...(portalName ? { portal: portalName } : {}),
  };
  const voice = realm.channels.includes('voice');
  return {
    hash,
    browser,
    notices: noticesTo(account, { kind: 'device_new', data, dedupe: randomUUID(), carrier, voice }),
  };
}
