/** `--realm R`, as every group reads it. */
import { REALMS } from '../config/realms.js';
import type { Realm } from '../domain/realm.js';
import { UsageError } from './run_groups.js';

/** @throws UsageError for none, and for one that there is not */
export function realmOf(given: string | undefined): Realm {
  const realm = REALMS.find(({ id }) => id === given);
  if (!realm) throw new UsageError(`--realm must be one of ${REALMS.map(({ id }) => id).join(', ')}`);
  return realm;
}
