/**
 * Carries out the wish that a session ends, where whoever wrote it died or lost a store before the session was gone (P9).
 * Done twice, it changes nothing.
 */
import { scoped } from '../../domain/artifact_name.js';
import type { EphemeralStore, GrantStore } from '../../ports/protocol/oidc_store.js';
import type { SessionEndings } from '../../ports/protocol/session_endings.js';
import type { Job } from '../schedule/scheduler.js';
import { ENDED_SESSION_SECONDS } from './end_sign_ins.js';

export interface FinishEndingsDependencies {
  readonly sessionEndings: Pick<SessionEndings, 'unfinished' | 'finish'>;
  readonly grants: Pick<GrantStore, 'destroyGrant'>;
  readonly ephemeral: Pick<EphemeralStore, 'find' | 'endSession' | 'revokeGrant'>;
}

const INTERVAL_SECONDS = 30;
/** whoever wrote it is done by then, or never will be */
const BEGUN_LONG_AGO_MS = 30_000;
const PIECE = 50;

export function finishEndingsJob({ sessionEndings, grants, ephemeral }: FinishEndingsDependencies): Job {
  return {
    name: 'finish_session_endings',
    intervalSeconds: INTERVAL_SECONDS,
    async run(_from, to) {
      const left = await sessionEndings.unfinished(to - BEGUN_LONG_AGO_MS, PIECE);
      for (const { realm, uid, grants: endedGrants } of left) {
        for (const grantId of endedGrants) {
          await Promise.all([grants.destroyGrant(grantId), ephemeral.revokeGrant(grantId)]);
        }
        const named = await ephemeral.find('SessionUid', scoped(realm, uid));
        if (named) {
          await ephemeral.endSession({ id: String(named['name']), uid: scoped(realm, uid) }, ENDED_SESSION_SECONDS);
        }
        await sessionEndings.finish(realm, uid);
      }
      return left.length === PIECE ? 'more' : null;
    },
  };
}
