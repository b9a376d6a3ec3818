/** Hands a person everything that is held about them (S5, U1): once for each permission, told on every contact, audited. */
import type { Locale, Realm } from '../../domain/realm.js';
import type { VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { NoticeOutbox } from '../../ports/notice/notice_outbox.js';
import { noticesTo } from '../notice/tell_person.js';
import type { GatherHeld } from './gather_held.js';

export interface HandOutDataDependencies {
  readonly gatherHeld: GatherHeld;
  readonly notices: Pick<NoticeOutbox, 'add'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

export interface DataOrder {
  readonly realm: Realm;
  readonly account: VisitedAccount;
  readonly locale: Locale;
  /** uses the permission up: false when somebody did before */
  readonly usePermit: () => Promise<boolean>;
}

/** @returns by section; null: the permission was used meanwhile, or the account is gone */
export type HandOutData = (order: DataOrder) => Promise<Readonly<Record<string, unknown>> | null>;

export function createHandOutData({ gatherHeld, notices, audit, clock }: HandOutDataDependencies): HandOutData {
  return async ({ realm, account, locale, usePermit }) => {
    const held = await gatherHeld(realm.id, account.id);
    if (!held || !(await usePermit())) return null;
    const at = clock.now();
    const voice = realm.channels.includes('voice');
    // Told before anything leaves: whoever interrupts the download does not keep it from the person.
    await notices.add(noticesTo(account, { kind: 'data_downloaded', data: { at }, dedupe: at, locale, voice }), at);
    audit.record({ type: 'data_downloaded', outcome: 'done', realm: realm.id, accountId: account.id });
    return held;
  };
}
