/**
 * Suspends, reinstates and closes an account (C7). Whatever opened it ends with it; reinstated, the person begins with a
 * provisional password or a recovery (domain/credential/credential_state).
 */
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export type Closing = 'closure' | 'death';

export interface ChangeStanding {
  suspend(order: FileOrder): Promise<FileOutcome>;
  reinstate(order: FileOrder): Promise<FileOutcome>;
  close(order: FileOrder, why: Closing): Promise<FileOutcome>;
}

export function createChangeStanding(changeFile: ChangeFile): ChangeStanding {
  return {
    suspend: (order) =>
      changeFile(order, () => ({
        event: 'suspension',
        change: { from: { statuses: ['active'] }, status: 'suspended', endsAccess: true },
        news: { kind: 'account_event', data: { event: 'suspended' } },
        answer: { status: 'suspended' },
      })),

    // A death or a closure that was recorded by mistake is taken back too.
    reinstate: (order) =>
      changeFile(order, () => ({
        event: 'reinstatement',
        change: { from: { statuses: ['suspended', 'closed'] }, status: 'active' },
        news: { kind: 'account_event', data: { event: 'reinstated' } },
        answer: { status: 'active' },
      })),

    close: (order, why) =>
      changeFile(order, () => ({
        event: why,
        change: {
          from: { statuses: ['active', 'suspended'] },
          status: 'closed',
          closedFor: why,
          endsAccess: true,
          cancelsLetters: true,
        },
        news: { kind: 'account_event', data: { event: why === 'death' ? 'death' : 'closed' } },
        answer: { status: 'closed', closed_for: why },
      })),
  };
}
