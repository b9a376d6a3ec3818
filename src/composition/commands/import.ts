/** What `poterne import` works with: the file, its rejects, and the database on a connection of its own (C9). */
import { createHash } from 'node:crypto';
import { createPostgresAuditLog } from '../../adapters/postgres/audit/audit_log.js';
import { connectDatabase } from '../../adapters/postgres/connection.js';
import { connectAccountImportRehearsal } from '../../adapters/postgres/import/account_import_rehearsal.js';
import { connectAccountImportStore } from '../../adapters/postgres/import/account_import_store.js';
import { openImportFile } from '../../adapters/system/import/import_file.js';
import { openRejectsFile } from '../../adapters/system/import/rejects_file.js';
import { splitCsv } from '../../adapters/system/import/split_csv.js';
import { createIdentifierVault } from '../../adapters/system/keys/identifier_vault.js';
import type { CommandSettings } from '../../config/command_settings.js';
import { csvReader, type ImportFormat, type LineReader, NDJSON } from '../../domain/import/format.js';
import type { Problem } from '../../domain/import/problem.js';
import type { Realm } from '../../domain/realm.js';
import type { Clock } from '../../ports/clock.js';
import type { AccountImportStore, ImportRun } from '../../ports/import/account_import_store.js';
import type { ImportFile } from '../../ports/import/import_files.js';
import { importAccounts } from '../../services/import/import_accounts.js';
import { importRules } from './import_rules.js';
import { operator } from './operator.js';

export type ImportSettings = CommandSettings<never, 'identifierEncryption' | 'identifierIndex'>;

export interface ImportRequest {
  readonly path: string;
  readonly realm: Realm;
  readonly format: ImportFormat;
  readonly isDryRun: boolean;
  /** null: what is rejected is only told */
  readonly rejectsPath: string | null;
  readonly batchLines: number;
  /** only go on with a run that was interrupted */
  readonly mustResume: boolean;
}

export interface ImportWatcher {
  /** @param resumed line at which an interrupted run goes on, or undefined */
  started(size: number, run: ImportRun, resumed: number | undefined): void;
  moved(run: ImportRun, problems: ReadonlyArray<Problem & { readonly line: number }>): void;
}

/** Told to who runs the command: the file or what was asked of it is wrong. */
export class ImportRefused extends Error {}

/** @throws ImportRefused, or what the file system or the database says */
export async function runImport(
  settings: ImportSettings,
  request: ImportRequest,
  watcher: ImportWatcher,
  clock: Pick<Clock, 'now'>,
): Promise<ImportRun> {
  const { realm } = request;
  const file = await openImportFile(request.path);
  const reader = request.format === 'csv' ? await headerOf(file) : NDJSON;
  const { identifierEncryption, identifierIndex } = settings.rings;
  const connect = request.isDryRun ? connectAccountImportRehearsal : connectAccountImportStore;
  const store = await connect(settings.databaseUrl);
  try {
    const { run, resumed } = await runOf(store, file, request, clock.now());
    const rejects = request.rejectsPath === null ? null : await openRejectsFile(request.rejectsPath);
    watcher.started(file.size, run, resumed);
    const options = {
      ...reader,
      rules: importRules(realm, run.startedAt),
      batchLines: request.batchLines,
      onProgress: watcher.moved,
    };
    const vault = createIdentifierVault(identifierEncryption, identifierIndex);
    try {
      const ended = await importAccounts({ store, vault, file, rejects }, run, options, clock.now);
      if (!request.isDryRun) await recordInAudit(settings.databaseUrl, ended, clock);
      return ended;
    } finally {
      await rejects?.close();
    }
  } finally {
    await store.close();
  }
}

async function headerOf(file: ImportFile): Promise<LineReader> {
  for await (const [line] of file.lines(0, 1)) {
    const header = csvReader(line?.text ?? '', splitCsv);
    if (!header.ok) throw new ImportRefused(header.why);
    return header.reader;
  }
  throw new ImportRefused('the file is empty: a CSV begins with a header');
}

async function runOf(store: AccountImportStore, file: ImportFile, request: ImportRequest, now: number) {
  const { realm, format, mustResume } = request;
  const id = createHash('sha256').update(`${file.fingerprint}\0${realm.id}\0${format}`).digest('hex');
  const found = await store.take(id);
  if (found && found.finishedAt === null) return { run: found, resumed: found.nextLine };
  if (mustResume)
    throw new ImportRefused(found ? 'the import of this file is finished' : 'no import of this file was interrupted');
  const run: ImportRun = {
    id,
    realm: realm.id,
    nextByte: 0,
    nextLine: 1,
    created: 0,
    present: 0,
    rejected: 0,
    rejectsEnd: 0,
    startedAt: now,
    finishedAt: null,
  };
  await store.begin(run);
  return { run, resumed: undefined };
}

async function recordInAudit(databaseUrl: string, run: ImportRun, clock: Pick<Clock, 'now'>): Promise<void> {
  const database = connectDatabase(databaseUrl, 1);
  let unwritten = 0;
  const audit = createPostgresAuditLog(database, clock, (lost) => {
    unwritten += lost;
  });
  const { created, present, rejected } = run;
  audit.record({
    type: 'import',
    outcome: 'finished',
    realm: run.realm,
    data: { run: run.id.slice(0, 16), created, present, rejected, actor: operator() },
  });
  try {
    await audit.close();
  } finally {
    await database.$disconnect();
  }
  if (unwritten > 0) throw new Error('imported, but the audit could not be written');
}
