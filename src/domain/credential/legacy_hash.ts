/**
 * Password hashes brought from another system (C9): which forms are read, and what each must be before it is stored. A form
 * names its own work; limits keep an import from planting one that takes a minute to check, or one that anything fits.
 */

/** Most of each, so that one check stays well under two seconds on a small machine. */
const LEGACY_LIMITS = {
  bcryptCost: 14,
  pbkdf2Iterations: 2_000_000,
  argon2MemoryKib: 262_144,
  /** memory × passes */
  argon2Work: 1_048_576,
  argon2Parallelism: 16,
} as const;

/** Below this, passwords that collide could be found by trying. */
const SHORTEST_DIGEST = 16;
const LONGEST_DIGEST = 64;
const LONGEST_SALT = 128;
const LONGEST_TEXT = 512;

export type LegacyHash =
  | { readonly scheme: 'bcrypt'; readonly text: string }
  | { readonly scheme: 'argon2'; readonly text: string }
  | { readonly scheme: 'sha256'; readonly saltFirst: boolean; readonly salt: Buffer; readonly digest: Buffer }
  | {
      readonly scheme: 'pbkdf2';
      readonly hash: 'sha1' | 'sha256' | 'sha512';
      readonly iterations: number;
      readonly salt: Buffer;
      readonly digest: Buffer;
    };

export type LegacyHashFault =
  /** no form that is read here; a password in plain text ends here too */
  | 'unknown-scheme'
  /** the form is known, and this is not it */
  | 'malformed'
  /** more work than the limits allow */
  | 'too-costly'
  /** a digest so short that other passwords fit */
  | 'too-short';

export type ParsedLegacyHash =
  | { readonly ok: true; readonly hash: LegacyHash }
  | { readonly ok: false; readonly reason: LegacyHashFault };

type Reader = (text: string) => ParsedLegacyHash;

const READERS: ReadonlyArray<{ readonly prefix: RegExp; readonly read: Reader }> = [
  { prefix: /^\$2[aby]\$/, read: readBcrypt },
  { prefix: /^\$argon2(?:id|i|d)\$/, read: readArgon2 },
  { prefix: /^\$sha256\$/, read: readSha256 },
  { prefix: /^\$pbkdf2-sha(?:1|256|512)\$/, read: readPbkdf2 },
  { prefix: /^pbkdf2_sha(?:1|256|512)\$/, read: readDjangoPbkdf2 },
];

/**
 * Reads an imported hash. docs/import.md shows each form.
 *
 * @param text as it stands in the file, and in the credential's row until the person signs in
 */
export function parseLegacyHash(text: string): ParsedLegacyHash {
  const reader = READERS.find(({ prefix }) => prefix.test(text));
  if (!reader) return refused('unknown-scheme');
  return text.length > LONGEST_TEXT ? refused('malformed') : reader.read(text);
}

/** `$2b$12$` and 53 characters: 22 of salt, 31 of digest. */
function readBcrypt(text: string): ParsedLegacyHash {
  const match = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text);
  const cost = Number(match?.[1]);
  if (!match || cost < 4) return refused('malformed');
  return cost > LEGACY_LIMITS.bcryptCost ? refused('too-costly') : { ok: true, hash: { scheme: 'bcrypt', text } };
}

/** The PHC string, without a pepper: `$argon2id$v=19$m=19456,t=2,p=1$salt$digest`. */
function readArgon2(text: string): ParsedLegacyHash {
  const match = /^\$argon2(?:id|i|d)\$v=(?:16|19)\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,3})\$([^$]+)\$([^$]+)$/.exec(text);
  const [memoryKib = 0, passes = 0, parallelism = 0] = (match ?? []).slice(1, 4).map(Number);
  const salt = base64(match?.[4]);
  const digest = base64(match?.[5]);
  if (!salt || !digest || salt.length < 8 || salt.length > LONGEST_SALT) return refused('malformed');
  if (passes < 1 || parallelism < 1 || memoryKib < 8 * parallelism) return refused('malformed');
  const { argon2MemoryKib, argon2Work, argon2Parallelism } = LEGACY_LIMITS;
  if (memoryKib > argon2MemoryKib || memoryKib * passes > argon2Work || parallelism > argon2Parallelism)
    return refused('too-costly');
  return checkedDigest(digest, { scheme: 'argon2', text });
}

