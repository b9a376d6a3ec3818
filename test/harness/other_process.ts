/** Starts Poterne a second time, as a process of its own, and sends it every other request of a test. */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { UpstreamSettings } from '../../src/domain/federation/upstream.js';
import type { Realm } from '../../src/domain/realm.js';
import type { Delivery } from '../../src/ports/delivery/delivery.js';
import { serverFolder } from '../infrastructure/server_process.js';
import { shareTime } from './moving_time.js';
import type { FromTest, ToTest } from './other_process_main.js';

export interface OtherProcess {
  readonly pid: number;
  /** Hands a request over to it, host and address kept. */
  readonly answer: RequestListener;
  verifications(): number;
  startDraining(): void;
  /** Resolves when what left behind its answers has been sent. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface OtherProcessSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly realms: readonly Realm[];
  readonly upstreams: readonly UpstreamSettings[];
  readonly logFile: string;
  /** undefined: it delivers by itself */
  readonly delivery: Delivery | undefined;
  readonly onPause: (milliseconds: number) => void;
}

/** @throws when it ends before it listens; it says why on standard error */
export async function startOtherProcess(settings: OtherProcessSettings): Promise<OtherProcess> {
  const folder = serverFolder('other-process');
  const timeFile = join(folder, 'time');
  const verificationsFile = join(folder, 'verifications');
  shareTime(timeFile);
  writeFileSync(verificationsFile, '0');
  const child = fork(join(process.cwd(), 'test/harness/other_process_main.ts'), [], {
    execArgv: ['--import', join(process.cwd(), 'test/infrastructure/source_hooks.mjs')],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const tell = (message: FromTest) => void child.send(message);
  const settling = new Map<number, () => void>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    void ended.then(() => reject(new Error('the other process ended before it listened')));
    child.on('message', (message: ToTest) => {
      if (message.type === 'listening') resolve(message.port);
      else if (message.type === 'pause') settings.onPause(message.milliseconds);
      else if (message.type === 'settled') settling.get(message.id)?.();
      else if (message.type === 'deliver') {
        void settings.delivery
          ?.send(message.message)
          .then((answer) => tell({ type: 'delivered', id: message.id, answer }));
      } else {
        const { environment, realms, upstreams, logFile, delivery } = settings;
        const files = { logFile, timeFile, verificationsFile };
        tell({
          type: 'start',
          options: { environment, realms, upstreams, ...files, realDelivery: delivery === undefined },
        });
      }
    });
  });
  return {
    pid: child.pid ?? 0,
    answer: (incoming, outgoing) => forward(incoming, outgoing, port),
    verifications: () => Number(readFileSync(verificationsFile, 'utf8')),
    startDraining: () => tell({ type: 'drain' }),
    settled: () =>
      new Promise((resolve) => {
        const id = settling.size;
        settling.set(id, resolve);
        tell({ type: 'settle', id });
      }),
    async close() {
      if (child.connected) tell({ type: 'stop' });
      await ended;
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, rawHeaders } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders, setHost: false });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => {
    if (!outgoing.headersSent) outgoing.destroy();
  });
  incoming.pipe(onward);
}
