/** O4: each check of `poterne doctor` tells what is wrong and how to mend it, and is quiet where nothing is. */
import { describe, expect, test } from '@jest/globals';
import { age, type Finding, judgeClock } from '../../../src/domain/health/finding.js';
import {
  type DatabaseFacts,
  judgeDatabase,
  judgeWaiting,
  type WaitingFacts,
} from '../../../src/domain/health/judge_database.js';
import { judgeKeys, judgeRings, type KeyFacts } from '../../../src/domain/health/judge_keys.js';
import {
  judgeLeakedPasswords,
  judgeRedis,
  judgeUpstream,
  type RedisFacts,
} from '../../../src/domain/health/judge_others.js';
import { judgePortals, type PortalFacts, type StreamFacts } from '../../../src/domain/health/judge_portals.js';
import { judgeGateway, judgeLine, judgeSmtp } from '../../../src/domain/health/judge_providers.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Reachable<Facts> = Extract<Facts, { reachable: true }>;

const DATABASE: Reachable<DatabaseFacts> = {
  reachable: true,
  version: 160_004,
  encoding: 'UTF8',
  isStandby: false,
  skewMs: 200,
  connections: { used: 30, most: 100 },
  migrations: { applied: 15, missing: [], broken: [], newer: [] },
};
const WAITING: WaitingFacts = {
  lettersQueued: 3,
  oldestLetterAt: NOW - DAY,
  oldestClaimedBatchAt: NOW - HOUR,
  oldestDueNoticeAt: NOW + HOUR,
  noticesFailedToday: 0,
  oldestUnsealedEventAt: NOW - HOUR,
  lastAnchorAt: NOW - HOUR,
  oldestOpenImportAt: null,
};
const MAIL = { check: 'smtp', variable: 'SMTP_URL' };
const SECOND = { check: 'smtp-second', variable: 'SMTP_SECOND_URL' };
const VOICE = { check: 'voice', variable: 'VOICE_HTTP_URL' };
const LINE = { check: 'sms-smpp', variable: 'SMS_SMPP_URL' };
const REDIS: Reachable<RedisFacts> = {
  reachable: true,
  version: '7.2.4',
  mode: 'standalone',
  takesWrites: true,
  evictionPolicy: 'noeviction',
  mostMemory: 0,
  isPersistent: false,
  skewMs: -300,
};
const SIGNING = { purpose: 'signing', activatedAt: NOW - 30 * DAY } as const;
const KEYS: KeyFacts = {
  active: [
    { ...SIGNING, alg: 'ES256' },
    { ...SIGNING, alg: 'RS256' },
  ],
  published: [],
  ringIdsInUse: { PEPPER_KEYS: ['k1', 'k2'] },
};

const MINUTE = HOUR / 60;
const KEPT_DAYS = 7;
const STREAM: StreamFacts = {
  realm: 'r',
  clientId: 'caf',
  delivery: 'push',
  status: 'enabled',
  statusBy: 'receiver',
  reason: null,
  failingSince: null,
  queued: 0,
  oldestAt: null,
  deadToday: 0,
};
const PORTALS: PortalFacts = { streams: [STREAM], logouts: [], pings: [], oldestEndingAt: null };
const portals = (changes: Partial<PortalFacts>) => judgePortals({ ...PORTALS, ...changes }, KEPT_DAYS, NOW);
const stream = (changes: Partial<StreamFacts>) => portals({ streams: [{ ...STREAM, ...changes }] });
const waitsFor = (milliseconds: number) => ({ queued: 2, oldestAt: NOW - milliseconds });
const logout = (waited: number, tries: number) =>
  portals({ logouts: [{ realm: 'r', clientId: 'caf', waiting: 3, oldestAt: NOW - waited, tries }] });
const pings = (answered: number, missed: number, due?: number) =>
  portals({
    pings: [{ realm: 'r', clientId: 'sos', answered, missed, dueSince: due === undefined ? null : NOW - due }],
  });

