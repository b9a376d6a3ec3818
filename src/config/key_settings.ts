/** What the command line needs of the service's environment to rotate keys: the database, the ring that seals them, their times. */
import type { KeyRing } from '../domain/keys/key_ring.js';
import { ConfigurationError, environmentSchema, withFiles } from './environment.js';
import { readKeyRing } from './key_ring.js';
import { RING_VARIABLES } from './secrets.js';

const schema = environmentSchema.pick({
  DATABASE_URL: true,
  KEYS_REFRESH_SECONDS: true,
  JWKS_CACHE_SECONDS: true,
  KEYS_RETIRE_AFTER_SECONDS: true,
});

export interface KeyCommandSettings {
  readonly databaseUrl: string;
  readonly keyEncryption: KeyRing;
  readonly KEYS_REFRESH_SECONDS: number;
  readonly JWKS_CACHE_SECONDS: number;
  readonly KEYS_RETIRE_AFTER_SECONDS: number;
}

/**
 * @param environment the service's, or as much of it as is named above
 * @throws ConfigurationError with every problem found
 */
export function readKeySettings(environment: Readonly<Record<string, string | undefined>>): KeyCommandSettings {
  const problems: string[] = [];
  const values = withFiles(environment, problems);
  const given = Object.entries(values).filter(([, value]) => Boolean(value));
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const databaseUrl = parsed.data?.DATABASE_URL;
  if (parsed.success && !databaseUrl) problems.push('DATABASE_URL is missing');
  const text = values[RING_VARIABLES.keyEncryption];
  const ring = text ? readKeyRing(text) : ({ ok: false, why: 'is missing' } as const);
  if (!ring.ok) problems.push(`${RING_VARIABLES.keyEncryption}: ${ring.why}`);
  if (problems.length > 0 || !parsed.success || !databaseUrl || !ring.ok) throw new ConfigurationError(problems);
  const { DATABASE_URL: _, ...times } = parsed.data;
  return { ...times, databaseUrl, keyEncryption: ring.ring };
}
