/** What everything else stands on: time, logs, the database, Redis, the stores, the hashing of passwords, and what is counted. */
import { connectPool, createPool } from '../adapters/postgres/connection.js';
import { migrate } from '../adapters/postgres/migrate.js';
import { connectRedis } from '../adapters/redis/connection.js';
import { systemClock } from '../adapters/system/clock.js';
import { createKeyedHash } from '../adapters/system/keys/keyed_hash.js';
import { createPrometheusMetrics } from '../adapters/system/metrics/prometheus_metrics.js';
import { type Config, ConfigurationError } from '../config/environment.js';
import type { Realm } from '../domain/realm.js';
import { createLogger, errorForLog } from '../http/log.js';
import { createHasher } from './hasher.js';
import type { Overrides } from './service.js';
import { createStores, probes } from './stores.js';

export type Foundations = Awaited<ReturnType<typeof openFoundations>>;

/** @throws ConfigurationError where there is no database to stand on */
export async function openFoundations(config: Config, realms: readonly Realm[], overrides: Overrides) {
  if (!config.DATABASE_URL) throw new ConfigurationError(['DATABASE_URL is missing']);
  const logger = overrides.logger ?? createLogger(config.LOG_LEVEL, config.LOG_FILE);
  const clock = overrides.clock ?? systemClock;
  if (!overrides.isWorker) await migrate(config.DATABASE_URL);
  const metrics = createPrometheusMetrics({
    realms,
    processMetrics: config.METRICS_PORT !== undefined,
    now: () => clock.now(),
  });
  const pool = createPool(config.DATABASE_URL, config.DATABASE_POOL);
  const database = connectPool(pool, (error) =>
    logger.warn({ error: errorForLog(error) }, 'connection to PostgreSQL lost'),
  );
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, config.REDIS_PREFIX) : undefined;
  return {
    logger,
    clock,
    metrics,
    database,
    stores: createStores(config, database, redis, clock, logger, metrics),
    keyedHash: createKeyedHash(config.secrets.counterIndex),
    hasher: await createHasher(config, metrics, overrides.onVerification),
    probes: probes(database, redis),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close(): Promise<void> {
      await Promise.all([database.$disconnect(), redis?.close()]);
    },
  };
}
