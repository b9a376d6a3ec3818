/** Development mode's secrets: generated once and kept on disk, readable by their owner alone (O1). */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RING_VARIABLES } from './secrets.js';

const FILE = 'development_secrets.json';

/**
 * The variables that readSecrets expects, generated where the folder holds none yet.
 *
 * @param dataDir a folder of the developer's own
 * @returns environment values by variable name
 */
export async function developmentSecrets(dataDir: string): Promise<Record<string, string>> {
  const file = join(dataDir, FILE);
  const known = readKnown(file);
  const values = { ...(await generateSecrets()), ...known };
  if (Object.keys(values).length > Object.keys(known).length) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  }
  return values;
}

function readKnown(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** One random value for each secret variable: rings with one key, and salts. Signing keys are made in the database. */
export async function generateSecrets(): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const variable of Object.values(RING_VARIABLES)) values[variable] = `k1:${randomSecret()}`;
  values['PAIRWISE_SALT'] = randomSecret();
  values['DPOP_NONCE_KEY'] = randomSecret();
  return values;
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
