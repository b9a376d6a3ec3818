/** The little of the `smpp` package that is used: it brings no types. SMPP 3.4, section 4. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  interface Session extends EventEmitter {
    readonly socket: Socket;
    /** @returns false when the socket takes nothing any more */
    send(pdu: Pdu, onResponse?: (answer: Pdu) => void): boolean;
    bind_transceiver(fields: Readonly<Record<string, unknown>>, onResponse: (answer: Pdu) => void): boolean;
    submit_sm(fields: Readonly<Record<string, unknown>>, onResponse: (answer: Pdu) => void): boolean;
    deliver_sm(fields: Readonly<Record<string, unknown>>, onResponse?: (answer: Pdu) => void): boolean;
    enquire_link(onResponse: (answer: Pdu) => void): boolean;
    unbind(onResponse?: (answer: Pdu) => void): boolean;
    close(): void;
    destroy(): void;
  }

  interface Server extends NetServer {
    readonly sessions: readonly Session[];
  }

  const smpp: {
    connect(options: { readonly url: string }): Session;
    createServer(onSession: (session: Session) => void): Server;
    readonly errors: Readonly<Record<string, number>>;
  };
  export default smpp;
  export type { Pdu, Server, Session };
}
