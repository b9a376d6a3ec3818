/**
 * A press of « Ce n’est pas moi » is one transaction; what it signs out in Redis and at portals comes after (U2, P9). Where
 * the process died in between, or Redis was away, this goes on: until then the contest says that sign-ins are to be ended.
 */
import type { Clock } from '../../ports/clock.js';
import type { ContestStore } from '../../ports/contest/contest_store.js';
import type { Job } from '../schedule/scheduler.js';
import type { EndSignIns } from '../session/end_sign_ins.js';

export interface FinishContestsDependencies {
  readonly contests: Pick<ContestStore, 'unfinished' | 'finished'>;
  readonly endSignIns: EndSignIns;
  readonly clock: Pick<Clock, 'now'>;
}

const PIECE = 20;
/** A press that is under way is not overtaken. */
const LEFT_ALONE_MS = 60_000;

export function finishContestsJob({ contests, endSignIns, clock }: FinishContestsDependencies): Job {
  return {
    name: 'unfinished_contests',
    intervalSeconds: 60,
    async run() {
      const found = await contests.unfinished(clock.now() - LEFT_ALONE_MS, PIECE);
      for (const { id, realm, accountId, at } of found) {
        await endSignIns(realm, accountId, { at });
        await contests.finished(id);
      }
      return found.length < PIECE ? null : 'more';
    },
  };
}
