/** E-mail by SMTP (O3). */
import nodemailer from 'nodemailer';
import type { Delivery } from '../../ports/delivery/delivery.js';

const POOL_CONNECTIONS = 5;

/**
 * @param url smtp(s)://user:password@host:port
 * @param from sender, as `Name <address>`
 * @param timeoutMs bound of each step of the conversation
 */
export function createSmtpDelivery(url: string, from: string, timeoutMs: number): Delivery & { close(): void } {
  const bounds = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: POOL_CONNECTIONS, ...bounds });
  const host = senderHost(from);
  return {
    async send({ id, to, subject, text, html }) {
      try {
        const answer = await transport.sendMail({
          from,
          ...(id === undefined ? {} : { messageId: `<${id}@${host}>` }),
          to: { name: '', address: to },
          subject: subject ?? '',
          text,
          ...(html ? { html } : {}),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return answer.rejected.length === 0
          ? { accepted: true }
          : { accepted: false, why: 'recipient rejected', isAboutMessage: true };
      } catch (error) {
        // EENVELOPE: the server refused the recipient for good; a 4xx is its own trouble.
        const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
        const isAboutMessage = code === 'EENVELOPE' && responseCode >= 500;
        return { accepted: false, why: smtpReason(error), ...(isAboutMessage ? { isAboutMessage } : {}) };
      }
    },
    close: () => transport.close(),
  };
}

/** Host of the sender's address: the right side of our Message-IDs (RFC 5322 §3.6.4). */
function senderHost(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}

/** A reason without the address or the message: the error's code, and the server's status. */
function smtpReason(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return ['smtp', code, responseCode].filter(Boolean).join(' ');
}
