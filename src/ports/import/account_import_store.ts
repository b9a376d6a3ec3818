/**
 * Where an import writes (C9): whole batches, each in one transaction with how far the file has come, so that a process
 * that dies anywhere leaves what the next one goes on from.
 */
import type { ImportedAccount } from '../../domain/import/imported_account.js';
import type { IdentifierKind } from '../../domain/realm.js';
import type { SealedIdentifier } from '../account/identifier_vault.js';

export interface ImportRun {
  /** of the file and what it is imported into */
  readonly id: string;
  readonly realm: string;
  /** where the next line begins: bytes from the start of the file */
  readonly nextByte: number;
  /** its number, from 1 */
  readonly nextLine: number;
  readonly created: number;
  /** people who were there already, left as they were */
  readonly present: number;
  readonly rejected: number;
  /** length of the rejects file in bytes */
  readonly rejectsEnd: number;
  /** milliseconds since the epoch */
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

export interface SealedAccount extends Omit<ImportedAccount, 'identifiers'> {
  readonly id: string;
  readonly identifiers: ReadonlyArray<
    SealedIdentifier & { readonly kind: IdentifierKind; readonly indexKeyId: string; readonly blindIndex: Buffer }
  >;
}

export interface IdentifierOwner {
  readonly accountId: string;
  /** created by this very run */
  readonly isOfThisRun: boolean;
}

/** Somebody else created an account with one of the batch's identifiers meanwhile: look again. */
export class ImportConflict extends Error {}

export interface AccountImportStore {
  /** Takes the run for this process, until the store is closed. @throws Error when another process has it */
  take(runId: string): Promise<ImportRun | null>;
  /** Begins the run, from the start if it was there. */
  begin(run: ImportRun): Promise<void>;
  /** Who has these identifiers. @returns by kind and index: {@link ownerKey} */
  owners(
    run: Pick<ImportRun, 'realm' | 'startedAt'>,
    identifiers: ReadonlyArray<{ readonly kind: IdentifierKind; readonly index: Buffer }>,
  ): Promise<ReadonlyMap<string, IdentifierOwner>>;
  /**
   * Creates accounts and moves the run on, both or neither.
   *
   * @param from the run as it stands
   * @param to as it stands afterwards
   * @throws ImportConflict, and nothing is written
   */
  write(accounts: readonly SealedAccount[], from: ImportRun, to: ImportRun): Promise<void>;
  /**
   * Creates one account, without a run.
   *
   * @param at milliseconds since the epoch
   * @throws ImportConflict, and nothing is written
   */
  create(account: SealedAccount, realm: string, at: number): Promise<void>;
  close(): Promise<void>;
}

export function ownerKey(kind: IdentifierKind, index: Buffer): string {
  return `${kind}:${index.toString('base64')}`;
}
