/** The stores in a PostgreSQL server keep the promises of their ports. */
import { afterAll, beforeAll } from '@jest/globals';
import { createPostgresAttemptCounter } from '../../src/adapters/postgres/attempt_counter.js';
import { connectDatabase, type Database } from '../../src/adapters/postgres/connection.js';
import { createPostgresClientStore } from '../../src/adapters/postgres/protocol/client_store.js';
import { createPostgresGrantStore } from '../../src/adapters/postgres/protocol/grant_store.js';
import { type TestDatabase, testDatabase } from '../infrastructure/database.js';
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

const CONNECTIONS = 10;
const HISTORIES = 60;

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await testDatabase();
  database = connectDatabase(server.url, CONNECTIONS);
});
afterAll(async () => {
  await database.$disconnect();
  await server.drop();
});

describeAttemptCounter('PostgreSQL', () => createPostgresAttemptCounter(database), HISTORIES);
describeGrantStore('PostgreSQL', () => createPostgresGrantStore(database));
describeClientStore('PostgreSQL', () => createPostgresClientStore(database));
describeAccountStore('PostgreSQL', () => database);
describeAccountFileStore('PostgreSQL', () => database);
describeContactStore('PostgreSQL', () => database);
describeCredentialStore('PostgreSQL', () => database);
describeAuditLog('PostgreSQL', () => database);
describeAuditChains('PostgreSQL', () => database);
describeIdentityLinkStore('PostgreSQL', () => database);
describeKeyStore('PostgreSQL', () => database);
describeAuthenticatorStore('PostgreSQL', () => database);
describePasskeyStore('PostgreSQL', () => database);
describeLetterOutbox('PostgreSQL', () => database);
describeNoticeOutbox('PostgreSQL', () => database);
describeCampaignStore('PostgreSQL', () => database);
describeBackchannelRequestStore('PostgreSQL', () => database);
describeDeviceStore('PostgreSQL', () => database);
describeOrganisationStore('PostgreSQL', () => database);
describeSignalOutbox('PostgreSQL', () => database);
describeSessionEndings('PostgreSQL', () => database);
describeSignalFacts('PostgreSQL', () => database);
