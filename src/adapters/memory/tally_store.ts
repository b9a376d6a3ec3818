/** Tallies in this process: one process, lost with it. */
import type { Clock } from '../../ports/clock.js';
import type { TallyStore } from '../../ports/delivery/tally_store.js';

export function createMemoryTallyStore(clock: Pick<Clock, 'now'>): TallyStore {
  const kept = new Map<string, { readonly until: number; readonly fields: Map<string, number> }>();
  return {
    async add(name, increments, lifeSeconds) {
      const now = clock.now();
      for (const [each, { until }] of kept) if (until <= now) kept.delete(each);
      const { until, fields } = kept.get(name) ?? {
        until: now + lifeSeconds * 1000,
        fields: new Map<string, number>(),
      };
      kept.set(name, { until, fields });
      return increments.map(([field, by]) => {
        const value = (fields.get(field) ?? 0) + by;
        if (by !== 0) fields.set(field, value);
        return value;
      });
    },
  };
}
