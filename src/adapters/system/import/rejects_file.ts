/** The rejects file of an import: only ever added to, on the disk before the database says so, and cut when it did not (C9). */
import { type FileHandle, open } from 'node:fs/promises';
import type { RejectsFile } from '../../../ports/import/import_files.js';

/** Who made the import may read it, and nobody else: it says which lines of a file of people are bad. */
const OWNER_ONLY = 0o600;

export async function openRejectsFile(path: string): Promise<RejectsFile> {
  const handle: FileHandle = await open(path, 'a+', OWNER_ONLY);
  let end = (await handle.stat()).size;
  return {
    get end() {
      return end;
    },
    async cut(to) {
      if (end < to) throw new Error('the rejects file is shorter than the run left it: it is not the one of this run');
      if (end === to) return;
      await handle.truncate(to);
      await handle.datasync();
      end = to;
    },
    async add(text) {
      const bytes = Buffer.from(text);
      await handle.appendFile(bytes);
      await handle.datasync();
      end += bytes.length;
    },
    close: () => handle.close(),
  };
}
