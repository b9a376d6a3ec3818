/** Where the provider tells this portal of security events (S8), and what the portal does: it ends sessions, or says so. */
import { randomBytes } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { BodyRefused, readBytes } from '../web/request_body.js';
import type { PortalSession } from './portal_session.js';
import { createSignalReceiver, LATER, type Signal } from './signal_receiver.js';
import { keepSubscribed, type Subscription } from './signal_subscription.js';
import type { Portal } from './visit.js';

const SIGNALS_PATH = '/signaux';
const LONGEST_TOKEN_BYTES = 16 * 1024;

/** Adds the receiver's address. @returns the word that pushes carry, new at each start */
export function addSignals(
  router: Router,
  portal: Portal,
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
): string {
  const authorization = `Bearer ${randomBytes(32).toString('base64url')}`;
  const receive = createSignalReceiver({
    issuer,
    audience: clientId,
    authorization,
    onSignal: (signal) => act(portal, signal),
  });
  router.post(SIGNALS_PATH, async (ctx: Context) => {
    const { err } = await receive({
      authorization: ctx.get('authorization'),
      contentType: ctx.get('content-type'),
      token: await tokenOf(ctx),
    });
    if (err === LATER) {
      ctx.status = 503;
      return;
    }
    ctx.status = err === undefined ? 202 : 400;
    ctx.body = err === undefined ? null : { err, description: 'see RFC 8935' };
    // Koa makes an empty answer a 204.
    if (err === undefined) ctx.status = 202;
  });
  return authorization;
}

export function subscribePortal(
  portal: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly baseUrl: string;
  },
  authorization: string,
): Subscription {
  return keepSubscribed({ ...portal, endpoint: `${portal.baseUrl}${SIGNALS_PATH}`, authorization });
}

function act({ sessions, look, log }: Portal, signal: Signal): void {
  if (signal.kind === 'other') return;
  log(`${look.cookieName}: signal ${signal.kind}`);
  for (const session of sessions.ofPerson(signal.sub)) {
    // A word that was long on its way says nothing of who signed in since.
    if (signedInAt(session) > signal.at) continue;
    if (signal.kind === 'credential-change') session.accessChanged = true;
    else if (signal.sid === undefined || session.tokens?.claims['sid'] === signal.sid) sessions.end(session);
  }
}

/** In seconds, by the provider's clock, as the times of its events. */
function signedInAt({ tokens }: PortalSession): number {
  return Number(tokens?.claims['auth_time'] ?? tokens?.claims['iat'] ?? 0);
}

async function tokenOf(ctx: Context): Promise<string> {
  try {
    return (await readBytes(ctx.req, LONGEST_TOKEN_BYTES)).toString('utf8');
  } catch (error) {
    if (error instanceof BodyRefused) return '';
    throw error;
  }
}
