/** The other process of a test: the same service over the same stores, whose messages leave through the test's outbox. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { compose } from '../../src/composition.js';
import { readConfig } from '../../src/config/environment.js';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';
import type { Realm } from '../../src/domain/realm.js';
import { createLogger } from '../../src/http/log.js';
import type { DeliveryAnswer, Message } from '../../src/ports/delivery/delivery.js';
import { followTime, installMovingTime } from './moving_time.js';

export interface OtherProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly realms: readonly Realm[];
  readonly upstreams: readonly UpstreamSettings[];
  readonly logFile: string;
  readonly timeFile: string;
  /** holds the number of Argon2 verifications, written before the answer that they were for */
  readonly verificationsFile: string;
  readonly realDelivery: boolean;
}

export type FromTest =
  | { readonly type: 'start'; readonly options: OtherProcessOptions }
  | { readonly type: 'delivered'; readonly id: number; readonly answer: DeliveryAnswer }
  | { readonly type: 'drain' }
  | { readonly type: 'settle'; readonly id: number }
  | { readonly type: 'stop' };

export type ToTest =
  | { readonly type: 'up' }
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'deliver'; readonly id: number; readonly message: Message }
  | { readonly type: 'pause'; readonly milliseconds: number }
  | { readonly type: 'settled'; readonly id: number };

const waiting = new Map<number, (answer: DeliveryAnswer) => void>();
let drain = () => {};
let settle = async () => {};
let stop = async () => {};

function tell(message: ToTest): void {
  process.send?.(message);
}

process.on('message', (message: FromTest) => {
  if (message.type === 'start') void start(message.options);
  else if (message.type === 'delivered') waiting.get(message.id)?.(message.answer);
  else if (message.type === 'drain') drain();
  else if (message.type === 'settle') void settle().then(() => tell({ type: 'settled', id: message.id }));
  else void stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
tell({ type: 'up' });

async function start(options: OtherProcessOptions): Promise<void> {
  installMovingTime();
  followTime(options.timeFile);
  const { environment, realms, upstreams } = options;
  const config = readConfig(
    environment,
    'development',
    realms.map(({ id }) => id),
  );
  let verifications = 0;
  const service = await compose(config, realms, {
    isWorker: true,
    worksByItself: false,
    upstreams,
    ...(options.realDelivery ? {} : { delivery: { send: sendThroughTest } }),
    logger: createLogger('debug', options.logFile),
    clock: { now: () => Date.now(), pause: async (milliseconds) => tell({ type: 'pause', milliseconds }) },
    onVerification: () => {
      verifications += 1;
      writeFileSync(options.verificationsFile, String(verifications));
    },
  });
  const server = createServer(service.callback);
  drain = () => service.startDraining();
  settle = () => service.settled();
  stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await service.close();
  };
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    tell({ type: 'listening', port: typeof address === 'object' && address ? address.port : 0 });
  });
}

let messages = 0;
function sendThroughTest(message: Message): Promise<DeliveryAnswer> {
  messages += 1;
  const id = messages;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    tell({ type: 'deliver', id, message });
  });
}
