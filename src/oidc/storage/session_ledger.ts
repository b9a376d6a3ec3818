/**
 * The proof ledger lives in the provider's session (A2): it shares its life, its cookie and its single write. Each
 * interaction hands over the proof it obtained; here it enters the ledger.
 */
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type Ledger, type Proof, recordProof } from '../../domain/assurance/proof.js';

/** The session that an upstream keeps of this person, ended with ours (F5). */
export interface UpstreamSession {
  /** id of the upstream */
  readonly id: string;
  /** its id_token, decrypted */
  readonly idToken: string;
}

interface SessionWithLedger {
  accountId?: string | undefined;
  ledger?: readonly Proof[];
  upstream?: UpstreamSession;
  /** names of steps that the person put off */
  postponed?: readonly string[];
  visit?: SessionVisit;
}

/** Where and since when a session is used, for its person's list (U1). */
export interface SessionVisit {
  readonly accountId: string;
  /** milliseconds since the epoch */
  readonly startedAt: number;
  readonly usedAt: number;
  readonly browser: string;
  readonly place: string | null;
}

/** What an interaction's result may carry under its prompt's name: a proof, and the upstream's session it came with. */
interface ResultWithProofs {
  readonly [prompt: string]: { readonly proof?: Proof; readonly upstreamSession?: UpstreamSession } | undefined;
}

/** Lets sessions keep a ledger: oidc-provider stores only the properties it lists. */
export function installLedger(provider: Provider): void {
  const known = (provider.Session as unknown as { IN_PAYLOAD: readonly string[] }).IN_PAYLOAD;
  Object.defineProperty(provider.Session, 'IN_PAYLOAD', {
    get: () => [...known, 'ledger', 'upstream', 'postponed', 'visit', 'assured', 'kioskSince'],
  });
}

/**
 * The ledger of this request's session, with what the interaction that just ended proved.
 *
 * @param ctx of the authorization or resume request
 */
export function currentLedger(ctx: KoaContextWithOIDC): Ledger {
  const session = ctx.oidc.session as unknown as SessionWithLedger | undefined;
  if (!session?.accountId) return [];
  const before = session.ledger ?? [];
  let ledger: Ledger = before.filter((proof) => proof.accountId === session.accountId);
  const result = (ctx.oidc.result ?? {}) as unknown as ResultWithProofs;
  for (const submission of Object.values(result)) {
    if (submission?.proof) ledger = recordProof(ledger, submission.proof, session.accountId);
    if (submission?.upstreamSession) session.upstream = submission.upstreamSession;
  }
  if (idsOf(ledger) !== idsOf(before)) session.ledger = ledger;
  return ledger;
}

/** The steps that the person put off in this session, with what the interaction that just ended says (I7). */
export function postponedSteps<Name extends string>(ctx: KoaContextWithOIDC): ReadonlySet<Name> {
  const session = ctx.oidc.session as unknown as SessionWithLedger | undefined;
  const result = (ctx.oidc.result ?? {}) as Readonly<Record<string, { readonly later?: boolean } | undefined>>;
  const later = Object.entries(result).flatMap(([name, submission]) => (submission?.later === true ? [name] : []));
  const before = session?.postponed ?? [];
  const all = new Set([...before, ...later]);
  if (session?.accountId && all.size > before.length) session.postponed = [...all];
  return all as unknown as ReadonlySet<Name>;
}

/**
 * Keeps that a portal was answered from this session, in the write that the answer costs anyway.
 *
 * @param now milliseconds since the epoch
 */
export function noteVisit(target: object, seen: Pick<SessionVisit, 'browser' | 'place'>, now: number): void {
  const session = target as SessionWithLedger;
  const { accountId, visit } = session;
  if (accountId === undefined) return;
  const startedAt = visit?.accountId === accountId ? visit.startedAt : now;
  session.visit = { accountId, startedAt, usedAt: now, ...seen };
}

/** The upstream's session that goes with this one, if there is one. */
export function upstreamSessionOf(session: unknown): UpstreamSession | undefined {
  return (session as SessionWithLedger | undefined)?.upstream;
}

function idsOf(ledger: Ledger): string {
  return ledger.map((proof) => proof.id).join();
}

/** Id of the authorization request, stable over its interactions; undefined before the first one ended. */
export function currentRequest(ctx: KoaContextWithOIDC): string | undefined {
  return (ctx.oidc.entities.Interaction as { cid?: string } | undefined)?.cid;
}
