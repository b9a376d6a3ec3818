/** Forgets requests of callers once no limit is judged by them any more. */
import type { BackchannelRequestStore } from '../../ports/backchannel/backchannel_request_store.js';
import type { Job } from '../schedule/scheduler.js';

const HOUR_SECONDS = 3600;
/** longer than any limit looks back */
const KEPT_MS = 2 * 86_400_000;

export function purgeBackchannelRequestsJob(requests: Pick<BackchannelRequestStore, 'purge'>): Job {
  return {
    name: 'purge_backchannel_requests',
    intervalSeconds: HOUR_SECONDS,
    async run(_from, to) {
      await requests.purge(to - KEPT_MS);
      return null;
    },
  };
}
