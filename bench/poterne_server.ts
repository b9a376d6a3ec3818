/** Poterne as production runs it, in a measured child process: one process, configured by its environment. */
import { createServer } from 'node:http';
import { compose } from '../src/composition.js';
import { readConfig } from '../src/config/environment.js';
import { REALMS } from '../src/config/realms.js';
import { listen } from '../src/http/server.js';
import { POTERNE_CLIENTS } from './portals.js';
import { answerParent } from './process_meter.js';

const config = readConfig(
  process.env,
  'production',
  REALMS.map(({ id }) => id),
);
const service = await compose(config, REALMS, { clients: POTERNE_CLIENTS });
const server = createServer(service.callback);
await listen(server, config.PORT, config.HOST);
answerParent(async () => {
  server.closeAllConnections();
  await service.close();
});
