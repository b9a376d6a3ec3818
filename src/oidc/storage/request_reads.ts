/**
 * What one request reads together (O6): each round trip to Redis is a write to a socket, and the library asks for an
 * interaction, its session's pointer and the session one after the other. Nothing here outlives its request.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import Provider, { type AdapterPayload, type KoaContextWithOIDC } from 'oidc-provider';

type Found = Promise<AdapterPayload | undefined>;

interface SessionHint {
  /** from the browser's cookie, unproved: what is found under it counts only if it is the session that is looked for */
  readonly sessionId: string;
  session?: Found;
}

const hints = new AsyncLocalStorage<SessionHint>();

/** Runs work that reads an interaction and then its session, told which session the browser says it has. */
export function readingWithSession<T>(sessionId: string | undefined, work: () => Promise<T>): Promise<T> {
  return sessionId === undefined ? work() : hints.run({ sessionId }, work);
}

/** Begins to read the session beside the interaction. */
export function beginSession(find: (sessionId: string) => Found): void {
  const hint = hints.getStore();
  if (!hint || hint.session) return;
  hint.session = find(hint.sessionId);
  // Whoever awaits it hears of the failure; an interaction without a session awaits nothing.
  hint.session.catch(() => {});
}

/** The session begun above if it is the one with this uid. */
export async function begunSession(uid: string): Found {
  const session = await hints.getStore()?.session;
  return session?.uid === uid ? session : undefined;
}

const livingOnly = new AsyncLocalStorage<true>();

/** Runs work that writes interactions over living ones only: one that another tab has ended meanwhile stays ended. */
export function writingOverLiving<T>(work: () => Promise<T>): Promise<T> {
  return livingOnly.run(true, work);
}

export function isWritingOverLiving(): boolean {
  return livingOnly.getStore() === true;
}

interface Reads {
  readonly interactions: Map<string, Found>;
  /** the end of the session's former name, which its new one is written beside */
  ending?: Promise<void>;
}

const requests = new WeakMap<KoaContextWithOIDC, Reads>();

/** Of the protocol request under way; undefined in a page's. */
export function currentReads(): Reads | undefined {
  const ctx = Provider.ctx;
  if (!ctx) return undefined;
  const known = requests.get(ctx) ?? { interactions: new Map() };
  requests.set(ctx, known);
  return known;
}
