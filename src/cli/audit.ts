/** `poterne audit`: the record of security events verified, exported, sealed, purged, and made unreadable for one person (S5, O4). */
import { type AuditCommands, openAuditCommands } from '../composition/commands/audit.js';
import { readCommandSettings } from '../config/command_settings.js';
import type { Finding } from '../domain/audit/chain_walk.js';
import type { AuditReport } from '../services/audit/verify_audit.js';
import {
  closing,
  type OneWord,
  type OptionName,
  type Options as OptionsOf,
  readCommand,
  type Takes,
} from './command_group.js';
import { realmOf } from './realm_option.js';
import { type ExitCode, type Group, type Terminal, UsageError } from './run_groups.js';

const DAY_MS = 86_400_000;

const HELP = `poterne audit: the record of security events

  audit verify [--json]                    every hash and every signature anew; names what was altered, removed or added
         [--contains DIGEST]               … and asks for the anchor of this digest, which an earlier verify or the log told
         [--retention-days N]              … the shortest AUDIT_RETENTION_DAYS that purges ever ran with, if it was another
  audit export [--account ID] [--realm R]  events by time, one JSON object a line, personal fields opened where their key
         [--from DATE] [--to DATE]         lives; a DATE is 2026-11-22 or 2026-11-22T10:00:00Z, --to itself excluded
  audit seal                               seals the chains of processes that recorded nothing for two hours
  audit purge [--dry-run] [--json]         drops sealed segments older than AUDIT_RETENTION_DAYS and keeps their anchors
  audit erase ACCOUNT_ID --yes             destroys the key that opens what the audit says of this person; for good

The service seals and purges by itself. Events after the last anchor of their process hold together, but their end is not
sealed yet: what is removed there is not found.

Reads DATABASE_URL, KEY_ENCRYPTION_KEYS and AUDIT_RETENTION_DAYS, as the service does. An export and an erasure are
recorded themselves. Exit codes: 0 done, 1 failed, or verify found something; 2 not understood; 3 refused.`;

const OPTIONS = {
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  contains: { type: 'string' },
  'retention-days': { type: 'string' },
  account: { type: 'string' },
  realm: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

type Options = OptionsOf<typeof OPTIONS>;

const ACCOUNT_ID: OneWord = { form: /./, which: 'whose? name the account by its id' };

interface Command extends Takes<OptionName<typeof OPTIONS>> {
  /** Throws UsageError before anything is opened. */
  prepare(options: Options, accountId: string): (commands: AuditCommands, terminal: Terminal) => Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  verify: { allowed: ['json', 'contains', 'retention-days'], prepare: prepareVerify },
  export: { allowed: ['account', 'realm', 'from', 'to'], prepare: prepareExport },
  seal: {
    allowed: [],
    prepare: () => async (commands, terminal) => {
      const sealed = await commands.sealing.dead(commands.clock.now());
      terminal.say(`${sealed} chains sealed`);
      for (const { process, seq } of commands.breaks)
        terminal.complain(`process ${process} does not hold from event ${seq} on: poterne audit verify`);
      return commands.breaks.length > 0 ? 1 : 0;
    },
  },
  purge: {
    allowed: ['dry-run', 'json'],
    prepare:
      ({ 'dry-run': isDry = false, json }) =>
      async ({ purging, clock }, { say }) => {
        const purged = await (isDry ? purging.preview(clock.now()) : purging.run(clock.now()));
        const what = `${purged.events} events in ${purged.segments} sealed segments`;
        say(json ? JSON.stringify(purged) : isDry ? `${what} would be dropped` : `${what} dropped, their anchors kept`);
        return 0;
      },
  },
  erase: {
    allowed: ['yes'],
    words: ACCOUNT_ID,
    prepare({ yes }, accountId) {
      requireAccountId(accountId);
      return async ({ erasure }, { say, complain }) => {
        if (!yes) {
          complain(`refused: what the audit says of ${accountId} could never be read again; --yes does it`);
          return 3;
        }
        const isNew = await erasure.erase(accountId);
        say(isNew ? `the key of ${accountId} is destroyed` : `the key of ${accountId} was destroyed before`);
        return 0;
      };
    },
  },
};

export const audit: Group = {
  about: 'the record of security events: verify, export, seal, purge, erase',
  help: HELP,
  async run(args, terminal) {
    const { command, options, words } = readCommand(COMMANDS, OPTIONS, args);
    const [accountId = ''] = words;
    const run = command.prepare(options, accountId);
    const settings = readCommandSettings(terminal.environment, ['AUDIT_RETENTION_DAYS'], ['keyEncryption']);
    return closing(await openAuditCommands(settings), (commands) => run(commands, terminal));
  },
};

function prepareVerify({ json, contains, 'retention-days': days }: Options) {
  if (days !== undefined && !/^\d{1,4}$/.test(days)) throw new UsageError('--retention-days takes a number of days');
  return async ({ verify, retentionMs, clock }: AuditCommands, terminal: Terminal): Promise<ExitCode> => {
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    const report = await verify({
      now: clock.now(),
      retentionMs: days === undefined ? retentionMs : Number(days) * DAY_MS,
      expected: contains,
      onProgress: (events) => terminal.redraw?.(`${events} events read, ${Math.round(events / seconds())}/s`),
    });
    terminal.redraw?.('');
    if (json) terminal.say(JSON.stringify(report, null, 2));
    else for (const line of reportLines(report)) terminal.say(line);
    return report.found > 0 ? 1 : 0;
  };
}

function reportLines(report: AuditReport): readonly string[] {
  const { processes, anchors, sealedEvents, unsealedEvents, unsealedSince, purgedEvents, newestAnchor } = report;
  const hidden = report.found - report.findings.length;
  return [
    `${processes} processes, ${anchors} anchors, ${sealedEvents} sealed events, ${purgedEvents} purged ones`,
    `${unsealedEvents} events not sealed yet${unsealedSince ? `, the oldest of ${unsealedSince}` : ''}`,
    ...(newestAnchor ? [`newest anchor: ${newestAnchor}`] : []),
    ...report.findings.map(findingLine),
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    report.found === 0
      ? 'the audit holds'
      : 'THE AUDIT DOES NOT HOLD: docs/operations.md, "When the audit does not verify"',
  ];
}

function findingLine({ kind, processId, seq, throughSeq, why }: Finding): string {
  const where = seq === throughSeq ? `event ${seq}` : `events ${seq} to ${throughSeq}`;
  return `${kind}: ${processId ? `process ${processId}, ${where}: ` : ''}${why}`;
}

function prepareExport({ account, realm, from, to }: Options) {
  if (account !== undefined) requireAccountId(account);
  if (realm !== undefined) realmOf(realm);
  const filter = { accountId: account, realm, from: readDate('from', from), to: readDate('to', to) };
  return async ({ read, noteExport }: AuditCommands, { say, settle }: Terminal): Promise<ExitCode> => {
    noteExport({ realm, accountId: account, data: { from, to } });
    for await (const event of read.events(filter)) {
      say(JSON.stringify(event));
      await settle?.();
    }
    return 0;
  };
}

function readDate(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw new UsageError(`--${option} takes 2026-11-22 or 2026-11-22T10:00:00Z`);
  return moment;
}

function requireAccountId(text: string): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new UsageError('an account is named by its id, as poterne accounts show tells it');
}
