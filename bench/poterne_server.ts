/** Poterne as production runs it, in a measured child process: one process, configured by its environment. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
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
const inspector = new Session();
process.on('message', async (order: { readonly profile?: 'start' | string }) => {
  if (order.profile === undefined) return;
  if (order.profile === 'start') {
    inspector.connect();
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.start');
  } else {
    const { profile } = await inspector.post('Profiler.stop');
    writeFileSync(join(order.profile, 'sign_ins.cpuprofile'), JSON.stringify(profile));
  }
  process.send?.('done');
});
answerParent(async () => {
  server.closeAllConnections();
  await service.close();
});
