/**
 * What must outlive a restart for links (iss, sub) to stay good: each platform's signing keys and the secret that its
 * `sub` come from. A file when one is given, else memory.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { UpstreamSigningAlgorithm } from '../../src/domain/federation/upstream.js';
import { PLATFORMS, type Platform } from './platforms.js';

export interface SigningKey extends JWK {
  readonly kid: string;
  readonly alg: UpstreamSigningAlgorithm;
}

interface PlatformState {
  readonly subjectSecret: string;
  /** the one that signs first; older ones stay published */
  readonly keys: readonly SigningKey[];
}

export interface KeptState {
  readonly cookieKey: string;
  subjectSecretOf(platform: Platform): string;
  /** newest first, private parts included */
  keysOf(platform: Platform): readonly SigningKey[];
  /** Makes a new key the one that signs. */
  addKey(platform: Platform, alg: UpstreamSigningAlgorithm): Promise<void>;
}

/** Tokens live a minute: what is older than the last three keys verifies nothing. */
const MOST_KEYS = 3;

interface Stored {
  cookieKey: string;
  platforms: Partial<Record<Platform, PlatformState>>;
}

/**
 * @param needed the algorithm of each platform in use: a key is made when there is none yet
 * @throws when the file is there and is not what this module wrote
 */
export async function openState(
  file: string | undefined,
  needed: Readonly<Partial<Record<Platform, UpstreamSigningAlgorithm>>>,
): Promise<KeptState> {
  const stored: Stored = (file && read(file)) || { cookieKey: secret(), platforms: {} };
  const save = () => {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(stored, null, 2), { mode: 0o600 });
  };
  const stateOf = (platform: Platform): PlatformState =>
    stored.platforms[platform] ?? { subjectSecret: secret(), keys: [] };

  async function addKey(platform: Platform, alg: UpstreamSigningAlgorithm): Promise<void> {
    const { subjectSecret, keys } = stateOf(platform);
    stored.platforms[platform] = { subjectSecret, keys: [await newSigningKey(alg), ...keys].slice(0, MOST_KEYS) };
    save();
  }
  for (const platform of PLATFORMS) {
    const alg = needed[platform];
    if (alg && !stateOf(platform).keys.some((key) => key.alg === alg)) await addKey(platform, alg);
  }
  save();
  return {
    cookieKey: stored.cookieKey,
    subjectSecretOf: (platform) => stateOf(platform).subjectSecret,
    keysOf: (platform) => stateOf(platform).keys,
    addKey,
  };
}

export async function newSigningKey(alg: UpstreamSigningAlgorithm): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(12).toString('base64url'), alg, use: 'sig' };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function read(file: string): Stored | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const value = JSON.parse(text) as Partial<Stored>;
  if (typeof value.cookieKey !== 'string' || typeof value.platforms !== 'object')
    throw new Error(`${file} is not the simulator's state: remove it to start afresh`);
  return value as Stored;
}
