/** A page of the history of one account, the newest first (U1): the audit's events, their personal fields opened. */
import { HISTORY_KINDS, type HistoryEvent } from '../../domain/audit/history.js';
import type { AuditChains } from '../../ports/audit/audit_chains.js';
import type { AuditVault } from '../../ports/audit/audit_vault.js';
import type { Clock } from '../../ports/clock.js';

export interface ReadHistoryDependencies {
  readonly chains: Pick<AuditChains, 'latestOf'>;
  readonly vault: Pick<AuditVault, 'open'>;
  readonly clock: Clock;
}

/** `more`: another page follows */
export type ReadHistory = (
  accountId: string,
  page: number,
) => Promise<{ readonly events: readonly HistoryEvent[]; readonly more: boolean }>;

const EVENTS_A_PAGE = 50;
const KEPT_MS = 365 * 24 * 3_600_000;

export function createReadHistory({ chains, vault, clock }: ReadHistoryDependencies): ReadHistory {
  return async (accountId, page) => {
    const slice = { skip: (page - 1) * EVENTS_A_PAGE, take: EVENTS_A_PAGE + 1 };
    const found = await chains.latestOf(accountId, Object.keys(HISTORY_KINDS), clock.now() - KEPT_MS, slice);
    const events = await Promise.all(
      found.slice(0, EVENTS_A_PAGE).map(async ({ at, type, outcome, data = {}, processId, seq, sealed }) => ({
        at: Date.parse(at),
        kind: HISTORY_KINDS[`${type}/${outcome}` as keyof typeof HISTORY_KINDS],
        data,
        personal: sealed ? await vault.open(accountId, { processId, seq }, sealed) : null,
      })),
    );
    return { events, more: found.length > EVENTS_A_PAGE };
  };
}
