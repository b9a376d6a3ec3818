/** What `poterne organisations` works with: organisations as the back office founds them, without the service (E1, O4). */
import { createPostgresAccountFileStore } from '../../adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../../adapters/postgres/account/account_store.js';
import { createPostgresAttemptCounter } from '../../adapters/postgres/attempt_counter.js';
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createAnswerBox } from '../../adapters/postgres/idempotency_store.js';
import { createLetterBox } from '../../adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../adapters/postgres/notice/notice_rows.js';
import { createPostgresOrganisationStore } from '../../adapters/postgres/organisation/organisation_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import { openImportFile } from '../../adapters/system/import/import_file.js';
import { createIdentifierVault } from '../../adapters/system/keys/identifier_vault.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { Realm } from '../../domain/realm.js';
import { createChangeMembership } from '../../services/organisation/change_member.js';
import { createCreateMember, createJoinMember } from '../../services/organisation/create_user.js';
import { createFoundOrganisation } from '../../services/organisation/found_organisation.js';
import { createJoinMembers } from '../../services/organisation/join_members.js';

export const ORGANISATION_RINGS = ['identifierEncryption', 'identifierIndex', 'keyEncryption'] as const;
export type OrganisationSettings = CommandSettings<never, (typeof ORGANISATION_RINGS)[number]>;
export type OrganisationCommands = Awaited<ReturnType<typeof openOrganisationCommands>>;

const CONNECTIONS = 2;

export async function openOrganisationCommands({ databaseUrl, rings }: OrganisationSettings) {
  const clock = systemClock;
  const database = connectDatabase(databaseUrl, CONNECTIONS);
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const vault = createIdentifierVault(rings.identifierEncryption, rings.identifierIndex);
  const [letters, notices] = [createLetterBox(rings.keyEncryption), createNoticeBox(rings.keyEncryption)];
  const accounts = createPostgresAccountStore(database, vault);
  const organisations = createPostgresOrganisationStore(database, notices);
  const files = createPostgresAccountFileStore(database, vault, {
    letters,
    notices,
    answers: createAnswerBox(rings.keyEncryption),
  });
  const common = {
    accounts,
    files,
    organisations,
    lifetimeCounters: createPostgresAttemptCounter(database),
    // Nobody is created by command: an import or the API does that, and this names them.
    draftProvisional: async () => ({ ok: false, code: 'unreachable' }) as const,
    // Naming an administrator ends no sign-in.
    endSignIns: async () => {},
    audit,
    clock,
  };
  const join = createJoinMember(common);
  const accountOf = async (realm: Realm, login: string) =>
    (await accounts.findByIdentifier(realm.id, 'login', login, null))?.id ?? null;
  return {
    ...createFoundOrganisation({
      organisations,
      create: createCreateMember(common),
      join,
      change: createChangeMembership(common),
      accountOf,
      audit,
      clock,
    }),
    joinMembers: createJoinMembers({ join, organisations, accountOf, now: clock.now }),
    /** The lines of a file. @throws Error when it cannot be read */
    linesOf: async (path: string) => (await openImportFile(path)).lines(0, 1),
    /** Writes the audit. @throws Error when it cannot be written */
    async close() {
      await audit.close();
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}
