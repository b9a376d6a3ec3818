/** Everything the provider of one platform remembers, in memory; it expires by the simulator's clock. */
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** milliseconds since the epoch, by the simulator's clock */
  readonly expiresAt: number;
}

const MOST_ARTIFACTS = 5000;
const LONGEST_SECONDS = 3600;

/**
 * The adapter factory of one platform.
 *
 * @param now milliseconds since the epoch
 */
export function openMemory(now: () => number): (model: string) => Adapter {
  const kept = new Map<string, Kept>();

  function find(key: string): AdapterPayload | undefined {
    const found = kept.get(key);
    if (found && found.expiresAt > now()) return found.payload;
    kept.delete(key);
    return undefined;
  }

  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const within = (matches: (payload: AdapterPayload) => boolean) =>
      [...kept].filter(([key, { payload }]) => key.startsWith(`${model}:`) && matches(payload));
    return {
      async upsert(id, payload, expiresIn) {
        kept.set(keyOf(id), { payload, expiresAt: now() + (expiresIn ?? LONGEST_SECONDS) * 1000 });
        for (const oldest of kept.keys()) {
          if (kept.size <= MOST_ARTIFACTS) break;
          kept.delete(oldest);
        }
      },
      find: async (id) => find(keyOf(id)),
      async findByUid(uid) {
        const [key] = within((payload) => payload.uid === uid)[0] ?? [];
        return key === undefined ? undefined : find(key);
      },
      findByUserCode: async () => undefined,
      async consume(id) {
        const found = find(keyOf(id));
        if (found) found.consumed = Math.floor(now() / 1000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key] of within((payload) => payload.grantId === grantId)) kept.delete(key);
      },
    };
  };
}
