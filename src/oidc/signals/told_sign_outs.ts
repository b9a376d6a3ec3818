/**
 * What a portal's stream of security events needs of the provider (S8): a sign-out at the provider is told to the portals
 * of that session, and a client that may have a stream is given the session's name in its ID Token, by which events speak
 * of it.
 */
import type Provider from 'oidc-provider';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { SignalFact, SignalReason } from '../../domain/signals/event.js';
import type { Clock } from '../../ports/clock.js';
import type { SignalOutbox } from '../../ports/signals/signal_outbox.js';
import { ownMetadata } from '../client/client_metadata.js';

export interface ToldSignOutsDependencies {
  readonly signals: Pick<SignalOutbox, 'raise'>;
  /** resource that a client must be registered for to have a stream */
  readonly audience: string;
  readonly clock: Pick<Clock, 'now'>;
  /** told why nothing could be written; the person is signed out whatever happens */
  readonly onFault: (error: unknown) => void;
}

export function installToldSignOuts(
  provider: Provider,
  { signals, audience, clock, onFault }: ToldSignOutsDependencies,
): void {
  const prototype = provider.Client.prototype as unknown as { includeSid: (this: Client) => boolean };
  const includeSid = prototype.includeSid;
  if (typeof includeSid !== 'function') throw new Error('oidc-provider no longer decides on sid as expected');
  prototype.includeSid = function includesSid() {
    return includeSid.call(this) || ownMetadata(this).resources.includes(audience);
  };

  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    await next();
    const { route, session, params } = ctx.oidc ?? {};
    if (route !== 'end_session_confirm' || ctx.status !== 303 || !session?.accountId || !params?.['logout']) return;
    await signals.raise(session.accountId, sessionEnds(session, 'signed-out'), clock.now()).catch(onFault);
  });
}

/** What the portals of a session are told of its end. A native app outlives the browser's session (P5): it is not told. */
export function sessionEnds(
  session: Pick<NonNullable<KoaContextWithOIDC['oidc']['session']>, 'authorizations'>,
  reason: SignalReason,
): readonly SignalFact[] {
  return Object.entries(session.authorizations ?? {}).flatMap(([clientId, { sid, persistsLogout }]) =>
    sid === undefined || persistsLogout
      ? []
      : [{ type: 'session-revoked', by: 'user', reason, session: { clientId, sid } }],
  );
}
