/**
 * What gateways say later of a message that they accepted (O3): `POST /delivery/<provider>`, with the deployment's secret in
 * `Authorization: Bearer`, or as the address's last segment where a gateway sets no header. Whoever holds the secret can
 * colour the delivery status and nothing else. The answer is the same whether or not the message is known.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Context, Next } from 'koa';
import type { DeliveryLog, DeliveryReceipt } from '../ports/delivery/delivery_status.js';

export interface DeliveryCallbackOptions {
  /** absent: there is no such address */
  readonly token: string | undefined;
  /** names of the fields that hold our id of the message, and the status */
  readonly fields: readonly [id: string, status: string];
  /** names of the providers that may call */
  readonly providers: readonly string[];
  readonly log: Pick<DeliveryLog, 'receipt'>;
  readonly onReceipt: (receipt: Pick<DeliveryReceipt, 'provider' | 'outcome'>) => void;
  readonly now: () => number;
}

const PATH = /^\/delivery\/([a-z-]{1,30})(?:\/([^/]{1,200}))?$/;
const LARGEST_BYTES = 8_192;
/** What gateways name messages by; anything else would be one that PostgreSQL cannot take, with the batch it is in. */
const REFERENCE = /^[\x21-\x7e]{1,100}$/;

const ARRIVED = /^(?:delivered|delivrd|answered|completed|success)$/i;
const LOST =
  /^(?:undeliver\w*|undeliv|failed|failure|rejected|rejectd|expired|deleted|busy|no[-_ ]?answer|unreachable)$/i;

export function deliveryCallback(options: DeliveryCallbackOptions) {
  const { token, providers, log, onReceipt, now } = options;
  return (ctx: Context, next: Next): Promise<void> => {
    const match = token === undefined ? null : PATH.exec(ctx.path);
    return match && token !== undefined ? take(ctx, match, token) : next();
  };

  async function take(ctx: Context, match: RegExpExecArray, token: string): Promise<void> {
    const [, provider = '', segment] = match;
    // The pattern, never the address: it may hold the secret.
    ctx.state['route'] = 'delivery.receipt';
    ctx.set('Cache-Control', 'no-store');
    const given = segment ?? /^Bearer (\S+)$/.exec(ctx.get('authorization'))?.[1] ?? '';
    if (ctx.method !== 'POST' || !isSame(given, token)) {
      ctx.status = ctx.method === 'POST' ? 401 : 405;
      if (ctx.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      else ctx.set('Allow', 'POST');
      ctx.body = '';
      return;
    }
    const fields = providers.includes(provider) ? await readFields(ctx) : undefined;
    const reference = fields?.get(options.fields[0]) ?? '';
    const status = fields?.get(options.fields[1]) ?? '';
    if (!fields || !REFERENCE.test(reference) || status === '') {
      ctx.status = 400;
      ctx.body = '';
      return;
    }
    ctx.status = 204;
    const outcome = ARRIVED.test(status) ? 'delivered' : LOST.test(status) ? 'undelivered' : undefined;
    if (!outcome) return;
    const why = outcome === 'delivered' ? null : status.toLowerCase();
    log.receipt({ provider, reference, outcome, why, at: now() });
    onReceipt({ provider, outcome });
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** @returns undefined for what is neither JSON nor a form, too large, or broken */
async function readFields(ctx: Context): Promise<ReadonlyMap<string, string> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BYTES) return undefined;
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const entries = ctx.is('application/json')
      ? Object.entries(JSON.parse(body) as object)
      : [...new URLSearchParams(body)];
    return new Map(
      entries
        .filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1]))
        .map(([name, value]) => [name, String(value).replaceAll('\0', '')]),
    );
  } catch {
    return undefined;
  }
}
