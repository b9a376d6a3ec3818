/** What `poterne leaked-passwords` works with: files alone, neither database nor keys (C1). */
import { openLeakedPasswords } from '../../adapters/system/password/leaked_passwords.js';
import { buildLeakedPasswords } from '../../adapters/system/password/leaked_passwords_build.js';
import { KEPT_BYTES } from '../../adapters/system/password/leaked_passwords_file.js';

export const leakedPasswordCommands = { build: buildLeakedPasswords, open: openLeakedPasswords };

/** How likely a list of so many entries refuses a password that is not on it. */
export function falsePositiveRate(entries: number): number {
  return entries / 2 ** (KEPT_BYTES * 8);
}
