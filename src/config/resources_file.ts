/**
 * RESOURCES_FILE: a JSON array of the APIs that access tokens are issued for (RFC 8707). A resource that no entry names
 * but a client lists in its `resources` gets the defaults: JWT, ES256, the client's own sector.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RegisteredResource } from '../domain/client/resource.js';

const entrySchema = z.strictObject({
  realm: z.string(),
  resource: z.url().refine((uri) => !uri.includes('#'), 'must have no fragment'),
  /** whose pairwise `sub` its tokens carry (P3) */
  sector: z.string().min(1).optional(),
  scope: z.string().default(''),
  access_token_format: z.enum(['jwt', 'opaque']).default('jwt'),
  signing_alg: z.enum(['ES256', 'RS256']).default('ES256'),
});

export class ResourcesFileError extends Error {
  constructor(index: number | undefined, what: string) {
    super(`RESOURCES_FILE${index === undefined ? '' : `: resource ${index}`}: ${what}`);
    this.name = 'ResourcesFileError';
  }
}

/**
 * @param text the file's content
 * @param realmIds realms that exist
 * @throws ResourcesFileError with the entry's index and field
 */
function parseResources(text: string, realmIds: readonly string[]): readonly RegisteredResource[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ResourcesFileError(undefined, 'is not JSON');
  }
  if (!Array.isArray(parsed)) throw new ResourcesFileError(undefined, 'must be a JSON array');
  return parsed.map((entry: unknown, index) => {
    const read = entrySchema.safeParse(entry);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new ResourcesFileError(index, `${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'refused'}`);
    }
    if (!realmIds.includes(read.data.realm)) throw new ResourcesFileError(index, `unknown realm "${read.data.realm}"`);
    const { realm, resource, sector, scope, access_token_format: format, signing_alg: signingAlg } = read.data;
    return { realm, resource, sector, scope, format, signingAlg };
  });
}

/** @throws ResourcesFileError when the file cannot be read or is refused */
export function readResourcesFile(file: string, realmIds: readonly string[]): readonly RegisteredResource[] {
  try {
    return parseResources(readFileSync(file, 'utf8'), realmIds);
  } catch (error) {
    if (error instanceof ResourcesFileError) throw error;
    throw new ResourcesFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