/** `$sha256$order=before,salt=text$SALT$DIGEST`: one SHA-256 of the salt and the password, in that order, or `after`. */
function readSha256(text: string): ParsedLegacyHash {
  const match = /^\$sha256\$order=(before|after),salt=(text|hex|base64)\$([^$]{1,255})\$([^$]+)$/.exec(text);
  const salt = bytes(match?.[3], match?.[2]);
  const digest = bytes(match?.[4], 'hex') ?? base64(match?.[4]);
  if (!salt || salt.length > LONGEST_SALT || digest?.length !== 32) return refused('malformed');
  return { ok: true, hash: { scheme: 'sha256', saltFirst: match?.[1] === 'before', salt, digest } };
}

/** `$pbkdf2-sha256$i=600000,l=32$salt$digest`, and passlib's `$pbkdf2-sha256$29000$salt$digest` with `.` for `+`. */
function readPbkdf2(text: string): ParsedLegacyHash {
  const match = /^\$pbkdf2-(sha1|sha256|sha512)\$(?:i=(\d{1,10}),l=(\d{1,3})|(\d{1,10}))\$([^$]+)\$([^$]+)$/.exec(text);
  const salt = base64(match?.[5]?.replaceAll('.', '+'));
  const digest = base64(match?.[6]?.replaceAll('.', '+'));
  const length = match?.[3];
  if (length !== undefined && Number(length) !== digest?.length) return refused('malformed');
  return pbkdf2(match?.[1], match?.[2] ?? match?.[4], salt, digest);
}

/** Django's `pbkdf2_sha256$600000$salt$digest`, whose salt is text. */
function readDjangoPbkdf2(text: string): ParsedLegacyHash {
  const match = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,10})\$([^$]+)\$([^$]+)$/.exec(text);
  return pbkdf2(match?.[1], match?.[2], bytes(match?.[3], 'text'), base64(match?.[4]));
}

function pbkdf2(
  hash: string | undefined,
  work: string | undefined,
  salt: Buffer | undefined,
  digest: Buffer | undefined,
): ParsedLegacyHash {
  const iterations = Number(work);
  if (!salt || !digest || salt.length > LONGEST_SALT || !(iterations >= 1)) return refused('malformed');
  if (iterations > LEGACY_LIMITS.pbkdf2Iterations) return refused('too-costly');
  return checkedDigest(digest, {
    scheme: 'pbkdf2',
    hash: hash as 'sha1' | 'sha256' | 'sha512',
    iterations,
    salt,
    digest,
  });
}

function checkedDigest(digest: Buffer, hash: LegacyHash): ParsedLegacyHash {
  if (digest.length < SHORTEST_DIGEST) return refused('too-short');
  return digest.length > LONGEST_DIGEST ? refused('malformed') : { ok: true, hash };
}

function refused(reason: LegacyHashFault): ParsedLegacyHash {
  return { ok: false, reason };
}

function bytes(text: string | undefined, encoding: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  if (encoding === 'text') return Buffer.from(text, 'utf8');
  if (encoding === 'base64') return base64(text);
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** Padded or not; undefined for what is not base64, which Buffer alone would skip over. */
function base64(text: string | undefined): Buffer | undefined {
  const bare = text?.replace(/={1,2}$/, '');
  if (!bare || !/^[A-Za-z0-9+/]+$/.test(bare)) return undefined;
  const decoded = Buffer.from(bare, 'base64');
  return decoded.toString('base64').replace(/=+$/, '') === bare ? decoded : undefined;
}
