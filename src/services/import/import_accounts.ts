/**
 * Brings the accounts of a file in (C9): lines are read and checked while the batch before them is written, so that memory
 * does not grow with the file, and each batch moves the run on in its own transaction, so that a run that died anywhere goes
 * on to the same end.
 */
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { checkAccount, type ImportRules } from '../../domain/import/imported_account.js';
import { type Problem, rejectsText } from '../../domain/import/problem.js';
import type { ReadFields } from '../../domain/import/read_fields.js';
import { settle, type Verdict } from '../../domain/import/settle.js';
import type { IdentifierVault } from '../../ports/account/identifier_vault.js';
import {
  type AccountImportStore,
  ImportConflict,
  type ImportRun,
  type SealedAccount,
} from '../../ports/import/account_import_store.js';
import type { ImportFile, ImportLine, RejectsFile } from '../../ports/import/import_files.js';
import { type SealedClaims, sealAccount } from '../account/seal_account.js';

export interface ImportAccountsDependencies {
  readonly store: AccountImportStore;
  readonly vault: IdentifierVault;
  readonly file: ImportFile;
  /** null: what is rejected is only counted and told */
  readonly rejects: RejectsFile | null;
}

export interface ImportOptions {
  readonly rules: ImportRules;
  /** one line's text to its fields */
  readonly read: (text: string) => ReadFields;
  /** the first line with a person on it: 2 below a header */
  readonly firstLine: number;
  /** lines a transaction */
  readonly batchLines: number;
  /** told after every batch, and of the problems in it */
  readonly onProgress: (run: ImportRun, problems: ReadonlyArray<Problem & { readonly line: number }>) => void;
}

interface Prepared extends Omit<SealedClaims, 'account'> {
  readonly line: number;
  readonly problems: readonly Problem[];
  /** undefined: the line has problems */
  readonly account?: SealedAccount;
}

interface Batch {
  readonly lines: readonly Prepared[];
  readonly nextByte: number;
  readonly nextLine: number;
}

/** Others may take identifiers while a batch is written; not this often. */
const MOST_CONFLICTS = 5;
/** Lines prepared before the database's answers get a turn. */
const LINES_AT_ONCE = 100;

/**
 * @param run as it stands: begun, and not finished
 * @returns the run as it ended
 */
export async function importAccounts(
  { store, vault, file, rejects }: ImportAccountsDependencies,
  run: ImportRun,
  options: ImportOptions,
  now: () => number,
): Promise<ImportRun> {
  await rejects?.cut(run.rejectsEnd);
  let current = run;

  const write = async (batch: Batch, isLast: boolean) => {
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        current = await writeBatch(batch, current, isLast);
        return;
      } catch (error) {
        if (!(error instanceof ImportConflict) || conflicts === MOST_CONFLICTS) throw error;
        await rejects?.cut(current.rejectsEnd);
      }
    }
  };

  const writeBatch = async (batch: Batch, from: ImportRun, isLast: boolean): Promise<ImportRun> => {
    const owners = await store.owners(
      from,
      batch.lines.flatMap(({ indexes }) => indexes),
    );
    const good = batch.lines.filter(({ problems }) => problems.length === 0);
    const settled = settle(
      good.map(({ claims }) => claims),
      (key) => owners.get(key),
    );
    const verdicts = new Map<Prepared, Verdict>(good.map((line, at) => [line, settled[at] ?? 'present']));
    const created: SealedAccount[] = [];
    const problems: Array<Problem & { readonly line: number }> = [];
    let [text, present, rejected] = ['', 0, 0];
    for (const line of batch.lines) {
      const verdict = verdicts.get(line) ?? line.problems;
      if (verdict === 'create') {
        if (line.account) created.push(line.account);
      } else if (verdict === 'present') present += 1;
      else {
        rejected += 1;
        text += rejectsText(line.line, verdict);
        problems.push(...verdict.map((problem) => ({ ...problem, line: line.line })));
      }
    }
    // On the disk before the database counts on it; cut again by whoever goes on from an older count.
    if (text !== '') await rejects?.add(text);
    const to: ImportRun = {
      ...from,
      nextByte: batch.nextByte,
      nextLine: batch.nextLine,
      created: from.created + created.length,
      present: from.present + present,
      rejected: from.rejected + rejected,
      rejectsEnd: rejects?.end ?? 0,
      finishedAt: isLast ? now() : null,
    };
    await store.write(created, from, to);
    options.onProgress(to, problems);
    return to;
  };

  let writing: Promise<void> = Promise.resolve();
  for await (const batch of batches(file, run, options, vault, now)) {
    await writing;
    writing = write(batch, false);
    // It is awaited with the next batch; until then a failure is no unhandled one.
    writing.catch(() => {});
  }
  await writing;
  await write({ lines: [], nextByte: file.size, nextLine: current.nextLine }, true);
  return current;
}

async function* batches(
  file: ImportFile,
  run: ImportRun,
  options: ImportOptions,
  vault: IdentifierVault,
  now: () => number,
) {
  let lines: Prepared[] = [];
  let count = 0;
  for await (const some of file.lines(run.nextByte, run.nextLine)) {
    for (const line of some) {
      count += 1;
      if (line.number >= options.firstLine && line.text?.trim() !== '')
        lines.push(prepare(line, options, run, vault, now()));
      if (count % LINES_AT_ONCE === 0) await letOthersRun();
      if (count < options.batchLines) continue;
      yield { lines, nextByte: line.end, nextLine: line.number + 1 } satisfies Batch;
      [lines, count] = [[], 0];
    }
    const last = some.at(-1);
    if (last && last.end >= file.size && count > 0) yield { lines, nextByte: last.end, nextLine: last.number + 1 };
  }
}

function prepare(
  line: ImportLine,
  { read, rules }: ImportOptions,
  run: ImportRun,
  vault: IdentifierVault,
  now: number,
): Prepared {
  const refused = (problems: readonly Problem[]): Prepared => ({
    line: line.number,
    problems,
    claims: [],
    indexes: [],
  });
  if (line.text === undefined) return refused([{ field: '', code: line.fault ?? 'not-utf8' }]);
  const fields = read(line.text);
  if (!fields.ok) return refused(fields.problems);
  const checked = checkAccount(fields.fields, rules);
  if (!checked.ok) return refused(checked.problems);
  return { line: line.number, problems: [], ...sealAccount(checked.account, run.realm, vault, now) };
}
