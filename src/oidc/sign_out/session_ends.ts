/**
 * A session at the provider ends: signed out, at a kiosk, or by somebody else who signs in on the same browser (P9, S8). What
 * its portals are told is written with the wish before the session goes, whichever way led here, and a session that ended is
 * written by no request that is under way.
 */
import Provider from 'oidc-provider';
import { scoped } from '../../domain/artifact_name.js';
import type { SignalFact, SignalReason } from '../../domain/signals/event.js';
import type { Clock } from '../../ports/clock.js';
import type { EphemeralStore } from '../../ports/protocol/oidc_store.js';
import type { SessionEndings } from '../../ports/protocol/session_endings.js';
import { ENDED_SESSION_SECONDS } from '../../services/session/end_sign_ins.js';
import { type BackchannelLogout, HELD_SECONDS } from './backchannel_logout.js';

export interface SessionEndsDependencies {
  readonly realm: string;
  readonly endings: Pick<SessionEndings, 'begin' | 'finish'>;
  readonly ephemeral: Pick<EphemeralStore, 'endSession'>;
  readonly backchannel: Pick<BackchannelLogout, 'begin'>;
  readonly clock: Pick<Clock, 'now'>;
  /** told why the wish could not be crossed out; it is carried out again, and changes nothing then */
  readonly onFault: (error: unknown) => void;
}

/** What the library keeps to itself of a session. */
interface EndingSession {
  readonly jti: string;
  readonly uid: string;
  readonly accountId?: string;
  readonly authorizations?: Readonly<Record<string, { readonly sid?: string; readonly persistsLogout?: boolean }>>;
  readonly destroyed?: boolean;
}

const SIGNED_OUT_AT = new Set(['end_session', 'end_session_confirm']);

export function installSessionEnds(provider: Provider, dependencies: SessionEndsDependencies): void {
  const { realm, endings, ephemeral, backchannel, clock, onFault } = dependencies;
  const prototype = provider.Session.prototype as unknown as { destroy(this: EndingSession): Promise<void> };
  const destroy = prototype.destroy;
  if (typeof destroy !== 'function') throw new Error('oidc-provider no longer ends sessions as expected');

  prototype.destroy = async function destroys() {
    const { accountId, uid, jti } = this;
    if (accountId === undefined || this.destroyed) return destroy.call(this);
    const reason = SIGNED_OUT_AT.has(Provider.ctx?.oidc.route ?? '') ? 'signed-out' : 'session-ended';
    const ending = { realm, accountId, uid, grants: [], ...(await toldOf(provider, this, reason)) };
    const at = clock.now();
    const notices = await endings.begin(ending, at, at + HELD_SECONDS * 1000);
    await destroy.call(this);
    await ephemeral.endSession({ id: scoped(realm, jti), uid: scoped(realm, uid) }, ENDED_SESSION_SECONDS);
    backchannel.begin(notices);
    endings.finish(realm, uid).catch(onFault);
  };
}

/** A native app outlives the browser's session (P5): it is not told. */
async function toldOf(provider: Provider, { authorizations = {} }: EndingSession, reason: SignalReason) {
  const left = Object.entries(authorizations).flatMap(([clientId, { sid, persistsLogout }]) =>
    persistsLogout ? [] : [{ clientId, sid }],
  );
  const clients = await Promise.all(left.map(({ clientId }) => provider.Client.find(clientId)));
  const facts = left.flatMap(({ clientId, sid }): readonly SignalFact[] =>
    sid === undefined ? [] : [{ type: 'session-revoked', by: 'user', reason, session: { clientId, sid } }],
  );
  return { portals: left.filter((_, at) => clients[at]?.['backchannelLogoutUri']), facts };
}
