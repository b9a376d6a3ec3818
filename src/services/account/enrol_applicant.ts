/**
 * Enrols a first-time applicant (C6): a file under a matricule, contacts that the agent verified, and a provisional
 * password at once, by SMS or by letter. On paper, identifier and password leave in two letters, never in one envelope.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { CivilIdentity } from '../../domain/account/civil_identity.js';
import type { Outcome } from '../../domain/outcome.js';
import type { Locale, Realm } from '../../domain/realm.js';
import type { AccountFileStore, FileIdentifier } from '../../ports/account/account_file_store.js';
import type { AccountStore, ContactKind, PostalAddress } from '../../ports/account/account_store.js';
import type { AuditLog } from '../../ports/audit/audit_log.js';
import type { Clock } from '../../ports/clock.js';
import type { DraftProvisional, ProvisionalWay } from '../password/draft_provisional.js';
import type { FileFailure, FileOrder } from './change_file.js';

export interface EnrolOrder extends Omit<FileOrder, 'accountId'> {
  readonly identity: CivilIdentity;
  readonly nir: string | null;
  /** null: one is drawn */
  readonly allocataire: string | null;
  readonly contacts: ReadonlyArray<{ readonly kind: ContactKind; readonly value: string }>;
  readonly address: PostalAddress;
  readonly locale: Locale;
  readonly caf: string | null;
  readonly way: ProvisionalWay | 'best';
}

export interface EnrolDependencies {
  readonly files: Pick<AccountFileStore, 'enrol'>;
  readonly accounts: Pick<AccountStore, 'findByIdentifier'>;
  readonly draftProvisional: DraftProvisional;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export type EnrolApplicant = (
  order: EnrolOrder,
) => Promise<
  Outcome<
    { readonly body: Readonly<Record<string, unknown>> },
    { readonly code: FileFailure | 'wrong-realm' | 'no-number-left'; readonly retryAfterSeconds?: number }
  >
>;

/** What everybody has who is new. */
const NEWCOMER = {
  status: 'active',
  standing: 'applicant',
  acceptedTerms: null,
  passkeyInvitedAt: null,
  credentials: [],
  signInsVoid: null,
  codeCards: [],
  authenticators: 0,
  passkeys: [],
  deviceKnown: false,
  deviceShared: false,
  wrongCodes: [],
} as const;

const DRAWS = 40;
const NUMBERS = 10_000_000;

export function createEnrolApplicant(dependencies: EnrolDependencies): EnrolApplicant {
  const { files, accounts, draftProvisional, audit, clock } = dependencies;

  const isFree = async (realm: Realm, value: string) =>
    (await accounts.findByIdentifier(realm.id, 'allocataire', value, null)) === null;
  const drawNumber = async (realm: Realm): Promise<string | undefined> => {
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const value = String(randomInt(NUMBERS)).padStart(7, '0');
      if (await isFree(realm, value)) return value;
    }
    return undefined;
  };

  return async (order) => {
    const { realm, identity, nir, contacts, address, locale, actor } = order;
    if (!realm.identifierKinds.includes('allocataire')) return { ok: false, code: 'wrong-realm' };
    const now = clock.now();
    const number = order.allocataire ?? (await drawNumber(realm));
    if (number === undefined) return { ok: false, code: 'no-number-left' };
    const id = randomUUID();
    const person = {
      ...identity,
      id,
      realm: realm.id,
      locale,
      postalAddress: address,
      contacts: contacts.map((contact) => ({ ...contact, id: randomUUID() })),
    };
    const account = { ...NEWCOMER, ...person, caf: order.caf, contacts: person.contacts.map(verifiedByTheAgent) };
    const draft = await draftProvisional({
      realm,
      account,
      way: order.way,
      reason: 'enrolment',
      actor: actor.client,
    });
    if (!draft.ok) return draft;
    const identifiers: FileIdentifier[] = [
      ...(nir === null ? [] : [{ kind: 'nir' as const, value: nir }]),
      { kind: 'allocataire', value: number },
    ];
    const body = { account: id, allocataire: number, standing: 'applicant', provisional_password: draft.way };
    const answer = await files.enrol({
      ...person,
      standing: 'applicant',
      caf: order.caf,
      identifiers,
      at: now,
      provisional: draft.provisional,
      letters: [...draft.letters, ...(draft.way === 'letter' ? [identifierLetter(person, number, now)] : [])],
      notices: draft.notices,
      receipt: order.receiptOf(body),
    });
    const outcome = answer === 'done' ? 'done' : 'refused';
    audit.record({
      type: 'back_office',
      outcome,
      realm: realm.id,
      accountId: answer === 'done' ? id : undefined,
      data: { client: actor.client, agent: actor.agent ?? undefined, event: 'enrolment', by: draft.way },
    });
    if (answer === 'taken') return { ok: false, code: 'identifier-taken' };
    if (answer !== 'done') return { ok: false, code: 'answered-meanwhile' };
    for (const issued of draft.events) audit.record(issued);
    return { ok: true, body };
  };
}

function verifiedByTheAgent<Contact extends object>(contact: Contact) {
  return { ...contact, verified: true, barredUntil: null, frozenAt: null };
}

/** The number is encrypted at rest wherever it lies (S4): on its letter it is what only the person may read. */
function identifierLetter(
  { id, realm, locale }: { readonly id: string; readonly realm: string; readonly locale: Locale },
  number: string,
  now: number,
) {
  return {
    realm,
    accountId: id,
    kind: 'identifier' as const,
    locale,
    data: {},
    secret: number,
    dedupeKey: `identifier:${id}:${now}`,
  };
}
