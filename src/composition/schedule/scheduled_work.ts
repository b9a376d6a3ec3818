/** What each process does beside answering requests: sends notices, and takes its turn at the scheduler's jobs (C3, U2). */
import type { Realm } from '../../domain/realm.js';
import { errorForLog, type Logger } from '../../http/log.js';
import type { Clock } from '../../ports/clock.js';
import type { Delivery } from '../../ports/delivery/delivery.js';
import type { ObservedOutboxes } from '../../ports/metrics.js';
import { dueContactsJob } from '../../services/contact/due_contacts.js';
import { createSendNotices, type SendNoticesDependencies } from '../../services/notice/send_notices.js';
import { passwordReminderJobs } from '../../services/password/password_reminders.js';
import { housekeepingJobs, STALE_AFTER_MS } from '../../services/schedule/housekeeping.js';
import { createScheduler, type Job } from '../../services/schedule/scheduler.js';
import type { Stores } from '../stores.js';

export interface ScheduledWork {
  /** From now on, on timers of its own. */
  start(): void;
  /** Does the jobs that are due, once. @returns the names of those that it came to the end of */
  runJobs(): Promise<readonly string[]>;
  /** Sends what is due, until nothing is. @returns how many notices were tried */
  sendNotices(): Promise<number>;
  /** How it stands with letters, notices and jobs; null when the database does not answer. */
  observe(): Promise<ObservedOutboxes | null>;
  /** What was begun is brought to the end of its piece. */
  stop(): Promise<void>;
}

export interface ScheduledWorkDependencies {
  readonly stores: Pick<
    Stores,
    'notices' | 'letters' | 'jobs' | 'due' | 'accounts' | 'audit' | 'signalStreams' | 'logoutNotices'
  >;
  readonly delivery: Delivery;
  readonly realms: readonly Realm[];
  /** what messages carry to be contested by (U2) */
  readonly notMeOf: SendNoticesDependencies['notMeOf'];
  readonly clock: Clock;
  readonly logger: Logger;
}

const NOTICES_EVERY_MS = 1_000;
const JOBS_EVERY_MS = 20_000;

/** @param jobs beside those that are here in any case: one line each */
export function createScheduledWork(
  { stores, delivery, realms, notMeOf, clock, logger }: ScheduledWorkDependencies,
  jobs: readonly Job[] = [],
): ScheduledWork {
  const { notices, letters, due } = stores;
  const send = createSendNotices({
    ...{ notices, delivery, realms, audit: stores.audit, clock },
    ...(notMeOf ? { notMeOf } : {}),
  });
  const onStaleBatches = (batches: readonly string[]) =>
    logger.warn({ batches }, 'letters claimed, and neither printed nor handed back');
  const all = [
    ...passwordReminderJobs({ due, notices, letters, clock }),
    dueContactsJob({ due, accounts: stores.accounts, clock }),
    ...housekeepingJobs({ notices, letters, due, realms, onStaleBatches }),
    ...jobs,
  ];
  const scheduler = createScheduler(all, {
    jobs: stores.jobs,
    clock,
    onFault: (job, error) => logger.warn({ job, error: errorForLog(error) }, 'job failed'),
  });
  let stopped = false;

  async function sendNotices(): Promise<number> {
    let tried = 0;
    for (;;) {
      const now = stopped ? 0 : await send();
      tried += now;
      if (now === 0) return tried;
    }
  }

  const loops = [
    repeated(NOTICES_EVERY_MS, sendNotices, (error) => logger.warn({ error: errorForLog(error) }, 'notices not sent')),
    repeated(
      JOBS_EVERY_MS,
      () => scheduler.tick(),
      (error) => logger.warn({ error: errorForLog(error) }, 'jobs not done'),
    ),
  ];
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    runJobs: () => scheduler.tick(),
    sendNotices,
    observe: () => observe(stores, all, clock.now()).catch(() => null),
    async stop() {
      stopped = true;
      scheduler.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

async function observe(
  { letters, notices, jobs, signalStreams, logoutNotices }: ScheduledWorkDependencies['stores'],
  list: readonly Job[],
  now: number,
): Promise<ObservedOutboxes> {
  const [waiting, stale, counts, done, streams, logouts] = await Promise.all([
    letters.waiting(),
    letters.stale(now - STALE_AFTER_MS),
    notices.counts(),
    jobs.list(),
    signalStreams.standings(),
    logoutNotices.waiting(),
  ]);
  const secondsSince = (moment: number | null) => (moment === null ? 0 : Math.max(0, (now - moment) / 1000));
  return {
    letters: waiting,
    staleBatches: stale.length,
    notices: counts,
    signals: streams.map(({ realm, clientId, status, queued, dead, oldestAt }) => ({
      ...{ realm, client: clientId, status, queued, dead },
      oldestSeconds: secondsSince(oldestAt),
    })),
    logouts: logouts.map(({ realm, clientId, waiting: count, oldestAt }) => ({
      ...{ realm, client: clientId, waiting: count },
      oldestSeconds: secondsSince(oldestAt),
    })),
    jobs: list.map(({ name, intervalSeconds }) => ({
      job: name,
      lateSeconds: Math.max(0, (now - (done.get(name) ?? now)) / 1000 - intervalSeconds),
    })),
  };
}

/** Again and again, with a pause that differs from process to process, so that they do not ask at the same moment. */
function repeated(
  everyMs: number,
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const wait = () => {
    timer = setTimeout(
      () => {
        running = work()
          .then(() => {}, onFault)
          .then(() => {
            if (!stopped) wait();
          });
      },
      everyMs * (0.5 + Math.random()),
    ).unref();
  };
  return {
    start: wait,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
