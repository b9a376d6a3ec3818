/**
 * A forgotten password under way (C4): what was asked and what was proved, step by step. The steps say the same about
 * somebody and about nobody: only `accountId` tells them apart, and no page shows it.
 */
import type { Channel } from '../realm.js';

interface Asked {
  /** null: nobody has this identifier and birth date, or the account may not sign in */
  readonly accountId: string | null;
  /** what attempts count under: the account, or the keyed name of what was typed */
  readonly subject: string;
  /** keyed name of the browser, when the account knows it; null otherwise */
  readonly knownDevice: string | null;
}

export type Recovery =
  /** no code can be received: which way the provisional password goes is still to be said */
  | (Asked & { readonly step: 'provisional' })
  | { readonly step: 'provisional-sent'; readonly by: 'sms' | 'letter' }
  | (Asked & {
      readonly step: 'code';
      /** names this recovery's codes, and no other's */
      readonly id: string;
      /** the contact of each channel, where there is one: its id */
      readonly contacts: Readonly<Partial<Record<Channel, string>>>;
      readonly channel: Channel;
    })
  /** the code was right: what is left is to choose */
  | {
      readonly step: 'password';
      readonly accountId: string;
      /** the contact that carried the code, and how */
      readonly contact: string;
      readonly channel: Channel;
      /** when, in milliseconds since the epoch: a password set since then is not replaced */
      readonly provedAt: number;
    }
  | {
      readonly step: 'done';
      readonly channel: Channel;
      readonly told: readonly Channel[];
      /** whose password it is; undefined: kept by an earlier version */
      readonly accountId?: string;
    };

export type RecoveryAtCode = Recovery & { readonly step: 'code' };
export type RecoveryAtProvisional = Recovery & { readonly step: 'provisional' };
export type RecoveryStep = Recovery['step'];

/** What may come after each step; beginning anew is always possible. */
const FOLLOWING: Readonly<Record<RecoveryStep | 'nothing', readonly RecoveryStep[]>> = {
  nothing: ['code', 'provisional'],
  provisional: ['provisional-sent'],
  'provisional-sent': [],
  code: ['password', 'provisional'],
  password: ['done'],
  done: [],
};

/** May this step follow that one? */
export function mayFollow(before: RecoveryStep | 'nothing', next: RecoveryStep): boolean {
  return FOLLOWING[before].includes(next) || FOLLOWING.nothing.includes(next);
}
