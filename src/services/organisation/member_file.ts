/**
 * A member's file as an administrator changes it (E1, E2): the very changes of the back office, each judged in its
 * transaction for being an administrator's on a member, and told to the audit as what happened in the organisation.
 */
import type { OrganisationAct } from '../../domain/organisation/act.js';
import type { AccountFileStore, FileAnswer, MemberRefusal } from '../../ports/account/account_file_store.js';
import type { ChangeFile, ChangeFileDependencies, FileOrder, FileOutcome } from '../account/change_file.js';
import { createChangeFile } from '../account/change_file.js';
import type { ActFailure, ActingAdministrator } from './administration.js';
import { actingFor } from './read_members.js';
import { recordAct } from './record_act.js';

export interface MemberFileDependencies extends Omit<ChangeFileDependencies, 'files'> {
  readonly files: Pick<AccountFileStore, 'changeOfMember'>;
}

/** @param use what changes the file, by the `changeFile` and the order that it is given */
export type OnMemberFile = (
  by: ActingAdministrator,
  accountId: string,
  act: OrganisationAct,
  use: (changeFile: ChangeFile, order: FileOrder) => Promise<FileOutcome>,
  data?: Readonly<Record<string, string>>,
) => Promise<
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: ActFailure | 'unknown-contact' | 'unreachable' }
  | { readonly ok: false; readonly code: 'busy'; readonly retryAfterSeconds: number }
>;

const REFUSALS: ReadonlySet<string> = new Set<MemberRefusal>([
  'not-administrator',
  'unknown-member',
  'oneself',
  'elsewhere',
]);

export function createOnMemberFile(dependencies: MemberFileDependencies): OnMemberFile {
  const { files, audit } = dependencies;

  return async (by, accountId, act, use, data) => {
    let refusal: MemberRefusal | undefined;
    const changeFile = createChangeFile({
      ...dependencies,
      files: {
        async change(change): Promise<FileAnswer> {
          const answer = await files.changeOfMember(actingFor(by), change);
          if (!isRefusal(answer)) return answer;
          refusal = answer;
          return 'refused';
        },
      },
      // What the back office would have recorded is recorded as the organisation's, below.
      audit: { ...audit, record: (event) => (event.type === 'back_office' ? undefined : audit.record(event)) },
    });
    const actor = { client: 'organisation', agent: by.accountId };
    const outcome = await use(changeFile, { realm: by.realm, accountId, actor, receiptOf: () => null });
    const failure = outcome.ok ? null : (refusal ?? failureOf(outcome.code));
    recordAct(audit, {
      realm: by.realm.id,
      by: actingFor(by),
      act,
      accountId,
      outcome: failure ?? 'done',
      ...(data ? { data } : {}),
    });
    if (outcome.ok) return outcome;
    if (failure === 'busy') return { ok: false, code: 'busy', retryAfterSeconds: outcome.retryAfterSeconds ?? 1 };
    return { ok: false, code: failure ?? 'state-conflict' };
  };
}

function isRefusal(answer: FileAnswer | MemberRefusal): answer is MemberRefusal {
  return REFUSALS.has(answer);
}

function failureOf(code: (FileOutcome & { ok: false })['code']) {
  switch (code) {
    case 'unknown-person':
      return 'unknown-member';
    case 'unknown-contact':
    case 'unreachable':
    case 'busy':
      return code;
    default:
      return 'state-conflict';
  }
}
