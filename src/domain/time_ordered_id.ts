/**
 * UUIDs of version 7 (RFC 9562 §5.7): those of one moment lie side by side in an index, where random ones would touch a
 * page each and make an import of millions several times dearer.
 */

const RANDOM_BYTES = 10;

/**
 * @param now milliseconds since the epoch
 * @param random at least 10 bytes that nobody can guess
 */
export function timeOrderedId(now: number, random: Buffer): string {
  if (random.length < RANDOM_BYTES) throw new RangeError(`${RANDOM_BYTES} random bytes are needed`);
  const tail = random.toString('hex', 0, RANDOM_BYTES);
  const time = now.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(tail.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(7, 19)}`;
}
