/**
 * The file of leaked passwords: its form, shared by who builds it and who looks into it.
 *
 * A header of 32 bytes (`poterneLP1`, zeros, the number of entries as 8 bytes at 24); then, for each of the 65,536 first
 * two bytes of a SHA-1, how many entries end before the next, as 8 bytes; then the entries, sorted, four bytes each: the
 * third to sixth byte of the hash. So an entry is known by 48 bits and costs 4 bytes; all numbers are big-endian.
 */
import { hash } from 'node:crypto';

export const MAGIC = Buffer.from('poterneLP1', 'latin1');
export const HEADER_BYTES = 32;
export const COUNT_AT = 24;
export const BUCKETS = 65_536;
export const INDEX_BYTES = BUCKETS * 8;
export const ENTRY_BYTES = 4;
export const ENTRIES_AT = HEADER_BYTES + INDEX_BYTES;
/** bytes of a SHA-1 that are kept */
export const KEPT_BYTES = 6;

/** The first six bytes of the SHA-1 of a password's bytes. */
export function keptHash(password: Buffer | string): Buffer {
  return hash('sha1', password, 'buffer').subarray(0, KEPT_BYTES);
}
