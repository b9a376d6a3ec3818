/** oidc-provider's ephemeral artifacts in this process. */
import type { Clock } from '../../ports/clock.js';
import type { Artifact, EphemeralStore } from '../../ports/protocol/oidc_store.js';

interface Entry {
  payload: Artifact;
  readonly until: number;
}

const SWEEP_EVERY_WRITES = 1000;

export function createMemoryEphemeralStore(clock: Clock): EphemeralStore {
  const entries = new Map<string, Entry>();
  const grants = new Map<string, Set<string>>();
  const revoked = new Map<string, number>();
  const sessions = new Map<string, Set<string>>();
  /** keys of sessions under which nothing is written any more, and until when */
  const ended = new Map<string, number>();
  let writes = 0;
  const keyOf = (model: string, id: string) => `${model}:${id}`;

  const living = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    if (entry.until > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  };
  const sweep = () => {
    writes += 1;
    if (writes % SWEEP_EVERY_WRITES !== 0) return;
    for (const key of entries.keys()) living(key);
    for (const [grantId, keys] of grants) if ([...keys].every((key) => !entries.has(key))) grants.delete(grantId);
    for (const [id, until] of ended) if (until <= clock.now()) ended.delete(id);
    for (const [grantId, until] of revoked) if (until <= clock.now()) revoked.delete(grantId);
    for (const [accountId, ids] of sessions) {
      if ([...ids].every((id) => !entries.has(keyOf('Session', id)))) sessions.delete(accountId);
    }
  };

  const hasEnded = (key: string) => (ended.get(key) ?? 0) > clock.now();

  const store: EphemeralStore = {
    async put(model, id, payload, ttlSeconds) {
      sweep();
      const { grantId, accountId } = payload as { grantId?: string; accountId?: string };
      if (model !== 'Interaction' && grantId) {
        if ((revoked.get(grantId) ?? 0) > clock.now()) return;
        grants.set(grantId, (grants.get(grantId) ?? new Set()).add(keyOf(model, id)));
      }
      if (hasEnded(keyOf(model, id))) return;
      if (model === 'Session' && accountId) sessions.set(accountId, (sessions.get(accountId) ?? new Set()).add(id));
      const consumed = living(keyOf(model, id))?.payload['consumed'];
      const kept = consumed === undefined ? payload : { ...payload, consumed };
      entries.set(keyOf(model, id), { payload: structuredClone(kept), until: clock.now() + ttlSeconds * 1000 });
    },
    async replaceLiving(model, id, payload, ttlSeconds) {
      const entry = living(keyOf(model, id));
      if (!entry || entry.payload['tombstone']) return false;
      entries.set(keyOf(model, id), { payload: structuredClone(payload), until: clock.now() + ttlSeconds * 1000 });
      return true;
    },
    async find(model, id) {
      const entry = living(keyOf(model, id));
      return entry && structuredClone(entry.payload);
    },
    async consume(model, id, atSeconds) {
      const entry = living(keyOf(model, id));
      if (!entry || entry.payload['consumed']) return false;
      entry.payload = { ...entry.payload, consumed: atSeconds };
      return true;
    },
    async destroy(model, id) {
      entries.delete(keyOf(model, id));
    },
    async putSession({ id, uid }, payload, ttlSeconds) {
      if (hasEnded(keyOf('SessionUid', uid))) return;
      // In one turn: nothing is ended in between.
      await Promise.all([
        store.put('Session', id, payload, ttlSeconds),
        store.put('SessionUid', uid, { id: payload['jti'], name: id }, ttlSeconds),
      ]);
    },
    async endSession({ id, uid }, ttlSeconds) {
      const latest = living(keyOf('SessionUid', uid))?.payload['name'] as string | undefined;
      for (const key of [keyOf('SessionUid', uid), ...[latest ?? id, id].map((each) => keyOf('Session', each))]) {
        entries.delete(key);
        ended.set(key, clock.now() + ttlSeconds * 1000);
      }
    },
    async putOnce(model, id, ttlSeconds) {
      sweep();
      if (living(keyOf(model, id))) return false;
      entries.set(keyOf(model, id), { payload: {}, until: clock.now() + ttlSeconds * 1000 });
      return true;
    },
    async revokeGrant(grantId) {
      revoked.set(grantId, clock.now() + 24 * 3600 * 1000);
      for (const key of grants.get(grantId) ?? []) entries.delete(key);
      grants.delete(grantId);
    },
    async sessionsOf(accountId) {
      return [...(sessions.get(accountId) ?? [])].flatMap((id) => {
        const entry = living(keyOf('Session', id));
        return entry ? [{ id, payload: structuredClone(entry.payload) }] : [];
      });
    },
  };
  return store;
}
