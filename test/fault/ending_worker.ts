/** A process of its own that ends the session that an account used last, until it is killed. Its settings come by the environment. */
import { randomBytes } from 'node:crypto';
import { connectDatabase } from '../../src/adapters/postgres/connection.js';
import { createPostgresGrantStore } from '../../src/adapters/postgres/protocol/grant_store.js';
import { createPostgresSessionEndings } from '../../src/adapters/postgres/protocol/session_endings.js';
import { connectRedis } from '../../src/adapters/redis/connection.js';
import { createRedisEphemeralStore } from '../../src/adapters/redis/ephemeral_store.js';
import { createKeyedHash } from '../../src/adapters/system/keys/keyed_hash.js';
import { keyRing } from '../../src/config/key_ring.js';
import { createLivingSessions } from '../../src/services/session/living_sessions.js';

const setting = (name: string) => process.env[name] ?? '';
const database = connectDatabase(setting('DATABASE_URL'), 2);
const sessions = createLivingSessions({
  ephemeral: createRedisEphemeralStore(connectRedis(setting('REDIS_URL'), setting('REDIS_PREFIX'))),
  grants: createPostgresGrantStore(database),
  sessionEndings: createPostgresSessionEndings(database),
  keyedHash: createKeyedHash(keyRing([{ id: 'one', secret: randomBytes(32) }])),
  audit: { record() {}, flush: async () => {} },
  clock: { now: () => Date.now(), pause: async () => {} },
});
const [latest] = await sessions.of(setting('ACCOUNT'));
if (!latest) throw new Error('the account has no session');
await sessions.end('allocataires', setting('ACCOUNT'), latest.ref);
process.exit(0);
