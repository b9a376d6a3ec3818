/** What `poterne doctor` asks message providers and upstreams: no message is sent, nobody is signed in (O4). */
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import type { HttpFacts } from '../../domain/health/judge_others.js';
import type { LineFacts, SmtpFacts } from '../../domain/health/judge_providers.js';

const PATIENCE_MS = 5_000;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** EHLO, STARTTLS where it is offered, the log-in where there is one, QUIT. @param url smtp(s)://user:password@host:port */
export async function smtpFacts(url: string): Promise<SmtpFacts> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isTls = protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: hostname,
    port: Number(port) || (isTls ? 465 : 587),
    secure: isTls,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('closed')));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
    const login = username === '' ? 'none' : await tryLogin(connection, credentials);
    return { reachable: true, isEncrypted: connection.secure === true, isLoopback: LOOPBACK.test(hostname), login };
  } catch (error) {
    return { reachable: false, why: (error as { code?: string }).code ?? (error as Error).message.slice(0, 60) };
  } finally {
    connection.close();
  }
}

function tryLogin(
  connection: SMTPConnection,
  credentials: { user: string; pass: string },
): Promise<'accepted' | 'refused'> {
  return new Promise((resolve) => {
    connection.login({ credentials }, (error) => resolve(error ? 'refused' : 'accepted'));
  });
}

/** Does anything answer HTTP at the gateway's origin? @param url its address, which may hold placeholders */
export async function gatewayFacts(url: string): Promise<HttpFacts> {
  try {
    const { origin } = new URL(url.replaceAll(/\{\{[^}]*\}\}/g, 'x'));
    const response = await fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { reachable: true, why: `HTTP ${response.status}` };
  } catch (error) {
    return { reachable: false, why: reasonOf(error) };
  }
}

/** Does anybody take the line? Nothing is said on it. @param url smpp:// or ssmpp://system_id:password@host:port */
export function lineFacts(url: string): Promise<LineFacts> {
  const { protocol, hostname, port } = new URL(url);
  const isEncrypted = protocol === 'ssmpp:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const to = { host, port: Number(port) || (isEncrypted ? 3550 : 2775) };
    const socket = isEncrypted ? connectTls({ ...to, servername: host }) : connect(to);
    const end = (facts: LineFacts) => {
      socket.destroy();
      resolve(facts);
    };
    socket.setTimeout(PATIENCE_MS, () => end({ reachable: false, why: 'ETIMEDOUT' }));
    socket.once('error', (error: NodeJS.ErrnoException) => end({ reachable: false, why: error.code ?? error.name }));
    socket.once(isEncrypted ? 'secureConnect' : 'connect', () =>
      end({ reachable: true, isEncrypted, isLoopback: LOOPBACK.test(hostname) }),
    );
  });
}

/** @param jwksUri of an upstream */
export async function upstreamFacts(jwksUri: string, fetch: typeof globalThis.fetch): Promise<HttpFacts> {
  try {
    const response = await fetch(jwksUri, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return { reachable: false, why: `HTTP ${response.status}` };
    const { keys } = (await response.json()) as { keys?: unknown };
    return { reachable: true, why: `HTTP ${response.status}`, keys: Array.isArray(keys) ? keys.length : 0 };
  } catch (error) {
    return { reachable: false, why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name: string; cause?: { code?: string } };
  return cause?.code ?? name;
}
