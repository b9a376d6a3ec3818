/** The gateways a provider sends through: `POST /sms`, `POST /voice` and `POST /letters`, in JSON or as a form. */
import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { BodyRefused, readFields } from '../web/request_body.js';
import type { MessageLog, NewMessage } from './message_log.js';

type Fields = ReadonlyMap<string, string>;

interface Gateway {
  readonly path: string;
  readonly required: readonly string[];
  readonly message: (fields: Fields, key: string | null) => NewMessage;
  readonly largestBytes?: number;
}

const GATEWAYS: readonly Gateway[] = [
  { path: '/sms', required: ['to', 'text'], message: plain('sms') },
  { path: '/voice', required: ['to', 'text'], message: plain('voice') },
  // a PDF comes in base64
  { path: '/letters', required: ['to', 'text'], message: plain('letter'), largestBytes: 1024 * 1024 },
];

function plain(channel: NewMessage['channel']): Gateway['message'] {
  return (fields, key) => ({
    channel,
    to: fields.get('to') ?? '',
    subject: channel === 'letter' ? (fields.get('subject') ?? '') : '',
    text: fields.get('text') ?? '',
    from: fields.get('from') ?? '',
    html: null,
    pdf: channel === 'letter' ? (fields.get('pdf') ?? null) : null,
    key,
    language: fields.get('language') ?? null,
  });
}

async function accept(ctx: Context, gateway: Gateway, log: MessageLog): Promise<void> {
  let fields: Fields;
  try {
    fields = await readFields(ctx, gateway.largestBytes);
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    ctx.status = error.status;
    ctx.body = { error: 'unusable_body', message: error.message };
    return;
  }
  const missing = gateway.required.filter((name) => (fields.get(name) ?? '').trim() === '');
  if (missing.length > 0) {
    ctx.status = 400;
    ctx.body = { error: 'missing_field', fields: missing };
    return;
  }
  // A sender that tries again says so, and nobody reads the same twice.
  log.add(gateway.message(fields, ctx.get('idempotency-key') || null));
  ctx.status = 202;
  // the operator's own reference, as real gateways give one: it is no key to the inbox
  ctx.body = { id: randomUUID(), status: 'accepted' };
}

export function addGateways(router: Router, log: MessageLog): void {
  for (const gateway of GATEWAYS) router.post(gateway.path, (ctx) => accept(ctx, gateway, log));
}
