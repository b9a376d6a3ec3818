/** What « Gérer mon compte » does with what a person wished: shows a page, or makes the change that they confirmed (U1). */
import type { AuditLog } from '../../ports/audit/audit_log.js';
import { addressOf } from '../relying_party/console.js';
import type { Course } from '../relying_party/journey.js';
import type { Routed } from '../relying_party/router.js';
import type { Change } from './concern.js';
import type { AccountConsole } from './console.js';
import { placesOf } from './journey.js';
import type { Wish } from './wish.js';

/** @param changes everything that a concern can change */
export function accountCourse(
  console: AccountConsole,
  changes: readonly Change[],
  audit: Pick<AuditLog, 'record'>,
): Course<Wish> {
  const byName = new Map(changes.map((change) => [change.name, change]));
  return {
    ...placesOf(console),
    async change(visit, wish, ctx, proof) {
      const change = wish.kind === 'change' ? byName.get(wish.change) : undefined;
      // Left by a process of another version: the page that asks is still there.
      if (wish.kind !== 'change' || !change) return addressOf(console, wish.place);
      const { place, permit } = await change.carryOut(visit, wish.data, ctx as Routed, proof);
      const address = addressOf(console, place);
      return permit ? { address, permit } : address;
    },
    refused(wish, accountId, why) {
      const data = { change: wish.kind === 'change' ? wish.change : undefined, why };
      audit.record({ type: 'account_change', outcome: 'refused', realm: console.site.realm.id, accountId, data });
    },
  };
}
