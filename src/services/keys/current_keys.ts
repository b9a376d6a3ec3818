/**
 * The keys as this process sees them (S7): read at start and then every few seconds, so that a rotation reaches every
 * process without a restart. A failed read keeps what there is.
 */
import type { KeyAlgorithm, KeyPurpose } from '../../domain/keys/provider_key.js';
import type { Clock } from '../../ports/clock.js';
import type { KeyStore, UsableKey } from '../../ports/keys/key_store.js';
import { type ReadAgain, readAgain } from '../schedule/read_again.js';

export interface ActiveKeyAge {
  readonly purpose: KeyPurpose;
  readonly alg: KeyAlgorithm;
  readonly seconds: number;
}

export interface CurrentKeys {
  /** every key that is not retired, oldest first; a key stays the same object from one reading to the next */
  all(): readonly UsableKey[];
  /** Calls it now, and whenever a key came, went or changed its state. */
  follow(listener: (keys: readonly UsableKey[]) => void): void;
  /** Reads at once. @throws Error when the keys cannot be read */
  refresh(): Promise<void>;
  /** how long ago each active key became so */
  ages(): readonly ActiveKeyAge[];
  /** how long ago the keys were read */
  secondsSinceRead(): number;
  close(): void;
}

export interface CurrentKeysOptions extends ReadAgain {
  readonly clock: Pick<Clock, 'now'>;
}

/** @throws Error when the keys cannot be read: nothing could be signed */
export async function followKeys(
  store: Pick<KeyStore, 'usable'>,
  { clock, ...options }: CurrentKeysOptions,
): Promise<CurrentKeys> {
  let keys: readonly UsableKey[] = await store.usable();
  let readAt = clock.now();
  const listeners: Array<(keys: readonly UsableKey[]) => void> = [];

  async function refresh(): Promise<void> {
    const read = await store.usable();
    readAt = clock.now();
    if (stateOf(read) === stateOf(keys)) return;
    keys = read.map((key) => {
      const known = keys.find(({ kid }) => kid === key.kid);
      return known ? { ...key, publicJwk: known.publicJwk, privateJwk: known.privateJwk } : key;
    });
    for (const listener of listeners) listener(keys);
  }

  const close = readAgain(refresh, options);

  return {
    all: () => keys,
    follow(listener) {
      listeners.push(listener);
      listener(keys);
    },
    refresh,
    ages: () =>
      keys
        .filter(({ state }) => state === 'active')
        .map(({ purpose, alg, activatedAt }) => ({
          purpose,
          alg,
          seconds: Math.max(0, (clock.now() - (activatedAt ?? clock.now())) / 1000),
        })),
    secondsSinceRead: () => Math.max(0, (clock.now() - readAt) / 1000),
    close,
  };
}

function stateOf(keys: readonly UsableKey[]): string {
  return keys.map(({ kid, state, activatedAt }) => `${kid} ${state} ${activatedAt}`).join('\n');
}
