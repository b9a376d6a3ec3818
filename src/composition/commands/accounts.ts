/** What `poterne accounts` works with: people's files, as the back office changes them, without the service (O4). */
import { createPostgresAccountFileStore } from '../../adapters/postgres/account/account_file_store.js';
import { createPostgresAccountStore } from '../../adapters/postgres/account/account_store.js';
import { createPostgresAttemptCounter } from '../../adapters/postgres/attempt_counter.js';
import { createPostgresAuditChains } from '../../adapters/postgres/audit/audit_chains.js';
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { createPostgresDeliveryHistory } from '../../adapters/postgres/delivery/delivery_attempts.js';
import { createAnswerBox } from '../../adapters/postgres/idempotency_store.js';
import { connectAccountImportStore } from '../../adapters/postgres/import/account_import_store.js';
import { createLetterBox } from '../../adapters/postgres/letter/letter_rows.js';
import { createNoticeBox } from '../../adapters/postgres/notice/notice_rows.js';
import { createPostgresCampaignStore } from '../../adapters/postgres/password/campaign_store.js';
import { createPostgresCredentialStore } from '../../adapters/postgres/password/credential_store.js';
import { systemClock } from '../../adapters/system/clock.js';
import { createIdentifierVault } from '../../adapters/system/keys/identifier_vault.js';
import { NO_LEAKED_PASSWORDS } from '../../adapters/system/password/leaked_passwords.js';
import { createPasswordHasher } from '../../adapters/system/password/password_hasher.js';
import { createPasswordStrength } from '../../adapters/system/password/password_strength.js';
import type { CommandSettings } from '../../config/command_settings.js';
import type { Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import { createChangeFile } from '../../services/account/change_file.js';
import { createCreateAccount } from '../../services/account/create_account.js';
import { createLookUpFile, type Sought } from '../../services/account/look_up_file.js';
import { createUnlockAccount } from '../../services/account/unlock_account.js';
import { followCampaigns } from '../../services/campaign/current_campaigns.js';
import { createDraftProvisional } from '../../services/password/draft_provisional.js';
import { createIssueProvisional } from '../../services/password/issue_provisional.js';
import { createPasswordRules } from '../../services/password/password_rules.js';
import { createSendProvisional } from '../../services/password/send_provisional.js';
import { importRules } from './import_rules.js';
import { operator } from './operator.js';

export const ACCOUNT_VARIABLES = ['ARGON2_MEMORY_KIB', 'ARGON2_ITERATIONS', 'ARGON2_PARALLELISM'] as const;
export const ACCOUNT_RINGS = ['pepper', 'identifierEncryption', 'identifierIndex', 'keyEncryption'] as const;

export type AccountSettings = CommandSettings<(typeof ACCOUNT_VARIABLES)[number], (typeof ACCOUNT_RINGS)[number]>;
export type AccountCommands = Awaited<ReturnType<typeof openAccountCommands>>;

const CONNECTIONS = 4;

export async function openAccountCommands(settings: AccountSettings, clock: Clock = systemClock) {
  const { databaseUrl, rings, values } = settings;
  const database = connectDatabase(databaseUrl, CONNECTIONS);
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const vault = createIdentifierVault(rings.identifierEncryption, rings.identifierIndex);
  const accounts = createPostgresAccountStore(database, vault);
  const [letters, notices] = [createLetterBox(rings.keyEncryption), createNoticeBox(rings.keyEncryption)];
  const credentials = createPostgresCredentialStore(database, letters, notices);
  const files = createPostgresAccountFileStore(database, vault, {
    letters,
    notices,
    answers: createAnswerBox(rings.keyEncryption),
  });
  const chains = createPostgresAuditChains(database);
  const hasher = await createPasswordHasher(
    rings.pepper,
    {
      memoryKib: values.ARGON2_MEMORY_KIB,
      iterations: values.ARGON2_ITERATIONS,
      parallelism: values.ARGON2_PARALLELISM,
    },
    { concurrency: 1, queue: 1 },
  );
  const campaigns = await followCampaigns(createPostgresCampaignStore(database), {
    // Read once: the command is over before they change.
    refreshSeconds: 3600,
    clock,
    onFailure: () => {},
  });
  // What is drawn at random is in no list of leaked passwords.
  const rules = createPasswordRules({
    accounts,
    strength: createPasswordStrength(),
    leaked: NO_LEAKED_PASSWORDS,
    campaignPolicy: (account) => campaigns.policyFor(account),
  });
  const draftProvisional = createDraftProvisional(
    (replaced) => createIssueProvisional({ rules, accounts: { forget() {} }, hasher, clock, ...replaced }),
    credentials,
    hasher,
  );
  const changeFile = createChangeFile({ files, accounts, draftProvisional, audit, clock });
  const lookUp = createLookUpFile({
    deliveries: createPostgresDeliveryHistory(database),
    accounts,
    files,
    lifetimeCounters: createPostgresAttemptCounter(database),
    audit,
    clock,
  });
  const actor = { client: operator(), agent: null };
  const order = (realm: Realm, accountId: string) => ({ realm, accountId, actor, receiptOf: () => null });

  return {
    clock,
    lookUp: (realm: Realm, sought: Sought) => lookUp(realm, sought, actor),
    unlock: (realm: Realm, accountId: string) => createUnlockAccount(changeFile)(order(realm, accountId)),
    provisional: (realm: Realm, accountId: string, way: 'sms' | 'letter' | 'best') =>
      createSendProvisional(changeFile)({ ...order(realm, accountId), way }),
    /** Which account of the realm it is, or null. */
    async accountOf(realm: Realm, sought: Sought): Promise<string | null> {
      if ('accountId' in sought) return sought.accountId;
      return (await accounts.findByIdentifier(realm.id, sought.kind, sought.value, null))?.id ?? null;
    },
    /** Cards of codes that were not revoked, and the last sign-in in milliseconds since the epoch, if one is kept. */
    async further(accountId: string) {
      let lastSignInAt: number | null = null;
      for await (const { type, at } of chains.select({ accountId }))
        if (type === 'sign_in') lastSignInAt = Date.parse(at);
      return { cards: (await accounts.find(accountId, null))?.codeCards ?? [], lastSignInAt };
    },
    async create(realm: Realm, text: string) {
      const store = await connectAccountImportStore(databaseUrl);
      try {
        return await createCreateAccount({ store, vault, audit })(text, importRules(realm, clock.now()), actor.client);
      } finally {
        await store.close();
      }
    },
    /** Writes the audit. @throws Error when it cannot be written */
    async close() {
      campaigns.close();
      await audit.close();
      await database.$disconnect();
      if (unwritten > 0) throw new Error(`done, but ${unwritten} events of the audit could not be written`);
    },
  };
}
