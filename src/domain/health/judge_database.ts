/** Is the database one that Poterne can work with, and does anything in it wait too long? (O4) */
import { age, type Finding, fail, judgeClock, ok, warn } from './finding.js';

export type DatabaseFacts =
  | { readonly reachable: false; readonly why: string }
  | {
      readonly reachable: true;
      /** as `server_version_num` says it: 160004 */
      readonly version: number;
      readonly encoding: string;
      readonly isStandby: boolean;
      readonly skewMs: number;
      readonly connections: { readonly used: number; readonly most: number };
      readonly migrations: Migrations;
    };

export interface Migrations {
  readonly applied: number;
  /** of this program, and not in the database */
  readonly missing: readonly string[];
  /** begun and not finished, or edited since */
  readonly broken: readonly string[];
  /** in the database, and unknown to this program: a newer one has been here */
  readonly newer: readonly string[];
}

/** Milliseconds since the epoch of the oldest of each, or null: none waits. */
export interface WaitingFacts {
  readonly lettersQueued: number;
  readonly oldestLetterAt: number | null;
  readonly oldestClaimedBatchAt: number | null;
  readonly oldestDueNoticeAt: number | null;
  readonly noticesFailedToday: number;
  readonly oldestUnsealedEventAt: number | null;
  readonly lastAnchorAt: number | null;
  readonly oldestOpenImportAt: number | null;
}

const OLDEST_VERSION = 140_000;
const HOUR_MS = 3_600_000;
const LETTER_WAITS_MS = 3 * 24 * HOUR_MS;
const BATCH_WAITS_MS = 24 * HOUR_MS;
const NOTICE_WAITS_MS = HOUR_MS / 4;
const ANCHOR_WAITS_MS = 2 * HOUR_MS;
const ANCHOR_FAILS_MS = 24 * HOUR_MS;
const IMPORT_WAITS_MS = 24 * HOUR_MS;

/** @param poolSize connections that each process may open, DATABASE_POOL */
export function judgeDatabase(facts: DatabaseFacts, poolSize: number): readonly Finding[] {
  if (!facts.reachable)
    return [
      fail(
        'database',
        `PostgreSQL does not answer (${facts.why})`,
        'check DATABASE_URL, the server, and the network to it',
      ),
    ];
  const { version, encoding, isStandby, connections, migrations } = facts;
  const shown = `${Math.floor(version / 10_000)}.${version % 10_000}`;
  return [
    ok('database', 'PostgreSQL answers'),
    version < OLDEST_VERSION
      ? fail('database.version', `PostgreSQL ${shown}`, 'upgrade it to 14 or later')
      : ok('database.version', `PostgreSQL ${shown}`),
    encoding === 'UTF8'
      ? ok('database.encoding', 'UTF8')
      : fail('database.encoding', `the database is in ${encoding}`, 'create it anew with ENCODING UTF8'),
    isStandby
      ? fail('database.primary', 'it is a standby, and takes no writes', 'let DATABASE_URL name the primary')
      : ok('database.primary', 'it takes writes'),
    judgePool(connections, poolSize),
    judgeMigrations(migrations),
    judgeClock('database.clock', 'PostgreSQL', facts.skewMs),
  ];
}

function judgePool({ used, most }: { readonly used: number; readonly most: number }, poolSize: number): Finding {
  const what = `${used} of ${most} connections are taken; each process may open ${poolSize}`;
  if (most - used >= poolSize) return ok('database.connections', what);
  return warn('database.connections', what, 'raise max_connections, put a pooler between, or lower DATABASE_POOL');
}

function judgeMigrations({ applied, missing, broken, newer }: Migrations): Finding {
  const check = 'database.migrations';
  if (broken.length > 0)
    return fail(
      check,
      `half applied, or edited since: ${broken.join(', ')}`,
      'restore the migration’s file, or mend by hand',
    );
  if (missing.length > 0)
    return warn(
      check,
      `not applied yet: ${missing.join(', ')}`,
      'start the service once: it applies them; where tables are large, poterne migrations prepare first',
    );
  if (newer.length > 0)
    return warn(check, `a newer version has been here: ${newer.join(', ')}`, 'run the same version everywhere');
  return ok(check, `all ${applied} are applied`);
}

/** @param now milliseconds since the epoch */
export function judgeWaiting(facts: WaitingFacts, now: number): readonly Finding[] {
  const late = (since: number | null, allowed: number) => since !== null && now - since > allowed;
  const since = (moment: number | null) => age(now - (moment ?? now));
  const { lettersQueued, oldestLetterAt, oldestClaimedBatchAt, oldestDueNoticeAt, noticesFailedToday } = facts;
  return [
    late(oldestLetterAt, LETTER_WAITS_MS)
      ? warn(
          'letters',
          `${lettersQueued} letters wait, one for ${since(oldestLetterAt)}`,
          'poterne letters claim, and print them',
        )
      : ok('letters', `${lettersQueued} letters wait`),
    late(oldestClaimedBatchAt, BATCH_WAITS_MS)
      ? warn(
          'letters.batches',
          `a batch was claimed ${since(oldestClaimedBatchAt)} ago and neither printed nor handed back`,
          'ask the print room, then poterne letters printed, or hand-back',
        )
      : ok('letters.batches', 'no batch is left lying'),
    late(oldestDueNoticeAt, NOTICE_WAITS_MS)
      ? warn(
          'notices',
          `a message waits for ${since(oldestDueNoticeAt)}`,
          'check that the service runs, and its providers',
        )
      : noticesFailedToday > 0
        ? warn('notices', `${noticesFailedToday} messages were given up today`, 'see `why` in the table notice')
        : ok('notices', 'no message waits'),
    judgeAnchor(facts, now),
    late(facts.oldestOpenImportAt, IMPORT_WAITS_MS)
      ? warn(
          'import',
          `an import was interrupted ${since(facts.oldestOpenImportAt)} ago`,
          'type the same poterne import again',
        )
      : ok('import', 'no import was left half way'),
  ];
}

function judgeAnchor({ oldestUnsealedEventAt, lastAnchorAt }: WaitingFacts, now: number): Finding {
  const sealed = lastAnchorAt === null ? 'none was sealed yet' : `the last anchor is ${age(now - lastAnchorAt)} old`;
  const unsealed = oldestUnsealedEventAt === null ? 0 : now - oldestUnsealedEventAt;
  if (unsealed <= ANCHOR_WAITS_MS) return ok('audit.anchor', sealed);
  const what = `an event of ${age(unsealed)} ago is not sealed; ${sealed}`;
  const mend = 'check that the service runs, and its log for "audit not sealed"';
  return unsealed > ANCHOR_FAILS_MS ? fail('audit.anchor', what, mend) : warn('audit.anchor', what, mend);
}
