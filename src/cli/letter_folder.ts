/**
 * A batch of letters as a folder: one PDF each and a manifest, there whole or not at all (C8). Only its owner may read it:
 * letters carry passwords.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LetterBatch } from '../ports/letter/letter_outbox.js';
import type { PrintedLetter } from '../services/letter/print_letters.js';

export interface ManifestLetter {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly sha256: string;
  readonly pages: number;
}

export interface Manifest {
  readonly batch: string;
  readonly realm: string;
  /** ISO 8601 UTC */
  readonly claimedAt: string;
  readonly letters: readonly ManifestLetter[];
}

/**
 * Writes `<folder>/<batch>/`; one that is there already is replaced.
 *
 * @returns its path and what its manifest says
 */
export async function writeBatch(
  folder: string,
  batch: LetterBatch,
  letters: AsyncIterable<PrintedLetter>,
): Promise<{ readonly path: string; readonly manifest: Manifest }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, batch.id);
  const partial = join(folder, `.${batch.id}.${randomBytes(4).toString('hex')}`);
  await mkdir(partial, { mode: 0o700 });
  try {
    const listed: ManifestLetter[] = [];
    for await (const { letter, pdf, pages } of letters) {
      const file = `${letter.id}.pdf`;
      await writeWhole(join(partial, file), pdf);
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      listed.push({ id: letter.id, kind: letter.kind, file, sha256, pages });
    }
    const claimedAt = new Date(batch.claimedAt).toISOString();
    const manifest = { batch: batch.id, realm: batch.realm, claimedAt, letters: listed };
    await writeWhole(join(partial, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    await rm(path, { recursive: true, force: true });
    await rename(partial, path);
    await settle(folder);
    return { path, manifest };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** On the disk, not in its cache: the batch may be printed after a power cut. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
