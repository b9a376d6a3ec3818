/** The portal's own sessions: in memory, under a random cookie, forgotten when the portal stops. 30 minutes idle sign out. */
import { randomBytes } from 'node:crypto';
import type { Problem } from './problem.js';
import type { Tokens } from './relying_party.js';
import type { ActionRefusal, WishedAction } from './sensitive_action.js';

const SIGNED_IN_IDLE_SECONDS = 30 * 60;
const REQUEST_LIFE_SECONDS = 2 * 60 * 60;
const MOST_SESSIONS = 1000;
const MOST_PENDING = 8;

export type Purpose = 'sign_in' | 'sensitive_action';

/** An authorization request that has not come back yet; several at once when the person has several tabs. */
export interface PendingRequest {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly purpose: Purpose;
  /** what happens once the person confirmed it */
  readonly wished?: WishedAction;
  readonly askedAtMs: number;
}

export interface PortalSession {
  readonly id: string;
  pending: readonly PendingRequest[];
  tokens?: Tokens;
  /** levels before and after the last refresh */
  refreshed?: { readonly before: string | undefined; readonly after: string | undefined };
  /** why the last action was refused */
  refusal?: ActionRefusal;
  problem?: Problem;
  /** a means of signing in was changed since: told by the provider (S8) */
  accessChanged?: boolean;
  usedAtMs: number;
}

export interface PortalSessions {
  find(id: string | undefined): PortalSession | undefined;
  open(): PortalSession;
  /** The same session under a new id: an id known before a sign-in is worth nothing after it. */
  renew(session: PortalSession): PortalSession;
  end(session: PortalSession): void;
  /** The sessions in which somebody with this `sub` is signed in. */
  ofPerson(sub: string): readonly PortalSession[];
}

export function rememberRequest(session: PortalSession, request: PendingRequest): void {
  const alive = session.pending.filter((other) => request.askedAtMs - other.askedAtMs < REQUEST_LIFE_SECONDS * 1000);
  session.pending = [...alive, request].slice(-MOST_PENDING);
}

/** Takes the request out of the session: its answer counts once. */
export function takeRequest(session: PortalSession, state: string | undefined): PendingRequest | undefined {
  const found = session.pending.find((request) => request.state === state);
  session.pending = session.pending.filter((request) => request !== found);
  return found;
}

/** @param now milliseconds since the epoch */
export function openSessions(now: () => number): PortalSessions {
  const sessions = new Map<string, PortalSession>();

  function store(session: PortalSession): PortalSession {
    sessions.set(session.id, session);
    for (const oldest of sessions.keys()) {
      if (sessions.size <= MOST_SESSIONS) break;
      sessions.delete(oldest);
    }
    return session;
  }
  const newId = () => randomBytes(32).toString('base64url');

  return {
    find(id) {
      const session = id === undefined ? undefined : sessions.get(id);
      if (session === undefined) return undefined;
      const idleMs = now() - session.usedAtMs;
      // the requests under way live on for as long as the provider keeps its own side of them
      if (idleMs >= REQUEST_LIFE_SECONDS * 1000) {
        sessions.delete(session.id);
        return undefined;
      }
      if (idleMs >= SIGNED_IN_IDLE_SECONDS * 1000) {
        delete session.tokens;
        delete session.refusal;
        delete session.refreshed;
      }
      session.usedAtMs = now();
      return session;
    },
    open: () => store({ id: newId(), pending: [], usedAtMs: now() }),
    renew(session) {
      sessions.delete(session.id);
      return store({ ...session, id: newId(), usedAtMs: now() });
    },
    end: (session) => {
      sessions.delete(session.id);
    },
    ofPerson: (sub) => [...sessions.values()].filter(({ tokens }) => tokens?.subject === sub),
  };
}
