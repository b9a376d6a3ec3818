/** A file read line by line, from any place, with the bytes counted: what an import goes on from (C9). */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportFile, ImportLine } from '../../../ports/import/import_files.js';

const CHUNK_BYTES = 1024 * 1024;
/** A longer line is no account; what is kept of it does not grow. */
const LONGEST_LINE_BYTES = 64 * 1024;
const SAMPLE_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = '\ufeff';

/** @throws Error when it cannot be read, or is no file with a size */
export async function openImportFile(path: string): Promise<ImportFile> {
  const found = await stat(path);
  const { size } = found;
  if (!found.isFile())
    throw new Error('only a file can be imported: an import that was interrupted reads it from the middle');
  return {
    size,
    fingerprint: await fingerprint(path, size),
    lines: (fromByte, fromLine) => linesOf(path, fromByte, fromLine, size),
  };
}

async function fingerprint(path: string, size: number): Promise<string> {
  const made = createHash('sha256').update(`${basename(path)}\0${size}\0`);
  const handle = await open(path);
  try {
    for (const from of [0, Math.max(0, size - SAMPLE_BYTES)]) {
      const sample = Buffer.alloc(SAMPLE_BYTES);
      const { bytesRead } = await handle.read(sample, 0, SAMPLE_BYTES, from);
      made.update(sample.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
  return made.digest('hex');
}

/** @param size as it was at the start: what is added meanwhile is another file */
async function* linesOf(path: string, fromByte: number, fromLine: number, size: number) {
  if (fromByte >= size) return;
  let number = fromLine;
  let end = fromByte;
  // What was read of a line whose end was not.
  let kept: Buffer[] = [];
  let keptBytes = 0;

  const line = (rest: Buffer, hasBreak: boolean): ImportLine => {
    const length = keptBytes + rest.length;
    end += length + (hasBreak ? 1 : 0);
    const place = { number, end };
    number += 1;
    if (length > LONGEST_LINE_BYTES) return { ...place, fault: 'line-too-long' };
    const whole = kept.length === 0 ? rest : Buffer.concat([...kept, rest]);
    if (!isUtf8(whole)) return { ...place, fault: 'not-utf8' };
    const text = whole.toString('utf8', 0, whole.at(-1) === CARRIAGE_RETURN ? length - 1 : length);
    return { ...place, text: place.number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
  };

  for await (const chunk of createReadStream(path, { start: fromByte, end: size - 1, highWaterMark: CHUNK_BYTES })) {
    const bytes = chunk as Buffer;
    const lines: ImportLine[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      lines.push(line(bytes.subarray(from, at), true));
      [kept, keptBytes, from] = [[], 0, at + 1];
    }
    const rest = bytes.subarray(from);
    keptBytes += rest.length;
    if (keptBytes <= LONGEST_LINE_BYTES) kept.push(Buffer.from(rest));
    else kept = [];
    if (lines.length > 0) yield lines;
  }
  if (keptBytes > 0) yield [line(Buffer.alloc(0), false)];
}
