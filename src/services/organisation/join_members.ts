/**
 * Many members of an organisation at once, from a file (E1): accounts that are there are tied to it, each as the back office
 * would, in a transaction of its own that tells the person. Whoever is a member already stays as they are, so that the same
 * file may be read again.
 */
import { type MemberLineFault, memberReader } from '../../domain/organisation/member_line.js';
import type { Realm } from '../../domain/realm.js';
import type { ImportLine } from '../../ports/import/import_files.js';
import type { OrganisationStore } from '../../ports/organisation/organisation_store.js';
import type { JoinMember } from './create_user.js';
import { rulesOf } from './read_members.js';

export interface JoinMembersDependencies {
  readonly join: JoinMember;
  readonly organisations: Pick<OrganisationStore, 'member'>;
  /** whose login it is, or null */
  readonly accountOf: (realm: Realm, login: string) => Promise<string | null>;
  readonly now: () => number;
}

export type JoinedLine = 'joined' | 'present' | 'unknown-person' | MemberLineFault | NonNullable<ImportLine['fault']>;

export interface JoinedMembers {
  readonly joined: number;
  readonly present: number;
  readonly rejected: number;
}

/**
 * @param lines of the file, the header first
 * @param isDry checks, and writes nothing
 * @param onRejected told of each line that came to nothing; never its text
 * @returns the counts, or why the file cannot be read
 */
export type JoinMembers = (
  realm: Realm,
  organisationId: string,
  lines: AsyncIterable<readonly ImportLine[]>,
  isDry: boolean,
  onRejected: (number: number, why: JoinedLine) => void,
) => Promise<{ readonly ok: true; readonly counts: JoinedMembers } | { readonly ok: false; readonly why: string }>;

export function createJoinMembers({ join, organisations, accountOf, now }: JoinMembersDependencies): JoinMembers {
  return async (realm, organisationId, lines, isDry, onRejected) => {
    const counts = { joined: 0, present: 0, rejected: 0 };
    let reading: Extract<ReturnType<typeof memberReader>, { ok: true }> | undefined;

    const lineOf = async ({ text, fault }: ImportLine): Promise<JoinedLine> => {
      const read = reading?.read(text ?? '');
      if (fault || !read) return fault ?? 'columns';
      if (!read.ok) return read.fault;
      const { login, role, rights } = read.member;
      const accountId = await accountOf(realm, login);
      if (accountId === null) return 'unknown-person';
      const present = await organisations.member(organisationId, accountId, now(), now());
      if (present && present.member.status !== 'removed') return 'present';
      if (isDry) return 'joined';
      const by = { organisationId, administrator: null };
      const answer = await join(realm, by, { login, familyName: null, rights, role });
      // Closed meanwhile, or another process was first.
      return answer.ok ? 'joined' : 'unknown-person';
    };

    for await (const some of lines) {
      for (const line of some) {
        if (!reading) {
          const header = memberReader(line.text ?? '', rulesOf(realm));
          if (!header.ok) return header;
          reading = header;
          continue;
        }
        if (line.text?.trim() === '') continue;
        const outcome = await lineOf(line);
        if (outcome === 'joined' || outcome === 'present') counts[outcome] += 1;
        else {
          counts.rejected += 1;
          onRejected(line.number, outcome);
        }
      }
    }
    return reading ? { ok: true, counts } : { ok: false, why: 'the file is empty' };
  };
}
