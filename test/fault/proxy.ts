/** A wire between Poterne and a store that a test may slow down, cut, or turn into a hole that swallows everything. */
import { createServer, type Socket, connect as tcpConnect } from 'node:net';

export interface Wire {
  /** The same address, by way of this wire. */
  through(url: string): string;
  /** Every piece takes this much longer, each way; 0 = none. */
  delay(milliseconds: number): void;
  /** Ends every connection at once with a reset; new ones are refused until `heal`. */
  cut(): void;
  /** Resets every connection; new ones pass. */
  reset(): void;
  /**
   * Nothing crosses any more, nor is anything refused: a firewall that forgot its connections. Those that are open stay
   * dead after `heal`, when new ones pass.
   */
  blackhole(): void;
  heal(): void;
  /** New connections go to another server; those that are open stay where they are. */
  leadTo(url: string): void;
  /**
   * The next time that Poterne sends these words, its connection is reset: before they reach the store, or once it has
   * answered, so that it did what was asked and nobody heard.
   *
   * @returns resolves when it happened
   */
  resetAt(words: string, moment: 'unheard' | 'unanswered'): Promise<void>;
  /** Tells when Poterne next sends these words, before they go on. */
  when(words: string, act: () => void): void;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  dead: boolean;
}

/** @param target address of the store; only its host and port count */
export async function openWire(target: string): Promise<Wire> {
  let { hostname, port } = new URL(target);
  const pairs = new Set<Pair>();
  let state: 'whole' | 'cut' | 'hole' = 'whole';
  let delayMs = 0;
  let triggers: Array<{ readonly words: string; readonly act: (pair: Pair) => 'pass' | 'drop' }> = [];

  const end = (pair: Pair) => {
    pairs.delete(pair);
    pair.near.resetAndDestroy();
    pair.far.destroy();
  };
  const send = (pair: Pair, to: Socket, piece: Buffer) => {
    const deliver = () => {
      if (!pair.dead && !to.destroyed) to.write(piece);
    };
    // Timers of one length fire in order: the pieces keep theirs.
    if (delayMs > 0) setTimeout(deliver, delayMs);
    else deliver();
  };

  const server = createServer({ noDelay: true }, (near) => {
    if (state === 'cut') {
      near.on('error', () => {});
      near.resetAndDestroy();
      return;
    }
    const far = tcpConnect({ host: hostname, port: Number(port), noDelay: true });
    const pair: Pair = { near, far, dead: state === 'hole' };
    pairs.add(pair);
    near.on('data', (piece) => {
      if (pair.dead) return;
      for (const trigger of triggers.filter(({ words }) => piece.includes(words))) {
        triggers = triggers.filter((each) => each !== trigger);
        if (trigger.act(pair) === 'drop') return;
      }
      send(pair, far, piece);
    });
    far.on('data', (piece) => send(pair, near, piece));
    near.on('error', () => {});
    far.on('error', () => {});
    near.on('close', () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.on('close', () => {
      if (pair.dead) return;
      pairs.delete(pair);
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const ownPort = typeof address === 'object' && address ? address.port : 0;

  return {
    through(url) {
      const wired = new URL(url);
      wired.hostname = '127.0.0.1';
      wired.port = String(ownPort);
      return wired.href;
    },
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    cut() {
      state = 'cut';
      for (const pair of pairs) end(pair);
    },
    reset() {
      for (const pair of pairs) end(pair);
    },
    blackhole() {
      state = 'hole';
      for (const pair of pairs) pair.dead = true;
    },
    heal() {
      state = 'whole';
    },
    leadTo(url) {
      ({ hostname, port } = new URL(url));
    },
    resetAt: (words, moment) =>
      new Promise((resolve) => {
        const act = (pair: Pair) => {
          const finish = () => {
            end(pair);
            resolve();
          };
          if (moment === 'unheard') {
            finish();
            return 'drop' as const;
          }
          pair.far.removeAllListeners('data');
          pair.far.once('data', finish);
          return 'pass' as const;
        };
        triggers.push({ words, act });
      }),
    when(words, act) {
      triggers.push({
        words,
        act: () => {
          act();
          return 'pass';
        },
      });
    },
    async close() {
      for (const pair of pairs) end(pair);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
