/** What « Ce n’est pas moi » reads and writes (U2): a message's events, once each, and what it stops, in one transaction. */
import type { Channel, Locale } from '../../domain/realm.js';
import type { Footing } from '../contact/contact_store.js';
import type { NewNotice, NoticeKind } from '../notice/notice_outbox.js';

export interface ContestedEvent {
  readonly kind: NoticeKind;
  readonly data: Readonly<Record<string, string | number>>;
  /** milliseconds since the epoch */
  readonly at: number;
}

/** A copy of a message, with what of it can still be contested. */
export interface ContestableCopy {
  readonly realm: string;
  readonly accountId: string;
  readonly channel: Channel;
  readonly locale: Locale;
  /** in the order in which they happened; never empty */
  readonly events: readonly ContestedEvent[];
}

/**
 * What was stopped: contacts and passkeys frozen, contacts that waited refused, devices forgotten, links undone, the password
 * to be replaced, a provisional one void, cards of codes revoked, authenticator apps removed.
 */
export const STOPPED = [
  'contact',
  'pending',
  'device',
  'link',
  'password',
  'provisional',
  'card',
  'authenticator',
  'passkey',
] as const;
export type Stopped = (typeof STOPPED)[number];

/**
 * `agent`: somebody takes it up. It is the second that would freeze something within 30 days, and nothing more is frozen; or
 * it is about what only an agent undoes (`isTakenUpByAgent`).
 */
export type ContestOutcome = 'stopped' | 'agent';

export interface Contest {
  readonly id: string;
  readonly accountId: string;
  readonly outcome: ContestOutcome;
  readonly stopped: readonly Stopped[];
  readonly kinds: readonly NoticeKind[];
  /** milliseconds since the epoch */
  readonly at: number;
}

export type ContestAnswer =
  | (Contest & { readonly channel: Channel; readonly isFormer: boolean })
  /** unknown, contested before, or too old */
  | 'nothing'
  /** the copy went to a contact that is frozen itself: it speaks for nobody */
  | 'frozen-copy';

export interface PressedContest {
  readonly noticeId: string;
  readonly realm: string;
  /** events older than this can't be contested any more, in milliseconds since the epoch, as all that follow */
  readonly notBefore: number;
  /** contests that froze something since then make this one an agent's */
  readonly frozenSince: number;
  readonly now: number;
  /** what tells it, to the contacts that count once it is done */
  readonly tell: (
    contest: Pick<Contest, 'id' | 'outcome'>,
    countingContacts: readonly string[],
  ) => readonly NewNotice[];
}

export interface ContestStore {
  /** @param notBefore milliseconds since the epoch; @returns null where nothing can be contested by this notice */
  find(noticeId: string, notBefore: number): Promise<ContestableCopy | null>;
  /**
   * The notice that told a reference, not before a moment; null: none, or several.
   *
   * @param lastDigits how the number that it went to must end; null: however
   */
  findByReference(
    indexes: readonly Buffer[],
    realm: string,
    notBefore: number,
    lastDigits: string | null,
  ): Promise<string | null>;
  /** Contests what can be, once of any number at once, and stops what it brought. */
  press(pressed: PressedContest): Promise<ContestAnswer>;
  /** What came of the contest by this copy since a moment, or null. */
  contestBy(noticeId: string, since: number): Promise<Contest | null>;
  /** Those pressed before a moment whose sign-ins were not ended yet, the oldest first. */
  unfinished(
    before: number,
    limit: number,
  ): Promise<ReadonlyArray<Pick<Contest, 'id' | 'accountId' | 'at'> & { readonly realm: string }>>;
  /** Sign-ins are ended, and portals will be told. */
  finished(contestId: string): Promise<void>;
  /** Those of a realm that wait for an agent, the oldest first. */
  waiting(realm: string, limit: number): Promise<readonly Contest[]>;
  /**
   * Lifts the freeze of a contact.
   *
   * @returns false when it is not frozen, or another account's; when what it rests on was ended meanwhile, or the account
   *   is not active (C7)
   */
  thaw(
    accountId: string,
    contactId: string,
    footing: Footing,
    now: number,
    notices: readonly NewNotice[],
  ): Promise<boolean>;
}
