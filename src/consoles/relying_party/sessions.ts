/**
 * A console's own sessions (U1, P9): on the server, under the hash of a cookie. A session is written once and never
 * again, so that nothing revives one that ended; what keeps it from idling out lies beside it. A logout token ends every
 * session of its `sid`, also one that is being opened at this moment.
 */
import type { Context } from 'koa';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { Permit } from './permits.js';
import type { SecretCookie } from './secret_cookie.js';

export interface ConsoleSession {
  /** the account's own id: it stays here */
  readonly accountId: string;
  readonly subject: string;
  /** the provider's name of the session that this one came from */
  readonly sid: string;
  readonly idToken: string;
  /** milliseconds since the epoch */
  readonly openedAt: number;
  /** uid of the provider's session that it came from: what goes on where all others end */
  readonly providerSession?: string | undefined;
  /** what fresh proofs let it do for a while */
  readonly permits?: readonly Permit[] | undefined;
  /** the portal that the person came from, by its client_id */
  readonly portal?: string | undefined;
}

export interface ConsoleSessions {
  find(ctx: Context): Promise<ConsoleSession | undefined>;
  /** Opens a session under a new id; the one that the browser had before ends. */
  open(ctx: Context, session: Omit<ConsoleSession, 'openedAt'>): Promise<void>;
  end(ctx: Context): Promise<void>;
  /** Ends all sessions that came from this session of the provider. */
  endAll(sid: string): Promise<void>;
}

export interface ConsoleSessionsDependencies {
  /** each console keeps its own: `Account` is stored as `AccountSession` … */
  readonly model: string;
  readonly realm: string;
  readonly ephemeral: EphemeralStore;
  readonly clock: Clock;
  readonly cookie: SecretCookie;
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

export function createConsoleSessions(dependencies: ConsoleSessionsDependencies): ConsoleSessions {
  const { model, realm, ephemeral, clock, cookie, idleSeconds, absoluteSeconds } = dependencies;
  const [SESSION, USE, SIGNED_OUT] = [`${model}Session`, `${model}SessionUse`, `${model}SignedOut`];
  const named = (id: string) => `${realm}:${id}`;
  // Judged by our clock as well as by the store's, which may keep an entry longer.
  const noteUse = (id: string) =>
    ephemeral.put(USE, named(id), { until: clock.now() + idleSeconds * 1000 }, idleSeconds);
  const destroy = (id: string) =>
    Promise.all([ephemeral.destroy(SESSION, named(id)), ephemeral.destroy(USE, named(id))]);

  return {
    async find(ctx) {
      const id = cookie.read(ctx);
      if (id === undefined) return undefined;
      const [stored, use] = await Promise.all([ephemeral.find(SESSION, named(id)), ephemeral.find(USE, named(id))]);
      if (!stored || !use) return undefined;
      const session = stored as unknown as ConsoleSession;
      const end = Math.min((use as { until: number }).until, session.openedAt + absoluteSeconds * 1000);
      if (clock.now() >= end) return undefined;
      const signedOut = (await ephemeral.find(SIGNED_OUT, named(session.sid))) as { at?: number } | undefined;
      if (signedOut?.at !== undefined && signedOut.at >= session.openedAt) return undefined;
      await noteUse(id);
      return session;
    },
    async open(ctx, session) {
      const before = cookie.read(ctx);
      const id = cookie.renew(ctx);
      await Promise.all([
        before === undefined ? undefined : destroy(before),
        ephemeral.put(SESSION, named(id), { ...session, openedAt: clock.now() }, absoluteSeconds),
        noteUse(id),
      ]);
    },
    async end(ctx) {
      const id = cookie.read(ctx);
      cookie.clear(ctx);
      if (id !== undefined) await destroy(id);
    },
    endAll: (sid) => ephemeral.put(SIGNED_OUT, named(sid), { at: clock.now() }, absoluteSeconds),
  };
}
