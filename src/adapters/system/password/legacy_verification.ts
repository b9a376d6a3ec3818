/** One verification of a hash that another system made (C9), off the main thread wherever it costs anything. */
import { createHash, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify as verifyArgon2 } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import type { LegacyHash } from '../../../domain/credential/legacy_hash.js';

const derive = promisify(pbkdf2);

export async function verifyLegacy(hash: LegacyHash, password: string): Promise<boolean> {
  switch (hash.scheme) {
    case 'bcrypt':
      return verifyBcrypt(password, hash.text);
    case 'argon2':
      return verifyArgon2(hash.text, password);
    case 'sha256': {
      const parts = hash.saltFirst ? [hash.salt, password] : [password, hash.salt];
      const made = createHash('sha256');
      for (const part of parts) made.update(part);
      return timingSafeEqual(made.digest(), hash.digest);
    }
    case 'pbkdf2':
      return timingSafeEqual(
        await derive(password, hash.salt, hash.iterations, hash.digest.length, hash.hash),
        hash.digest,
      );
  }
}
