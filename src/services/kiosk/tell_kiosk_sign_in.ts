/**
 * A sign-in at a kiosk is told (U2, I9): no device record ever tells of it, and every kiosk is a browser that the account
 * does not know. On every channel but the one that carried its code, at the first sign-in too.
 */
import type { Realm } from '../../domain/realm.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import { noticesTo, type ToldAccount } from '../notice/tell_person.js';

export interface KioskSignIn {
  readonly realm: Realm;
  readonly account: ToldAccount;
  /** id of the authorization request: told once for each */
  readonly request: string;
  readonly portalName: string | undefined;
  /** where the kiosk stands, as registered */
  readonly place: string | undefined;
  /** id of the contact that carried the code, where a message did */
  readonly carrier: string | undefined;
  /** milliseconds since the epoch */
  readonly at: number;
}

export type TellKioskSignIn = (signIn: KioskSignIn) => Promise<void>;

export function createTellKioskSignIn(notices: Pick<NoticeOutbox, 'add'>): TellKioskSignIn {
  return async ({ realm, account, request, portalName, place, carrier, at }) => {
    const data = { at, ...(portalName ? { portal: portalName } : {}), ...(place ? { place } : {}) };
    const voice = realm.channels.includes('voice');
    await notices.add(noticesTo(account, { kind: 'kiosk_sign_in', data, dedupe: request, carrier, voice }), at);
  };
}
