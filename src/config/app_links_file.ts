/**
 * APP_LINKS_FILE: a JSON array of the apps that belong to the realms' hosts (I6, P2; docs/mobile_app.md). Strict: who is
 * named in it may open links and use passkeys of the host.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { APP_PATH, type AppLinks } from '../domain/client/app_links.js';

const iosSchema = z
  .strictObject({
    app_id: z
      .string()
      .regex(/^[A-Z0-9]{10}(\.[A-Za-z0-9-]+){2,}$/, 'must be a team and a bundle, ABCDE12345.fr.example.app'),
    paths: z
      .array(z.string().regex(/^\/app\/[\w./*-]*$/, `must begin with ${APP_PATH}`))
      .max(20)
      .default([`${APP_PATH}*`]),
    passkeys: z.boolean().default(true),
  })
  .refine(({ paths, passkeys }) => paths.length > 0 || passkeys, 'opens neither links nor passkeys');
const androidSchema = z
  .strictObject({
    package: z.string().regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/, 'must be a package name, fr.example.app'),
    sha256_fingerprints: z
      .array(z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'must be 32 upper-case hexadecimal pairs with colons'))
      .min(1)
      .max(10),
    links: z.boolean().default(true),
    passkeys: z.boolean().default(true),
  })
  .refine(({ links, passkeys }) => links || passkeys, 'opens neither links nor passkeys');
const entrySchema = z.strictObject({
  realm: z.string(),
  ios: z.array(iosSchema).max(10).default([]),
  android: z.array(androidSchema).max(10).default([]),
});

export class AppLinksFileError extends Error {
  constructor(index: number | undefined, what: string) {
    super(`APP_LINKS_FILE${index === undefined ? '' : `: entry ${index}`}: ${what}`);
    this.name = 'AppLinksFileError';
  }
}

/**
 * @param text the file's content
 * @param realmIds realms that exist
 * @throws AppLinksFileError with the entry's index and field
 */
export function parseAppLinks(text: string, realmIds: readonly string[]): readonly AppLinks[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppLinksFileError(undefined, 'is not JSON');
  }
  if (!Array.isArray(parsed)) throw new AppLinksFileError(undefined, 'must be a JSON array');
  return parsed.map((entry: unknown, index) => {
    const read = entrySchema.safeParse(entry);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new AppLinksFileError(index, `${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'refused'}`);
    }
    const { realm, ios, android } = read.data;
    if (!realmIds.includes(realm)) throw new AppLinksFileError(index, `unknown realm "${realm}"`);
    return {
      realm,
      ios: ios.map(({ app_id: appId, paths, passkeys: usesPasskeys }) => ({ appId, paths, usesPasskeys })),
      android: android.map(({ package: packageName, sha256_fingerprints: fingerprints, links, passkeys }) => ({
        packageName,
        fingerprints,
        opensLinks: links,
        usesPasskeys: passkeys,
      })),
    };
  });
}

/** @throws AppLinksFileError when the file cannot be read or is refused */
export function readAppLinksFile(file: string, realmIds: readonly string[]): readonly AppLinks[] {
  try {
    return parseAppLinks(readFileSync(file, 'utf8'), realmIds);
  } catch (error) {
    if (error instanceof AppLinksFileError) throw error;
    throw new AppLinksFileError(undefined, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
