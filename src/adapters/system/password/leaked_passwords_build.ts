/**
 * Builds the file of leaked passwords (C1) from downloaded lists, in memory that does not grow with them: hashes are
 * dealt into 256 parts on disk by their first byte, then each part is sorted by itself.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import {
  BUCKETS,
  COUNT_AT,
  ENTRY_BYTES,
  HEADER_BYTES,
  INDEX_BYTES,
  KEPT_BYTES,
  keptHash,
  MAGIC,
} from './leaked_passwords_file.js';

export interface BuildProgress {
  /** of the input files, as they lie on disk */
  readonly bytesRead: number;
  readonly lines: number;
  /** after the reading: parts sorted, of 256 */
  readonly partsSorted: number;
}

export interface BuildOptions {
  readonly inputs: readonly string[];
  readonly out: string;
  /** leaves out passwords that were seen less often; a line without a count counts as once */
  readonly minimumCount: number;
  /** told a few times a second at most of what the reading has come to */
  readonly onProgress: (progress: BuildProgress) => void;
}

export interface BuiltList {
  readonly lines: number;
  readonly entries: number;
}

const PARTS = 256;
/** 256 of them wait in memory at most */
const PART_BUFFER_BYTES = KEPT_BYTES * 8_192;
const LONGEST_LINE_BYTES = 4_096;
const NEW_LINE = 0x0a;
const HASH_LINE = /^([0-9A-Fa-f]{40})(?::(\d+))?$/;
const HASH_HEX = 40;
const TELL_EVERY_LINES = 200_000;

/**
 * Reads lines of `SHA1:count` (Have I Been Pwned) or of one password each, gzip or not, and writes the file. It takes its
 * place at the end only, so that a service that looks into the former one is not disturbed.
 *
 * @throws Error when an input cannot be read or the output cannot be written; nothing is left behind then
 */
export async function buildLeakedPasswords(options: BuildOptions): Promise<BuiltList> {
  const { inputs, out, minimumCount, onProgress } = options;
  const folder = await mkdtemp(join(dirname(out), '.leaked-passwords-'));
  try {
    const { parts, lines } = await deal(inputs, folder, minimumCount, onProgress);
    const made = join(folder, 'list');
    const entries = await writeSorted(parts, made, (partsSorted) =>
      onProgress({ bytesRead: lines.bytes, lines: lines.count, partsSorted }),
    );
    await rename(made, out);
    return { lines: lines.count, entries };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function deal(
  inputs: readonly string[],
  folder: string,
  minimumCount: number,
  onProgress: (progress: BuildProgress) => void,
): Promise<{ parts: readonly string[]; lines: { count: number; bytes: number } }> {
  const parts = Array.from({ length: PARTS }, (_, at) => join(folder, `part-${at}`));
  const files: FileHandle[] = [];
  const lines = { count: 0, bytes: 0 };
  try {
    for (const part of parts) files.push(await open(part, 'w'));
    const waiting = parts.map(() => ({ buffer: Buffer.alloc(PART_BUFFER_BYTES), length: 0 }));
    const flush = async (part: number) => {
      const held = waiting[part];
      if (!held || held.length === 0) return;
      await files[part]?.appendFile(held.buffer.subarray(0, held.length));
      held.length = 0;
    };
    for (const input of inputs) {
      const before = lines.bytes;
      for await (const batch of linesOf(input, (bytes) => (lines.bytes = before + bytes))) {
        for (const line of batch) {
          const kept = keptOf(line, minimumCount);
          lines.count += 1;
          if (lines.count % TELL_EVERY_LINES === 0)
            onProgress({ bytesRead: lines.bytes, lines: lines.count, partsSorted: 0 });
          if (!kept) continue;
          const part = kept[0] ?? 0;
          const held = waiting[part];
          if (!held) continue;
          held.length += kept.copy(held.buffer, held.length);
          if (held.length === PART_BUFFER_BYTES) await flush(part);
        }
      }
    }
    for (const part of parts.keys()) await flush(part);
    return { parts, lines };
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** The six bytes to keep of a line, or undefined where it is to be left out. */
function keptOf(line: Buffer, minimumCount: number): Buffer | undefined {
  if (line.length === 0) return undefined;
  const hashed = line.length >= HASH_HEX && line.length < 64 ? HASH_LINE.exec(line.toString('latin1')) : null;
  if (hashed?.[1]) {
    if (Number(hashed[2] ?? 1) < minimumCount) return undefined;
    return Buffer.from(hashed[1].slice(0, KEPT_BYTES * 2), 'hex');
  }
  return minimumCount > 1 ? undefined : keptHash(line);
}

/** The lines of a file, batch by batch, as bytes without their ends. Lines longer than any password are cut into several. */
async function* linesOf(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer[]> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const isGzip = await startsAsGzip(path);
  const source = isGzip ? file.pipe(createGunzip()) : file;
  if (isGzip) file.on('error', (error) => source.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const batch: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEW_LINE, from); end !== -1; end = bytes.indexOf(NEW_LINE, from)) {
      batch.push(withoutReturn(bytes.subarray(from, end)));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_LINE_BYTES) {
      batch.push(rest);
      rest = Buffer.alloc(0);
    }
    onBytes(file.bytesRead);
    yield batch;
  }
  if (rest.length > 0) yield [withoutReturn(rest)];
}

async function startsAsGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}

/** @returns how many entries were written: each hash once */
async function writeSorted(
  parts: readonly string[],
  path: string,
  onPart: (partsSorted: number) => void,
): Promise<number> {
  const file = await open(path, 'w');
  try {
    const index = Buffer.alloc(INDEX_BYTES);
    let entries = 0;
    let bucket = 0;
    await file.write(Buffer.alloc(HEADER_BYTES + INDEX_BYTES));
    for (const [at, part] of parts.entries()) {
      const sorted = sortedHashes(await readFile(part));
      await rm(part);
      const block = Buffer.alloc(sorted.length * ENTRY_BYTES);
      let length = 0;
      let last = -1;
      for (const value of sorted) {
        if (value === last) continue;
        last = value;
        const high = Math.floor(value / 2 ** 32);
        for (; bucket < high; bucket += 1) index.writeBigUInt64BE(BigInt(entries), bucket * 8);
        length = block.writeUInt32BE(value % 2 ** 32, length);
        entries += 1;
      }
      await file.appendFile(block.subarray(0, length));
      onPart(at + 1);
    }
    for (; bucket < BUCKETS; bucket += 1) index.writeBigUInt64BE(BigInt(entries), bucket * 8);
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeBigUInt64BE(BigInt(entries), COUNT_AT);
    await file.write(header, 0, HEADER_BYTES, 0);
    await file.write(index, 0, INDEX_BYTES, HEADER_BYTES);
    await file.sync();
    return entries;
  } finally {
    await file.close();
  }
}

/** 48 bits fit a double exactly, and an array of doubles sorts by number without a comparison of ours. */
function sortedHashes(bytes: Buffer): Float64Array {
  const hashes = new Float64Array(bytes.length / KEPT_BYTES);
  for (let at = 0; at < hashes.length; at += 1) hashes[at] = bytes.readUIntBE(at * KEPT_BYTES, KEPT_BYTES);
  return hashes.sort();
}
