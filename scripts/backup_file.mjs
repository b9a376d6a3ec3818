// One encrypted file of a backup: AES-256-GCM under a key that scrypt derives from the passphrase. The file's name is
// authenticated with it, so that one file cannot stand in for another.
//   'POTERNE1' · salt (16 bytes) · nonce (12) · ciphertext · tag (16)
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MAGIC = Buffer.from('POTERNE1');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };
const SHORTEST_PASSPHRASE = 20;

/** BACKUP_PASSPHRASE, or the first line of the file that BACKUP_PASSPHRASE_FILE names. */
export function readPassphrase(environment) {
  const file = environment.BACKUP_PASSPHRASE_FILE;
  const passphrase = environment.BACKUP_PASSPHRASE ?? (file ? readFileSync(file, 'utf8').split('\n')[0] : undefined);
  if (!passphrase) throw new Error('BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE is missing');
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new Error(`the passphrase must have at least ${SHORTEST_PASSPHRASE} characters`);
  }
  return passphrase;
}

/** Writes what a readable holds; refuses to overwrite. */
export async function encryptTo(file, readable, passphrase) {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, SCRYPT), nonce);
  cipher.setAAD(Buffer.from(basename(file)));
  await pipeline(
    readable,
    async function* (source) {
      yield Buffer.concat([MAGIC, salt, nonce]);
      for await (const chunk of source) yield cipher.update(chunk);
      yield cipher.final();
      yield cipher.getAuthTag();
    },
    createWriteStream(file, { flags: 'wx', mode: 0o600 }),
  );
}

/** @throws when the passphrase is another, or when a bit of the file has changed; by then some of it has been written */
export async function decryptTo(file, passphrase, writable) {
  const descriptor = openSync(file, 'r');
  const { size } = fstatSync(descriptor);
  const header = Buffer.alloc(HEADER_BYTES);
  const tag = Buffer.alloc(TAG_BYTES);
  readSync(descriptor, header, 0, HEADER_BYTES, 0);
  readSync(descriptor, tag, 0, TAG_BYTES, Math.max(0, size - TAG_BYTES));
  closeSync(descriptor);
  if (size < HEADER_BYTES + TAG_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error(`${basename(file)} is not a file of a backup`);
  }
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const key = scryptSync(passphrase, salt, 32, SCRYPT);
  const decipher = createDecipheriv('aes-256-gcm', key, header.subarray(MAGIC.length + SALT_BYTES));
  decipher.setAAD(Buffer.from(basename(file)));
  decipher.setAuthTag(tag);
  const body =
    size === HEADER_BYTES + TAG_BYTES ? [] : createReadStream(file, { start: HEADER_BYTES, end: size - TAG_BYTES - 1 });
  await pipeline(
    body,
    async function* (source) {
      for await (const chunk of source) yield decipher.update(chunk);
      try {
        yield decipher.final();
      } catch {
        throw new Error(`${basename(file)} does not open: another passphrase, or the file has changed`);
      }
    },
    writable,
  );
}

/** SHA-256 of a file, hexadecimal. */
export async function checksum(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
