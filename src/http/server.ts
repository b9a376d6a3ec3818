/** Starting and stopping a server: a taken port in one line, a drain on SIGTERM (O1, O2). */
import type { Server } from 'node:http';

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;

/** @throws Error naming the port when it is taken */
export function listen(server: Server, port: number, host: string): Promise<number> {
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new StartError(`port ${port} is already in use`) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** A refusal that its message explains fully. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

const EXPLAINED = new Set(['StartError', 'ConfigurationError', 'ClientsFileError', 'AccountsFileError']);

/** Says why on standard error and exits 1; a fault nobody foresaw shows its stack. */
export function refuseToStart(error: unknown): never {
  const { name, message, stack } = error as Error;
  process.stderr.write(`poterne: ${EXPLAINED.has(name) ? message : (stack ?? message)}\n`);
  process.exit(1);
}

/** On SIGTERM or SIGINT: readiness says no, open requests end, then everything closes. */
export function stopOnSignal(
  server: Server,
  drainSeconds: number,
  steps: { readonly onDrain: () => void; readonly onStopped: () => Promise<void> },
): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    steps.onDrain();
    const impatience = setTimeout(() => server.closeAllConnections(), drainSeconds * 1000);
    server.close(() => {
      clearTimeout(impatience);
      void steps.onStopped().finally(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
