/** `poterne import`: the accounts of a file, checked line by line and brought in (C9, O4). Prints no value of the file. */
import { extname } from 'node:path';
import { ImportRefused, type ImportRequest, runImport } from '../composition/commands/import.js';
import { readCommandSettings } from '../config/command_settings.js';
import { REALMS } from '../config/realms.js';
import { IMPORT_FORMATS } from '../domain/import/format.js';
import { reasonOf } from '../domain/import/problem.js';
import type { ImportRun } from '../ports/import/account_import_store.js';
import { type OneWord, type OptionName, readArguments } from './command_group.js';
import { createProgress, duration, type Progress } from './progress.js';
import { realmOf } from './realm_option.js';
import { type Group, type Terminal, UsageError } from './run_groups.js';

const MOST_LINES_A_BATCH = 10_000;
const DEFAULT_LINES_A_BATCH = 1_000;
/** Of a dry run without a rejects file. */
const MOST_PROBLEMS_TOLD = 20;

const HELP = `poterne import: accounts from a file of another system

  import FILE --realm R            brings in every person of the file who is not there yet; never changes one who is
         [--format ndjson|csv]     what the file's name ends in, unless told
         [--dry-run]               … checks everything and writes nothing in the database
         [--rejects FILE]          where the rejected lines go, with field and reason: FILE.rejects.ndjson unless told;
                                   a dry run writes one only where this names it
         [--batch N]               lines a transaction, ${DEFAULT_LINES_A_BATCH} unless told, at most ${MOST_LINES_A_BATCH}
         [--resume]                … only if an import of this file was interrupted
         [--json]                  the outcome as JSON

R is ${REALMS.map(({ id }) => id).join(' or ')}. docs/import.md tells every field, the forms of password hashes, and every reason.

An import that was interrupted, even by kill -9 or a power cut, goes on where it was: type the same command again, with
or without --resume, and the same rejects file. The result is that of one run. Run again after its end, it creates nothing.

Reads DATABASE_URL, IDENTIFIER_ENCRYPTION_KEYS and IDENTIFIER_INDEX_KEYS, as the service does. Progress goes to standard
error. Exit codes: 0 every line is in, 1 failed, 2 not understood, 3 done, and some lines were rejected.`;

const OPTIONS = {
  realm: { type: 'string' },
  format: { type: 'string' },
  'dry-run': { type: 'boolean' },
  rejects: { type: 'string' },
  batch: { type: 'string' },
  resume: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const FILE: OneWord = { form: /./, which: 'which file?' };

export const importGroup: Group = {
  about: 'accounts from a file of another system: NDJSON or CSV',
  help: HELP,
  async run(args, terminal) {
    const { request, isJson } = readRequest(args);
    const settings = readCommandSettings(terminal.environment, [], ['identifierEncryption', 'identifierIndex']);
    const startedAt = performance.now();
    let progress: Progress | undefined;
    let first: ImportRun | undefined;
    let told = 0;
    const ended = await runImport(
      settings,
      request,
      {
        started(size, run, resumed) {
          first = run;
          progress = createProgress(size, terminal.redraw, terminal.complain, () => performance.now());
          progress.tell(run.nextByte, '');
          if (resumed !== undefined) terminal.complain(`goes on at line ${resumed}`);
        },
        moved(run, problems) {
          const lines = run.nextLine - (first?.nextLine ?? 1);
          const rate = Math.round(lines / Math.max(0.001, (performance.now() - startedAt) / 1000));
          progress?.tell(run.nextByte, `${run.nextLine - 1} lines  ${rate}/s  ${run.rejected} rejected`);
          if (request.rejectsPath !== null || isJson) return;
          for (const { line, field, code } of problems.slice(0, MOST_PROBLEMS_TOLD - told))
            terminal.say(`line ${line}${field && `, ${field}`}: ${reasonOf(code)} (${code})`);
          told = Math.min(MOST_PROBLEMS_TOLD, told + problems.length);
        },
      },
      { now: () => Date.now() },
    )
      .finally(() => progress?.end())
      .catch((error: unknown) => {
        throw error instanceof ImportRefused ? new UsageError(error.message) : error;
      });
    tell(ended, request, isJson, performance.now() - startedAt, ended.nextLine - (first?.nextLine ?? 1), terminal);
    return ended.rejected > 0 ? 3 : 0;
  },
};

function readRequest(args: readonly string[]): { request: ImportRequest; isJson: boolean } {
  const allowed = Object.keys(OPTIONS) as Array<OptionName<typeof OPTIONS>>;
  const { options: values, words } = readArguments({ allowed, words: FILE }, OPTIONS, args);
  const [path = ''] = words;
  const realm = realmOf(values.realm);
  const named =
    values.format ?? { '.csv': 'csv', '.ndjson': 'ndjson', '.jsonl': 'ndjson' }[extname(path).toLowerCase()];
  const format = IMPORT_FORMATS.find((candidate) => candidate === named);
  if (!format) throw new UsageError(`--format must be one of ${IMPORT_FORMATS.join(', ')}`);
  const batchLines = Number(values.batch ?? DEFAULT_LINES_A_BATCH);
  if (!Number.isInteger(batchLines) || batchLines < 1 || batchLines > MOST_LINES_A_BATCH)
    throw new UsageError(`--batch takes a number from 1 to ${MOST_LINES_A_BATCH}`);
  const isDryRun = values['dry-run'] === true;
  if (isDryRun && values.resume) throw new UsageError('--dry-run and --resume exclude each other');
  const rejectsPath = values.rejects ?? (isDryRun ? null : `${path}.rejects.ndjson`);
  if (rejectsPath === path) throw new UsageError('--rejects must not be the file itself');
  const mustResume = values.resume === true;
  return {
    request: { path, realm, format, isDryRun, rejectsPath, batchLines, mustResume },
    isJson: values.json === true,
  };
}

function tell(
  run: ImportRun,
  { isDryRun, rejectsPath }: ImportRequest,
  isJson: boolean,
  milliseconds: number,
  lines: number,
  { say }: Terminal,
): void {
  const { created, present, rejected } = run;
  const linesPerSecond = Math.round(lines / Math.max(0.001, milliseconds / 1000));
  if (isJson) {
    const rejects = rejected > 0 ? rejectsPath : null;
    say(JSON.stringify({ dryRun: isDryRun, created, present, rejected, rejects, linesPerSecond }));
    return;
  }
  say(`${isDryRun ? 'would create' : 'created'} ${created}, there already ${present}, rejected ${rejected}`);
  if (rejected > 0 && rejectsPath !== null) say(`the rejected lines, each with its reason: ${rejectsPath}`);
  say(`${duration(milliseconds)}, ${linesPerSecond} lines a second`);
}
