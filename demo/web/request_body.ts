/** Reads the small bodies that the demonstration servers accept: JSON objects and URL-encoded forms. */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';

const LONGEST_BODY_BYTES = 64 * 1024;

/** A body that cannot be used: `status` is the HTTP answer it deserves, `message` says why. */
export class BodyRefused extends Error {
  readonly status: 400 | 413 | 415;
  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** @throws BodyRefused when it is longer */
export async function readBytes(request: IncomingMessage, largestBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBytes) throw new BodyRefused(413, `body longer than ${largestBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The fields of the body, as text; in JSON, numbers become text and everything that is neither is left out.
 *
 * @throws BodyRefused when it is too long (413), of another type (415) or malformed (400)
 */
export async function readFields(
  ctx: Context,
  largestBytes = LONGEST_BODY_BYTES,
): Promise<ReadonlyMap<string, string>> {
  const type = ctx.is('application/json', 'application/x-www-form-urlencoded');
  if (type !== 'application/json' && type !== 'application/x-www-form-urlencoded') {
    throw new BodyRefused(415, 'send application/json or application/x-www-form-urlencoded');
  }
  const text = (await readBytes(ctx.req, largestBytes)).toString('utf8');
  if (type === 'application/x-www-form-urlencoded') return new Map(new URLSearchParams(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyRefused(400, 'the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BodyRefused(400, 'the body is not a JSON object');
  }
  const fields = new Map<string, string>();
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string' || typeof field === 'number') fields.set(name, String(field));
  }
  return fields;
}
