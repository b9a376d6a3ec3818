/** Production's entry (O2): configuration → service → listen → drain. */
import { createServer } from 'node:http';
import { compose } from './composition.js';
import { readConfig } from './config/environment.js';
import { REALMS } from './config/realms.js';
import { serveMetrics } from './http/metrics_server.js';
import { listen, refuseToStart, stopOnSignal } from './http/server.js';

try {
  const config = readConfig(
    process.env,
    'production',
    REALMS.map(({ id }) => id),
  );
  const service = await compose(config, REALMS);
  const metrics = await serveMetrics(service.metrics, { port: config.METRICS_PORT, host: config.METRICS_HOST });
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
} catch (error) {
  refuseToStart(error);
}