const notOk = (findings: readonly Finding[]) =>
  findings.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${state} ${check}`);

const CASES: ReadonlyArray<readonly [name: string, findings: readonly Finding[], told: readonly string[]]> = [
  ['a database that is as it should be', judgeDatabase(DATABASE, 20), []],
  ['no database', judgeDatabase({ reachable: false, why: 'ECONNREFUSED' }, 20), ['fail database']],
  ['an old PostgreSQL', judgeDatabase({ ...DATABASE, version: 130_014 }, 20), ['fail database.version']],
  ['LATIN1', judgeDatabase({ ...DATABASE, encoding: 'LATIN1' }, 20), ['fail database.encoding']],
  ['a standby', judgeDatabase({ ...DATABASE, isStandby: true }, 20), ['fail database.primary']],
  [
    'few connections left',
    judgeDatabase({ ...DATABASE, connections: { used: 90, most: 100 } }, 20),
    ['warn database.connections'],
  ],
  ['a clock a little off', judgeDatabase({ ...DATABASE, skewMs: -1_500 }, 20), ['warn database.clock']],
  ['a clock far off', judgeDatabase({ ...DATABASE, skewMs: 60_000 }, 20), ['fail database.clock']],
  [
    'a migration to come',
    judgeDatabase({ ...DATABASE, migrations: { ...DATABASE.migrations, missing: ['a'] } }, 20),
    ['warn database.migrations'],
  ],
  [
    'a migration half applied',
    judgeDatabase({ ...DATABASE, migrations: { ...DATABASE.migrations, broken: ['a'], missing: ['b'] } }, 20),
    ['fail database.migrations'],
  ],
  [
    'a newer program’s database',
    judgeDatabase({ ...DATABASE, migrations: { ...DATABASE.migrations, newer: ['z'] } }, 20),
    ['warn database.migrations'],
  ],
  ['nothing late', judgeWaiting(WAITING, NOW), []],
  ['a letter of last week', judgeWaiting({ ...WAITING, oldestLetterAt: NOW - 7 * DAY }, NOW), ['warn letters']],
  [
    'a batch left lying',
    judgeWaiting({ ...WAITING, oldestClaimedBatchAt: NOW - 2 * DAY }, NOW),
    ['warn letters.batches'],
  ],
  ['a message not sent', judgeWaiting({ ...WAITING, oldestDueNoticeAt: NOW - HOUR }, NOW), ['warn notices']],
  ['messages given up', judgeWaiting({ ...WAITING, noticesFailedToday: 2 }, NOW), ['warn notices']],
  ['an anchor late', judgeWaiting({ ...WAITING, oldestUnsealedEventAt: NOW - 3 * HOUR }, NOW), ['warn audit.anchor']],
  [
    'no anchor for days',
    judgeWaiting({ ...WAITING, oldestUnsealedEventAt: NOW - 2 * DAY, lastAnchorAt: null }, NOW),
    ['fail audit.anchor'],
  ],
  ['an import left half way', judgeWaiting({ ...WAITING, oldestOpenImportAt: NOW - 2 * DAY }, NOW), ['warn import']],
  ['no portal with a stream', portals({ streams: [] }), []],
  ['a stream that carries', stream({}), []],
  ['an event on its way', stream(waitsFor(4 * MINUTE)), []],
  ['an event that nobody pushes', stream(waitsFor(6 * MINUTE)), ['warn signals.r.caf']],
  ['a portal that was started anew', stream({ ...waitsFor(10 * MINUTE), failingSince: NOW - 10 * MINUTE }), []],
  [
    'a portal that refuses for half an hour',
    stream({ ...waitsFor(HOUR), failingSince: NOW - 30 * MINUTE }),
    ['warn signals.r.caf'],
  ],
  ['a portal that polls every half hour', stream({ ...waitsFor(30 * MINUTE), delivery: 'poll' }), []],
  ['a portal that does not poll', stream({ ...waitsFor(2 * HOUR), delivery: 'poll' }), ['warn signals.r.caf']],
  [
    'a stream paused after a day of failures',
    stream({ ...waitsFor(2 * DAY), status: 'paused', statusBy: 'transmitter', reason: 'status 503' }),
    ['warn signals.r.caf'],
  ],
  ['a stream that its portal paused', stream({ ...waitsFor(2 * DAY), status: 'paused' }), []],
  [
    'a paused stream whose events are about to be given up',
    stream({ ...waitsFor(6 * DAY), status: 'paused' }),
    ['fail signals.r.caf'],
  ],
  ['a failing stream, likewise', stream({ ...waitsFor(6 * DAY), failingSince: NOW - HOUR }), ['fail signals.r.caf']],
  ['a polled stream, likewise', stream({ ...waitsFor(6 * DAY), delivery: 'poll' }), ['fail signals.r.caf']],
  ['a stream that is disabled', stream({ ...waitsFor(6 * DAY), status: 'disabled' }), []],
  ['events given up today', stream({ deadToday: 4 }), ['warn signals.r.caf']],
  ['a logout notice on its way', logout(5 * MINUTE, 2), []],
  ['logout notices for a dead portal', logout(HOUR, 6), ['warn logout-notices.r.caf']],
  ['logout notices that nobody tries', logout(HOUR, 0), ['warn logout-notices.r.caf']],
  ['pings that arrive', pings(40, 0), []],
  ['a few pings missed', pings(40, 3), []],
  ['pings that fail', pings(40, 4), ['warn pings.r.sos']],
  ['the only ping failed', pings(1, 1), ['warn pings.r.sos']],
  ['a ping that is tried', pings(1, 0, MINUTE), []],
  ['a ping that nobody tries', pings(1, 0, HOUR), ['warn pings.r.sos']],
  ['a session that is ending', portals({ oldestEndingAt: NOW - MINUTE }), []],
  ['a session that does not end', portals({ oldestEndingAt: NOW - HOUR }), ['warn sessions.ending']],
  ['keys in time', judgeKeys(KEYS, false, NOW), []],
  ['a key missing', judgeKeys({ ...KEYS, active: KEYS.active.slice(0, 1) }, false, NOW), ['fail keys.signing.RS256']],
  [
    'upstreams without keys',
    judgeKeys(KEYS, true, NOW),
    [
      'fail keys.upstream_decryption.ECDH-ES',
      'fail keys.upstream_decryption.RSA-OAEP-256',
      'fail keys.upstream_authentication.ES256',
    ],
  ],
  [
    'an old key',
    judgeKeys(
      { ...KEYS, active: [{ ...SIGNING, alg: 'ES256', activatedAt: NOW - 400 * DAY }, ...KEYS.active.slice(1)] },
      false,
      NOW,
    ),
    ['warn keys.signing.ES256'],
  ],
  ['rings that hold all', judgeRings(KEYS.ringIdsInUse, { PEPPER_KEYS: ['k3', 'k2', 'k1'] }), []],
  ['a ring that lost a key', judgeRings(KEYS.ringIdsInUse, { PEPPER_KEYS: ['k2'] }), ['fail secrets.PEPPER_KEYS']],
  [
    'a ring that cannot be read',
    judgeRings(KEYS.ringIdsInUse, { PEPPER_KEYS: undefined }),
    ['fail secrets.PEPPER_KEYS'],
  ],
  ['a Redis that is as it should be', judgeRedis(REDIS), []],
  ['no Redis', judgeRedis({ reachable: false, why: 'ECONNREFUSED' }), ['fail redis']],
  ['a full Redis, or a replica', judgeRedis({ ...REDIS, takesWrites: false }), ['fail redis']],
  ['an old Redis', judgeRedis({ ...REDIS, version: '5.0.14' }), ['fail redis.version']],
  [
    'a Redis that evicts',
    judgeRedis({ ...REDIS, evictionPolicy: 'allkeys-lru', mostMemory: 1 }),
    ['fail redis.eviction'],
  ],
  ['a Redis that would evict', judgeRedis({ ...REDIS, evictionPolicy: 'allkeys-lru' }), ['warn redis.eviction']],
  ['a Redis that does not tell', judgeRedis({ ...REDIS, evictionPolicy: undefined }), ['warn redis.eviction']],
  ['a Redis with another time', judgeRedis({ ...REDIS, skewMs: 9_000 }), ['fail redis.clock']],
  [
    'a mail server with TLS',
    judgeSmtp({ reachable: true, isEncrypted: true, isLoopback: false, login: 'accepted' }, MAIL),
    [],
  ],
  [
    'a mail server on this machine',
    judgeSmtp({ reachable: true, isEncrypted: false, isLoopback: true, login: 'none' }, MAIL),
    [],
  ],
  [
    'mail in plain text',
    judgeSmtp({ reachable: true, isEncrypted: false, isLoopback: false, login: 'none' }, MAIL),
    ['warn smtp.tls'],
  ],
  [
    'a wrong password for mail',
    judgeSmtp({ reachable: true, isEncrypted: true, isLoopback: false, login: 'refused' }, MAIL),
    ['fail smtp.login'],
  ],
  ['no mail server', judgeSmtp({ reachable: false, why: 'ETIMEDOUT' }, MAIL), ['fail smtp']],
  ['no gateway', [judgeGateway({ reachable: false, why: 'ENOTFOUND' }, VOICE)], ['fail voice']],
  ['a second mail server away', judgeSmtp({ reachable: false, why: 'x' }, SECOND), ['fail smtp-second']],
  ['an operator by TLS', judgeLine({ reachable: true, isEncrypted: true, isLoopback: false }, LINE), []],
  [
    'an operator in plain text',
    judgeLine({ reachable: true, isEncrypted: false, isLoopback: false }, LINE),
    ['warn sms-smpp.tls'],
  ],
  ['an operator away', judgeLine({ reachable: false, why: 'ECONNREFUSED' }, LINE), ['fail sms-smpp']],
  ['an upstream', [judgeUpstream('fc', 'r', { reachable: true, why: 'HTTP 200', keys: 2 })], []],
  ['an upstream away', [judgeUpstream('fc', 'r', { reachable: false, why: 'HTTP 503' })], ['fail upstream.r.fc']],
  [
    'an upstream without keys',
    [judgeUpstream('fc', 'r', { reachable: true, why: 'HTTP 200', keys: 0 })],
    ['fail upstream.r.fc'],
  ],
  ['a list of leaked passwords', [judgeLeakedPasswords({ entries: 12 })], []],
  ['no list of leaked passwords', [judgeLeakedPasswords(undefined)], ['warn leaked-passwords']],
  ['a list that cannot be read', [judgeLeakedPasswords({ why: 'it cannot be read' })], ['fail leaked-passwords']],
];

describe('O4 poterne doctor', () => {
  test.each(CASES)('%s', (_, findings, told) => {
    expect(notOk(findings)).toEqual(told);
    // Whatever is wrong says how to mend it.
    expect(findings.filter(({ state, mend }) => (state === 'ok') !== (mend === undefined))).toEqual([]);
  });

  test('ages and clocks are told as people say them', () => {
    expect([0, 119, 120, 71 * 60, 72 * 60].map((minutes) => age(minutes * 60_000))).toEqual([
      '0 min',
      '119 min',
      '2 h',
      '71 h',
      '3 days',
    ]);
    expect(judgeClock('c', 'Redis', -6_000).what).toBe('Redis is 6.0 s behind this machine');
  });
});
