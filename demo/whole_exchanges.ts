/**
 * Several connections on one PGlite: its socket server queues protocol messages one by one, and all connections share one
 * unnamed prepared statement, so that the Parse of one may stand between the Parse and the Bind of another. An exchange
 * is kept whole here, from its first message to its Sync, as the server already does for transactions
 * (PostgreSQL frontend/backend protocol, extended query).
 */
import type { PGlite } from '@electric-sql/pglite';

/** Parse, Bind, Describe, Execute, Close, Flush: what stands before a Sync. */
const WITHIN = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));
const SYNC = 'S'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);

/** The same database, as the socket server should see it. */
export function keepingExchangesWhole(database: PGlite): PGlite {
  let isUnderWay = false;
  const seen: Partial<PGlite> = {
    isInTransaction: () => isUnderWay || database.isInTransaction(),
    execProtocolRawStream(message, options) {
      const [first = 0] = message;
      if (WITHIN.has(first)) isUnderWay = true;
      else if (first === SYNC || first === QUERY) isUnderWay = false;
      return database.execProtocolRawStream(message, options);
    },
    // How the server tidies up after a connection that went in the middle.
    exec(query, options) {
      isUnderWay = false;
      return database.exec(query, options);
    },
  };
  return new Proxy(database, {
    get(target, name) {
      const own = seen[name as keyof PGlite];
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
