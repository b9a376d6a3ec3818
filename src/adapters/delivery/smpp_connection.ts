/**
 * One bound session with an operator (SMPP 3.4 §2): it binds as transceiver, asks whether the line is alive, binds again
 * when it breaks, keeps to the window, and unbinds when it closes.
 */
import smpp, { type Pdu, type Session } from 'smpp';

export interface SmppConnectionOptions {
  /** smpp:// or ssmpp://system_id:password@host:port */
  readonly url: string;
  /** requests without an answer at one time */
  readonly window: number;
  readonly enquireSeconds: number;
  /** bound of each answer */
  readonly timeoutMs: number;
  readonly onDelivery: (pdu: Pdu) => void;
}

export interface SmppConnection {
  /**
   * @returns the operator's answer
   * @throws Error with a reason that holds neither number nor text
   */
  submit(fields: Readonly<Record<string, unknown>>): Promise<Pdu>;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A message that comes while the session is being bound waits this long for it. */
const BINDING_PATIENCE_MS = 1_500;
const FAREWELL_MS = 1_000;

export function createSmppConnection(options: SmppConnectionOptions): SmppConnection {
  const address = new URL(options.url);
  const credentials = {
    system_id: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    interface_version: 0x34,
  };
  // The package must not see the password in an address, nor log it in an error.
  const target = `${address.protocol}//${address.host}`;

  let session: Session | undefined;
  let isBound = false;
  let isClosing = false;
  let pauseMs = FIRST_PAUSE_MS;
  let lastWhy = 'not bound yet';
  let again: NodeJS.Timeout | undefined;
  let enquiry: NodeJS.Timeout | undefined;
  let binding: Promise<void> = Promise.resolve();
  /** told when the session is lost, so that nobody waits for an answer that cannot come */
  let lost = new Set<(why: Error) => void>();
  let inFlight = 0;
  const turns: Array<() => void> = [];

  function connect(): void {
    const own = smpp.connect({ url: target });
    session = own;
    let isOver = false;
    binding = new Promise((resolve) => {
      const timer = setTimeout(() => end('timeout'), options.timeoutMs);
      const end = (why: string) => {
        clearTimeout(timer);
        resolve();
        if (isOver) return;
        isOver = true;
        drop(own, why);
      };
      own.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name));
      own.on('close', () => end('closed'));
      own.on(address.protocol === 'ssmpp:' ? 'secureConnect' : 'connect', () => {
        own.bind_transceiver(credentials, (answer) => {
          clearTimeout(timer);
          if (answer.command_status !== 0) return end(`bind refused ${statusName(answer.command_status)}`);
          isBound = true;
          pauseMs = FIRST_PAUSE_MS;
          enquire(own);
          resolve();
        });
      });
      own.on('enquire_link', (pdu: Pdu) => own.send(pdu.response()));
      own.on('unbind', (pdu: Pdu) => {
        own.send(pdu.response());
        end('unbound by the operator');
      });
      own.on('deliver_sm', (pdu: Pdu) => {
        own.send(pdu.response());
        options.onDelivery(pdu);
      });
    });
  }

  function enquire(own: Session): void {
    const ask = () => {
      const silence = setTimeout(() => own.destroy(), options.timeoutMs);
      own.enquire_link(() => clearTimeout(silence));
      lost.add(() => clearTimeout(silence));
    };
    enquiry = setInterval(ask, options.enquireSeconds * 1000);
    enquiry.unref();
  }

  function drop(own: Session, why: string): void {
    if (session !== own) return;
    session = undefined;
    isBound = false;
    lastWhy = why;
    clearInterval(enquiry);
    own.destroy();
    const waiting = lost;
    lost = new Set();
    for (const tell of waiting) tell(new Error(`smpp ${why}`));
    if (isClosing) return;
    again = setTimeout(connect, pauseMs);
    again.unref();
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }

  async function bound(): Promise<Session> {
    if (!isBound && session) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, BINDING_PATIENCE_MS);
      });
      await Promise.race([binding, patience]);
      clearTimeout(timer);
    }
    if (!isBound || !session) throw new Error(`smpp ${lastWhy}`);
    return session;
  }

  async function turn(): Promise<void> {
    if (inFlight < options.window) {
      inFlight += 1;
      return;
    }
    await new Promise<void>((resolve) => turns.push(resolve));
  }

  function done(): void {
    const next = turns.shift();
    if (next) next();
    else inFlight -= 1;
  }

  connect();
  return {
    async submit(fields) {
      await turn();
      try {
        const own = await bound();
        return await new Promise<Pdu>((resolve, reject) => {
          const settle = (finish: () => void) => {
            clearTimeout(timer);
            lost.delete(reject);
            finish();
          };
          const timer = setTimeout(() => settle(() => reject(new Error('smpp timeout'))), options.timeoutMs);
          lost.add(reject);
          const isSent = own.submit_sm(fields, (answer) => settle(() => resolve(answer)));
          if (!isSent) settle(() => reject(new Error('smpp closed')));
        });
      } finally {
        done();
      }
    },

    async close() {
      isClosing = true;
      clearTimeout(again);
      clearInterval(enquiry);
      const own = session;
      if (!own) return;
      if (isBound) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, FAREWELL_MS);
          const leave = () => {
            clearTimeout(timer);
            resolve();
          };
          if (!own.unbind(leave)) leave();
        });
      }
      own.destroy();
    },
  };
}

/** `ESME_RTHROTTLED`, or the number where the operator made it up. */
export function statusName(status: number): string {
  const known = Object.entries(smpp.errors).find(([, value]) => value === status)?.[0];
  return known ?? `0x${status.toString(16)}`;
}
