/**
 * What a request holds that only a running server can give, or that would be too long to print, stands in it as
 * `{{name}}` and is put in just before sending: a failing request stays short and can be sent again to another server.
 */
import { randomUUID } from 'node:crypto';
import { signAsClient } from '../protocol/keys.js';
import type { ByteRequest, Pair } from './byte_request.js';

export type World = Readonly<Record<string, string>>;

/** `text` so many times. */
export function repeated(text: string, times: number): string {
  return `{{repeat:${Buffer.from(text, 'latin1').toString('base64url')}:${times}}}`;
}

/** A signed JWT with good claims of the client that holds the tests' key, and these changes. */
export function signed(changes: unknown, header: unknown = {}): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `{{signed:${part(changes)}:${part(header)}}}`;
}

/** The request with everything put in. An unknown name is left as it is: it is garbage as good as any. */
export async function filled(request: ByteRequest, world: World): Promise<ByteRequest> {
  const text = async (template: string): Promise<string> => {
    let result = template;
    for (const [whole, name = '', first = '', second = ''] of template.matchAll(
      /\{\{(\w+)(?::([\w-]*))?(?::([\w-]*))?\}\}/g,
    )) {
      const value = await meaningOf(name, first, second, world, whole);
      result = result.replace(whole, () => value);
    }
    return result;
  };
  const pairs = (list: readonly Pair[]) =>
    Promise.all(list.map(async (pair) => ({ ...pair, name: await text(pair.name), value: await text(pair.value) })));
  return {
    ...request,
    path: await text(request.path),
    query: await pairs(request.query),
    headers: await pairs(request.headers),
    ...(request.form ? { form: await pairs(request.form) } : {}),
    ...(request.body === undefined ? {} : { body: await text(request.body) }),
    ...(request.bytes === undefined ? {} : { bytes: await text(request.bytes) }),
  };
}

async function meaningOf(name: string, first: string, second: string, world: World, whole: string): Promise<string> {
  if (name === 'repeat') return Buffer.from(first, 'base64url').toString('latin1').repeat(Number(second));
  if (name === 'nested') return '['.repeat(Number(first)) + ']'.repeat(Number(first));
  if (name === 'nested_object') return ['{"a":'.repeat(Number(first)), '1', '}'.repeat(Number(first))].join('');
  if (name === 'signed') return signedJwt(json(first), json(second), world);
  return world[name] ?? whole;
}

function json(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

async function signedJwt(changes: unknown, header: unknown, world: World): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'keyed',
    sub: 'keyed',
    client_id: 'keyed',
    aud: world['issuer'],
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 60,
    ...(changes as object),
  };
  try {
    return await signAsClient(claims, header as Record<string, unknown>);
  } catch {
    // What the signer will not sign is sent with a signature of nobody.
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'ES256', kid: 'sig', ...(header as object) })}.${part(claims)}.AAAA`;
  }
}
