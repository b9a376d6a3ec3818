/** The audit as a person or an auditor reads it: with personal fields opened where their key lives (S5). */
import type { StoredEvent } from '../../domain/audit/chain_walk.js';
import type { AuditChains, EventFilter } from '../../ports/audit/audit_chains.js';
import type { AuditVault, PersonalFields } from '../../ports/audit/audit_vault.js';

export interface ReadEvent {
  /** ISO 8601 UTC */
  readonly at: string;
  readonly process: string;
  readonly seq: number;
  readonly realm: string | null;
  readonly type: string;
  readonly outcome: string;
  readonly account: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** null: nothing personal was recorded, or the person's key was destroyed */
  readonly personal: PersonalFields | null;
}

export interface ReadAudit {
  /** Events by time, as a stream. */
  events(filter: EventFilter): AsyncIterable<ReadEvent>;
  /** What is kept of one person, by time: for the export of a person's data. */
  eventsOf(accountId: string): Promise<readonly PersonEvent[]>;
}

/** One event as its person gets it: nothing of how it is kept. */
export type PersonEvent = Pick<ReadEvent, 'at' | 'type' | 'outcome' | 'data' | 'personal'>;

export function createReadAudit(chains: Pick<AuditChains, 'select'>, vault: Pick<AuditVault, 'open'>): ReadAudit {
  const open = async (event: StoredEvent): Promise<ReadEvent> => {
    const { at, processId, seq, realm, type, outcome, accountId, data = {}, sealed } = event;
    const personal = accountId && sealed ? await vault.open(accountId, { processId, seq }, sealed) : null;
    return { at, process: processId, seq, realm, type, outcome, account: accountId ?? null, data, personal };
  };
  async function* events(filter: EventFilter) {
    for await (const event of chains.select(filter)) yield await open(event);
  }
  return {
    events,
    async eventsOf(accountId) {
      const all: PersonEvent[] = [];
      for await (const { at, type, outcome, data, personal } of events({ accountId }))
        all.push({ at, type, outcome, data: withoutHash(data), personal });
      return all;
    },
  };
}

/** The keyed hash of a network tells its person nothing. */
function withoutHash({ network: _, ...data }: ReadEvent['data']): ReadEvent['data'] {
  return data;
}
