/**
 * How the portal subscribes to Shared Signals (SSF 1.0 §7): a token for itself, then its stream, created or put right. Tried
 * again until the provider answers, since the portal may start first.
 */

export interface SubscriptionOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** where events are to be pushed */
  readonly endpoint: string;
  /** what the transmitter is to send along */
  readonly authorization: string;
}

export interface Subscription {
  stop(): void;
}

const TRY_AGAIN_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const EVENTS = ['session-revoked', 'credential-change'].map(
  (type) => `https://schemas.openid.net/secevent/caep/event-type/${type}`,
);

export function keepSubscribed(options: SubscriptionOptions): Subscription {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = (pause: number) => {
    subscribe(options).catch(() => {
      if (stopped) return;
      timer = setTimeout(() => attempt(Math.min(pause * 2, LONGEST_PAUSE_MS)), pause).unref();
    });
  };
  attempt(TRY_AGAIN_MS);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** @throws Error when the provider does not answer, or refuses */
async function subscribe({ issuer, clientId, clientSecret, ...own }: SubscriptionOptions): Promise<void> {
  const { pathname, origin } = new URL(issuer);
  const transmitter = await answered(`${origin}/.well-known/ssf-configuration${pathname}`);
  const streams = String(transmitter['configuration_endpoint']);
  const { token_endpoint: tokens } = await answered(`${issuer}/.well-known/openid-configuration`);
  const { access_token: token } = await answered(String(tokens), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      resource: `${issuer}/ssf`,
      scope: 'ssf.manage',
    }),
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const wish = {
    events_requested: EVENTS,
    delivery: {
      method: 'urn:ietf:rfc:8935',
      endpoint_url: own.endpoint,
      authorization_header: own.authorization,
    },
  };
  const [present] = Object.values(await answered(streams, { headers })) as Array<{ stream_id: string }>;
  if (!present) {
    await answered(streams, { method: 'POST', headers, body: JSON.stringify(wish) });
    return;
  }
  const stream = { stream_id: present.stream_id };
  await answered(streams, { method: 'PUT', headers, body: JSON.stringify({ ...stream, ...wish }) });
  // Paused because we were away for long: what was held comes now.
  const status = JSON.stringify({ ...stream, status: 'enabled' });
  await answered(String(transmitter['status_endpoint']), { method: 'POST', headers, body: status });
}

async function answered(address: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()) as Record<string, unknown>;
}
