/**
 * What every change of a file by the back office has in common (C6, C7, E1): the person is found in the client's realm,
 * the change is one transaction with what it tells and the answer, and the audit names the client and its agent.
 */
import type { LetterEvent } from '../../domain/letter/text.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Realm } from '../../domain/realm.js';
import type { AccountFileStore, FileChange, WrittenWith } from '../../ports/account/account_file_store.js';
import type { AccountStore, VisitedAccount } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { Receipt } from '../../ports/idempotency_store.js';
import type { NewNotice } from '../../ports/notice/notice_outbox.js';
import { type News, noticesTo } from '../notice/tell_person.js';
import type { DraftProvisional, ProvisionalDraft, ProvisionalWay } from '../password/draft_provisional.js';

/** Who acts, as the audit names them. */
export interface Actor {
  readonly client: string;
  /** the agent behind the client: its own opaque reference, or null */
  readonly agent: string | null;
}

export interface FileOrder {
  readonly realm: Realm;
  readonly accountId: string;
  readonly actor: Actor;
  /** what to write with the change, so that the same answer is given again; null: nothing is kept */
  readonly receiptOf: (body: Readonly<Record<string, unknown>>, endsSignInsOf?: string) => Receipt | null;
}

export interface PlannedChange {
  /** the audit's word for it */
  readonly event: string;
  readonly change: Omit<FileChange, keyof WrittenWith | 'realm' | 'accountId' | 'at'>;
  readonly news?: PlannedNews;
  /** told beside it, to the contacts of now */
  readonly moreNews?: readonly PlannedNews[];
  /** how a provisional password goes out with it; `best`: as the person can be reached */
  readonly provisional?: ProvisionalWay | 'best';
  /** id of the contact that carries it, where one was chosen */
  readonly carrier?: string | undefined;
  /** said in the answer */
  readonly answer?: Readonly<Record<string, unknown>>;
}

export interface PlannedNews extends Pick<News, 'kind' | 'data'> {
  /** places of before, told beside the contacts of now (E1) */
  readonly former?: ReadonlyArray<Pick<NewNotice, 'channel' | 'destination'>>;
  /** what a letter says where nobody is left to be told otherwise; the `event` of an account event unless given */
  readonly onPaper?: LetterEvent;
}

export type FileFailure =
  | 'unknown-person'
  | 'unknown-contact'
  | 'state-conflict'
  | 'identifier-taken'
  | 'unreachable'
  | 'answered-meanwhile'
  | 'busy';

export type FileOutcome = Outcome<
  { readonly body: Readonly<Record<string, unknown>> },
  { readonly code: FileFailure; readonly retryAfterSeconds?: number }
>;

export interface ChangeFileDependencies {
  readonly files: Pick<AccountFileStore, 'change'>;
  readonly accounts: Pick<AccountStore, 'find' | 'forget'>;
  readonly draftProvisional: DraftProvisional;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export type ChangeFile = (
  order: FileOrder,
  plan: (account: VisitedAccount, now: number) => PlannedChange | FileFailure | Promise<PlannedChange>,
) => Promise<FileOutcome>;

const FAILURES = {
  unknown: 'unknown-person',
  refused: 'state-conflict',
  taken: 'identifier-taken',
  answered: 'answered-meanwhile',
} as const;

export function createChangeFile(dependencies: ChangeFileDependencies): ChangeFile {
  const { files, accounts, draftProvisional, audit, clock } = dependencies;

  return async ({ realm, accountId, actor, receiptOf }, plan) => {
    accounts.forget(accountId);
    const account = await accounts.find(accountId, null);
    if (account?.realm !== realm.id) return { ok: false, code: 'unknown-person' };
    const now = clock.now();
    const planned = await plan(account, now);
    if (typeof planned === 'string') return { ok: false, code: planned };
    const { event, change, news, moreNews = [], provisional, carrier } = planned;
    const record = (outcome: string, data = {}) =>
      audit.record({
        type: 'back_office',
        outcome,
        realm: realm.id,
        accountId,
        data: { client: actor.client, agent: actor.agent ?? undefined, event, ...data },
      });

    const place = change.postalAddress ? { ...account, postalAddress: change.postalAddress } : account;
    const draft = provisional
      ? await draftProvisional({
          realm,
          account: place,
          way: provisional,
          carrier,
          reason: 'agent',
          actor: actor.client,
        })
      : null;
    if (draft?.ok === false) {
      record('refused', { why: draft.code });
      return draft;
    }
    const saying = news && { ...news, dedupe: now, voice: realm.channels.includes('voice') };
    const more = moreNews.map((each) => ({ ...each, dedupe: now, voice: realm.channels.includes('voice') }));
    const told = [
      ...(saying ? noticesTo(withFormer(account, saying.former ?? []), saying) : []),
      ...more.flatMap((each) => noticesTo(account, each)),
    ];
    const leaving = change.removedContact ? [change.removedContact] : [];
    const stays = saying ? noticesTo(account, { ...saying, except: leaving }) : [];
    const letters = news && stays.length === 0 ? letterOf(place, news, now) : [];
    const endsSignInsOf = change.endsAccess || change.endsSignIns ? accountId : undefined;
    const body = {
      account: accountId,
      ...planned.answer,
      ...(draft ? { provisional_password: draft.way } : {}),
    };
    const answer = await files.change({
      ...change,
      realm: realm.id,
      accountId,
      at: now,
      provisional: draft?.provisional ?? null,
      letters: [...letters, ...(draft?.letters ?? [])],
      notices: [...told, ...withoutRepetition(draft?.notices ?? [], news)],
      receipt: receiptOf(body, endsSignInsOf),
    });
    if (answer !== 'done') {
      record('refused', { why: answer });
      return { ok: false, code: FAILURES[answer] };
    }
    accounts.forget(accountId);
    for (const issued of draft?.events ?? []) audit.record(issued);
    record('done', draft ? { by: draft.way } : {});
    return { ok: true, body };
  };
}

/** Where the news itself says that a provisional password is on its way, a second message would say it again. */
function withoutRepetition(notices: ProvisionalDraft['notices'], news: PlannedChange['news']) {
  return news ? notices.filter(({ kind }) => kind !== 'provisional_password_sent') : notices;
}

const KIND_OF = { email: 'email', sms: 'mobile', voice: 'landline' } as const;

/** The account as it is told: each place once, those of before too; nothing goes to one that is frozen (U2). */
function withFormer(account: VisitedAccount, former: NonNullable<PlannedNews['former']>) {
  const known = account.contacts.filter(({ verified, frozenAt }) => verified || frozenAt !== null);
  const places = new Set(known.map(({ value }) => value));
  const gone = former
    .filter(({ destination }) => !places.has(destination))
    .map(({ channel, destination }, at) => ({
      ...{ id: `former-${at}`, kind: KIND_OF[channel], value: destination, verified: true },
    }));
  return { ...account, contacts: [...account.contacts, ...gone] };
}

/** Whoever has no contact reads it on paper, where there is an address (C8). */
function letterOf(account: VisitedAccount, { kind, data, onPaper }: PlannedNews, now: number) {
  const event = onPaper ?? (kind === 'account_event' ? data?.['event'] : undefined);
  if (event === undefined || account.postalAddress === null) return [];
  return [
    {
      realm: account.realm,
      accountId: account.id,
      kind: 'account_event' as const,
      locale: account.locale,
      data: { event },
      secret: null,
      dedupeKey: `account_event:${account.id}:${event}:${now}`,
    },
  ];
}
