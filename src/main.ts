/**
 * Production's entry (O2): configuration → service → listen → drain. With WORKERS above 1 the first process prepares the
 * database, forks workers that serve, and lets Prometheus read what all of them counted.
 */
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { compose, gatherMetrics } from './composition.js';
import { type Config, readConfig } from './config/environment.js';
import { REALMS } from './config/realms.js';
import { createLogger } from './http/log.js';
import { serveMetrics } from './http/metrics_server.js';
import { listen, refuseToStart, stopOnSignal } from './http/server.js';
import { surviveStrayFaults } from './http/stray_faults.js';
import { runWorkers } from './workers.js';

/** what closing may take once the last request has ended */
const CLOSE_WITHIN_MS = 10_000;

try {
  const config = readConfig(
    process.env,
    'production',
    REALMS.map(({ id }) => id),
  );
  if (config.WORKERS > 1 && cluster.isPrimary) await supervise(config);
  else await serve(config);
} catch (error) {
  refuseToStart(error);
}

async function serve(config: Config): Promise<void> {
  const { worker } = cluster;
  const logger = createLogger(config.LOG_LEVEL, config.LOG_FILE);
  surviveStrayFaults(logger, process);
  const service = await compose(
    config,
    REALMS,
    worker ? { isWorker: true, logger: logger.child({ worker: worker.id }) } : { logger },
  );
  const metricsPort = worker ? undefined : config.METRICS_PORT;
  const metrics = await serveMetrics(service.metrics, { port: metricsPort, host: config.METRICS_HOST });
  const server = createServer(service.callback);
  await listen(server, config.PORT, config.HOST);
  service.logger.info({ port: config.PORT }, 'listening');
  stopOnSignal(server, config.DRAIN_SECONDS, {
    onDrain: () => service.startDraining(),
    onStopped: async () => {
      metrics.close();
      await service.close();
    },
  });
}

async function supervise(config: Config): Promise<never> {
  const preparation = await compose(config, REALMS);
  await preparation.close();
  const metrics = await serveMetrics(gatherMetrics(), { port: config.METRICS_PORT, host: config.METRICS_HOST });
  const { logger } = preparation;
  const exitCode = await runWorkers(config.WORKERS, {
    logger,
    endWithinMs: config.DRAIN_SECONDS * 1000 + CLOSE_WITHIN_MS,
  });
  metrics.close();
  process.exit(exitCode);
}
