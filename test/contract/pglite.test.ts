/** The same stores keep the same promises in the embedded PostgreSQL (O1), which the whole run shares. */
import { afterAll, beforeAll } from '@jest/globals';
import { createPostgresAttemptCounter } from '../../src/adapters/postgres/attempt_counter.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresClientStore } from '../../src/adapters/postgres/protocol/client_store.js';
import { createPostgresGrantStore } from '../../src/adapters/postgres/protocol/grant_store.js';
import { pgliteDatabase } from '../infrastructure/pglite.js';
import { describeAccountFileStore } from './account_file_store_contract.js';
import { describeAccountStore } from './account_store_contract.js';
import { describeAttemptCounter } from './attempt_counter_contract.js';
import { describeAuditChains } from './audit_chains_contract.js';
import { describeAuditLog } from './audit_log_contract.js';
import { describeAuthenticatorStore } from './authenticator_store_contract.js';
import { describeBackchannelRequestStore } from './backchannel_request_store_contract.js';
import { describeCampaignStore } from './campaign_store_contract.js';
import { describeClientStore } from './client_store_contract.js';
import { describeContactStore } from './contact_store_contract.js';
import { describeCredentialStore } from './credential_store_contract.js';
import { describeDeviceStore } from './device_store_contract.js';
import { describeGrantStore } from './grant_store_contract.js';
import { describeIdentityLinkStore } from './identity_link_store_contract.js';
import { describeKeyStore } from './key_store_contract.js';
import { describeLetterOutbox } from './letter_outbox_contract.js';
import { describeNoticeOutbox } from './notice_outbox_contract.js';
import { describeOrganisationStore } from './organisation_store_contract.js';
import { describePasskeyStore } from './passkey_store_contract.js';
import { describeSessionEndings } from './session_endings_contract.js';
import { describeSignalFacts } from './signal_facts_contract.js';
import { describeSignalOutbox } from './signal_outbox_contract.js';

const CONNECTIONS = 4;
const HISTORIES = 20;

let database: Database;

beforeAll(async () => {
  database = connectDatabase(await pgliteDatabase(), CONNECTIONS);
});
// What is written carries ids that no other test asks for, and goes with the run.
afterAll(() => database.$disconnect());

describeAttemptCounter('PGlite', () => createPostgresAttemptCounter(database), HISTORIES);
describeGrantStore('PGlite', () => createPostgresGrantStore(database));
describeClientStore('PGlite', () => createPostgresClientStore(database));
describeAccountStore('PGlite', () => database);
describeAccountFileStore('PGlite', () => database);
describeContactStore('PGlite', () => database);
describeCredentialStore('PGlite', () => database);
describeAuditLog('PGlite', () => database);
describeAuditChains('PGlite', () => database);
describeIdentityLinkStore('PGlite', () => database);
describeKeyStore('PGlite', () => database);
describeAuthenticatorStore('PGlite', () => database);
describePasskeyStore('PGlite', () => database);
describeLetterOutbox('PGlite', () => database);
describeNoticeOutbox('PGlite', () => database);
describeCampaignStore('PGlite', () => database);
describeBackchannelRequestStore('PGlite', () => database);
describeDeviceStore('PGlite', () => database);
describeOrganisationStore('PGlite', () => database);
describeSignalOutbox('PGlite', () => database);
describeSessionEndings('PGlite', () => database);
describeSignalFacts('PGlite', () => database);
