/**
 * Opens the lanes that failures had closed (I2, S1, E2): of passwords, codes and the voice server, on devices that the
 * account does not know. Known devices keep their own, and the five failures of the 4-digit code on the web stay for life (C5).
 */
import { laneKey } from '../../domain/throttle/throttle_policy.js';
import { voiceFourDigitsLane, voiceLane } from '../../domain/throttle/voice_throttle.js';
import type { ChangeFile, FileOrder, FileOutcome } from './change_file.js';

export type UnlockAccount = (order: FileOrder) => Promise<FileOutcome>;

export function createUnlockAccount(changeFile: ChangeFile): UnlockAccount {
  return (order) =>
    changeFile(order, ({ id }) => ({
      event: 'unlocking',
      change: {
        from: { statuses: ['active'] },
        clearedLanes: [
          laneKey('password', id, null),
          laneKey('code', id, null),
          voiceLane(id),
          voiceFourDigitsLane(id),
        ],
      },
      news: { kind: 'account_event', data: { event: 'unlocked' } },
    }));
}
