/**
 * Reads a JSON body, strictly: at most 64 kB, UTF-8, one value a member (RFC 8259 §4 leaves a member named twice open, and
 * two readers of one request must not disagree).
 */
import type { Context } from 'koa';
import { ProblemError } from './problem.js';

const LARGEST_BODY_BYTES = 65_536;
const DEEPEST = 16;

/**
 * @returns the parsed value; undefined for no body at all
 * @throws ProblemError
 */
export async function readJsonBody(ctx: Context): Promise<unknown> {
  const bytes = await readBytes(ctx);
  if (bytes.length === 0) return undefined;
  if (!ctx.is('application/json')) throw new ProblemError('unsupported-media-type');
  return parseStrictJson(bytes);
}

async function readBytes(ctx: Context): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY_BYTES) throw new ProblemError('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    // The client hung up in the middle.
    throw error instanceof ProblemError ? error : new ProblemError('malformed-body');
  }
  return Buffer.concat(chunks);
}

/** @throws ProblemError for broken UTF-8, a null byte or half a character, what is no JSON, or a member named twice */
function parseStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const parsed: unknown = JSON.parse(text);
    if (namesMemberTwice(text) || !isStorable(parsed, 0)) throw new ProblemError('malformed-body');
    return parsed;
  } catch {
    throw new ProblemError('malformed-body');
  }
}

/** @param text that is JSON */
function namesMemberTwice(text: string): boolean {
  const open: Array<Set<string> | null> = [];
  // Every string, and whether a colon follows it: a member's name is the only string that has one.
  for (const [token, , colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

/** PostgreSQL takes neither a null byte nor half a character. */
function isStorable(value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name, depth) && isStorable(inner, depth + 1));
}
