/** Starting and stopping a server: a taken port in one line, a drain on SIGTERM (O1, O2). */
import type { Server } from 'node:http';

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;

/** @throws the system's error, EADDRINUSE when the port is taken */
export function listen(server: Server, port: number, host: string): Promise<number> {
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

const IDLE_CLOSED_EVERY_MS = 200;

const EXPLAINED = new Set([
  'ConfigurationError',
  'ClientsFileError',
  'AccountsFileError',
  'ResourcesFileError',
  'ActionsFileError',
  'AppLinksFileError',
  'UpstreamsFileError',
]);

/** What to tell the operator about an error that stopped the start. */
export function explain(error: unknown): string {
  const { name, message, stack, code, port } = error as Error & { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is already in use`;
  return EXPLAINED.has(name) ? message : (stack ?? message);
}

/** Says why on standard error and exits 1; a fault nobody foresaw shows its stack. */
export function refuseToStart(error: unknown): never {
  process.stderr.write(`poterne: ${explain(error)}\n`);
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
      clearInterval(idle);
      void steps.onStopped().finally(() => process.exit(process.exitCode ?? 0));
    });
    // Connections kept alive become idle as their last request ends.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CLOSED_EVERY_MS);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
