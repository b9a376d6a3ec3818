/** Do portals hear what they are owed: security events, ended sessions, answers to calls? (O4, S8, P9) */
import { age, type Finding, fail, ok, warn } from './finding.js';

/** Moments are milliseconds since the epoch, or null: there is none. */
export interface StreamFacts {
  readonly realm: string;
  readonly clientId: string;
  readonly delivery: 'push' | 'poll';
  readonly status: 'enabled' | 'paused' | 'disabled';
  /** who said so */
  readonly statusBy: 'receiver' | 'transmitter';
  readonly reason: string | null;
  readonly failingSince: number | null;
  readonly queued: number;
  readonly oldestAt: number | null;
  /** given up within a day */
  readonly deadToday: number;
}

/** Logout notices that wait for one portal. */
export interface LogoutFacts {
  readonly realm: string;
  readonly clientId: string;
  readonly waiting: number;
  readonly oldestAt: number;
  /** the most that one was tried */
  readonly tries: number;
}

/** Answers of the last day that one client was to be told of (CIBA, ping mode). */
export interface PingFacts {
  readonly realm: string;
  readonly clientId: string;
  readonly answered: number;
  /** not told within half a minute */
  readonly missed: number;
  /** since when the one that is longest due waits */
  readonly dueSince: number | null;
}

export interface PortalFacts {
  readonly streams: readonly StreamFacts[];
  readonly logouts: readonly LogoutFacts[];
  readonly pings: readonly PingFacts[];
  /** when the oldest end of a session that is not carried out was asked for */
  readonly oldestEndingAt: number | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FAILS_FOR_MS = 15 * MINUTE_MS;
/** a push leaves within a second, and is tried once an hour at the rarest */
const PUSH_WAITS_MS = 5 * MINUTE_MS;
const POLL_WAITS_MS = 60 * MINUTE_MS;
/** of the time after which events are given up */
const NEARLY = 0.8;
const LOGOUT_WAITS_MS = 10 * MINUTE_MS;
const PING_WAITS_MS = 5 * MINUTE_MS;
/** one answer in ten: less is a receiver that was started anew */
const MISSED_SHARE = 0.1;
const ENDING_WAITS_MS = 10 * MINUTE_MS;

const SERVICE = 'check that the service runs, and its log';

/**
 * @param keptDays after which an event that nobody took is given up, SIGNALS_KEPT_DAYS
 * @param now milliseconds since the epoch
 */
export function judgePortals(facts: PortalFacts, keptDays: number, now: number): readonly Finding[] {
  const { streams, logouts, pings, oldestEndingAt } = facts;
  const ending = oldestEndingAt === null ? 0 : now - oldestEndingAt;
  const late = logouts.flatMap((each) => judgeLogout(each, now));
  const missed = pings.flatMap((each) => judgePings(each, now));
  return [
    ...(streams.length === 0 ? [ok('signals', 'no portal has a stream')] : []),
    ...streams.map((stream) => judgeStream(stream, keptDays * DAY_MS, now)),
    ...(late.length > 0
      ? late
      : [ok('logout-notices', `${sum(logouts.map(({ waiting }) => waiting))} are on their way`)]),
    ...(missed.length > 0 ? missed : [ok('pings', `${sum(pings.map(({ answered }) => answered))} answers told today`)]),
    ending > ENDING_WAITS_MS
      ? warn('sessions.ending', `a session was to end ${age(ending)} ago`, `${SERVICE} for "finish_session_endings"`)
      : ok('sessions.ending', 'every session that was to end is gone'),
  ];
}

function judgeStream(stream: StreamFacts, keptMs: number, now: number): Finding {
  const { realm, clientId, delivery, status, statusBy, reason, failingSince, queued, oldestAt, deadToday } = stream;
  const name = `${realm}/${clientId}`;
  const check = `signals.${realm}.${clientId}`;
  const waited = oldestAt === null ? 0 : now - oldestAt;
  const why = reason === null ? '' : ` (${reason})`;
  const waits = queued === 0 ? 'nothing waits' : `${queued} wait, one for ${age(waited)}`;
  const theirs = `tell ${clientId}'s operator`;
  const resume = `${theirs}; once its receiver answers, poterne signals resume ${name}`;

  if (status === 'disabled') return ok(check, `disabled${why}`);
  if (waited > keptMs * NEARLY) {
    const left = `${waits}: what is older than ${age(keptMs)} is given up`;
    return fail(check, left, status === 'paused' ? resume : `${theirs}, or raise SIGNALS_KEPT_DAYS`);
  }
  if (status === 'paused' && statusBy === 'transmitter') return warn(check, `paused${why}; ${waits}`, resume);
  if (status === 'paused') return ok(check, `paused by the portal${why}; ${waits}`);
  const failed = failingSince === null ? 0 : now - failingSince;
  if (failed > FAILS_FOR_MS) {
    const mend = `${theirs}; look at its endpoint_url and OUTBOUND_ALLOW: it is paused after SIGNALS_PAUSE_AFTER_HOURS`;
    return warn(check, `pushes fail since ${age(failed)}${why}; ${waits}`, mend);
  }
  if (delivery === 'push' && failingSince === null && waited > PUSH_WAITS_MS)
    return warn(check, `${waits}, and no push fails`, `${SERVICE} for "security events not sent"`);
  if (delivery === 'poll' && waited > POLL_WAITS_MS)
    return warn(check, `${waits} to be polled`, `${theirs}: it does not poll, or acknowledges nothing`);
  if (deadToday > 0) {
    const mend = `why: poterne signals status, and \`why\` in the table signal_event; then poterne signals retry ${name}`;
    return warn(check, `${deadToday} security events were given up today`, mend);
  }
  return ok(check, `it carries; ${waits}`);
}

function judgeLogout({ realm, clientId, waiting, oldestAt, tries }: LogoutFacts, now: number): readonly Finding[] {
  const waited = now - oldestAt;
  if (waited <= LOGOUT_WAITS_MS) return [];
  const check = `logout-notices.${realm}.${clientId}`;
  const what = `${waiting} wait for it, one for ${age(waited)}, tried ${tries} times`;
  const mend =
    tries === 0
      ? `${SERVICE} for "notices to clients not read"`
      : `tell ${clientId}'s operator: people stay signed in there. Look at its backchannel_logout_uri and OUTBOUND_ALLOW; a notice is given up after a day`;
  return [warn(check, what, mend)];
}

function judgePings({ realm, clientId, answered, missed, dueSince }: PingFacts, now: number): readonly Finding[] {
  const check = `pings.${realm}.${clientId}`;
  const due = dueSince === null ? 0 : now - dueSince;
  if (due > PING_WAITS_MS)
    return [warn(check, `an answer is to be told since ${age(due)}`, `${SERVICE} for "notices to clients not read"`)];
  if (missed === 0 || missed < answered * MISSED_SHARE) return [];
  const what = `${missed} of ${answered} answers of today could not be told at once`;
  return [
    warn(
      check,
      what,
      `its advisers wait until it polls: tell ${clientId}'s operator; look at its backchannel_client_notification_endpoint and OUTBOUND_ALLOW`,
    ),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
