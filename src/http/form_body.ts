/** Reads a posted form: bounded, UTF-8, one value a field (bad input gets a 4xx and a clear word). */
import type { Context } from 'koa';

const LARGEST_BYTES = 16_384;

/** A request that cannot be read; `code` is a dead-end page's. */
export class BadRequest extends Error {
  readonly status: number;
  readonly code: 'bad-request' | 'too-large' | 'forbidden-origin' | 'method-not-allowed';
  constructor(code: BadRequest['code'], status: number) {
    super(code);
    this.name = 'BadRequest';
    this.code = code;
    this.status = status;
  }
}

export type Form = ReadonlyMap<string, string>;

/**
 * @returns the fields; a missing one is simply absent
 * @throws BadRequest on another content type, too many bytes, broken UTF-8, a null byte, or a field given twice
 */
export async function readForm(ctx: Context): Promise<Form> {
  if (!ctx.is('application/x-www-form-urlencoded')) throw new BadRequest('bad-request', 415);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BYTES) throw new BadRequest('too-large', 413);
      chunks.push(chunk);
    }
  } catch (error) {
    // The browser hung up in the middle: no store is away, whatever the code of the error looks like.
    throw error instanceof BadRequest ? error : new BadRequest('bad-request', 400);
  }
  const fields = new Map<string, string>();
  for (const pair of Buffer.concat(chunks).toString('latin1').split('&').filter(Boolean)) {
    const [name, value] = [
      pair.split('=', 1)[0] ?? '',
      pair.includes('=') ? pair.slice(pair.indexOf('=') + 1) : '',
    ].map(decode);
    if (name === undefined || value === undefined || fields.has(name)) throw new BadRequest('bad-request', 400);
    fields.set(name, value);
  }
  return fields;
}

function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
