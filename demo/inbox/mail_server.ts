/** A real SMTP server (RFC 5321) on the loopback address: whatever is sent to it becomes a message of the inbox. */
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { MessageLog } from './message_log.js';
import { readMail } from './mime_message.js';

const LONGEST_MAIL_BYTES = 2 * 1024 * 1024;

export interface MailServer {
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  close(): Promise<void>;
}

async function readAll(stream: Readable): Promise<Buffer | 'too_long'> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    // what is too long is still read to its end: the dialogue goes on after the final dot
    if (length <= LONGEST_MAIL_BYTES) chunks.push(chunk);
  }
  return length > LONGEST_MAIL_BYTES ? 'too_long' : Buffer.concat(chunks);
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

/**
 * Each envelope recipient receives a message of their own, as in a real mailbox.
 *
 * @param port TCP port, 0 for any free one
 * @throws the system's error when the port cannot be opened
 */
export async function startMailServer(port: number, log: MessageLog): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LONGEST_MAIL_BYTES,
    banner: 'demonstration inbox',
    onData(stream, session, callback) {
      readAll(stream).then(
        (raw) => {
          if (raw === 'too_long') {
            callback(refusal(552, 'message too long for the demonstration inbox'));
            return;
          }
          const mail = readMail(raw);
          for (const recipient of session.envelope.rcptTo) {
            log.add({ channel: 'email', to: recipient.address, language: null, pdf: null, ...mail });
          }
          callback(null, 'delivered to the demonstration inbox');
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error('unreadable message')),
      );
    },
  });
  // a client that hangs up in the middle is its own affair
  server.on('error', () => undefined);
  const openPort = await new Promise<number>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
  return {
    url: `smtp://127.0.0.1:${openPort}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
