/** Looks passwords up in a file of leaked ones (C1): a few small reads, nothing kept in memory. */
import { type FileHandle, open } from 'node:fs/promises';
import type { LeakedPasswords } from '../../../ports/password/leaked_passwords.js';
import { COUNT_AT, ENTRIES_AT, ENTRY_BYTES, HEADER_BYTES, keptHash, MAGIC } from './leaked_passwords_file.js';

/** A bucket larger than this is halved by reads of one entry until it fits into one read. */
const READ_ENTRIES = 2_048;

/** Where no list is configured: nothing is in it. */
export const NO_LEAKED_PASSWORDS: LeakedPasswords = { has: async () => false, close: async () => {} };

/** @throws Error for the operator when the file cannot be read or is no such list */
export async function openLeakedPasswords(path: string): Promise<LeakedPasswords & { readonly entries: number }> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw new Error(`the list of leaked passwords cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const entries = await countOf(file).catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  const read = async (position: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length) throw new Error('the list of leaked passwords ends too early');
    return buffer;
  };
  return {
    entries,
    async has(password) {
      const kept = keptHash(password);
      const bucket = kept.readUInt16BE(0);
      const wanted = kept.readUInt32BE(2);
      const bounds = await read(HEADER_BYTES + Math.max(0, bucket - 1) * 8, bucket === 0 ? 8 : 16);
      let from = bucket === 0 ? 0 : Number(bounds.readBigUInt64BE(0));
      let to = Number(bounds.readBigUInt64BE(bucket === 0 ? 0 : 8));
      while (to - from > READ_ENTRIES) {
        const middle = from + Math.floor((to - from) / 2);
        const found = (await read(ENTRIES_AT + middle * ENTRY_BYTES, ENTRY_BYTES)).readUInt32BE(0);
        if (found === wanted) return true;
        if (found < wanted) from = middle + 1;
        else to = middle;
      }
      if (from === to) return false;
      const block = await read(ENTRIES_AT + from * ENTRY_BYTES, (to - from) * ENTRY_BYTES);
      for (let at = 0; at < block.length; at += ENTRY_BYTES) if (block.readUInt32BE(at) === wanted) return true;
      return false;
    },
    close: () => file.close(),
  };
}

/** @throws Error when the file is none, or cut off */
async function countOf(file: FileHandle): Promise<number> {
  const header = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
  const isOurs = bytesRead === HEADER_BYTES && header.subarray(0, MAGIC.length).equals(MAGIC);
  const entries = isOurs ? Number(header.readBigUInt64BE(COUNT_AT)) : 0;
  const { size } = await file.stat();
  if (!isOurs || size !== ENTRIES_AT + entries * ENTRY_BYTES) {
    throw new Error(
      'the list of leaked passwords is none, or is cut off: build it with poterne leaked-passwords build',
    );
  }
  return entries;
}
